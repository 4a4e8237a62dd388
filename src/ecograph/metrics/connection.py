"""How the ties are arranged: who has enough of them, how dense around each, and how central."""

import networkx as nx
import numpy as np

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.walks import centralization, walks
from ecograph.network import Network
from ecograph.network.structure import structure

_UNDEFINED = Finding(reason=Reason.UNDEFINED)
_PAIR, _TRIPLE = 2, 3
_ENOUGH = {1: "At least one partner", 3: "At least three partners"}


def _with_partners(network: Network) -> Finding:
    if not network.organisations:
        return _UNDEFINED
    degrees = structure(network).degrees
    parts = (
        Part((str(least),), (name,), float(np.mean(degrees >= least)))
        for least, name in _ENOUGH.items()
    )
    return Finding(parts=tuple(parts))


def _transitivity(network: Network) -> Finding:
    found = structure(network)
    if not (found.degrees >= _PAIR).any():
        return _UNDEFINED
    return Finding(float(nx.transitivity(found.graph)))


def _efficiency(network: Network) -> Finding:
    if len(network.organisations) < _PAIR:
        return _UNDEFINED
    found = walks(network)
    error = found.estimated.efficiency if found.estimated else None
    return Finding(found.efficiency, error=error)


def _degree_centralization(network: Network) -> Finding:
    number = len(network.organisations)
    if number < _TRIPLE:
        return _UNDEFINED
    shares = structure(network).degrees / (number - 1)
    return Finding(centralization(shares) * (number - 1) / (number - 2))


def _betweenness_centralization(network: Network) -> Finding:
    if len(network.organisations) < _TRIPLE:
        return _UNDEFINED
    found = walks(network)
    error = found.estimated.centralization if found.estimated else None
    return Finding(found.centralization, error=error)


MEASURES = (
    Measure(
        id="with-partners",
        title="Share with one and with three partners",
        definition=(
            "The share of organisations of the network that are tied to at least one, and to at "
            "least three, others of it. Without ties both are 0; undefined for an empty network."
        ),
        formula="|{i : degree(i) >= 1}| / n, |{i : degree(i) >= 3}| / n",
        source="Wasserman and Faust 1994, chapter 4",
        unit="share",
        direction=Direction.UP,
        level=Level.TABLE,
        explanation="How many work with anybody, and how many would not stand alone if one left.",
        basis=Basis.TIES,
        finding=_with_partners,
        evidence=evidence.of_ties_in_all,
        answers=Answers(None, None, None, Reason.UNDEFINED),
    ),
    Measure(
        id="transitivity",
        title="Partners of partners who work together",
        definition=(
            "Of all pairs of partners of one organisation, the share that is tied itself. "
            "Undefined where no organisation has two partners."
        ),
        formula="3 * triangles / connected triples",
        source="Newman, Strogatz and Watts 2001, Physical Review E 64, 026118",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="Whether circles are closed, where all know all, or open to the outside.",
        basis=Basis.TIES,
        finding=_transitivity,
        evidence=evidence.of_ties,
        answers=Answers(Reason.UNDEFINED, 1, Reason.UNDEFINED, Reason.UNDEFINED),
        caveat="What many do together makes triangles of all of them, so it is high by itself.",
    ),
    Measure(
        id="global-efficiency",
        title="Nearness of all to all",
        definition=(
            "The mean over all pairs of organisations of one divided by the number of steps "
            "between them, 0 for pairs out of reach. Without ties it is 0; undefined for fewer "
            "than two organisations. Estimated from seeded sources above 5,000 organisations."
        ),
        formula="1 / (n(n-1)) * sum over i, j of 1 / d(i, j)",
        source="Latora and Marchiori 2001, Physical Review Letters 87, 198701",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How few steps part the organisations from one another.",
        basis=Basis.TIES,
        finding=_efficiency,
        evidence=evidence.of_ties,
        answers=Answers(0, 1, 1 / 3, Reason.UNDEFINED),
    ),
    Measure(
        id="degree-centralization",
        title="How far one has most partners",
        definition=(
            "How far the number of partners of the one with most exceeds that of the others, "
            "summed over all and divided by the sum that a star of as many organisations has. 0 "
            "where all have equally many; undefined for fewer than three organisations."
        ),
        formula="sum over i of (max k - k(i)) / ((n-1)(n-2))",
        source="Freeman 1978, Social Networks 1",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="Whether the network hangs on a single hub; read it without the cluster too.",
        basis=Basis.TIES,
        finding=_degree_centralization,
        evidence=evidence.of_ties,
        answers=Answers(0, 0, 0, Reason.UNDEFINED),
        caveat="The organisation that runs the cluster can make most of it: see it without, too.",
    ),
    Measure(
        id="betweenness-centralization",
        title="How far one brokers most",
        definition=(
            "How far the betweenness of the one with most exceeds that of the others, summed over "
            "all and divided by the sum that a star of as many organisations has. 0 where all have "
            "equally much; undefined for fewer than three organisations. Estimated from seeded "
            "sources above 5,000 organisations."
        ),
        formula="sum over i of (max b - b(i)) / (n-1)",
        source="Freeman 1977, Sociometry 40",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="Whether all ways lead over a single go-between.",
        basis=Basis.TIES,
        finding=_betweenness_centralization,
        evidence=evidence.of_ties,
        answers=Answers(0, 0, 0, Reason.UNDEFINED),
        caveat="The organisation that runs the cluster can make most of it: see it without, too.",
    ),
)
