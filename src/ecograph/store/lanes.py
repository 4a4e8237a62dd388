"""Who goes next: a limited number at a time, those who have used least before the others."""

import threading
import time
from dataclasses import dataclass, field

from ecograph.errors import RegisterBusyError

HOUSE = ""
_HALF_LIFE = 30.0
_ALIKE_SECONDS = 0.5
_MANY_CLIENTS = 10_000
_BUSY = "All readers are busy with other queries. Try again in a few seconds."


class Usage:
    """How many seconds of work each client has caused of late; half of it is forgotten in 30 s."""

    def __init__(self) -> None:
        self._used: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def of(self, client: str) -> float:
        """Return what a client has used; the house itself never counts."""
        seconds, when = self._used.get(client, (0.0, 0.0))
        return float(seconds * 0.5 ** ((time.monotonic() - when) / _HALF_LIFE))

    def rank(self, client: str) -> int:
        """Return the client's place in the order: those of about the same use are equal."""
        return int(self.of(client) / _ALIKE_SECONDS)

    def charge(self, client: str, seconds: float) -> None:
        """Add to what a client has used."""
        if client == HOUSE:
            return
        with self._lock:
            if len(self._used) > _MANY_CLIENTS:
                self._forget()
            self._used[client] = (self.of(client) + seconds, time.monotonic())

    def _forget(self) -> None:
        most = sorted(self._used, key=self.of)[_MANY_CLIENTS // 2 :]
        self._used = {client: self._used[client] for client in most}


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

    def __init__(self, usage: Usage, places: int, room: int, each: int, waiting_each: int) -> None:
        self._usage = usage
        self._places = places
        self._room = room
        self._each = each
        self._waiting_each = waiting_each
        self._inside: list[str] = []
        self._waiting: list[_Ticket] = []
        self._lock = threading.Lock()

    def try_enter(self, client: str) -> bool:
        """Take a place if one is free for this client, before whom nobody waits."""
        with self._lock:
            if self._waiting or not self._has_place(client):
                return False
            self._inside.append(client)
            return True

    def enter(self, client: str, patience: float) -> None:
        """Wait for a place; RegisterBusyError if there is none within the time."""
        if self.try_enter(client):
            return
        ticket = _Ticket(client)
        with self._lock:
            if client != HOUSE and self._tickets(client) >= self._waiting_each:
                message = "Too many of your queries wait already. Try again when they are done."
                raise RegisterBusyError(message)
            self._waiting.append(ticket)
            self._make_room()
            self._call()
        ticket.called.wait(patience)
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                raise RegisterBusyError(_BUSY)
        if ticket.refused:
            raise RegisterBusyError(_BUSY)

    def leave(self, client: str) -> None:
        """Give the place back."""
        with self._lock:
            self._inside.remove(client)
            self._call()

    def _has_place(self, client: str) -> bool:
        own = client == HOUSE or self._inside.count(client) < self._each
        return own and len(self._inside) < self._places

    def _tickets(self, client: str) -> int:
        return sum(ticket.client == client for ticket in self._waiting)

    def _make_room(self) -> None:
        if len(self._waiting) > self._room:
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
