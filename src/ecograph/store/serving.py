"""The life of a reader process: open the current edition, answer requests, hold the limits."""

import os
import resource
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ecograph.errors import EcographError, QueryTooLargeError
from ecograph.records import Answer, Table, Term
from ecograph.store.reader import OpenEdition, current_edition

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Select:
    """A request for the table of a SELECT query."""

    query: str
    bindings: Mapping[str, Term]
    internal: bool

    def run(self, edition: OpenEdition) -> Table:
        """Return the table."""
        return edition.select(self.query, self.bindings, internal=self.internal)


@dataclass(frozen=True, slots=True)
class Serialise:
    """A request for the answer to a query of any form, in a format."""

    query: str
    accept: str
    internal: bool

    def run(self, edition: OpenEdition) -> Answer:
        """Return the answer."""
        return edition.answer(self.query, self.accept, internal=self.internal)


def main() -> None:
    """Serve on the pipe whose descriptor, register and memory limit stand on the command line."""
    descriptor, register, memory_mb = sys.argv[1:]
    serve(Connection(int(descriptor)), Path(register), int(memory_mb))


def serve(pipe: Connection, register: Path, memory_mb: int) -> None:
    """Answer requests until the pipe closes; this is the whole life of a reader process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send("ready")
    opened: OpenEdition | None = None
    while True:
        try:
            request: Select | Serialise = pipe.recv()
        except (EOFError, ConnectionResetError):
            return
        try:
            opened = _current(register, opened, memory_mb)
        except EcographError as error:
            pipe.send(error)
        else:
            pipe.send(_result(request, opened))


def _result(request: Select | Serialise, opened: OpenEdition) -> Table | Answer | EcographError:
    try:
        return request.run(opened)
    except EcographError as error:
        return error
    except MemoryError:
        return QueryTooLargeError("The answer needs more memory than a query may take. Add LIMIT.")


def _current(register: Path, opened: OpenEdition | None, memory_mb: int) -> OpenEdition:
    """Return the current edition, opened if need be; opening it is free of the memory limit."""
    edition = current_edition(register)
    if opened is not None and opened.edition.id == edition.id:
        return opened
    _limit_memory(resource.RLIM_INFINITY)
    try:
        return OpenEdition(edition)
    finally:
        _limit_memory(_address_space() + memory_mb * _MEBIBYTE)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit_memory(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))
