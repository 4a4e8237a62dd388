"""Key players: the few whose leaving would break the network most, or who reach most of it."""

from collections.abc import Iterable
from math import sqrt

import numpy as np
from scipy import sparse

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.walks import EXACT, sources
from ecograph.network import Network
from ecograph.network.cutting import pairs_left
from ecograph.network.structure import Numbers, Structure, structure

SET = 3
# With fewer, hardly anybody would be left to be apart or within reach.
_FEWEST = SET + 2
_UNDEFINED = Finding(reason=Reason.UNDEFINED)


def fragmentation(sizes: Iterable[int]) -> float:
    """Return the share of pairs that are out of one another's reach, by the sizes of the pieces."""
    found = list(sizes)
    total = sum(found)
    return 1 - sum(size * (size - 1) for size in found) / (total * (total - 1))


def breaking(found: Structure, count: int) -> tuple[list[int], float]:
    """Return who, leaving one after the other, break a network most, and how broken it is then."""
    chosen: list[int] = []
    left = 0
    staying = np.arange(len(found))
    ties = found.adjacency
    for _ in range(count):
        kept = pairs_left(ties)
        worst = int(kept.argmin())
        left = int(kept[worst])
        chosen.append(int(staying[worst]))
        others = np.flatnonzero(np.arange(len(staying)) != worst)
        ties = sparse.csr_array(ties[others, :][:, others])
        staying = staying[others]
    number = len(found) - count
    return chosen, 1 - left / (number * (number - 1))


def reaching(near: sparse.csr_array, count: int) -> list[int]:
    """Return who together are near most of the rows, each chosen for those still out of reach."""
    waiting = np.ones(near.shape[0])
    chosen: list[int] = []
    for _ in range(count):
        gains = near.T @ waiting
        gains[chosen] = -1
        best = int(gains.argmax())
        chosen.append(best)
        reached = near[:, [best]].toarray().ravel() > 0
        waiting[reached] = 0
    return chosen


def near_to(adjacency: sparse.csr_array, targets: Numbers) -> sparse.csr_array:
    """Return who is a target itself or within two steps of it, a row each target."""
    itself = sparse.eye_array(adjacency.shape[0], format="csr")[targets, :]
    rows = adjacency[targets, :]
    found = sparse.csr_array(itself + rows + rows @ adjacency)
    found.data[:] = 1
    return found


def _fragmentation(network: Network) -> Finding:
    if len(network.organisations) < 2:
        return _UNDEFINED
    return Finding(fragmentation(structure(network).sizes.tolist()))


def _breaking(network: Network) -> Finding:
    found = structure(network)
    if len(found) < _FEWEST or not found.ties:
        return _UNDEFINED
    chosen, broken = breaking(found, SET)
    return Finding(broken, _named(network, chosen))


def _reaching(network: Network) -> Finding:
    found = structure(network)
    if len(found) < _FEWEST or not found.ties:
        return _UNDEFINED
    is_exact = len(found) <= EXACT
    drawn = range(len(found)) if is_exact else sources(len(found))
    near = near_to(found.adjacency, np.array(list(drawn), dtype=np.int64))
    chosen = reaching(near, SET)
    others = np.array([target not in chosen for target in drawn])
    reached = near[:, chosen].sum(axis=1) > 0
    share = float(reached[others].mean())
    if is_exact:
        return Finding(share, _named(network, chosen))
    spread = (1 - others.sum() / len(found)) / others.sum()
    return Finding(share, _named(network, chosen), error=sqrt(share * (1 - share) * spread))


def _named(network: Network, chosen: Iterable[int]) -> tuple[Part, ...]:
    """Return those who were chosen, in the order of their names."""
    names = structure(network).names
    iris = {names[number] for number in chosen}
    return tuple(
        Part((iri,), (each.name,), value=True)
        for iri, each in network.organisations.items()
        if iri in iris
    )


MEASURES = (
    Measure(
        id="fragmentation",
        title="Share of pairs out of reach",
        definition=(
            "The share of all pairs of organisations that no chain of ties joins. Without ties it "
            "is 1; undefined for fewer than two organisations."
        ),
        formula="1 - sum over components of |C|(|C|-1) / (n(n-1))",
        source="Borgatti 2006, Computational and Mathematical Organization Theory 12",
        unit="share",
        direction=Direction.DOWN,
        level=Level.NETWORK,
        explanation="How much of the network knows nothing of the rest.",
        basis=Basis.TIES,
        finding=_fragmentation,
        evidence=evidence.of_ties,
        answers=Answers(1, 0, 2 / 3, Reason.UNDEFINED),
    ),
    Measure(
        id="key-players-holding",
        title="Key players who hold it together",
        definition=(
            "The share of pairs out of reach of one another when three organisations have left: "
            "each time the one whose leaving breaks most, of equals the first by its IRI; with "
            "those three by name. Undefined for fewer than five organisations or without ties."
        ),
        formula="fragmentation without the set, chosen greedily",
        source="Borgatti 2006, Computational and Mathematical Organization Theory 12 (KPP-Neg)",
        unit="share",
        direction=Direction.DOWN,
        level=Level.NETWORK,
        explanation="How far the network would fall apart without the few it hangs on.",
        basis=Basis.TIES,
        finding=_breaking,
        evidence=evidence.of_ties_in_all,
        answers=Answers(*[Reason.UNDEFINED] * 4),
        caveat="Chosen one after the other: another set of three may break more.",
        is_steady=False,
    ),
    Measure(
        id="key-players-reaching",
        title="Key players who reach most",
        definition=(
            "The share of the other organisations within two steps of any of three: each time the "
            "one that reaches most of those still out of reach, of equals the first by its IRI; "
            "with those three by name. Undefined for fewer than five organisations or without "
            "ties. Estimated from seeded organisations to be reached above 5,000 organisations."
        ),
        formula="|{j not in K : d(j, K) <= 2}| / (n - 3), K chosen greedily",
        source="Borgatti 2006, Computational and Mathematical Organization Theory 12 (KPP-Pos)",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How many a message would reach that was given to the best placed three.",
        basis=Basis.TIES,
        finding=_reaching,
        evidence=evidence.of_ties_in_all,
        answers=Answers(*[Reason.UNDEFINED] * 4),
        caveat="Chosen one after the other: another set of three may reach more.",
        is_steady=False,
    ),
)
