"""What organisations do together: partnerships, projects, events, and ties of governance."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from ecograph import vocabulary
from ecograph.metrics.figures import Basis, Finding, Key, Part, in_force
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network, Party, Undertaking

_UNKNOWN = "Unknown"
_PROJECT = vocabulary.CLASS_PROJECT.value


def _joint(network: Network) -> Iterator[Undertaking]:
    """Yield what at least two organisations of the network do together."""
    for undertaking in network.undertakings:
        if sum(iri in network.organisations for iri in undertaking.parties) > 1:
            yield undertaking


def _undertakings(network: Network) -> Finding:
    found = list(_joint(network))
    parts = (
        Part((use.rule.code,), (use.rule.name,), sum(each.rule == use.rule.code for each in found))
        for use in network.rules
        if use.is_on
    )
    return Finding(len({each.iri for each in found}), tuple(parts))


def _by_kind(network: Network) -> Finding:
    found = Counter(network.relations[iri].kind for iri in network.partnerships())
    parts = (
        Part((code,), (network.codes.name("relation-kinds", code) or _UNKNOWN,), found[code])
        for code in sorted(found)
    )
    return Finding(found.total(), tuple(parts), unknown=found[""])


def _of_kind(network: Network, key: Key) -> tuple[str, ...]:
    wanted = network.partnerships()
    return tuple(iri for iri in wanted if not key or network.relations[iri].kind == key[0])


def _clusters_by_project(network: Network) -> Mapping[str, Mapping[str, set[str]]]:
    """Return, by project, the clusters that take part with the relations that say so."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for relation in in_force(network):
        clusters = [party.organisation for party in relation.parties if _is_cluster(network, party)]
        for iri in relation.concerns:
            if iri in network.things and _PROJECT in network.things[iri].classes:
                for cluster in clusters:
                    found[iri][cluster].add(relation.iri)
    return {iri: clusters for iri, clusters in sorted(found.items()) if len(clusters) > 1}


def _is_cluster(network: Network, party: Party) -> bool:
    known = network.outside.get(party.organisation)
    return known is not None and known.is_cluster


def _of_clusters(network: Network) -> Finding:
    found = _clusters_by_project(network)
    parts = (
        Part((iri,), (network.things[iri].name,), len(clusters)) for iri, clusters in found.items()
    )
    return Finding(len(found), tuple(parts))


def _clusters_relations(network: Network, key: Key) -> tuple[str, ...]:
    found = _clusters_by_project(network)
    wanted = (clusters for iri, clusters in found.items() if not key or iri == key[0])
    relations = (each for clusters in wanted for each in clusters.values())
    return tuple(sorted({iri for some in relations for iri in some}))


def _relations(network: Network, key: Key) -> tuple[str, ...]:
    wanted = (each for each in _joint(network) if not key or each.rule == key[0])
    return tuple(sorted({iri for undertaking in wanted for iri in undertaking.relations}))


MEASURES = (
    Measure(
        id="undertakings",
        title="Joint undertakings",
        definition=(
            "Partnerships, projects, events and ties of governance or ownership in force in the "
            "period that join at least two organisations of the network, by the rules in force; "
            "each counts once however many take part. Without any it is 0."
        ),
        formula="number of undertakings with at least two organisations of the network",
        source="Newman 2001, Physical Review E 64, 016131 (affiliation networks)",
        unit="undertakings",
        direction=Direction.UP,
        level=Level.TABLE,
        explanation="How much organisations do together: agreements, projects, events they run.",
        basis=Basis.TIES,
        finding=_undertakings,
        evidence=_relations,
        answers=Answers(0, 3, 2, 0),
    ),
    Measure(
        id="partnerships-by-kind",
        title="Partnerships by kind",
        definition=(
            "Partnerships in force in the period that join at least two organisations of the "
            "network, by the kind that each is of: research collaboration, licensing, supply, "
            "merger and so on, unknown among them. They sum to all; without any it is 0."
        ),
        formula="number of partnerships of each kind",
        source="The controlled list of relation kinds of the register",
        unit="partnerships",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="What organisations agree to do together.",
        basis=Basis.TIES,
        finding=_by_kind,
        evidence=_of_kind,
        answers=Answers(0, 3, 2, 0),
    ),
    Measure(
        id="projects-of-clusters",
        title="Projects of two or more clusters",
        definition=(
            "Projects in which two or more clusters take part in the period, by relations in "
            "force that name them as parties; with each project by name. Without any it is 0."
        ),
        formula="|{p : at least two clusters are parties of relations about p}|",
        source="The participations of clusters in the register",
        unit="projects",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="Whether clusters work together, and not only their members.",
        basis=Basis.ACTIVITY,
        finding=_of_clusters,
        evidence=_clusters_relations,
        answers=Answers(0, 0, 0, 0),
    ),
)
