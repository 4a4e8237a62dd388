"""Who goes next: a limited number at a time, those who have used least before the others."""

import threading
from dataclasses import dataclass, field, replace

from ecograph.errors import RegisterBusyError, TooManyQueriesError
from ecograph.store.readers.usage import HOUSE, Standing, Usage

_BUSY = "All readers are busy with other queries. Try again in a few seconds."


@dataclass(frozen=True, slots=True)
class Room:
    """How many may be in a lane at a time, and how many wait: in all, of one client, of a standing.

    What is not said of clients without a record and of debtors is as for everybody.
    """

    places: int
    each: int
    waiting: int
    waiting_each: int
    new: int | None = None
    debtors: int | None = None

    def most(self, standing: Standing) -> int:
        """Return how many places clients of a standing may have together."""
        limit = {Standing.NEW: self.new, Standing.DEBTOR: self.debtors}.get(standing)
        return self.places if limit is None else limit


@dataclass(eq=False)
class _Ticket:
    """Somebody who waits."""

    client: str
    called: threading.Event = field(default_factory=threading.Event)
    refused: bool = False


class Lane:
    """A number of places, and a waiting room in front of them.

    Who has used least is called first. When the room is full, who has used most is refused; a
    client with as many places and tickets as it may have is refused at once.
    """

    def __init__(self, usage: Usage, room: Room, busy: str = _BUSY) -> None:
        self._usage = usage
        self._busy = busy
        self._room = room
        self._inside: list[str] = []
        self._waiting: list[_Ticket] = []
        self._lock = threading.Lock()

    def try_enter(self, client: str) -> bool:
        """Take a place if one is free for this client, before whom nobody waits."""
        with self._lock:
            rank = self._usage.rank(client)
            is_first = all(rank < self._usage.rank(ticket.client) for ticket in self._waiting)
            if not is_first or not self._has_place(client):
                return False
            self._inside.append(client)
            return True

    def enter(self, client: str, patience: float) -> None:
        """Wait for a place; RegisterBusyError if there is none within the time."""
        if self.try_enter(client):
            return
        ticket = _Ticket(client)
        with self._lock:
            if client != HOUSE and self._tickets(client) >= self._room.waiting_each:
                message = "Too many of your queries wait already. Try again when they are done."
                raise TooManyQueriesError(message)
            self._waiting.append(ticket)
            self._make_room()
            self._call()
        ticket.called.wait(patience)
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                raise RegisterBusyError(self._busy)
        if ticket.refused:
            raise RegisterBusyError(self._busy)

    def close(self) -> None:
        """Refuse all who wait, and all who come."""
        with self._lock:
            self._room = replace(self._room, places=0, waiting=0)
            while self._waiting:
                self._make_room()

    def leave(self, client: str) -> None:
        """Give the place back."""
        with self._lock:
            self._inside.remove(client)
            self._call()

    def _has_place(self, client: str) -> bool:
        if len(self._inside) >= self._room.places:
            return False
        if client == HOUSE:
            return True
        standing = self._usage.standing(client)
        alike = sum(self._usage.standing(each) == standing for each in self._inside)
        return self._inside.count(client) < self._room.each and alike < self._room.most(standing)

    def _tickets(self, client: str) -> int:
        return sum(ticket.client == client for ticket in self._waiting)

    def _make_room(self) -> None:
        if len(self._waiting) > self._room.waiting:
            worst = max(self._waiting, key=lambda ticket: self._usage.rank(ticket.client))
            worst.refused = True
            self._waiting.remove(worst)
            worst.called.set()

    def _call(self) -> None:
        """Give free places to those who have used least."""
        for ticket in sorted(self._waiting, key=lambda ticket: self._usage.rank(ticket.client)):
            if self._has_place(ticket.client):
                self._waiting.remove(ticket)
                self._inside.append(ticket.client)
                ticket.called.set()
