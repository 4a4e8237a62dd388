"""The ties that touch a network, inside it and outward, by the groups at their two ends."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecograph.network.affiliations import Organisation
from ecograph.network.network import Network
from ecograph.network.structure import Numbers

UNKNOWN = ""
# Says by its code to which group an organisation belongs, UNKNOWN for none.
Grouping: TypeAlias = Callable[[Network, Organisation], str]
# Tells of each tie that touches a network, in its order, whether something holds.
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ends:
    """The groups at both ends of each tie, as places in a list of codes; the first is unknown."""

    codes: Sequence[str]
    first: Numbers
    second: Numbers

    @property
    def are_known(self) -> Mask:
        """Tell where both groups are known."""
        return (self.first > 0) & (self.second > 0)

    @property
    def differ(self) -> Mask:
        """Tell where the groups are two, unknown being one."""
        return np.not_equal(self.first, self.second)

    def at(self, code: str) -> tuple[Mask, Mask]:
        """Tell where a group is at the first end, and where at the second."""
        place = self.codes.index(code) if code in self.codes else -1
        return self.first == place, self.second == place

    def between(self, one: str, other: str) -> Mask:
        """Tell where one group is tied to another."""
        (here, there), (beyond, back) = self.at(one), self.at(other)
        return (here & back) | (there & beyond)

    def counts(self) -> Counter[tuple[str, str]]:
        """Return the number of ties of each two groups that have any, by both codes in order."""
        low, high = np.minimum(self.first, self.second), np.maximum(self.first, self.second)
        cells, numbers = np.unique(low * len(self.codes) + high, return_counts=True)
        pairs = (divmod(cell, len(self.codes)) for cell in cells.tolist())
        return Counter(
            {
                (self.codes[one], self.codes[other]): number
                for (one, other), number in zip(pairs, numbers.tolist(), strict=True)
            }
        )


def ends(network: Network, grouping: Grouping) -> Ends:
    """Return the groups at the ends of the ties that touch a network, worked out once."""
    return network.kept(("ends", grouping), lambda whole: _ends(whole, grouping))


@dataclass(frozen=True, slots=True)
class _Touching:
    """Who is at the ends of the ties that touch a network, and at which."""

    organisations: Sequence[Organisation]
    first: Numbers
    second: Numbers


def _ends(network: Network, grouping: Grouping) -> Ends:
    touching = network.kept(_Touching, _touching)
    groups = [grouping(network, each) for each in touching.organisations]
    codes = [UNKNOWN, *sorted(set(groups) - {UNKNOWN})]
    place = {code: number for number, code in enumerate(codes)}
    numbers = np.array([place[group] for group in groups], dtype=np.int64)
    return Ends(codes, numbers[touching.first], numbers[touching.second])


def _touching(network: Network) -> _Touching:
    names = list(dict.fromkeys(iri for tie in network.touching for iri in tie.ends))
    index = {iri: number for number, iri in enumerate(names)}
    first = np.array([index[tie.first] for tie in network.touching], dtype=np.int64)
    second = np.array([index[tie.second] for tie in network.touching], dtype=np.int64)
    return _Touching([network.organisation(iri) for iri in names], first, second)
