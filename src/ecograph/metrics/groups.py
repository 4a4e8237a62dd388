"""The groups that ties make: communities, how good they are, and how steady over seeds."""

from collections.abc import Sequence
from itertools import combinations

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.placing import placed_by, unplaced
from ecograph.network import Network, engine
from ecograph.network.structure import Structure, structure

SEED = 1
SEEDS = (1, 2, 3, 4, 5)
_WEIGHT = "weight"
_CAVEAT = (
    "Found by the method of Leiden with seed 1; where igraph is not installed, by that of Louvain, "
    "whose groups can differ and fall apart within."
)


def communities(network: Network, seed: int = SEED) -> Sequence[frozenset[str]]:
    """Return the communities, largest first, those of one size by their first organisation."""
    return network.kept(("communities", seed), lambda whole: _found(structure(whole), seed))


def _found(found: Structure, seed: int) -> Sequence[frozenset[str]]:
    if engine.has_igraph():
        groups = nx.community.leiden_communities(found.graph, weight=_WEIGHT, seed=seed)
    else:
        groups = nx.community.louvain_communities(found.graph, weight=_WEIGHT, seed=seed)
    return sorted(map(frozenset, groups), key=lambda group: (-len(group), min(group)))


def _communities(network: Network) -> Finding:
    if not network.organisations:
        return unplaced(network)
    numbers = {
        iri: number
        for number, group in enumerate(communities(network), 1)
        for iri in group
        if len(group) > 1
    }
    return placed_by(network, numbers)


def _modularity(network: Network) -> Finding:
    if not network.ties:
        return Finding(reason=Reason.UNDEFINED)
    groups = [set(group) for group in communities(network)]
    value = nx.community.modularity(structure(network).graph, groups, weight=_WEIGHT)
    return Finding(float(value))


def _stability(network: Network) -> Finding:
    if not network.ties:
        return Finding(reason=Reason.UNDEFINED)
    found = [communities(network, seed) for seed in SEEDS]
    alike = [agreement(one, other) for one, other in combinations(found, 2)]
    return Finding(sum(alike) / len(alike))


def agreement(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> float:
    """Return the adjusted Rand index of two partitions of the same things: 1 if they are equal."""
    there = {name: number for number, group in enumerate(other) for name in group}
    pairs = [(number, there[name]) for number, group in enumerate(one) for name in group]
    rows, columns = np.array(pairs).T
    shape = (len(one), len(other))
    table = sparse.coo_array((np.ones(len(pairs)), (rows, columns)), shape=shape).tocsr()
    together = _pairs(table.data)
    first, second = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    chance = first * second / _pairs(np.array([len(pairs)]))
    most = (first + second) / 2
    return 1.0 if most == chance else (together - chance) / (most - chance)


def _pairs(counts: ArrayLike) -> float:
    counts = np.asarray(counts, dtype=np.float64)
    return float((counts * (counts - 1) / 2).sum())


MEASURES = (
    Measure(
        id="community",
        title="Community",
        definition=(
            "The number of the community to which an organisation belongs: groups of two or more "
            "with more ties inside than chance would put there, found with a fixed seed at "
            "resolution 1, the largest first, of equals by the first IRI. Undefined for one that "
            "belongs to none; how many there are is no figure, since it hangs on the resolution."
        ),
        formula="argmax of modularity",
        source="Traag, Waltman and van Eck 2019, Scientific Reports 9, 5233 (Leiden)",
        unit="number",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation="With whom an organisation forms a circle; the number itself means nothing.",
        basis=Basis.TIES,
        finding=_communities,
        evidence=evidence.of_ties,
        answers=Answers(Reason.UNDEFINED, 1, None, Reason.UNDEFINED),
        caveat=_CAVEAT,
        is_steady=False,
    ),
    Measure(
        id="modularity",
        title="How well communities stand out",
        definition=(
            "By how much the share of the weight of ties inside the communities exceeds that "
            "expected by chance from the strength of each organisation. 0 where all are one "
            "community; undefined without ties."
        ),
        formula="sum over c of w(c) / w - (s(c) / 2w)^2",
        source="Newman and Girvan 2004, Physical Review E 69, 026113",
        unit="index",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="Whether the network falls into circles or is one piece.",
        basis=Basis.TIES,
        finding=_modularity,
        evidence=evidence.of_ties,
        answers=Answers(Reason.UNDEFINED, 0, 1 / 2, Reason.UNDEFINED),
        caveat=_CAVEAT,
        is_steady=False,
    ),
    Measure(
        id="community-stability",
        title="How steady the communities are",
        definition=(
            "How far five searches with different seeds put the same organisations together: the "
            "mean over their pairs of the adjusted Rand index, 1 if all agree and 0 as by chance. "
            "Undefined without ties."
        ),
        formula="mean over pairs of seeds of the adjusted Rand index",
        source="Hubert and Arabie 1985, Journal of Classification 2",
        unit="index",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="Whether the circles are there, or only one of many ways to draw them.",
        basis=Basis.TIES,
        finding=_stability,
        evidence=evidence.of_ties,
        answers=Answers(Reason.UNDEFINED, 1, 1, Reason.UNDEFINED),
        caveat=_CAVEAT,
        is_steady=False,
    ),
)
