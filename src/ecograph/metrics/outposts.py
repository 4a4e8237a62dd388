"""The outposts of multinationals: how many are there, and how many work with others."""

from collections.abc import Iterator

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network, Organisation, Tie


def outposts(network: Network) -> list[Organisation]:
    """Return the outposts in a network, in the order of their names."""
    return [each for each in network.organisations.values() if each.is_outpost]


def reason_for(network: Network) -> Reason | None:
    """Return why nothing can be said of outposts: none is known, or they count as their parents."""
    if not any(each.is_outpost for each in network.outside.values()):
        return Reason.NO_SUCH_FACTS
    return None if outposts(network) else Reason.UNDEFINED


def _number(network: Network) -> Finding:
    if reason_for(network) is Reason.NO_SUCH_FACTS:
        return Finding(reason=Reason.NO_SUCH_FACTS)
    parts = (Part((each.iri,), (each.name,), value=True) for each in outposts(network))
    return Finding(len(outposts(network)), tuple(parts))


def _with_a_partner(network: Network) -> Finding:
    reason = reason_for(network)
    if reason:
        return Finding(reason=reason)
    tied = {iri for tie in outward_looking(network) for iri in tie.ends}
    parts = tuple(Part((each.iri,), (each.name,), each.iri in tied) for each in outposts(network))
    return Finding(sum(part.value is True for part in parts) / len(parts), parts)


def outward_looking(network: Network) -> Iterator[Tie]:
    """Yield the ties of outposts, those to their own parents left out."""
    for tie in network.ties:
        first, second = (network.organisation(iri) for iri in tie.ends)
        is_at_home = first.parent == second.iri or second.parent == first.iri
        if (first.is_outpost or second.is_outpost) and not is_at_home:
            yield tie


def _activity(network: Network, key: Key) -> tuple[str, ...]:
    names = key or tuple(each.iri for each in outposts(network))
    return evidence.of_activity(network, names) if names else ()


def _partners(network: Network, key: Key) -> tuple[str, ...]:
    ties = outward_looking(network)
    return network.relations_behind(tie for tie in ties if not key or key[0] in tie.ends)


MEASURES = (
    Measure(
        id="outposts",
        title="Outposts",
        definition=(
            "Outposts of organisations from elsewhere that are in the network in the period, by "
            "their own dates or as parties of relations. No such facts where the register knows "
            "no outpost at all."
        ),
        formula="number of outposts",
        source="The outposts of the register",
        unit="outposts",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How many multinationals have come to work here.",
        basis=Basis.ACTIVITY,
        finding=_number,
        evidence=_activity,
        answers=Answers(*[Reason.NO_SUCH_FACTS] * 4),
    ),
    Measure(
        id="outposts-with-partner",
        title="Share of outposts with a partner",
        definition=(
            "Of the outposts in the network, the share that is tied to another organisation of it "
            "than its parent; in the network of a region that is a local one. Undefined without "
            "outposts in the network, or where they count as their parents."
        ),
        formula="outposts with a tie to another than the parent / outposts",
        source="The outposts of the register, and the rules in force",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="Whether multinationals are part of the place, or only have an address there.",
        basis=Basis.TIES,
        finding=_with_a_partner,
        evidence=_partners,
        answers=Answers(*[Reason.NO_SUCH_FACTS] * 4),
    ),
)
