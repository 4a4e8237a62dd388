"""A reader whose queries run in processes of their own, which can be stopped and are replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from weakref import WeakSet

from ecograph.errors import EcographError, RegisterError
from ecograph.records import Answer, Dataset, Stream, Table, Term
from ecograph.store import edition as editions
from ecograph.store import guards
from ecograph.store.edition import Edition
from ecograph.store.lanes import HOUSE, Lane, Usage
from ecograph.store.pool import Stock
from ecograph.store.reader import MAXIMUM_ROWS, WholeStream, collected, current_edition
from ecograph.store.running import POLITE_NICE, SLOW_NICE, STALL_SECONDS, LiveStream, Run
from ecograph.store.serving import Select, Serialise

_PATIENCE = 4
_HELD_BYTES = 256 * 1024
_FAST_ROOM = 200
_SLOW_ROOM = 16
_SLOW_EACH = 4
_FAST_WALL = 3
_POLITE_SECONDS = 0.03
_AHEAD = 2


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
    fast_seconds: float = 0.1
    fast_workers: int = 8


class WorkerPool:
    """A reader whose queries run in processes of their own, over the current edition.

    A query that runs too long is stopped with QueryTimeoutError, one that takes too much memory
    ends with QueryTooLargeError; either costs its process, which is started anew.
    """

    def __init__(self, register: Path, limits: Limits | None = None) -> None:
        self._register = register
        self._limits = limits = limits or Limits()
        self._stock = Stock(register, limits.readers, limits.memory_mb, _AHEAD)
        self._usage = Usage()
        self._fast = Lane(
            self._usage, limits.fast_workers, _FAST_ROOM, (limits.fast_workers + 1) // 2, _FAST_ROOM
        )
        self._slow = Lane(
            self._usage, limits.workers, _SLOW_ROOM, (limits.workers + 1) // 2, _SLOW_EACH
        )
        self._live: WeakSet[LiveStream] = WeakSet()
        self._known: Edition | None = None

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
        if not isinstance(table, Table):
            message = "A reader process gave an answer of another kind than was asked for."
            raise RegisterError(message)
        return table

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
    ) -> Stream:
        """Return the same answer piece by piece, cut at a number of rows."""
        most = self._limits.rows if rows is None else rows
        run = self._run(Serialise(query, accept, internal, dataset, most), client)
        if run.ending is None:
            stream = LiveStream(run)
            self._live.add(stream)
            return stream
        return WholeStream(run.media_type, tuple(run.frames), run.ending.found is True)

    def drop_stalled(self, seconds: float) -> None:
        """Break the streams from which nobody has read for so long: others wait for their place."""
        for stream in list(self._live):
            if stream.seconds_unread() >= seconds:
                stream.interrupt()

    def close(self) -> None:
        """End all processes; the pool answers no more."""
        self._stock.close()

    def _current(self) -> Edition:
        """Return the current edition, whose manifest is read once."""
        known = self._known
        if known is None or known.id != self.edition:
            self._known = known = current_edition(self._register)
        return known

    def _run(self, request: Select | Serialise, client: str) -> Run:
        """Return a request that has its first piece or has ended; an error is raised."""
        guards.check(request.query)
        self._current()
        run = self._run_fast(request, client)
        if run.ending is None:
            run = self._run_slow(run, request, client)
        if run.ending and isinstance(run.ending.found, EcographError):
            raise run.ending.found
        return run

    def _run_fast(self, request: Select | Serialise, client: str) -> Run:
        """Run a request among the fast ones, until it ends or has had its time or its bytes."""
        self._fast.enter(client, self._limits.seconds * _PATIENCE)
        run = Run(self._stock, self._fast, self._usage, client, self._limits)
        with run.guarded():
            run.begin(request)
            budget = max(
                _POLITE_SECONDS, self._limits.fast_seconds / (1 + self._usage.rank(client))
            )
            until = monotonic() + budget * _FAST_WALL
            while run.ending is None and run.held_bytes < _HELD_BYTES:
                worked = run.seconds_worked()
                left = min(budget - worked, until - monotonic())
                if left <= 0:
                    break
                if worked > _POLITE_SECONDS:
                    run.give_way(POLITE_NICE)
                run.step(min(left, _POLITE_SECONDS))
        return run

    def _run_slow(self, run: Run, request: Select | Serialise, client: str) -> Run:
        """Go on among the slow ones: on the same process, or if there is no place, later anew."""
        if self._slow.try_enter(client):
            run.move(self._slow)
        else:
            run.give_up()
            self.drop_stalled(STALL_SECONDS)
            self._slow.enter(client, self._limits.seconds * _PATIENCE)
            run = Run(self._stock, self._slow, self._usage, client, self._limits)
            with run.guarded():
                run.begin(request)
                run.give_way(SLOW_NICE)
        with run.guarded():
            while run.ending is None and not run.frames:
                run.step_or_stop()
        return run
