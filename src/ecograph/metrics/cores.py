"""The core of the network: how deep in it each organisation is, and how well a core stands out."""

import networkx as nx
import numpy as np

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.placing import placed, unplaced
from ecograph.network import Network
from ecograph.network.structure import Numbers, Structure, structure


def _core_numbers(network: Network) -> Finding:
    if not network.organisations:
        return unplaced(network)
    return placed(network, _cores(network).tolist())


def _deepest(network: Network) -> Finding:
    if not network.organisations:
        return Finding(reason=Reason.UNDEFINED)
    return Finding(int(_cores(network).max()))


def _cores(network: Network) -> Numbers:
    return network.kept("cores", _worked_out)


def _worked_out(network: Network) -> Numbers:
    found = structure(network)
    numbers = nx.core_number(found.graph)
    return np.array([numbers[iri] for iri in found.names], dtype=np.int64)


def _fit(network: Network) -> Finding:
    found = structure(network)
    fits = [_correlation(found, int(least)) for least in np.unique(found.degrees)]
    known = [fit for fit in fits if fit is not None]
    return Finding(max(known)) if known else Finding(reason=Reason.UNDEFINED)


def _correlation(found: Structure, least: int) -> float | None:
    """Return how the ties go with a core of those that have at least so many partners.

    Ideally every pair with one or two in the core is tied, and no other. None where that makes all
    pairs alike, or where all or none are tied.
    """
    outside = int((found.degrees < least).sum())
    pairs, ties = _pairs(len(found)), found.ties
    ideal = pairs - _pairs(outside)
    farther = np.maximum(found.degrees[found.first], found.degrees[found.second])
    both = ties - int((farther < least).sum())
    spread = ideal * (pairs - ideal) * ties * (pairs - ties)
    return float((pairs * both - ideal * ties) / np.sqrt(float(spread))) if spread else None


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


MEASURES = (
    Measure(
        id="core-number",
        title="Depth in the core",
        definition=(
            "The largest k such that an organisation belongs to a group in which each has at least "
            "k partners within the group. Without ties it is 0; undefined for an empty network."
        ),
        formula="max k such that i is in the k-core",
        source="Seidman 1983, Social Networks 5",
        unit="partners",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation=(
            "One deep in the core works in a circle whose members all have many partners in it; "
            "one at the rim has few, or partners who have few."
        ),
        basis=Basis.TIES,
        finding=_core_numbers,
        evidence=evidence.of_ties,
        answers=Answers(0, 2, 1, Reason.UNDEFINED),
        caveat="A project of n partners alone puts each of them into an (n-1)-core.",
    ),
    Measure(
        id="deepest-core",
        title="Depth of the core",
        definition=(
            "The largest core number of an organisation of the network. Without ties it is 0; "
            "undefined for an empty network."
        ),
        formula="max over i of the core number of i",
        source="Seidman 1983, Social Networks 5",
        unit="partners",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="How many partners each has in the most closely knit circle.",
        basis=Basis.TIES,
        finding=_deepest,
        evidence=evidence.of_ties,
        answers=Answers(0, 2, 1, Reason.UNDEFINED),
        caveat="A project of n partners alone makes an (n-1)-core.",
    ),
    Measure(
        id="core-periphery-fit",
        title="Core and periphery",
        definition=(
            "How well the ties go with a split into a core, each of which is tied to everybody, "
            "and a periphery without ties of its own: the correlation over all pairs, the best of "
            "all cores that hold those with at least so many partners. 1 for a star; undefined "
            "where no such split tells pairs apart, as without ties, where all pairs are tied, and "
            "where all have equally many partners."
        ),
        formula="max over k of the correlation of a(i, j) and [k(i) >= k or k(j) >= k]",
        source="Borgatti and Everett 1999, Social Networks 21 (the discrete model)",
        unit="correlation",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="Whether a few hold the network together and the others hang on to them.",
        basis=Basis.TIES,
        finding=_fit,
        evidence=evidence.of_ties,
        answers=Answers(*[Reason.UNDEFINED] * 4),
    ),
)
