"""The life of a reader process: answer requests on a pipe, within limits, until the pipe closes."""

import os
import pickle
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ecograph.errors import EcographError, QueryTooLargeError
from ecograph.records import Dataset, Term
from ecograph.store.queries import protections
from ecograph.store.queries.opened import OpenEdition
from ecograph.store.queries.protections import Off
from ecograph.store.queries.reader import MAXIMUM_ROWS, current_edition
from ecograph.store.readers import sandbox
from ecograph.store.readers.packed import Packed, packed

# The first byte of each message to the server: a media type, a piece of an answer, the end.
TYPE, FRAME, END = b"T", b"F", b"E"
_FRAME_BYTES = 64 * 1024
_WORN_KB = 128 * 1024
_LOOK_KB = 16 * 1024
_PAGE_KB = resource.getpagesize() // 1024


@dataclass(frozen=True, slots=True)
class Ending:
    """How a request ended: its table, whether an answer was cut, or its error.

    Besides, what the process holds by now that it shares with no other, and whether that is more
    than it can need for another request.
    """

    found: Packed | bool | EcographError
    own_kb: int = 0
    worn: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A request for the table of a SELECT query."""

    query: str
    bindings: Mapping[str, Term]
    internal: bool

    def run(self, opened: OpenEdition, pipe: Connection) -> Packed:
        """Return the table; nothing else goes through the pipe."""
        del pipe
        found = opened.select(self.query, self.bindings, internal=self.internal, rows=MAXIMUM_ROWS)
        return packed(found)


@dataclass(frozen=True, slots=True)
class Serialise:
    """A request for the answer to a query of any form, in a format."""

    query: str
    accept: str
    internal: bool
    dataset: Dataset | None
    rows: int

    def run(self, opened: OpenEdition, pipe: Connection) -> bool:
        """Send the answer through the pipe, and tell whether it was cut."""
        result = opened.write(
            self.query, self.accept, self.dataset, internal=self.internal, rows=self.rows
        )
        output = _Frames(pipe, result.media_type)
        truncated = result.write(output)  # type: ignore[arg-type]  # it is written to, only
        output.finish()
        return truncated


class _Frames:
    """Somebody who sends what is written in pieces: the first at once, the others large."""

    def __init__(self, pipe: Connection, media_type: str) -> None:
        self._pipe = pipe
        self._type = media_type
        self._waiting = bytearray()
        self._begun = False

    def write(self, data: bytes) -> int:
        """Take some bytes; the pipe holds the writer back while nobody reads."""
        self._waiting += data
        if len(self._waiting) >= _FRAME_BYTES or not self._begun:
            self._send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: the end of the answer sends what waits."""

    def finish(self) -> None:
        """Send what waits."""
        self._send()

    def _send(self) -> None:
        if not self._begun:
            self._begun = True
            self._pipe.send_bytes(TYPE + self._type.encode())
        if self._waiting:
            self._pipe.send_bytes(FRAME + self._waiting)
            self._waiting.clear()


def main() -> None:
    """Serve on the pipe whose descriptor stands on the command line, beside register and limits."""
    descriptor, register, memory_mb, off = sys.argv[1:]
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    follower = _Follower(Path(register), int(memory_mb), protections.from_text(off))
    pipe = Connection(int(descriptor))
    serve(pipe, follower.current, int(memory_mb), protections.from_text(off))


def _end_with(server: int) -> None:
    """End the process, in the midst of a query too, when the server is gone."""
    while os.getppid() == server:
        time.sleep(1)
    os._exit(1)


def serve(
    pipe: Connection,
    current: Callable[[], OpenEdition],
    memory_mb: int,
    off: Off,
    shared_kb: int = 0,
) -> None:
    """Answer requests until the pipe closes; this is the whole life of a reader process.

    One that was copied from another shares so much memory with it, and has a copy of its own of
    every page in the end: Oxigraph counts in each fact who is reading it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sandbox.enter(memory_mb, off)
    holding = _Holding(0 if shared_kb else _own_kb())
    try:
        pipe.send_bytes(END)
        while True:
            request: Select | Serialise = pipe.recv()
            found = _result(request, current, pipe)
            own_kb = holding.own_kb()
            worn = own_kb > shared_kb + _WORN_KB
            pipe.send_bytes(END + pickle.dumps(Ending(found, own_kb, worn)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _result(
    request: Select | Serialise, current: Callable[[], OpenEdition], pipe: Connection
) -> Packed | bool | EcographError:
    try:
        return request.run(current(), pipe)
    except EcographError as error:
        return error
    except MemoryError:
        return QueryTooLargeError("The answer needs more memory than a query may take. Add LIMIT.")


class _Follower:
    """Somebody who has the current edition open, and opens the next one when it comes."""

    def __init__(self, register: Path, memory_mb: int, off: Off) -> None:
        self._register = register
        self._memory_mb = memory_mb
        self._off = off
        self._opened: OpenEdition | None = None

    def current(self) -> OpenEdition:
        """Return the current edition; opening it is free of the memory limit."""
        edition = current_edition(self._register)
        if self._opened is None or self._opened.edition.id != edition.id:
            sandbox.limit_memory(None)
            try:
                self._opened = OpenEdition(edition, off=self._off)
            finally:
                sandbox.limit_memory(self._memory_mb)
        return self._opened


class _Holding:
    """How much more memory of its own the process has than at its start.

    To look takes milliseconds, so that is done when there are signs that this has changed.
    """

    def __init__(self, usual_kb: int) -> None:
        self._usual_kb = usual_kb
        self._kb = 0
        self._signs = _signs()

    def own_kb(self) -> int:
        """Return it as it was at the last look, in kilobytes."""
        signs = _signs()
        if abs(signs - self._signs) > _LOOK_KB:
            self._signs = signs
            self._kb = _own_kb() - self._usual_kb
        return self._kb


def resident_kb() -> int:
    """Return how much memory the process has, shared or not, in kilobytes."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE_KB
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _signs() -> int:
    """Return what grows with own memory: by pages that are new, or by faults that copied one."""
    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    return resident_kb() + faults * _PAGE_KB


def _own_kb() -> int:
    """Return how much memory the process shares with no other, in kilobytes."""
    try:
        text = Path("/proc/self/smaps_rollup").read_text("ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return sum(
        int(line.split()[1])
        for line in text.splitlines()
        if line.startswith(("Private_Dirty:", "Private_Clean:"))
    )
