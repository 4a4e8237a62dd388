"""Computations over relations: how many, of whom, how much money, and what came of them."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ecograph.frameworks.computing.items import Item, in_country
from ecograph.frameworks.computing.knowledge import Knowledge, Record, When
from ecograph.frameworks.computing.seats import Seated, seated
from ecograph.frameworks.computing.wanted import Wanted
from ecograph.frameworks.figures import LeftOut

_TWICE = Decimal(2)
_DECIDED, _SUBMITTED = frozenset({"granted", "refused"}), "submitted"


def records(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the relations, each once."""
    for each in seated(known, asked):
        yield _of(each, each.record.iri)


def parties(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the organisations in the role that is asked for, each once however often it is."""
    for each in seated(known, asked):
        for seat, placed in each.parties:
            yield replace(_of(each, seat.party), is_placed=placed)


def returning_parties(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the parties; in the part are those with a relation that is not the first one of theirs.

    The threshold says how many there must have been, two unless it says otherwise. Where one
    without a date may make up the number, nobody knows.
    """
    least = int(asked.threshold or _TWICE)
    for dated, undated in _by_party(known, asked):
        for number, item in enumerate(dated, 1):
            is_open = number < least <= number + undated
            doubt = LeftOut.UNDATED if is_open else None
            yield replace(item, is_part=number >= least, doubt=doubt)


def first_time_parties(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield each party with its first relation alone.

    Where it has one without a date, nobody knows which is the first.
    """
    for dated, undated in _by_party(known, asked):
        yield from (replace(each, doubt=LeftOut.UNDATED if undated else None) for each in dated[:1])


def things_concerned(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield what the relations concern, each thing once."""
    for each in seated(known, asked):
        for thing in each.record.concerns:
            if not asked.concerned_kinds or known.kind_of(thing) in asked.concerned_kinds:
                yield _of(each, thing)


def amounts(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the relations with their amounts, None where it is unknown."""
    for each in seated(known, asked):
        record = each.record
        yield replace(_of(each, record.iri), value=record.amount, unit=record.currency)


def relation_countries(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the countries that the relations are about, each once."""
    for each in seated(known, asked):
        yield in_country(_of(each, each.record.iri), each.record.country)


def party_countries(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the countries of the parties, each once."""
    for item in parties(known, asked):
        body = known.bodies.get(item.counted)
        yield in_country(item, body.place.country if body else "")


def party_diversity(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the parties with their values of the attribute that is asked for."""
    for item in parties(known, asked):
        yield replace(item, attributes=_attributes(known, asked.attribute, item.counted))


def resulted(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the relations that somebody states to have come out of something of a kind."""
    return (item for item in share_resulted(known, asked) if item.is_part)


def share_resulted(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the relations; in the part are those that came out of something of a kind."""
    for each in seated(known, asked):
        origins = _origins(known, each.record)
        is_part = bool(origins & asked.resulted_from if asked.resulted_from else origins)
        yield replace(_of(each, each.record.iri), is_part=is_part)


def share_in_state(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the bids that were decided, by the day of the decision, which is their end.

    A bid without an end is dated by its start. In the part are those in the state asked for.
    """
    everything = replace(asked, states=frozenset())
    for each in seated(known, everything):
        record = each.record
        if record.state in _DECIDED:
            when = When(record.when.end or record.when.start, "", record.when.status)
            item = replace(_of(each, record.iri), is_part=record.state in asked.states)
            yield replace(item, when=replace(when, is_inferred=record.when.is_inferred))


def share_followed(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield relations and programmes; in the part are those that something of a kind followed.

    What follows says so itself, and begins within the months that are asked for.
    """
    after = _successors(known, asked)
    for each in seated(known, asked):
        is_part = _is_followed(each.record.when, after[each.record.iri], asked.months)
        yield replace(_of(each, each.record.iri), is_part=is_part)
    for thing in known.things.values():
        if asked.kinds and asked.takes_thing(thing):
            is_part = _is_followed(thing.when, after[thing.iri], asked.months)
            yield Item(thing.iri, thing.iri, thing.when, is_part=is_part)


def share_of_participants(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield who took part in or was served by something of a kind, dated by that.

    In the part are those with a later relation of the following kind that resulted from it.
    """
    gained: dict[str, set[str]] = defaultdict(set)
    for record in known.records.values():
        if record.kind in asked.followed_by and not record.when.is_planned:
            for origin in record.resulted_from:
                gained[origin].update(seat.party for seat in record.seats)
    for each in seated(known, asked):
        origins = {each.record.iri, *each.record.concerns}
        winners = {party for origin in origins for party in gained[origin]}
        for seat, placed in each.parties:
            item = replace(_of(each, seat.party), is_part=seat.party in winners)
            yield replace(item, is_placed=placed)


def _origins(known: Knowledge, record: Record) -> set[str]:
    """Return the kinds of what a relation came out of; a relation stands for what it concerns."""
    found = {known.kind_of(origin) for origin in record.resulted_from}
    earlier = (known.records[each] for each in record.resulted_from if each in known.records)
    return found | {known.kind_of(thing) for each in earlier for thing in each.concerns}


def _of(each: Seated, thing: str) -> Item:
    return Item(each.record.iri, thing, each.record.when, is_placed=each.is_placed)


def _by_party(known: Knowledge, asked: Wanted) -> Iterator[tuple[list[Item], int]]:
    """Yield the relations of each party, the earliest first, and how many more have no date."""
    found: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in parties(known, asked):
        if not item.when.is_planned:
            found[item.counted][item.fact] = item
    for items in found.values():
        dated = sorted((each for each in items.values() if each.when.began), key=_order)
        yield dated, len(items) - len(dated)


def _order(item: Item) -> tuple[date, str]:
    return (item.when.earliest or date.max, item.fact)


def _attributes(known: Knowledge, attribute: str, iri: str) -> tuple[str, ...]:
    body = known.bodies.get(iri)
    if body is None:
        return ()
    if attribute in {"subsector", "topic"}:
        return body.subsectors if attribute == "subsector" else body.topics
    values = {
        "size": body.size,
        "kind": body.kind,
        "country": body.place.country,
        "growth-stage": body.growth_stage,
    }
    return tuple(each for each in (values.get(attribute, ""),) if each)


def _successors(known: Knowledge, asked: Wanted) -> dict[str, list[When]]:
    after: dict[str, list[When]] = defaultdict(list)
    for record in known.records.values():
        _note(after, asked, record, (*record.follows, *record.resulted_from))
    for thing in known.things.values():
        if not asked.followed_by or thing.kind in asked.followed_by:
            for origin in thing.resulted_from:
                after[origin].append(thing.when)
    return after


def _note(
    after: dict[str, list[When]], asked: Wanted, record: Record, origins: tuple[str, ...]
) -> None:
    if not asked.followed_by or record.kind in asked.followed_by:
        for origin in origins:
            after[origin].append(record.when)


def _is_followed(first: When, later: list[When], months: int | None) -> bool:
    """Tell whether something not planned came after, within the months if they are named."""
    real = [each for each in later if not each.is_planned]
    if months is None:
        return bool(real)
    since = first.ended or first.began
    if since is None:
        return False
    last = _months_after(since.end, months)
    return any(each.began is not None and each.began.start <= last for each in real)


def _months_after(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
