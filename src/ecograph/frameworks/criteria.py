"""The criteria of the scorecard that the register can judge, wholly or in part."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from ecograph.frameworks.figures import Outcome, Silence
from ecograph.frameworks.inforce import in_force, left_out
from ecograph.frameworks.rows import code_of
from ecograph.periods import Period
from ecograph.store import Row

_STARTUP = "start-up"


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """What the register holds of one cluster: the rows of each query, of all years.

    Own are the cluster and the bodies that run it. Names are those of codes, by code.
    """

    cluster: str
    own: frozenset[str]
    period: Period
    said: tuple[Row, ...]
    members: tuple[Row, ...]
    facilities: tuple[Row, ...]
    governance: tuple[Row, ...]
    labels: tuple[Row, ...]
    names: Mapping[str, str]


def specialisation(found: ClusterFacts) -> Outcome:
    """Return how many of the specialisations members have, by their functions."""
    rows = tuple(in_force(found.members, found.period))
    if not any(row["function"] for row in rows):
        return _silent(found.period)
    special = [row for row in rows if row["specialisation"]]
    return _counted(found, special, "specialisation", "member")


def cluster_size(found: ClusterFacts) -> Outcome:
    """Return how many organisations are members in the period."""
    if not found.members:
        return _silent(found.period)
    rows = tuple(in_force(found.members, found.period))
    return Outcome(
        found.period,
        Decimal(len({row["member"] for row in rows})),
        facts=_facts(rows, "membership"),
        left_out=left_out(found.members, "membership", found.period),
    )


def diversity_of_members(found: ClusterFacts) -> Outcome:
    """Return how many of the five groups of participants have a member."""
    rows = tuple(in_force(found.members, found.period))
    if not any(row["kind"] for row in rows):
        return _silent(found.period)
    return _counted(found, [row for row in rows if row["group"]], "group", "member")


def innovation_facilities(found: ClusterFacts) -> Outcome:
    """Return how many facilities and sites belong to members, the cluster or those who run it."""
    if not found.facilities:
        return _silent(found.period)
    holders = {row["member"] for row in in_force(found.members, found.period)} | found.own
    rows = [row for row in in_force(found.facilities, found.period) if row["holder"] in holders]
    facts = _facts(rows, "facility")
    return Outcome(found.period, Decimal(len(facts)), facts=facts)


def start_ups(found: ClusterFacts) -> Outcome:
    """Return how many members are start-ups."""
    rows = tuple(in_force(found.members, found.period))
    if not any(row["stage"] for row in rows):
        return _silent(found.period)
    young = [row for row in rows if code_of(row["stage"]) == _STARTUP]
    members = {row["member"] for row in young}
    return Outcome(found.period, Decimal(len(members)), facts=_facts(young, "membership"))


def authorities_in_governance(found: ClusterFacts) -> Outcome:
    """Return 1 if a public authority is among those who govern or own the cluster, else 0."""
    own = tuple(row for row in found.governance if row["held"] in found.own)
    rows = [row for row in in_force(own, found.period) if row["holder"] not in found.own]
    if not any(row["kind"] for row in rows):
        return _silent(found.period)
    public = [row for row in rows if row["authority"] == "true"]
    facts = _facts(public or rows, "relation")
    return Outcome(
        found.period,
        Decimal(bool(public)),
        facts=facts,
        left_out=left_out(own, "relation", found.period),
    )


def quality_labels(found: ClusterFacts) -> Outcome:
    """Return how many labels the cluster and those who run it hold, as far as they are entered."""
    own = [row for row in found.labels if row["holder"] in found.own]
    rows = {row["relation"]: row for row in in_force(own, found.period)}
    if rows:
        texts = [f"{row['name']} ({row['level']})".removesuffix(" ()") for row in rows.values()]
        facts = tuple(sorted(rows))
        return Outcome(found.period, Decimal(len(rows)), facts=facts, text="; ".join(sorted(texts)))
    return _told(found, "award")


def stated_goals(found: ClusterFacts) -> Outcome:
    """Return how many target models a source gives the cluster."""
    return _told(found, "target model")


def international_visibility(found: ClusterFacts) -> Outcome:
    """Return 1 if a website and an English name are in the register; nothing else is a no."""
    site = {row["value"] for row in found.said if row["said"] == "website"}
    name = {row["value"] for row in found.said if row["said"] == "name" and row["language"] == "en"}
    text = "; ".join(sorted(site | name))
    if not site or not name:
        return Outcome(found.period, None, reason=Silence.NO_SUCH_FACTS, text=text)
    facts = _facts((row for row in found.said if row["value"] in site | name), "body")
    return Outcome(found.period, Decimal(1), facts=facts, text=text)


CRITERIA: Mapping[str, Callable[[ClusterFacts], Outcome]] = MappingProxyType(
    {
        "authorities-in-governance": authorities_in_governance,
        "cluster-size": cluster_size,
        "diversity-of-members": diversity_of_members,
        "innovation-facilities": innovation_facilities,
        "international-visibility": international_visibility,
        "quality-labels": quality_labels,
        "specialisation": specialisation,
        "start-ups": start_ups,
        "stated-goals": stated_goals,
    }
)


def _counted(found: ClusterFacts, rows: Iterable[Row], column: str, counted: str) -> Outcome:
    """Return how many codes a column has, with how many different things stand at each."""
    pairs = {(code_of(row[column]), row[counted]) for row in rows}
    tally = Counter(code for code, _ in pairs)
    parts = (f"{found.names.get(code, code)}: {tally[code]}" for code in sorted(tally))
    facts = _facts(rows, "membership")
    return Outcome(found.period, Decimal(len(tally)), facts=facts, text="; ".join(parts))


def _told(found: ClusterFacts, said: str) -> Outcome:
    rows = [row for row in found.said if row["said"] == said]
    texts = sorted({row["value"] for row in rows})
    if not texts:
        return _silent(found.period)
    return Outcome(
        found.period, Decimal(len(texts)), facts=_facts(rows, "body"), text="; ".join(texts)
    )


def _silent(period: Period) -> Outcome:
    return Outcome(period, None, reason=Silence.NO_SUCH_FACTS)


def _facts(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    return tuple(sorted({row[column] for row in rows}))
