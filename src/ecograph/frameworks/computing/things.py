"""Computations over programmes, events and resources."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ecograph.frameworks.computing.items import Item, in_country
from ecograph.frameworks.computing.knowledge import Knowledge, Thing, When
from ecograph.frameworks.computing.seats import any_of
from ecograph.frameworks.computing.wanted import Scope, Wanted, in_scope

_PROGRAMME, _RESOURCE, _PARTICIPATION = "Programme", "Resource", "participation"
_MEETING = "innovation"


def programmes(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield programmes and events by their own dates, with a party of the kind if one is asked."""
    with_parties = None if asked.party.is_any else _with_party(known, asked)
    for thing in _wanted(known, asked, _PROGRAMME):
        if with_parties is None:
            yield _of(thing)
        elif thing.iri in with_parties:
            yield replace(_of(thing), is_placed=with_parties[thing.iri])


def participants(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the organisations that take part in such programmes, each once."""
    things = {each.iri for each in _wanted(known, asked, _PROGRAMME)}
    for record in known.records.values():
        own = [each for each in record.concerns if each in things]
        is_participation = record.kind in known.codes((_PARTICIPATION,))
        for seat in record.seats if own and is_participation else ():
            body = known.bodies.get(seat.party)
            if body and asked.party.fits(body, seat.role):
                placed = in_scope(known, body.place, asked.party.scope)
                yield Item(record.iri, seat.party, record.when, is_placed=placed)


def attendance(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield such programmes with how many people came, None where nobody says."""
    for item in programmes(known, asked):
        yield replace(item, value=known.things[item.fact].attendance)


def programme_countries(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the countries of such programmes, each once."""
    for item in programmes(known, asked):
        yield in_country(item, known.things[item.fact].place.country)


def programme_diversity(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield such programmes with their kind, or their topics if these are asked for."""
    for item in programmes(known, asked):
        thing = known.things[item.fact]
        values = thing.topics if asked.attribute == "topic" else (thing.kind,)
        yield replace(item, attributes=values)


def resources(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the resources of a kind, in the place that is asked for."""
    for thing in _wanted(known, asked, _RESOURCE):
        yield replace(_of(thing), is_placed=in_scope(known, thing.place, asked.party.scope))


def innovations_meeting_needs(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the innovations that meet a need that somebody has put on record."""
    kinds = asked.kinds or known.codes((_MEETING,))
    for thing in known.things.values():
        if thing.kind in kinds and any(each in known.things for each in thing.meets):
            yield _of(thing)


def contributions(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the things that serve the element that the indicator judges, each once."""
    for each in known.contributions:
        if each.element == asked.indicator.of:
            yield Item(each.thing, each.thing, _when_of(known, each.thing))


def _wanted(known: Knowledge, asked: Wanted, family: str) -> Iterator[Thing]:
    return (
        each for each in known.things.values() if each.family == family and asked.takes_thing(each)
    )


def _of(thing: Thing) -> Item:
    return Item(thing.iri, thing.iri, thing.when, value=Decimal(1))


def _with_party(known: Knowledge, asked: Wanted) -> dict[str, bool | None]:
    """Return each programme with a party that is asked for, and whether its place is known."""
    found: dict[str, list[bool | None]] = {}
    for record in known.records.values():
        for seat in () if record.when.is_planned else record.seats:
            body = known.bodies.get(seat.party)
            if body is not None and asked.party.fits(body, seat.role):
                is_any = asked.party.scope is Scope.ANY
                placed = True if is_any else in_scope(known, body.place, asked.party.scope)
                for thing in record.concerns:
                    found.setdefault(thing, []).append(placed)
    return {thing: any_of(iter(each)) for thing, each in found.items()}


def _when_of(known: Knowledge, iri: str) -> When:
    found = known.things.get(iri) or known.bodies.get(iri) or known.records.get(iri)
    return found.when if found else When()
