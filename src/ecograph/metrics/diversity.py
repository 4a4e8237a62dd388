"""How varied the members of the cluster are: over five groups and over ten kinds."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.groupings import ATTRIBUTES, SIZE, Attribute
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.mixing import kind_names
from ecograph.network import Network, Organisation
from ecograph.network.ends import UNKNOWN

_ATTRIBUTES = (*ATTRIBUTES, SIZE)


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
    return Finding(blau(list(found.values())), parts, unknown=unknown)


def blau(sizes: Sequence[int]) -> float | None:
    """Return the chance that two drawn with return are of different groups; None for nobody."""
    total = sum(sizes)
    return 1 - sum((size / total) ** 2 for size in sizes) if total else None


def _by_attributes(network: Network) -> Finding:
    return Finding(parts=tuple(part for each in _ATTRIBUTES for part in _parts(network, each)))


def _parts(network: Network, attribute: Attribute) -> Iterator[Part]:
    found = [attribute.group(network, each) for each in network.organisations.values()]
    sizes = Counter(found)
    unknown = sizes.pop(UNKNOWN, 0)
    index = blau(list(sizes.values()))
    name, reason = attribute.name, None if sizes else Reason.UNDEFINED
    yield Part((attribute.code, "index"), (name, "Index"), index, reason)
    yield Part((attribute.code, "groups"), (name, "Groups"), len(sizes))
    yield Part((attribute.code, "unknown"), (name, "Unknown"), unknown)


def _of_all(network: Network, _key: Key) -> tuple[str, ...]:
    return evidence.of_activity(network, ())


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
        answers=Answers(3, 1, 2, 0),
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
        answers=Answers(2 / 3, 0, 1 / 2, Reason.NO_SUCH_FACTS),
    ),
    Measure(
        id="diversity",
        title="Diversity of the organisations",
        definition=(
            "By kind, helix, region, country and size: the chance that two organisations of the "
            "network drawn at random, with return, are of different groups, how many groups there "
            "are, and of how many organisations the group is unknown; these are left out of the "
            "index. 0 where all are of one group, 1-1/k where they are spread evenly over k; "
            "undefined where no group is known."
        ),
        formula="1 - sum over groups of (organisations of the group / those of known group)^2",
        source="Blau 1977, Inequality and Heterogeneity",
        unit="index",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether one sort of organisation outnumbers the rest.",
        basis=Basis.ACTIVITY,
        finding=_by_attributes,
        evidence=_of_all,
        answers=Answers(None, None, None, None),
    ),
)
