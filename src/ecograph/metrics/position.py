"""What an organisation's place gives it: weight among its partners, and room between them."""

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.placing import placed, placed_by, unplaced
from ecograph.network import Network
from ecograph.network.structure import Numbers, Structure, Values, structure

_TOLERANCE, _STEPS = 1e-13, 10_000
_DIGITS = 12
_DENSE = 50


def _pagerank(network: Network) -> Finding:
    if not network.organisations:
        return unplaced(network)
    ranks = nx.pagerank(structure(network).graph, tol=_TOLERANCE, max_iter=_STEPS, weight="weight")
    return placed_by(network, {iri: round(rank, _DIGITS) for iri, rank in ranks.items()})


def _eigenvector(network: Network) -> Finding:
    found = structure(network)
    inside = _largest(found)
    if inside is None:
        return unplaced(network)
    values = np.full(len(found), np.nan)
    values[inside] = leading(found.adjacency[inside, :][:, inside])
    return placed(network, values.round(_DIGITS).tolist())


def _largest(found: Structure) -> Numbers | None:
    """Return who is in the largest connected component, None where no single one has ties."""
    sizes = found.sizes
    if not found.ties or (sizes == sizes.max()).sum() > 1:
        return None
    return np.flatnonzero(found.pieces == sizes.argmax()).astype(np.int64)


def leading(adjacency: sparse.csr_array) -> Values:
    """Return the leading eigenvector of a connected network, of length one."""
    if adjacency.shape[0] < _DENSE:
        vector = np.linalg.eigh(adjacency.toarray())[1][:, -1]
    else:
        start = np.ones(adjacency.shape[0])
        vector = linalg.eigsh(adjacency, k=1, which="LA", v0=start)[1][:, 0]
    return np.abs(np.asarray(vector, dtype=np.float64))


def _constraint(network: Network) -> Finding:
    if not network.ties:
        return unplaced(network)
    found = nx.constraint(structure(network).graph)
    return placed(network, [found[iri] for iri in structure(network).names])


def _effective_size(network: Network) -> Finding:
    if not network.ties:
        return unplaced(network)
    found = nx.effective_size(structure(network).graph)
    return placed(network, [found[iri] for iri in structure(network).names])


MEASURES = (
    Measure(
        id="pagerank",
        title="Weight among partners",
        definition=(
            "The share of time that a walk spends with an organisation which follows ties, the "
            "stronger the oftener, and with a chance of 0.15 a step, or where there are none, goes "
            "on from anywhere. All sum to 1; undefined for an empty network."
        ),
        formula="p(i) = 0.15 / n + 0.85 * sum over j of p(j) w(i, j) / s(j)",
        source="Page, Brin, Motwani and Winograd 1999, Stanford InfoLab 1999-66",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation=(
            "One with much weight is a partner of many who have few others, or of some who have "
            "weight themselves; one with little is one among many partners of its partners."
        ),
        basis=Basis.TIES,
        finding=_pagerank,
        evidence=evidence.of_ties,
        answers=Answers(1 / 3, 1 / 3, 1 / 4, Reason.UNDEFINED),
    ),
    Measure(
        id="eigenvector",
        title="Standing by one’s partners",
        definition=(
            "The leading eigenvector of the ties of the largest group, of length one: in "
            "proportion to the sum of those of an organisation's partners. Undefined outside that "
            "group, and where there are no ties or several groups are the largest."
        ),
        formula="x(i) = 1 / lambda * sum over partners j of x(j)",
        source="Bonacich 1972, Journal of Mathematical Sociology 2",
        unit="index",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation="One that stands high has partners that stand high: it is amid them all.",
        basis=Basis.TIES,
        finding=_eigenvector,
        evidence=evidence.of_ties,
        answers=Answers(Reason.UNDEFINED, 3**-0.5, Reason.UNDEFINED, Reason.UNDEFINED),
    ),
    Measure(
        id="constraint",
        title="How bound to few",
        definition=(
            "How far an organisation's ties lead, directly or over one other, to the same few "
            "partners; ties count alike whatever their weight. 1 for one with a single partner "
            "who has no other bearing on it, more where two partners are tied; undefined for an "
            "organisation without ties."
        ),
        formula="c(i) = sum over j of (p(i, j) + sum over q of p(i, q) p(q, j))^2",
        source="Burt 1992, Structural Holes, chapter 2",
        unit="index",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation=(
            "One that is little bound has partners in circles that do not know one another, so it "
            "hears different things and can choose; one much bound lives in a single circle."
        ),
        basis=Basis.TIES,
        finding=_constraint,
        evidence=evidence.of_ties,
        answers=Answers(Reason.UNDEFINED, 9 / 8, 1, Reason.UNDEFINED),
    ),
    Measure(
        id="effective-size",
        title="Partners that are not one another’s",
        definition=(
            "The number of an organisation's partners less the mean number of ties that each of "
            "them has to the others. 1 for one with a single partner; undefined for an "
            "organisation without ties."
        ),
        formula="e(i) = k(i) - 2 t(i) / k(i), t(i) being the ties among its partners",
        source="Burt 1992, Structural Holes; Borgatti 1997, Connections 20 (the formula)",
        unit="partners",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation="How many circles an organisation reaches through its partners.",
        basis=Basis.TIES,
        finding=_effective_size,
        evidence=evidence.of_ties,
        answers=Answers(Reason.UNDEFINED, 1, 1, Reason.UNDEFINED),
    ),
)
