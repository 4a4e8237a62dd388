"""What organisations do together: partnerships, projects, events, and ties of governance."""

from collections.abc import Iterator

from ecograph.metrics.figures import Basis, Finding, Key, Part
from ecograph.metrics.measure import Direction, Level, Measure
from ecograph.network import Network, Undertaking


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
    ),
)
