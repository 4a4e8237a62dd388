"""What clients see while readers are killed and editions change."""

import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.pool import Pool

from benchmarks.asking import Request, Told, ask, ask_together, clients
from benchmarks.peers import Running, until
from benchmarks.processes import readers
from ecograph.store import Edition, Register

_CLIENTS = 4
_ROUND_SECONDS = 0.5
_MOST = 1_000_000


def seconds_to_respawn(
    server: Running, edition: Edition, request: Request, times: int
) -> tuple[float, ...]:
    """Kill all readers, again and again, and return how long the next answer took each time."""
    found: list[float] = []
    for _ in range(times):
        # Now at least one reader waits.
        ask(request, 0, 1)
        for pid in readers(server.pid, edition.path):
            # The pool may have ended it meanwhile.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        found += ask(request, 0, 1).seconds
    return tuple(found)


def asked_during_swaps(
    register: Register, server: Running, editions: Sequence[Edition], request: Request
) -> tuple[Told, tuple[float, ...]]:
    """Make these editions current one after the other while clients ask.

    Return what the clients saw and after how many seconds each edition was in memory.
    """
    over = threading.Event()
    told: list[Told] = []
    with clients(_CLIENTS) as pool:
        asking = threading.Thread(target=_keep_asking, args=(pool, request, over, told))
        asking.start()
        seconds = tuple(_swap(register, server, edition) for edition in editions)
        over.set()
        asking.join()
    every = tuple(second for each in told for second in each.seconds)
    return Told(every, b"", sum(each.failed for each in told)), seconds


def _keep_asking(pool: Pool, request: Request, over: threading.Event, told: list[Told]) -> None:
    while not over.is_set():
        told.append(ask_together(pool, _CLIENTS, request, _ROUND_SECONDS, _MOST))


def _swap(register: Register, server: Running, edition: Edition) -> float:
    start = time.monotonic()
    register.rollback(edition.id)
    until(lambda: bool(readers(server.pid, edition.path)))
    return time.monotonic() - start
