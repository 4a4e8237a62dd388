"""What an edition works out from its facts: spans in force, parties, families, search names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ecograph.identifiers import fold
from ecograph.periods import existence_span, in_force_span
from ecograph.store.facts.lines import (
    ALT_LABEL,
    COLLABORATION,
    LABEL,
    ORGANIZATION,
    RDF_TYPE,
    SUBCLASS,
    XSD,
    Fact,
    day,
    eco,
    literal_text,
    string,
)

_TRUE = f'"true"^^<{XSD}boolean>'
_START, _END, _STATUS = eco("start"), eco("end"), eco("status")
_INVOLVEMENT, _ORGANISATION, _CONCERNS = eco("involvement"), eco("organisation"), eco("concerns")
_PARTY, _RELATION, _PARTICIPATION = eco("party"), eco("Relation"), eco("Participation")
_CLUSTER, _OUTPOST = eco("Cluster"), eco("Outpost")
# A class on the way up from here is about collaborations, which are no bodies.
_TOP = {COLLABORATION}
_DATED = {_RELATION, _OUTPOST, eco("Programme"), eco("Resource")}
_EXISTING = {ORGANIZATION, _CLUSTER}
_NAMED = _EXISTING | _DATED - {_RELATION}


@dataclass(slots=True)
class _Things:
    """The facts that something is derived from, by subject."""

    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    above: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    start: dict[str, str] = field(default_factory=dict)
    end: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    parties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    organisations: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    concerns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def facts_of(merged: Iterable[Fact]) -> set[Fact]:
    """Return the facts that follow from the merged ones; they are in no source."""
    things = _things(merged)
    families = set(_families(things))
    for subject, _, family in families:
        things.types[subject].add(family)
    found = families
    for subject, types in things.types.items():
        found.update(_of_thing(things, subject, types))
    return found


def _things(merged: Iterable[Fact]) -> _Things:
    things = _Things()
    texts = {_START: things.start, _END: things.end}
    groups = {
        RDF_TYPE: things.types,
        SUBCLASS: things.above,
        LABEL: things.names,
        ALT_LABEL: things.names,
        _INVOLVEMENT: things.parties,
        _ORGANISATION: things.organisations,
        _CONCERNS: things.concerns,
    }
    for subject, predicate, value in merged:
        if predicate in groups:
            groups[predicate][subject].add(value)
        elif predicate in texts:
            texts[predicate][subject] = literal_text(value)
        elif predicate == _STATUS:
            things.status[subject] = value[value.rindex("/") + 1 : -1]
    return things


def _families(things: _Things) -> Iterator[Fact]:
    above: dict[str, set[str]] = {}
    for subject, types in things.types.items():
        for kind in types:
            if kind not in above:
                above[kind] = _all_above(things.above, kind)
            yield from ((subject, RDF_TYPE, family) for family in above[kind])


def _all_above(above: dict[str, set[str]], kind: str) -> set[str]:
    found: set[str] = set()
    waiting = [kind]
    while waiting:
        current = waiting.pop()
        if current in _TOP:
            continue
        new = above.get(current, set()) - found
        found |= new
        waiting.extend(new)
    return found


def _of_thing(things: _Things, subject: str, types: set[str]) -> Iterator[Fact]:
    if types & _NAMED:
        yield from _search_names(things, subject)
    if types & _DATED:
        yield from _force(things, subject)
    elif types & _EXISTING:
        span = existence_span(things.start.get(subject, ""), things.end.get(subject, ""))
        yield from _span(subject, span.start.isoformat(), span.end.isoformat())
    if _RELATION in types:
        yield from _relation(things, subject, types)


def _search_names(things: _Things, subject: str) -> Iterator[Fact]:
    for name in things.names.get(subject, ()):
        yield subject, eco("searchName"), string(fold(literal_text(name)))


def _force(things: _Things, subject: str) -> Iterator[Fact]:
    start, end = things.start.get(subject, ""), things.end.get(subject, "")
    status = things.status.get(subject, "")
    span = in_force_span(start, end, status)
    if span:
        yield from _span(subject, span.start.isoformat(), span.end.isoformat())
    elif status == "active":
        yield subject, eco("undated"), _TRUE


def _span(subject: str, start: str, end: str) -> Iterator[Fact]:
    yield subject, eco("inForceFrom"), day(start)
    yield subject, eco("inForceUntil"), day(end)


def _relation(things: _Things, relation: str, types: set[str]) -> Iterator[Fact]:
    organisations = {
        organisation
        for involvement in things.parties.get(relation, ())
        for organisation in things.organisations.get(involvement, ())
    }
    yield from ((relation, _PARTY, organisation) for organisation in organisations)
    if things.status.get(relation) == "planned":
        return
    for text, name in ((things.start, "start"), (things.end, "end")):
        if relation not in text:
            yield relation, eco("missingDate"), string(name)
    if _PARTICIPATION in types:
        for thing in things.concerns.get(relation, ()):
            yield from ((thing, _PARTY, organisation) for organisation in organisations)
