"""Reader processes: each query runs in one that can be stopped, and is replaced when it dies."""

import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import TypeVar

from ecograph.errors import (
    EcographError,
    QueryTimeoutError,
    QueryTooLargeError,
    RegisterBusyError,
    RegisterError,
)
from ecograph.records import Answer, Table, Term
from ecograph.store import edition as editions
from ecograph.store import guards
from ecograph.store.reader import current_edition
from ecograph.store.serving import Select, Serialise

_START_SECONDS = 60
_PATIENCE = 4
_SERVE = "from ecograph.store.serving import main; main()"
Result = TypeVar("Result", Table, Answer)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may run, how much memory it may take, and how many run at a time."""

    seconds: float = 10.0
    memory_mb: int = 1024
    workers: int = 2


class WorkerPool:
    """A reader whose queries run in processes of their own, over the current edition.

    A query that runs too long is stopped with QueryTimeoutError, one that takes too much memory
    ends with QueryTooLargeError; either costs its process, which is started anew.
    """

    def __init__(self, register: Path, limits: Limits | None = None) -> None:
        self._register = register
        self._limits = limits = limits or Limits()
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        for _ in range(limits.workers):
            self._start()

    @property
    def edition(self) -> str:
        """Return the name of the current edition."""
        return editions.current_id(self._register)

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""
        return current_edition(self._register).manifest.base

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with some of its variables bound."""
        return self._ask(Select(query, bindings, internal), Table)

    def answer(self, query: str, accept: str, *, internal: bool) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""
        return self._ask(Serialise(query, accept, internal), Answer)

    def close(self) -> None:
        """End all processes; the pool answers no more."""
        with self._lock:
            for worker in self._all:
                worker.stop()
            self._all.clear()

    def _start(self) -> None:
        worker = _Worker(self._register, self._limits.memory_mb)
        with self._lock:
            self._all.add(worker)
        self._idle.put(worker)

    def _ask(self, request: Select | Serialise, kind: type[Result]) -> Result:
        guards.check(request.query)
        current_edition(self._register)
        worker = self._take()
        try:
            found = worker.ask(request, self._limits.seconds)
        except (QueryTimeoutError, QueryTooLargeError, RegisterError):
            if worker.is_alive():
                self._idle.put(worker)
            else:
                self._replace(worker)
            raise
        self._idle.put(worker)
        if isinstance(found, EcographError):
            raise found
        if not isinstance(found, kind):
            message = "A reader process gave an answer of another kind than was asked for."
            raise RegisterError(message)
        return found

    def _take(self) -> "_Worker":
        try:
            return self._idle.get(timeout=self._limits.seconds * _PATIENCE)
        except queue.Empty as error:
            message = "All readers are busy with other queries. Try again in a few seconds."
            raise RegisterBusyError(message) from error

    def _replace(self, worker: "_Worker") -> None:
        with self._lock:
            self._all.discard(worker)
        worker.stop()
        self._start()


class _Worker:
    """One reader process and the pipe to it."""

    def __init__(self, register: Path, memory_mb: int) -> None:
        self._pipe, theirs = Pipe()
        number = theirs.fileno()
        arguments = [str(number), str(register), str(memory_mb)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, *arguments],
            stdin=subprocess.DEVNULL,
            pass_fds=[number],
        )
        theirs.close()
        self._memory_mb = memory_mb
        self._ready = False

    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def ask(self, request: Select | Serialise, seconds: float) -> Table | Answer | EcographError:
        """Return what the process answers within the time, else stop it."""
        try:
            self._wait_until_ready()
            self._pipe.send(request)
            if not self._pipe.poll(seconds):
                self.stop()
                message = (
                    f"The query ran longer than {seconds:g} seconds and was stopped. "
                    "Ask for less: name an organisation, a kind or a year, or add LIMIT."
                )
                raise QueryTimeoutError(message)
            found: Table | Answer | EcographError = self._pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.stop()
            message = (
                f"The query needed more than {self._memory_mb} MiB of memory and was stopped. "
                "Ask for less, or add LIMIT."
            )
            raise QueryTooLargeError(message) from error
        return found

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()

    def _wait_until_ready(self) -> None:
        if not self._ready and not self._pipe.poll(_START_SECONDS):
            self.stop()
            message = "A reader process did not start. Look for a lack of memory on this machine."
            raise RegisterError(message)
        if not self._ready:
            self._pipe.recv()
            self._ready = True
