"""The stock of reader processes: some are ready, each is of the current edition, none is worn."""

import logging
import threading
from pathlib import Path

from ecograph.errors import RegisterBusyError, RegisterError
from ecograph.store.editions import edition as editions
from ecograph.store.editions.edition import Edition
from ecograph.store.queries.protections import NONE, Off
from ecograph.store.readers import zygote
from ecograph.store.readers.memory import free_bytes
from ecograph.store.readers.processes import Process, Zygote, spawned

_LOOK_SECONDS = 0.25
# The first page is served from disk, and has the machine to itself for so long.
_FIRST_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 600
# What a fact takes in memory, and the share of what is free that a register may have twice, since
# the next edition is loaded beside the one in use: measured with 2 million facts.
_BYTES_A_FACT = 450
# A reader that has copied more than so much of the edition counts as grown. As many are kept as
# queries that last have places; copying again would take each of them as long as its work.
_GROWN_KB = 128 * 1024
_MOST_GROWN = 6
# Together they have at most this part of what is free beside them.
_KEPT_OF_FREE = 4
_log = logging.getLogger(__name__)


class Stock:
    """Reader processes over the current edition, in memory where it fits and from disk else.

    A new edition is read from disk until it is in memory, so that no answer is older than the
    register. A keeper thread loads editions and starts processes ahead of need.
    """

    def __init__(
        self, register: Path, readers: str, memory_mb: int, ahead: int, off: Off = NONE
    ) -> None:
        self._register = register
        self._readers = readers if zygote.can_fork() else "disk"
        self._memory_mb = memory_mb
        self._ahead = ahead
        self._off = off
        self._zygote: Zygote | None = None
        self._failed = ""
        self._needed = 0
        self._idle: list[Process] = []
        self._all: set[Process] = set()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closed = False
        self.started = 0
        if readers == "memory" and self._readers == "disk":
            _log.warning("This machine cannot copy processes: readers open the edition on disk.")
        for _ in range(ahead):
            self._idle.append(self._start())
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._keeper.start()

    @property
    def in_memory(self) -> str:
        """Return the edition that is held in memory, "" if none is."""
        held = self._zygote
        return held.edition if held else ""

    @property
    def size(self) -> int:
        """Return how many processes there are, at work or waiting."""
        return len(self._all)

    def take(self) -> Process:
        """Return a process that waits for a request about the current edition."""
        wanted = self._wanted()
        while True:
            with self._lock:
                fitting = [process for process in self._idle if process.edition == wanted]
                # The last of those that have copied most.
                best = max(reversed(fitting), key=lambda process: process.own_kb, default=None)
                if best:
                    self._idle.remove(best)
            if best is None:
                self._wake.set()
                return self._start()
            if best.is_usable():
                return best
            self.discard(best)

    def put_back(self, process: Process) -> None:
        """Keep a process for the next request, if it can stand as at the start.

        One that reads from disk need not, as another takes long to start. One that has grown is
        kept only while there is room beside it.
        """
        has_room = process.own_kb <= _GROWN_KB or self._has_room(process.own_kb)
        with self._lock:
            is_kept = not self._closed and (process.restore() or process.edition is None)
            is_kept = is_kept and has_room
            if is_kept:
                self._idle.append(process)
        if not is_kept:
            self.discard(process)

    def discard(self, process: Process) -> None:
        """End a process; the keeper starts another if too few are left."""
        with self._lock:
            self._all.discard(process)
        process.stop()
        self._wake.set()

    def check_open(self) -> None:
        """Raise RegisterBusyError once all processes are being ended."""
        if self._closed:
            raise RegisterBusyError("This server is being stopped. Ask again in a few seconds.")

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            self._closed = True
        self._wake.set()
        self._keeper.join()
        if self._zygote:
            self._zygote.kill()
            self._zygote = None

    def _wanted(self) -> str | None:
        """Return the edition in memory if it is the current one, None for a reader from disk."""
        held = self.in_memory
        return held if held and held == editions.current_id(self._register) else None

    def _start(self) -> Process:
        self.check_open()
        held = self._zygote
        if held and self._wanted() is not None:
            try:
                return self._known(held.reader())
            except (OSError, RegisterError):
                self._lose(held)
        return self._known(spawned(self._register, self._memory_mb, self._off))

    def _known(self, process: Process) -> Process:
        with self._lock:
            self._all.add(process)
            self.started += 1
        return process

    def _lose(self, held: Zygote) -> None:
        if self._zygote is held and not self._closed:
            _log.warning("The edition %s is no longer in memory; it is loaded.", held.edition)
            self._zygote = None
            held.close()

    def _keep(self) -> None:
        """Follow the register, and keep some processes ready; the life of the keeper thread."""
        if self._readers == "auto":
            self._wake.wait(_FIRST_LOOK_SECONDS)
        while not self._closed:
            self._wake.wait(_LOOK_SECONDS)
            self._wake.clear()
            try:
                self._make_room()
                self._follow()
                self._replenish()
            except (OSError, RegisterError) as error:
                _log.warning("%s", error)
        self._sweep()

    def _follow(self) -> None:
        name = editions.current_id(self._register)
        if self._readers == "disk" or name in {"", self.in_memory, self._failed}:
            return
        edition = editions.current(self._register)
        if edition is None or not self._fits(edition):
            return
        new = Zygote(edition.id, edition.path, self._memory_mb, self._off)
        try:
            is_loaded = self._wait_for(new)
        except (OSError, RegisterError) as error:
            # What the edition cannot do now it cannot do later; what the machine cannot, it may.
            self._failed = edition.id if isinstance(error, RegisterError) else ""
            new.kill()
            raise
        if not is_loaded:
            new.kill()
            return
        self._needed = _bytes_needed(edition)
        old, self._zygote = self._zygote, new
        _log.info("The edition %s is in memory.", new.edition)
        if old:
            old.close()

    def _wait_for(self, new: Zygote) -> bool:
        """Tell whether the edition came into memory while it was still the current one."""
        for _ in range(int(_PATIENCE_SECONDS / _LOOK_SECONDS)):
            if new.is_ready(_LOOK_SECONDS):
                return True
            if self._closed or editions.current_id(self._register) != new.edition:
                return False
        return False

    def _replenish(self) -> None:
        """Have enough processes of the right kind ready, and one from disk for the next edition."""
        wanted = self._wanted()
        with self._lock:
            kept = [process for process in self._idle if process.edition == wanted]
            others = [process for process in self._idle if process.edition != wanted]
            standby = [process for process in others if process.edition is None][:1]
            self._idle = [*standby, *kept]
        for process in others:
            if process not in standby:
                self.discard(process)
        for _ in range(self._ahead - len(kept)):
            if not self._closed:
                self.put_back(self._start())

    def _sweep(self) -> None:
        """End all processes; who reads from one that works gives it back."""
        with self._lock:
            left, self._all = self._all, set()
            idle = set(self._idle)
            self._idle.clear()
        for process in left:
            if process in idle:
                process.stop()
            else:
                process.kill()

    def _fits(self, edition: Edition) -> bool:
        """Tell whether the edition may be held in memory here."""
        if self._readers == "memory":
            return True
        return _bytes_needed(edition) < free_bytes()

    def _has_room(self, own_kb: int) -> bool:
        """Tell whether another grown reader leaves room for the next edition and for others."""
        with self._lock:
            grown = [each.own_kb for each in self._idle if each.own_kb > _GROWN_KB]
        free = free_bytes()
        taken = 1024 * (sum(grown) + own_kb)
        return len(grown) < _MOST_GROWN and self._needed < free and taken * _KEPT_OF_FREE < free

    def _make_room(self) -> None:
        """End the grown readers that wait, where memory is short."""
        with self._lock:
            grown = [process for process in self._idle if process.own_kb > _GROWN_KB]
            if not grown or self._needed < free_bytes():
                return
            self._idle = [process for process in self._idle if process not in grown]
        for process in grown:
            self.discard(process)


def _bytes_needed(edition: Edition) -> int:
    facts = sum(graph.facts for graph in edition.manifest.graphs.values())
    return 2 * facts * _BYTES_A_FACT
