"""Where each organisation stands: partners, strength, brokerage, closeness, reach."""

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.placing import placed, unplaced
from ecograph.metrics.walks import walks
from ecograph.network import Network
from ecograph.network.paths import within_two_steps
from ecograph.network.structure import structure

_PAIR, _TRIPLE = 2, 3
# Beyond these, nine ninths of a float are less than one.
_DIGITS = 12


def _degree(network: Network) -> Finding:
    if not network.organisations:
        return unplaced(network)
    return placed(network, structure(network).degrees.tolist())


def _strength(network: Network) -> Finding:
    if not network.organisations:
        return unplaced(network)
    return placed(network, structure(network).strengths.round(_DIGITS).tolist())


def _betweenness(network: Network) -> Finding:
    if len(network.organisations) < _TRIPLE:
        return unplaced(network)
    found = walks(network)
    errors = found.estimated.betweenness.tolist() if found.estimated else None
    return placed(network, found.betweenness.tolist(), errors)


def _harmonic_closeness(network: Network) -> Finding:
    if len(network.organisations) < _PAIR:
        return unplaced(network)
    found = walks(network)
    errors = found.estimated.closeness.tolist() if found.estimated else None
    return placed(network, found.closeness.tolist(), errors)


def _reach(network: Network) -> Finding:
    if len(network.organisations) < _PAIR:
        return unplaced(network)
    near = within_two_steps(structure(network).adjacency)
    return placed(network, (near / (len(network.organisations) - 1)).tolist())


MEASURES = (
    Measure(
        id="degree",
        title="Partners",
        definition=(
            "The number of organisations of the network to which an organisation is tied, however "
            "often. An organisation without ties has 0; undefined for an empty network."
        ),
        formula="k(i) = |{j : j is tied to i}|",
        source="Freeman 1978, Social Networks 1",
        unit="partners",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation=(
            "A well-connected organisation has many partners; one with a single partner hangs on "
            "it; one without stands alone."
        ),
        basis=Basis.TIES,
        finding=_degree,
        evidence=evidence.of_ties,
        answers=Answers(0, 2, 1, Reason.UNDEFINED),
    ),
    Measure(
        id="strength",
        title="Strength of ties",
        definition=(
            "The sum of the weights of an organisation's ties. What n organisations do together "
            "gives each pair of them 1/(n-1) of the weight of its rule, so that by the usual rules "
            "each undertaking adds 1 to each party. Without ties it is 0; undefined for an empty "
            "network."
        ),
        formula="s(i) = sum over j of w(i, j)",
        source="Newman 2001, Physical Review E 64, 016132; Barrat et al. 2004, PNAS 101",
        unit="weight",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation=(
            "A steady collaborator does much with its partners; beside the number of partners it "
            "tells the few and close from the many and loose."
        ),
        basis=Basis.TIES,
        finding=_strength,
        evidence=evidence.of_ties,
        answers=Answers(0, 2, 1, Reason.UNDEFINED),
    ),
    Measure(
        id="betweenness",
        title="Brokerage",
        definition=(
            "The share of the shortest paths between two other organisations that run through an "
            "organisation, mean over all pairs of others; ties count alike whatever their weight. "
            "An organisation without ties has 0; undefined for fewer than three organisations."
        ),
        formula="2 / ((n-1)(n-2)) * sum over j < k of g(j, i, k) / g(j, k)",
        source="Freeman 1977, Sociometry 40",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation=(
            "A go-between joins circles that would otherwise be apart: it can bring others "
            "together, and they lose touch if it leaves. One with 0 is on nobody's way."
        ),
        basis=Basis.TIES,
        finding=_betweenness,
        evidence=evidence.of_ties,
        answers=Answers(0, 0, 0, Reason.UNDEFINED),
    ),
    Measure(
        id="harmonic-closeness",
        title="Closeness",
        definition=(
            "The mean over all other organisations of one divided by the number of steps to them, "
            "0 for those out of reach, so that it holds for networks in pieces. An organisation "
            "without ties has 0; undefined for fewer than two organisations."
        ),
        formula="1 / (n-1) * sum over j of 1 / d(i, j)",
        source="Marchiori and Latora 2000, Physica A 285",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation=(
            "A well-placed organisation hears of things soon, because few steps part it from the "
            "others; one on the edge hears of them late."
        ),
        basis=Basis.TIES,
        finding=_harmonic_closeness,
        evidence=evidence.of_ties,
        answers=Answers(0, 1, 1 / 3, Reason.UNDEFINED),
    ),
    Measure(
        id="reach",
        title="Reach in two steps",
        definition=(
            "The share of the other organisations that are partners of an organisation or partners "
            "of its partners. Without ties it is 0; undefined for fewer than two organisations."
        ),
        formula="|{j : 0 < d(i, j) <= 2}| / (n-1)",
        source="Borgatti 2006, Computational and Mathematical Organization Theory 12",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.ORGANISATION,
        explanation="Whom an organisation can get to know by asking its own partners.",
        basis=Basis.TIES,
        finding=_reach,
        evidence=evidence.of_ties,
        answers=Answers(0, 1, 1 / 3, Reason.UNDEFINED),
    ),
)
