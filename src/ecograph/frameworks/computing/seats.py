"""Relations that an indicator takes, with the parties in them that it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from ecograph.frameworks.computing.knowledge import Knowledge, Place, Record, Seat
from ecograph.frameworks.computing.wanted import PartyWanted, Scope, Wanted, in_scope

_NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Seated:
    """A relation, those of its parties that are asked for, and whether their place is known.

    Placed is True if one party is known to be where it must be, None if that cannot be known.
    """

    record: Record
    parties: tuple[tuple[Seat, bool | None], ...]

    @property
    def is_placed(self) -> bool | None:
        """Tell whether any of the parties is where it must be."""
        return any_of(placed for _, placed in self.parties)


def seated(known: Knowledge, asked: Wanted) -> Iterator[Seated]:
    """Yield each relation that an indicator takes and in which the parties are that it asks for.

    The other party that may be asked for is another one than the first.
    """
    for record in known.records.values():
        if asked.takes(known, record):
            parties = tuple(_pairs(known, asked, record))
            if parties:
                yield Seated(record, parties)
            elif asked.party.is_any and asked.other.is_any:
                yield Seated(record, ((Seat(record.iri), True),))


def any_of(found: Iterator[bool | None]) -> bool | None:
    """Return True if anything is true, else None if anything is unknown, else False."""
    answers = list(found)
    if any(answers):
        return True
    return None if None in answers else False


def _pairs(known: Knowledge, asked: Wanted, record: Record) -> Iterator[tuple[Seat, bool | None]]:
    others = list(_fitting(known, asked.other, record))
    for seat, placed in _fitting(known, asked.party, record):
        if asked.other.is_any:
            yield seat, placed
            continue
        beside = any_of(each for other, each in others if other.party != seat.party)
        is_beside = any(other.party != seat.party for other, _ in others)
        if is_beside:
            yield seat, None if None in {placed, beside} else True


def _fitting(
    known: Knowledge, asked: PartyWanted, record: Record
) -> Iterator[tuple[Seat, bool | None]]:
    for seat in record.seats:
        body = known.bodies.get(seat.party)
        if asked.fits(body, seat.role):
            place = body.place if body else _NOWHERE
            placed = True if asked.scope is Scope.ANY else in_scope(known, place, asked.scope)
            if placed is not False:
                yield seat, placed
