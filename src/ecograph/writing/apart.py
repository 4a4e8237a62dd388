"""A writer in a process of its own, so that what a write works out holds up nobody who reads."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import BoundedSemaphore, Lock, Thread

from ecograph.errors import RegisterBusyError, RegisterError
from ecograph.records import Dataset
from ecograph.store import Register
from ecograph.writing.writer import Request, Writer, Written

# Writes of a server come one after another; more than these do not wait for their turn.
_MOST_AT_A_TIME = 4
_NICE = 5
# Held by the process that writes, while it does.
_AT_WORK = Lock()


class WriterApart:
    """A writer whose work is done in another process, which is started for the first write.

    RegisterError says that it was killed; then the write is there whole, or not at all.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._turns = BoundedSemaphore(_MOST_AT_A_TIME)
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._is_closed = False

    def update(
        self, update: str, request: Request, *, using: Dataset | None = None, address: str = ""
    ) -> Written:
        """Run a SPARQL update."""
        return self._do(_update, update, request, using, address)

    def put_graph(self, graph: str, content: bytes, media_type: str, request: Request) -> Written:
        """Make a graph hold these facts and no others."""
        return self._do(Writer.put_graph, graph, content, media_type, request)

    def post_graph(self, graph: str, content: bytes, media_type: str, request: Request) -> Written:
        """Add facts to a graph."""
        return self._do(Writer.post_graph, graph, content, media_type, request)

    def delete_graph(self, graph: str, request: Request) -> Written:
        """Take a graph out."""
        return self._do(Writer.delete_graph, graph, request)

    def close(self) -> None:
        """Let the write that is under way end, and do no other."""
        with self._lock:
            self._is_closed = True
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown()

    def _do(self, work: Callable[..., Written], *values: object) -> Written:
        if not self._turns.acquire(blocking=False):
            message = f"{_MOST_AT_A_TIME} writes wait for their turn. Try again in a few seconds."
            raise RegisterBusyError(message)
        try:
            return self._begun(work, values).result()
        except BrokenProcessPool as error:
            message = (
                "The writer was stopped. What you sent is there whole or not at all: send it "
                "again, with the same Idempotency-Key if you gave one."
            )
            raise RegisterError(message) from error
        finally:
            self._turns.release()

    def _begun(self, work: Callable[..., Written], values: tuple[object, ...]) -> "Future[Written]":
        with self._lock:
            if self._is_closed:
                raise RegisterBusyError("This server is being stopped. Try again in a few seconds.")
            self._pool = self._pool or _process()
            try:
                return self._pool.submit(_write, self._register, work, values)
            except BrokenProcessPool:
                # It was killed since the last write.
                self._pool.shutdown()
                self._pool = _process()
                return self._pool.submit(_write, self._register, work, values)


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        max_workers=1,
        mp_context=get_context("spawn"),
        initializer=_begin,
    )


def _begin() -> None:
    # Whoever stops the server lets a write end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Those who read come first.
    os.nice(_NICE)
    Thread(target=_end_with_the_server, daemon=True).start()


def _end_with_the_server() -> None:
    """End once the server has, though it was killed; a write that is under way ends before."""
    server = parent_process()
    if server:
        server.join()
        with _AT_WORK:
            os._exit(0)


def _write(register: Register, work: Callable[..., Written], values: tuple[object, ...]) -> Written:
    with _AT_WORK:
        return work(Writer(register), *values)


def _update(
    writer: Writer, update: str, request: Request, using: Dataset | None, address: str
) -> Written:
    return writer.update(update, request, using=using, address=address)
