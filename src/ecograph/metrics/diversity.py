"""How varied the members of the cluster are: over five groups and over ten kinds."""

from collections import Counter

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.measure import Direction, Level, Measure
from ecograph.metrics.mixing import UNKNOWN, kind_names
from ecograph.network import Network, Organisation


def _members(network: Network) -> list[Organisation]:
    return [network.organisation(iri) for iri in sorted(network.members)]


def _of_group(member: Organisation, key: Key) -> bool:
    return key == (member.diversity_group,)


def _of_kind(member: Organisation, key: Key) -> bool:
    return key == (member.umbrella_kind,)


def _groups(network: Network) -> Finding:
    found = Counter(member.diversity_group for member in _members(network))
    unknown = found.pop(UNKNOWN, 0)
    parts = tuple(
        Part((code,), (network.codes.name("diversity-groups", code),), found[code])
        for code in network.codes.codes("diversity-groups")
    )
    return Finding(len(found), parts, unknown=unknown)


def _kinds(network: Network) -> Finding:
    found = Counter(member.umbrella_kind for member in _members(network))
    unknown = found.pop(UNKNOWN, 0)
    known = found.total()
    if not known:
        return Finding(reason=Reason.NO_SUCH_FACTS, unknown=unknown)
    parts = tuple(
        Part((code,), (name,), found[code])
        for code, name in kind_names(network).items()
        if code != UNKNOWN
    )
    index = 1 - sum((number / known) ** 2 for number in found.values())
    return Finding(index, parts, unknown=unknown)


MEASURES = (
    Measure(
        id="member-groups",
        title="Groups among the members",
        definition=(
            "How many of the five groups have a member: clinics, production companies, research "
            "organisations and universities, public authorities, support organisations; with the "
            "number of members in each. Members of none of them are counted as unknown. It needs "
            "a profile; without members it is 0."
        ),
        formula="|{g : some member is of group g}|",
        source="The five groups in a study of biomedical clusters (Higher School of Economics)",
        unit="groups",
        direction=Direction.UP,
        level=Level.TABLE,
        explanation="Whether all who are needed sit at the table, and who is missing.",
        basis=Basis.MEMBERSHIP,
        finding=_groups,
        evidence=evidence.of_membership(_of_group),
    ),
    Measure(
        id="member-kind-diversity",
        title="Diversity of kinds among the members",
        definition=(
            "The chance that two members drawn at random, with return, are of different umbrella "
            "kinds; with the number of members of each kind. Members of unknown kind are left out. "
            "0 where all are of one kind, 1-1/k where they are spread evenly over k kinds; no such "
            "facts without a member of known kind. It needs a profile."
        ),
        formula="1 - sum over kinds of (members of the kind / members of known kind)^2",
        source="Blau 1977, Inequality and Heterogeneity",
        unit="index",
        direction=Direction.UP,
        level=Level.TABLE,
        explanation="Whether one kind of organisation outnumbers the rest.",
        basis=Basis.MEMBERSHIP,
        finding=_kinds,
        evidence=evidence.of_membership(_of_kind),
    ),
)
