"""How well the network hangs together: density, mean degree, components, isolates."""

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network
from ecograph.network.structure import structure

_UNDEFINED = Finding(reason=Reason.UNDEFINED)
_PAIR = 2


def _density(network: Network) -> Finding:
    number = len(network.organisations)
    if number < _PAIR:
        return _UNDEFINED
    return Finding(2 * len(network.ties) / (number * (number - 1)))


def _mean_degree(network: Network) -> Finding:
    if not network.organisations:
        return _UNDEFINED
    return Finding(2 * len(network.ties) / len(network.organisations))


def _components(network: Network) -> Finding:
    return Finding(len(structure(network).sizes))


def _giant_component(network: Network) -> Finding:
    if not network.organisations:
        return _UNDEFINED
    return Finding(int(structure(network).sizes.max()) / len(network.organisations))


def _isolates(network: Network) -> Finding:
    if not network.organisations:
        return _UNDEFINED
    tied = {iri for tie in network.ties for iri in tie.ends}
    alone = [each for iri, each in network.organisations.items() if iri not in tied]
    parts = tuple(Part((each.iri,), (each.name,), value=True) for each in alone)
    return Finding(len(alone) / len(network.organisations), parts)


MEASURES = (
    Measure(
        id="density",
        title="Density",
        definition=(
            "The share of all possible pairs of organisations of the network that are tied. It "
            "falls as organisations join even if each works with more partners: read it beside the "
            "mean degree. Undefined for fewer than two organisations; without ties it is 0."
        ),
        formula="2m / (n(n-1))",
        source="Wasserman and Faust 1994, chapter 4",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="How near the organisations are to all working with one another.",
        basis=Basis.TIES,
        finding=_density,
        evidence=evidence.of_ties,
        answers=Answers(0, 1, 1 / 3, Reason.UNDEFINED),
    ),
    Measure(
        id="mean-degree",
        title="Partners per organisation",
        definition=(
            "The mean number of partners in the network over all its organisations, those without "
            "any included. Undefined for an empty network; without ties it is 0."
        ),
        formula="2m / n",
        source="Wasserman and Faust 1994, chapter 4",
        unit="partners",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="With how many others an organisation works on average.",
        basis=Basis.TIES,
        finding=_mean_degree,
        evidence=evidence.of_ties,
        answers=Answers(0, 2, 1, Reason.UNDEFINED),
    ),
    Measure(
        id="components",
        title="Separate groups",
        definition=(
            "The number of connected components: groups that no tie joins to the rest. An "
            "organisation without ties is a group of its own. An empty network has 0."
        ),
        formula="number of connected components",
        source="Wasserman and Faust 1994, chapter 4",
        unit="groups",
        direction=Direction.DOWN,
        level=Level.NETWORK,
        explanation="Into how many circles that know nothing of one another the network falls.",
        basis=Basis.TIES,
        finding=_components,
        evidence=evidence.of_ties,
        answers=Answers(3, 1, 2, 0),
    ),
    Measure(
        id="giant-component-share",
        title="Share in the largest group",
        definition=(
            "The share of organisations in the largest connected component. Undefined for an empty "
            "network; without ties it is one organisation's share."
        ),
        formula="max over components |C| / n",
        source="Newman 2010, Networks: An Introduction, chapter 8",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How many can reach one another over partners of partners.",
        basis=Basis.TIES,
        finding=_giant_component,
        evidence=evidence.of_ties,
        answers=Answers(1 / 3, 1, 1 / 2, Reason.UNDEFINED),
    ),
    Measure(
        id="isolates",
        title="Share without a partner",
        definition=(
            "The share of organisations of the network that are tied to no other one of it; they "
            "are listed by name. Undefined for an empty network."
        ),
        formula="|{i : degree(i) = 0}| / n",
        source="Wasserman and Faust 1994, chapter 4",
        unit="share",
        direction=Direction.DOWN,
        level=Level.NETWORK,
        explanation="Who stands alone: known to the register, but working with nobody here.",
        basis=Basis.TIES,
        finding=_isolates,
        evidence=evidence.of_ties,
        answers=Answers(1, 0, 0, Reason.UNDEFINED),
    ),
)
