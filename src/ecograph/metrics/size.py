"""How large the network is: active organisations, members, ties and partnerships."""

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network, Organisation
from ecograph.network.collaboration import by_name


def _organisations(network: Network) -> Finding:
    return Finding(len(network.organisations))


def _members(network: Network) -> Finding:
    members = by_name({iri: network.organisation(iri) for iri in network.members})
    parts = tuple(Part((iri,), (each.name,), value=True) for iri, each in members.items())
    return Finding(len(members), parts)


def _is(member: Organisation, key: Key) -> bool:
    return key == (member.iri,)


def _ties(network: Network) -> Finding:
    return Finding(len(network.ties))


def _outward_ties(network: Network) -> Finding:
    return Finding(len(network.outward))


def _partnerships(network: Network) -> Finding:
    return Finding(len(network.partnerships()))


MEASURES = (
    Measure(
        id="organisations",
        title="Active organisations",
        definition=(
            "Organisations that are party to at least one relation in force in the period, of any "
            "kind, and outposts there in it. Clusters are collaborations and not counted. An empty "
            "network has 0."
        ),
        formula="n",
        source="Wasserman and Faust 1994, Social Network Analysis, chapter 4 (order of a graph)",
        unit="organisations",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How many take part at all, whether or not they work with one another.",
        basis=Basis.ACTIVITY,
        finding=_organisations,
        evidence=evidence.of_activity,
        answers=Answers(3, 3, 4, 0),
    ),
    Measure(
        id="members",
        title="Members of the cluster",
        definition=(
            "Organisations with a membership in force in the cluster of the profile, wherever they "
            "lie. It needs a profile."
        ),
        formula="number of members",
        source="The membership relations of the register",
        unit="organisations",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="Who belongs to the cluster; belonging alone is no collaboration.",
        basis=Basis.MEMBERSHIP,
        finding=_members,
        evidence=evidence.of_membership(_is),
        answers=Answers(3, 3, 4, 0),
    ),
    Measure(
        id="ties",
        title="Pairs that work together",
        definition=(
            "Pairs of organisations of the network that a rule in force ties at least once in the "
            "period, each pair counted once however much it shares. Without ties it is 0."
        ),
        formula="m",
        source="Wasserman and Faust 1994, chapter 4 (size of a graph)",
        unit="pairs",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How many acquaintances at work there are among the organisations.",
        basis=Basis.TIES,
        finding=_ties,
        evidence=evidence.of_ties,
        answers=Answers(0, 3, 2, 0),
    ),
    Measure(
        id="outward-ties",
        title="Pairs across the edge",
        definition=(
            "Pairs of an organisation of the network and one outside it, where the network is "
            "narrowed to the region or to the members; 0 where it is not narrowed."
        ),
        formula="number of ties with exactly one end in the network",
        source="Krackhardt and Stern 1988, Social Psychology Quarterly 51 (external ties)",
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="How many acquaintances lead out of the region or the membership.",
        basis=Basis.TIES,
        finding=_outward_ties,
        evidence=evidence.of_outward,
        answers=Answers(0, 0, 0, 0),
    ),
    Measure(
        id="partnerships",
        title="Partnerships in force",
        definition=(
            "Partnerships in force in the period that join at least two organisations of the "
            "network; one of five partners counts once. Without any it is 0."
        ),
        formula="number of partnerships",
        source="The partnership relations of the register",
        unit="partnerships",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How many agreements to work together run at the time.",
        basis=Basis.TIES,
        finding=_partnerships,
        evidence=evidence.of_partnerships,
        answers=Answers(0, 3, 2, 0),
    ),
)
