"""A reader whose queries run in processes of their own, which can be stopped and are replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic, sleep
from weakref import WeakSet

from ecograph.errors import (
    EcographError,
    RegisterBusyError,
    RegisterError,
    TooManyQueriesError,
)
from ecograph.records import Answer, Dataset, Stream, Table, Term
from ecograph.store.editions import edition as editions
from ecograph.store.editions.edition import Edition
from ecograph.store.queries import guards
from ecograph.store.queries.protections import NONE, Off
from ecograph.store.queries.reader import MAXIMUM_ROWS, WholeStream, collected, current_edition
from ecograph.store.readers.packed import Packed
from ecograph.store.readers.pool import Stock
from ecograph.store.readers.running import STALL_SECONDS, LiveStream, Run
from ecograph.store.readers.serving import Select, Serialise
from ecograph.store.readers.tally import SLOW, Figures, Tally
from ecograph.store.readers.usage import HOUSE, Standing, Usage
from ecograph.store.readers.ways import Stage, Ways

_PENALTY_SECONDS = 1.0
_AHEAD = 2
# Each of these keeps what its query has taken of memory so far.
_MOST_RESTING = 6


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may run, how much memory it may take, and how many run at a time.

    The readers are in memory, on disk, or (auto) in memory where there is room. Each query gets
    some seconds of processor time among the fast ones; then it is one of the slow ones, of which
    as many run as there are workers.
    """

    seconds: float = 10.0
    memory_mb: int = 1024
    workers: int = 2
    rows: int = MAXIMUM_ROWS
    readers: str = "auto"
    quick_seconds: float = 0.015
    fast_seconds: float = 0.1
    fast_workers: int = 8


class WorkerPool:
    """A reader whose queries run in processes of their own, over the current edition.

    A query that runs too long is stopped with QueryTimeoutError, one that takes too much memory
    ends with QueryTooLargeError; either costs its process, which is started anew.
    """

    def __init__(self, register: Path, limits: Limits | None = None, off: Off = NONE) -> None:
        self._register = register
        self._off = off
        self._limits = limits = limits or Limits()
        self._stock = Stock(register, limits.readers, limits.memory_mb, _AHEAD, off)
        self._usage = usage = Usage()
        self._ways = Ways(
            usage,
            workers=limits.workers,
            fast_workers=limits.fast_workers,
            quick_seconds=limits.quick_seconds,
            fast_seconds=limits.fast_seconds,
        )
        self._live: WeakSet[LiveStream] = WeakSet()
        self._tally = Tally()
        self._known: Edition | None = None
        self._resting = BoundedSemaphore(_MOST_RESTING)

    @property
    def edition(self) -> str:
        """Return the name of the current edition."""
        return editions.current_id(self._register)

    @property
    def in_memory(self) -> str:
        """Return the edition that is held in memory, "" if none is."""
        return self._stock.in_memory

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""
        return self._current().manifest.base

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with some of its variables bound."""
        found = self._run(Select(query, bindings, internal), HOUSE)
        table = found.ending.found if found.ending else None
        if not isinstance(table, Packed):
            message = "A reader process gave an answer of another kind than was asked for."
            raise RegisterError(message)
        return table.table()

    def answer(
        self, query: str, accept: str, *, internal: bool, dataset: Dataset | None = None
    ) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""
        return collected(self.stream(query, accept, internal=internal, dataset=dataset))

    def stream(
        self,
        query: str,
        accept: str,
        *,
        internal: bool,
        dataset: Dataset | None = None,
        client: str = HOUSE,
        rows: int | None = None,
        export: bool = False,
    ) -> Stream:
        """Return the same answer piece by piece, cut at a number of rows."""
        most = self._limits.rows if rows is None else rows
        request = Serialise(query, accept, internal, dataset, most)
        run = self._run(request, client, export=export)
        if run.ending is None:
            stream = LiveStream(run)
            self._live.add(stream)
            return stream
        return WholeStream(run.media_type, tuple(run.frames), run.ending.found is True)

    def drop_stalled(self, seconds: float) -> None:
        """Break the streams of clients who hardly read: others wait for their place."""
        for stream in list(self._live):
            if stream.is_stalled(seconds):
                stream.interrupt()

    def figures(self) -> Figures:
        """Return what was counted since the start."""
        edition = self._current() if self.edition else None
        written = datetime.fromisoformat(edition.manifest.created) if edition else None
        return Figures(self._tally.queries(), self._stock.size, self._stock.started, written)

    def close(self) -> None:
        """End all processes and refuse who waits; the pool answers no more."""
        self._ways.close()
        self._stock.close()

    def _current(self) -> Edition:
        """Return the current edition, whose manifest is read once."""
        known = self._known
        if known is None or known.id != self.edition:
            self._known = known = current_edition(self._register)
        return known

    def _run(self, request: Select | Serialise, client: str, *, export: bool = False) -> Run:
        """Return a request that has its first piece or has ended; an error is raised."""
        with self._tally.counting() as counted:
            guards.check(request.query, self._off)
            self._current()
            first, *later = self._ways.of(client, export=export)
            run = self._worked(first, self._entered(None, first, request, client))
            for stage in later:
                if run.ending is None:
                    counted.lane = SLOW
                    run = self._worked(stage, self._entered(run, stage, request, client))
            if run.ending and isinstance(run.ending.found, EcographError):
                raise run.ending.found
        return run

    def _entered(
        self, run: Run | None, stage: Stage, request: Select | Serialise, client: str
    ) -> Run:
        """Return a request in a lane: on the same process, where that need not rest for too many.

        It rests while there is no place, or if enough others do, is begun anew once there is one.
        """
        if run and run.has_ended():
            return run
        if run and stage.lane.try_enter(client):
            run.move(stage.lane)
        elif run and self._resting.acquire(blocking=False):
            self._rest(run, stage, client)
        else:
            if run:
                run.begin_later()
            self._wait(stage, client)
            limits = replace(self._limits, seconds=self._limits.seconds * stage.limits)
            run = Run(self._stock, stage.lane, self._usage, client, limits)
            with run.guarded():
                run.begin(request)
        run.give_way(stage.nice)
        return run

    def _rest(self, run: Run, stage: Stage, client: str) -> None:
        """Let a request stand still until there is a place for it in a lane."""
        run.rest()
        try:
            self._wait(stage, client)
        except BaseException:
            run.begin_later()
            raise
        finally:
            self._resting.release()
        run.go_on(stage.lane)

    def _wait(self, stage: Stage, client: str) -> None:
        """Wait for a place; somebody in debt is not told at once that there is none."""
        if stage.lane.try_enter(client):
            return
        self.drop_stalled(STALL_SECONDS)
        try:
            stage.lane.enter(client, self._limits.seconds * stage.patience)
        except (RegisterBusyError, TooManyQueriesError):
            if self._usage.standing(client) is Standing.DEBTOR:
                sleep(_PENALTY_SECONDS)
            raise

    def _worked(self, stage: Stage, run: Run) -> Run:
        """Return a request after it has ended or has had its time in a lane."""
        since = monotonic()
        with run.guarded():
            while run.ending is None and not stage.is_over(run, since):
                run.step_or_stop(stage.seconds)
        return run
