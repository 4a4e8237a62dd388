"""One request on its way: the process that works on it, the pieces it sent, the time it took."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from ecograph.errors import (
    EcographError,
    QueryTimeoutError,
    QueryTooLargeError,
    RegisterError,
    StreamBrokenError,
)
from ecograph.store.readers.lanes import Lane, Room
from ecograph.store.readers.pool import Stock
from ecograph.store.readers.processes import Message, Process
from ecograph.store.readers.serving import FRAME, TYPE, Ending, Select, Serialise
from ecograph.store.readers.usage import Usage

# All that wait may have died at once, before anybody asked them; the next ones are new.
_ATTEMPTS = 5
# What the loss of a process costs a client: much if it was the client's doing.
_HANG_UP_SECONDS = 1.0
_START_SECONDS = 0.05
_LOOK_SECONDS = 0.25
STALL_SECONDS = 20.0
_DRIPPING = 30


class Bounds(Protocol):
    """How long a query may run, and how much memory it may take."""

    @property
    def seconds(self) -> float: ...  # noqa: D102  # as in Limits

    @property
    def memory_mb(self) -> int: ...  # noqa: D102  # as in Limits


class Run:
    """One request, its process and its place in a lane; both are given back when it ends."""

    def __init__(self, stock: Stock, lane: Lane, usage: Usage, client: str, bounds: Bounds) -> None:
        self.media_type = ""
        self.frames: list[bytes] = []
        self.held_bytes = 0
        self.ending: Ending | None = None
        self._stock = stock
        self._lane = lane
        self._usage = usage
        self._client = client
        self._bounds = bounds
        self._process: Process | None = None
        self._waited = 0.0
        self._charged = 0.0
        self._worked_before = 0.0

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Give everything back if the block fails."""
        try:
            yield
        except BaseException:
            self.give_up()
            raise

    def begin(self, request: Select | Serialise) -> None:
        """Send the request to a process; one that has died meanwhile is replaced."""
        for attempts_left in reversed(range(_ATTEMPTS)):
            self._process = process = self._stock.take()
            try:
                process.send(request)
            except (EOFError, OSError) as error:
                self._stock.discard(process)
                self._process = None
                if not attempts_left:
                    message = "A reader process did not start. Look for a lack of memory here."
                    raise RegisterError(message) from error
            else:
                self._worked_before = process.seconds_worked()
                return

    def seconds_worked(self) -> float:
        """Return the processor time that the request has taken."""
        return self._process.seconds_worked() - self._worked_before if self._process else 0.0

    def is_past_its_time(self) -> bool:
        """Tell whether the server has waited for the process as long as it may."""
        return self._waited >= self._bounds.seconds

    def step(self, seconds: float) -> None:
        """Take in what the process says within the time."""
        process = self._process
        if process is None:
            message = "The request was given up. Ask again."
            raise RegisterError(message)
        start = monotonic()
        try:
            said = process.receive(min(seconds, self._bounds.seconds - self._waited))
        except (EOFError, OSError) as error:
            self._stock.check_open()
            message = (
                f"The query needed more than {self._bounds.memory_mb} MiB of memory and was "
                "stopped. Ask for less, or add LIMIT."
            )
            raise QueryTooLargeError(message) from error
        finally:
            self._waited += monotonic() - start
        self._settle()
        if said:
            self._take_in(said)

    def has_ended(self) -> bool:
        """Tell whether the process has said its last meanwhile."""
        with self.guarded():
            self.step(0)
        return self.ending is not None

    def step_or_stop(self, seconds: float = _LOOK_SECONDS) -> None:
        """Take in what the process says next; QueryTimeoutError if it takes too long."""
        if self.is_past_its_time():
            message = (
                f"The query ran longer than {self._bounds.seconds:g} seconds and was stopped. "
                "Ask for less: name an organisation, a kind or a year, or add LIMIT."
            )
            raise QueryTimeoutError(message)
        self.step(min(seconds, _LOOK_SECONDS))

    def move(self, lane: Lane) -> None:
        """Go on in another lane."""
        self._lane.leave(self._client)
        self._lane = lane

    def rest(self) -> None:
        """Stand still, and give the place back."""
        if self._process:
            self._process.rest()
        self._leave()

    def go_on(self, lane: Lane) -> None:
        """Go on in another lane after a rest."""
        self._lane = lane
        if self._process:
            self._process.go_on()

    def give_way(self, nice: int) -> None:
        """Let the processes of requests with a lower number go first."""
        if self._process:
            self._process.give_way(nice)

    def begin_later(self) -> None:
        """Stop the process, and give the place back: the request is to begin anew, if ever."""
        self._end(_START_SECONDS)

    def give_up(self) -> None:
        """Stop the process, and give the place back."""
        self._end(_HANG_UP_SECONDS)

    def interrupt(self) -> None:
        """End the process from another thread; the one that reads from it sees it broken."""
        process = self._process
        if process:
            process.kill()

    def _take_in(self, said: Message) -> None:
        if said.kind == TYPE:
            self.media_type = said.body.decode()
        elif said.kind == FRAME:
            self.frames.append(said.body)
            self.held_bytes += len(said.body)
        else:
            self.ending = said.ending
            self._finish(self.ending)

    def _finish(self, ending: Ending) -> None:
        process, self._process = self._process, None
        if process and ending.worn:
            self._stock.discard(process)
        elif process:
            process.own_kb = ending.own_kb
            self._stock.put_back(process)
        self._usage.charge(self._client, 0.0, answered=True)
        self._leave()

    def _end(self, charge: float) -> None:
        self._settle()
        process, self._process = self._process, None
        if process:
            self._usage.charge(self._client, charge)
            self._stock.discard(process)
        self._leave()

    def _settle(self) -> None:
        """Charge what was not charged yet."""
        worked = self.seconds_worked()
        if worked > self._charged:
            self._usage.charge(self._client, worked - self._charged)
            self._charged = worked

    def _leave(self) -> None:
        lane, self._lane = self._lane, _NOWHERE
        lane.leave(self._client)


class _Nowhere(Lane):
    """Where a request is that has given its place back."""

    def leave(self, client: str) -> None:
        """Do nothing."""


_NOWHERE = _Nowhere(Usage(), Room(0, 0, 0, 0))


class LiveStream:
    """An answer that its process is still writing; it waits while nobody reads."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._begun = self._used = monotonic()
        self._closing = threading.Lock()
        self.media_type = run.media_type
        self.truncated = False

    def __iter__(self) -> Iterator[bytes]:
        try:
            while True:
                while self._run.frames:
                    self._used = monotonic()
                    yield self._run.frames.pop(0)
                if self._run.ending is not None:
                    break
                self._step()
        finally:
            self.close()
        found = self._run.ending.found
        if isinstance(found, EcographError):
            message = f"The answer broke off before its end: {found}"
            raise StreamBrokenError(message) from found
        self.truncated = found is True

    def is_stalled(self, seconds: float) -> bool:
        """Tell whether nobody has read on for so long, or not to the end in thirty times that."""
        now = monotonic()
        return now - self._used >= seconds or now - self._begun >= _DRIPPING * seconds

    def interrupt(self) -> None:
        """Break the stream from another thread."""
        self._run.interrupt()

    def close(self) -> None:
        """Stop the process if it still writes, and give the place back."""
        with self._closing:
            if self._run.ending is None:
                self._run.give_up()

    def _step(self) -> None:
        try:
            self._run.step_or_stop()
        except EcographError as error:
            message = f"The answer broke off before its end: {error}"
            raise StreamBrokenError(message) from error
