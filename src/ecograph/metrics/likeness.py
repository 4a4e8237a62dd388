"""Whether like works with like: ties within and between groups, against chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.groupings import ATTRIBUTES, HELIX, KIND, Attribute, Grouped, grouped
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.mixing import kind_names, of_known, share_between
from ecograph.network import Network
from ecograph.network.structure import Values, structure

_INDEX, _EXPECTED, _TIES = "index", "expected", "ties"
_EXPECTED_NAME = "Expected by chance"


@dataclass(frozen=True, slots=True)
class Mixing:
    """The ties between groups, both ways, so that all sum to twice their number; and the rest."""

    groups: Grouped
    ends: Values
    unknown: int

    @property
    def ties(self) -> int:
        """Return the number of ties whose two groups are known."""
        return int(self.ends.sum()) // 2

    @property
    def within(self) -> int:
        """Return the number of ties within groups."""
        return int(self.ends.trace()) // 2


def mixing(network: Network, attribute: Attribute) -> Mixing:
    """Return how the ties of a network mix the groups of an attribute."""
    groups, found = grouped(network, attribute), structure(network)
    first, second = groups.numbers[found.first], groups.numbers[found.second]
    known = (first >= 0) & (second >= 0)
    ends = np.zeros((len(groups.codes), len(groups.codes)))
    np.add.at(ends, (first[known], second[known]), 1)
    np.add.at(ends, (second[known], first[known]), 1)
    return Mixing(groups, ends, int((~known).sum()))


def e_i_index(external: float, internal: float) -> float | None:
    """Return by how much ties between groups outnumber those within, as a share of all."""
    return (external - internal) / (external + internal) if external + internal else None


def expected_e_i(sizes: Values) -> float | None:
    """Return the E-I index where every pair is as likely to be tied as any other."""
    total = float(sizes.sum())
    internal = float((sizes * (sizes - 1)).sum())
    return e_i_index(total * (total - 1) - internal, internal)


def assortativity(ends: Values) -> float | None:
    """Return Newman's coefficient of ties between groups; None where all ends are in one."""
    shares = ends / ends.sum() if ends.sum() else ends
    chance = float((shares.sum(axis=0) * shares.sum(axis=1)).sum())
    if not ends.sum() or np.isclose(chance, 1):
        return None
    return (float(shares.trace()) - chance) / (1 - chance)


def _part(key: Key, names: tuple[str, ...], value: float | None) -> Part:
    return Part(key, names, value, None if value is not None else Reason.UNDEFINED)


def _e_i(network: Network) -> Finding:
    return Finding(parts=tuple(part for each in ATTRIBUTES for part in _e_i_by(network, each)))


def _e_i_by(network: Network, attribute: Attribute) -> Iterator[Part]:
    found = mixing(network, attribute)
    index = e_i_index(found.ties - found.within, found.within)
    chance = expected_e_i(found.groups.sizes.astype(np.float64)) if index is not None else None
    yield _part((attribute.code, _INDEX), (attribute.name, "E-I index"), index)
    yield _part((attribute.code, _EXPECTED), (attribute.name, _EXPECTED_NAME), chance)


def _assortativities(network: Network) -> Finding:
    found = ((each, assortativity(mixing(network, each).ends)) for each in ATTRIBUTES)
    return Finding(parts=tuple(_part((each.code,), (each.name,), value) for each, value in found))


def _against_chance(network: Network) -> Finding:
    found, names = mixing(network, KIND), kind_names(network)
    if not found.ties:
        return Finding(reason=Reason.UNDEFINED, unknown=found.unknown)
    order = [code for code in names if code in found.groups.codes]
    pairs = combinations_with_replacement(order, 2)
    parts = (part for pair in pairs for part in _cells(found, pair, names[pair[0]], names[pair[1]]))
    return Finding(found.ties, tuple(parts), unknown=found.unknown)


def _cells(found: Mixing, pair: Key, *names: str) -> Iterator[Part]:
    one, other = (found.groups.codes.index(code) for code in pair)
    share = 0.5 if one == other else 1.0
    sums = found.ends.sum(axis=1)
    chance = float(share * sums[one] * sums[other] / sums.sum())
    if chance:
        yield Part((*pair, _TIES), (*names, "Pairs"), int(share * found.ends[one, other]))
        yield Part((*pair, _EXPECTED), (*names, _EXPECTED_NAME), chance)


def _cross_helix_share(network: Network) -> Finding:
    return share_between(network, HELIX.group)


MEASURES = (
    Measure(
        id="e-i-index",
        title="Ties outwards and inwards of groups",
        definition=(
            "Of the ties among organisations whose kind (helix, region, country) is known, by how "
            "much those between two different ones outnumber those within one, as a share of all: "
            "from -1, all within, to 1, all between. Beside it what is expected if all pairs are "
            "equally likely to be tied. Undefined without such ties."
        ),
        formula="(E - I) / (E + I)",
        source="Krackhardt and Stern 1988, Social Psychology Quarterly 51",
        unit="index",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether groups turn to others or keep to themselves, beside chance.",
        basis=Basis.TIES,
        finding=_e_i,
        evidence=evidence.of_ties_in_all,
        answers=Answers(None, None, None, None),
    ),
    Measure(
        id="assortativity",
        title="How far like works with like",
        definition=(
            "Of the ties among organisations whose kind (helix, region, country) is known, how far "
            "the share within groups exceeds that expected from how many ties each group has, "
            "divided by the most it can: 1 if all are within, 0 as by chance, below 0 if less. "
            "Undefined without such ties or if all ends are in one group."
        ),
        formula="(sum over g of e(g, g) - a(g)^2) / (1 - sum over g of a(g)^2)",
        source="Newman 2003, Physical Review E 67, 026126",
        unit="index",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether organisations choose partners like themselves.",
        basis=Basis.TIES,
        finding=_assortativities,
        evidence=evidence.of_ties_in_all,
        answers=Answers(None, None, None, None),
    ),
    Measure(
        id="kinds-against-chance",
        title="Ties of two kinds against chance",
        definition=(
            "The ties among organisations of known umbrella kinds, by the two kinds, and beside "
            "each number what is expected from how many ties each kind has in all. Both sum to all "
            "such ties. Undefined without any."
        ),
        formula="m(g, h) and k(g) k(h) / (2m), half of it for g = h",
        source="Newman 2003, Physical Review E 67, 026126 (mixing matrix)",
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Which kinds seek and which avoid one another, beyond what their numbers make.",
        basis=Basis.TIES,
        finding=_against_chance,
        evidence=evidence.of_ties_in_all,
        answers=Answers(Reason.UNDEFINED, 3, 2, Reason.UNDEFINED),
    ),
    Measure(
        id="cross-helix-share",
        title="Share of ties across the helix",
        definition=(
            "Of the ties with at least one end in the network whose two organisations are known to "
            "be of academia, industry, government or society, the share that joins two different "
            "ones. Undefined without such ties."
        ),
        formula="ties between different helices / ties of known helices",
        source="Etzkowitz and Leydesdorff 2000, Research Policy 29 (the triple helix)",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="Whether research, business, the public hand and citizens work together.",
        basis=Basis.TIES,
        finding=_cross_helix_share,
        evidence=evidence.of_touching(of_known(HELIX.group)),
        answers=Answers(Reason.UNDEFINED, 0, 0, Reason.UNDEFINED),
    ),
)
