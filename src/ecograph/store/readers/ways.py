"""The lanes of a pool of readers, and the way that a query takes through them.

Every query begins in the quick lane. What is not done there after some milliseconds of the
processor goes on more politely, and then among the slow ones; somebody in debt has only a few of
the places. What the pages themselves ask and what is given out as a whole have lanes of their own.
"""

from dataclasses import dataclass, replace
from math import inf
from time import monotonic

from ecograph.store.readers.lanes import Lane, Room
from ecograph.store.readers.processes import PATIENT, POLITE
from ecograph.store.readers.running import Run
from ecograph.store.readers.usage import HOUSE, Standing, Usage

_HELD_BYTES = 256 * 1024
_MANY = 200
_MIDDLE = Room(4, each=2, waiting=32, waiting_each=8)
_OWN = Room(2, each=2, waiting=_MANY, waiting_each=_MANY)
_EXPORTS = Room(2, each=1, waiting=8, waiting_each=2)
_EXPORTS_BUSY = "Other exports have all the places for them. Try again in a minute."
# Of the quick places, a third for clients without a record, a quarter for those in debt.
_NEW, _DEBTORS = 3, 4


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the way of a query: its lane, how polite it is there, and how long it may stay.

    The time is of the processor; it stays no longer than ten times that on the wall, and a second.
    In the last stage it stays for so many times the limit of a query, and waits so many for it.
    """

    lane: Lane
    nice: int
    seconds: float = inf
    limits: int = 1
    patience: int = 4

    def is_over(self, run: Run, since: float) -> bool:
        """Tell whether a query has had its time or its bytes here."""
        if self.seconds == inf:
            return bool(run.frames)
        return (
            run.held_bytes >= _HELD_BYTES
            or run.seconds_worked() >= self.seconds
            or monotonic() - since >= 10 * self.seconds + 1
        )


class Ways:
    """The lanes of a pool, and which of them a query goes through."""

    def __init__(
        self,
        usage: Usage,
        *,
        workers: int,
        fast_workers: int,
        quick_seconds: float,
        fast_seconds: float,
    ) -> None:
        self._usage = usage
        quick = Room(
            fast_workers,
            each=(fast_workers + 1) // 2,
            waiting=_MANY,
            waiting_each=_MANY,
            new=max(1, fast_workers // _NEW),
            debtors=max(1, fast_workers // _DEBTORS),
        )
        slow = Room(
            workers,
            each=(workers + 1) // 2,
            waiting=64,
            waiting_each=24,
            debtors=max(1, workers - 1),
        )
        self._quick = Stage(Lane(usage, quick), 0, quick_seconds)
        # A longer time keeps others at the address of a debtor from the slow lane.
        self._quick_for_debtors = replace(self._quick, nice=POLITE, seconds=2 * quick_seconds)
        self._middle = Stage(Lane(usage, _MIDDLE), POLITE, fast_seconds)
        self._slow = Stage(Lane(usage, slow), PATIENT)
        self._own = Stage(Lane(usage, _OWN), POLITE)
        self._exports = Stage(Lane(usage, _EXPORTS, _EXPORTS_BUSY), PATIENT, limits=6, patience=1)

    def of(self, client: str, *, export: bool) -> tuple[Stage, ...]:
        """Return the stages that a query of a client goes through until it ends."""
        if export:
            return (self._exports,)
        if client == HOUSE:
            return self._quick, self._own
        if self._usage.standing(client) is Standing.DEBTOR:
            return self._quick_for_debtors, self._slow
        return self._quick, self._middle, self._slow

    def close(self) -> None:
        """Refuse all who wait, and all who come."""
        for stage in (self._quick, self._middle, self._slow, self._own, self._exports):
            stage.lane.close()
