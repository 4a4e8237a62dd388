"""What an indicator asks of its computation: its parameters, with all codes that they take in."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ecograph.frameworks.computing.knowledge import Body, Knowledge, Place, Record, Thing
from ecograph.frameworks.model import Indicator
from ecograph.identifiers import fold

Codes = frozenset[str]
_MONTHS = "withinMonths"


class Scope(StrEnum):
    """Where something must be, seen from the home of the register."""

    LOCAL = "local"
    FOREIGN = "foreign"
    ANY = "any"


class Timing(StrEnum):
    """Which date of a fact must lie in the period."""

    BEGAN = "began"
    IN_FORCE = "in-force"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PartyWanted:
    """What a party must be; no codes mean that any will do."""

    roles: Codes
    kinds: Codes
    stages: Codes
    scope: Scope

    @property
    def is_any(self) -> bool:
        """Tell whether every party will do."""
        return not (self.roles or self.kinds or self.stages) and self.scope is Scope.ANY

    def fits(self, body: Body | None, role: str) -> bool:
        """Tell whether a body in a role will do, wherever it is."""
        if self.roles and role not in self.roles:
            return False
        if body is None:
            return not (self.kinds or self.stages)
        is_kind = not self.kinds or body.kind in self.kinds
        return is_kind and (not self.stages or body.growth_stage in self.stages)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The parameters of one indicator, without which nothing is restricted."""

    indicator: Indicator
    kinds: Codes
    concerned_kinds: Codes
    categories: Codes
    topics: Codes
    party: PartyWanted
    other: PartyWanted
    measures: Codes
    groups: Codes
    attribute: str
    months: int | None
    threshold: Decimal | None
    states: Codes
    scopes: Codes
    timing: Timing
    followed_by: Codes
    resulted_from: Codes
    measure_id: str
    measure_part: str

    def takes(self, known: Knowledge, record: Record) -> bool:
        """Tell whether a relation is of the kind, topic, scope, state and object that is asked."""
        if not _meets(self.kinds, (record.kind,)):
            return False
        concerned = [known.things[each] for each in record.concerns if each in known.things]
        kinds = {known.kind_of(each) for each in record.concerns}
        scopes = {record.scope} if record.scope else {each.scope for each in concerned}
        topics = {*record.topics, *(topic for each in concerned for topic in each.topics)}
        categories = {code for each in concerned for code in each.categories}
        return (
            _meets(self.concerned_kinds, kinds)
            and _meets(self.categories, categories)
            and _meets(self.topics, topics)
            and _meets(self.scopes, scopes)
            and _meets(self.states, {record.state})
        )

    def takes_thing(self, thing: Thing) -> bool:
        """Tell whether a programme or resource is of the kind, category, topic and scope asked."""
        return (
            _meets(self.kinds, {thing.kind})
            and _meets(self.categories, thing.categories)
            and _meets(self.topics, thing.topics)
            and _meets(self.scopes, {thing.scope})
        )


def wanted(known: Knowledge, indicator: Indicator) -> Wanted:
    """Return what an indicator asks, each code with all that are narrower or grouped under it."""
    one, every = indicator.element.one, indicator.element.all

    def codes(name: str) -> Codes:
        return known.codes(every(name))

    return Wanted(
        indicator=indicator,
        kinds=codes("ofKind"),
        concerned_kinds=codes("ofConcernedKind"),
        categories=codes("ofCategory"),
        topics=frozenset(fold(each) for each in every("ofTopic")),
        party=PartyWanted(
            codes("withRole"),
            codes("withPartyKind"),
            codes("withGrowthStage"),
            Scope(one("partyPlace") or Scope.ANY),
        ),
        other=PartyWanted(
            codes("otherRole"),
            codes("otherPartyKind"),
            frozenset(),
            Scope(one("otherPlace") or Scope.ANY),
        ),
        measures=codes("ofMeasure"),
        groups=codes("ofGroup"),
        attribute=one("byAttribute"),
        months=int(one(_MONTHS)) if one(_MONTHS) else None,
        threshold=Decimal(one("threshold")) if one("threshold") else None,
        states=codes("inState"),
        scopes=codes("ofScope"),
        timing=Timing(one("timing") or Timing.BEGAN),
        followed_by=codes("followedByKind"),
        resulted_from=codes("resultedFromKind"),
        measure_id=one("ofMeasureId"),
        measure_part=one("ofMeasurePart"),
    )


def in_scope(known: Knowledge, place: Place, scope: Scope) -> bool | None:
    """Tell whether a place is where it must be; None where that cannot be known."""
    if scope is Scope.ANY:
        return True
    return known.is_local(place) if scope is Scope.LOCAL else known.is_foreign(place)


def _meets(asked: Codes, given: Iterable[str]) -> bool:
    return not asked or not asked.isdisjoint(given)
