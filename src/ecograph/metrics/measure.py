"""What a measure is: its definition, its source, and the pure function that finds its figure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from ecograph.metrics.figures import (
    Basis,
    Coverage,
    Figure,
    Finding,
    Key,
    Number,
    Reason,
    coverage,
    silence,
)
from ecograph.network import Network

# What a measure says of a network: a number, why there is none, or None where parts say it all.
Answer: TypeAlias = Number | Reason | None


class Direction(StrEnum):
    """Which way a cluster wants a number to go, if any."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Level(StrEnum):
    """What a figure is about: the network, each organisation, each in its roles, or groups."""

    NETWORK = "network"
    ORGANISATION = "organisation"
    ROLES = "roles"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a measure says of four networks at the edge; of each organisation where it tells them.

    They are: three organisations of three kinds, tied to nobody; three of one kind in one place,
    each tied to both others; two pairs, each of its own kind and country; and nobody.
    """

    isolates: Answer
    one_class: Answer
    disconnected: Answer
    empty: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """All that must stand beside the number of a measure, of one period or of a change.

    The definition says what it is for organisations without ties and for an empty network, too; the
    explanation says in the words of roles what a high or low value means, the caveat how it may
    mislead. A changed definition has a new version.
    """

    id: str
    title: str
    definition: str
    formula: str
    source: str
    unit: str
    direction: Direction
    level: Level
    explanation: str
    basis: Basis
    answers: Answers
    version: str = "1"
    caveat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Definition):
    """A measure of one network.

    One that breaks ties between equals by their IRIs, or draws random numbers, is steady only as
    long as these stay.
    """

    finding: Callable[[Network], Finding]
    evidence: Callable[[Network, Key], tuple[str, ...]]
    target: float | None = None
    is_steady: bool = True

    def of(self, network: Network) -> Figure:
        """Return the figure of a network, or the reason why there is none."""
        reason = silence(network, self.basis)
        found = Finding(reason=reason) if reason else self.finding(network)
        known = self._coverage(network, found.unknown)
        caveat = _ESTIMATED if _is_estimated(found) else self.caveat
        return Figure(found.value, found.parts, found.reason, known, found.error, caveat)

    def facts(self, network: Network, key: Key = ()) -> tuple[str, ...]:
        """Return the relations that the figure rests on, or that one part of it rests on."""
        if key:
            return self.evidence(network, key)
        return network.kept(("facts", self.evidence), lambda whole: self.evidence(whole, ()))

    def _coverage(self, network: Network, unknown: int) -> Coverage:
        known = network.kept(
            ("coverage", self.evidence, self.basis),
            lambda whole: coverage(whole, self.facts(whole), self.basis),
        )
        return replace(known, unknown=unknown)


_ESTIMATED = (
    "Estimated from a fixed number of seeded sources, as the network has more than 5,000 "
    "organisations: read it with its standard error."
)


def _is_estimated(found: Finding) -> bool:
    return found.error is not None or any(part.error is not None for part in found.parts)
