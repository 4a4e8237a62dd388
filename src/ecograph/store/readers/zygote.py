"""The process that holds one edition in memory, and copies itself for each reader process.

A copy shares the memory of the original, so it is there in milliseconds. The original must have one
thread only when it copies itself, and what it loads must not lie where its main thread allocates:
the edition is loaded in a thread that has ended by then.
"""

import gc
import logging
import os
import selectors
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from ecograph.store.editions import edition as editions
from ecograph.store.editions.edition import Edition
from ecograph.store.queries import protections
from ecograph.store.queries.opened import OpenEdition
from ecograph.store.readers.serving import resident_kb, serve

READY = b"r"
FORK = b"f"
RETIRE = b"d"
_TASKS = Path("/proc/self/task")
_SINGLE_SECONDS = 5.0
_log = logging.getLogger(__name__)


def can_fork() -> bool:
    """Tell whether this machine has all that a zygote needs."""
    return hasattr(os, "fork") and hasattr(os, "pidfd_open") and _TASKS.is_dir()


def main() -> None:
    """Serve the socket, the edition's folder and the limits of the command line."""
    descriptor, folder, memory_mb, switched_off = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(descriptor))
    edition = editions.read(Path(folder))
    off = protections.from_text(switched_off)
    opened = OpenEdition(edition, _loaded(edition), off)
    _wait_until_single()
    gc.collect()
    gc.freeze()
    shared_kb = resident_kb()
    control.sendall(READY)
    _Zygote(control, lambda pipe: serve(pipe, lambda: opened, int(memory_mb), off, shared_kb)).run()


def _loaded(edition: Edition) -> Store:
    """Return a store in memory with the graphs of an edition, loaded by a thread that has ended."""
    store = Store()
    loading = threading.Thread(target=_load, args=(store, edition))
    loading.start()
    loading.join()
    return store


def _load(store: Store, edition: Edition) -> None:
    for name, graph in edition.manifest.graphs.items():
        path = str(edition.graphs / graph.file)
        graph_name = NamedNode(edition.manifest.shown(name))
        store.bulk_load(path=path, format=RdfFormat.N_TRIPLES, to_graph=graph_name)


def _wait_until_single() -> None:
    """Wait until the threads that have ended are gone for the kernel, too."""
    until = time.monotonic() + _SINGLE_SECONDS
    while len(list(_TASKS.iterdir())) > 1 and time.monotonic() < until:
        time.sleep(0.001)


class _Zygote:
    """The loop of the process: copies on demand, and the burial of copies that have ended."""

    def __init__(self, control: socket.socket, live: Callable[[Connection], None]) -> None:
        self._control = control
        self._live = live
        self._waiting = selectors.DefaultSelector()
        self._children: set[int] = set()

    def run(self) -> None:
        """Serve until nobody listens and no copy is left; copies of a dead server are ended."""
        self._waiting.register(self._control, selectors.EVENT_READ)
        listening = True
        while listening or self._children:
            for key, _ in self._waiting.select():
                if key.fileobj is self._control:
                    listening = self._answer()
                else:
                    self._bury(key.fd)

    def _answer(self) -> bool:
        """Make the copy that is asked for, and tell whether somebody still asks."""
        word, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        if word != FORK:
            self._waiting.unregister(self._control)
            for handle in () if word == RETIRE else self._children:
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            self._control.close()
            return False
        pipe = descriptors[0]
        child = os.fork()
        if child == 0:
            self._become_reader(pipe)
        os.close(pipe)
        handle = os.pidfd_open(child)
        self._children.add(handle)
        self._waiting.register(handle, selectors.EVENT_READ)
        socket.send_fds(self._control, [child.to_bytes(8, "big")], [handle])
        return True

    def _become_reader(self, pipe: int) -> None:
        """Live the life of a copy: what belongs to the original is closed, and nothing returns."""
        self._waiting.close()
        self._control.close()
        for handle in self._children:
            os.close(handle)
        try:
            self._live(Connection(pipe))
        finally:
            os._exit(0)

    def _bury(self, handle: int) -> None:
        os.waitid(os.P_PIDFD, handle, os.WEXITED)
        self._waiting.unregister(handle)
        self._children.discard(handle)
        os.close(handle)
