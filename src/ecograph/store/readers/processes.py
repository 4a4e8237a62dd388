"""Reader processes as the server sees them: started, asked through a pipe, stopped."""

import contextlib
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from ecograph.errors import RegisterError
from ecograph.store.queries.protections import NONE, Off, as_text
from ecograph.store.readers import zygote
from ecograph.store.readers.serving import Ending, Select, Serialise

# How willingly a process lets others go first: it has a third or a thirtieth of their time.
POLITE, PATIENT = 5, 15
_START_SECONDS = 60
_SERVE = "from ecograph.store.readers.serving import main; main()"
# When the server is gone the kernel ends a group of which some stand still.
_OWN_GROUP = 0
_HOLD = "from ecograph.store.readers.zygote import main; main()"
# A process that is out of memory ends at once; one that first shows where it was may hang. What a
# query has freed serves the next one, and need not be had from the kernel page by page again.
_ENVIRONMENT = {
    "RUST_BACKTRACE": "0",
    "RUST_LIB_BACKTRACE": "0",
    "MALLOC_TRIM_THRESHOLD_": str(64 * 1024 * 1024),
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024 * 1024),
}


@dataclass(frozen=True, slots=True)
class Message:
    """What a process says: a media type, a piece of an answer, or the end."""

    kind: bytes
    body: bytes

    @property
    def ending(self) -> Ending:
        """Return how the request ended."""
        found: Ending = pickle.loads(self.body)  # noqa: S301  # our own process wrote it
        return found


class Process:
    """One reader process and the pipe to it; of an edition in memory, or of what is current."""

    def __init__(
        self,
        pipe: Connection,
        pid: int,
        edition: str | None,
        stop: Callable[[], None],
        tell: Callable[[int], None],
    ) -> None:
        self.edition = edition
        self._pipe = pipe
        self._pid = pid
        self._stop = stop
        self._tell = tell
        self.own_kb = 0
        self._ready = False
        self._nice = 0
        self._stopping = threading.Lock()

    @property
    def number(self) -> int:
        """Return the number of the process."""
        return self._pid

    def wait_until_ready(self) -> None:
        """Wait until the process has started."""
        if not self._ready:
            if not self._pipe.poll(_START_SECONDS):
                message = "A reader process did not start. Look for a lack of memory here."
                raise RegisterError(message)
            self._pipe.recv_bytes()
            self._ready = True

    def send(self, request: Select | Serialise) -> None:
        """Ask, as soon as the process has started."""
        self.wait_until_ready()
        self._pipe.send(request)

    def receive(self, seconds: float) -> Message | None:
        """Return what the process says within the time, None if it says nothing."""
        if not self._pipe.poll(max(seconds, 0)):
            return None
        said = self._pipe.recv_bytes()
        return Message(said[:1], said[1:])

    def is_usable(self) -> bool:
        """Tell whether the process waits for a request: a pipe that speaks unasked has ended."""
        return not self._ready or not self._pipe.poll(0)

    def seconds_worked(self) -> float:
        """Return the processor time that the process has taken."""
        try:
            return time.clock_gettime((~self._pid << 3) | 2)
        except OSError:
            return 0.0

    def give_way(self, nice: int) -> None:
        """Let processes of a lower number go first from now on."""
        if nice > self._nice and self._schedule(nice):
            self._nice = nice

    def restore(self) -> bool:
        """Stand as at the start again; not everybody may ask the kernel for that."""
        if self._nice and self._schedule(0):
            self._nice = 0
        return self._nice == 0

    def _schedule(self, nice: int) -> bool:
        try:
            os.setpriority(os.PRIO_PROCESS, self._pid, nice)
        except OSError:
            return False
        return True

    def rest(self) -> None:
        """Let the process stand still until it is to go on."""
        with self._stopping:
            self._tell(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a process that rests work again."""
        with self._stopping:
            self._tell(signal.SIGCONT)

    def kill(self) -> None:
        """End the process at once; who reads from it sees the end of the pipe."""
        with self._stopping:
            self._stop()

    def stop(self) -> None:
        """End the process at once, and forget it."""
        self.kill()
        self._pipe.close()


def spawned(register: Path, memory_mb: int, off: Off = NONE) -> Process:
    """Return a new process that reads the current edition from its folder."""
    ours, theirs = Pipe()
    number = theirs.fileno()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(number), str(register), str(memory_mb), as_text(off)],
        stdin=subprocess.DEVNULL,
        pass_fds=[number],
        env=os.environ | _ENVIRONMENT,
        process_group=_OWN_GROUP,
    )
    theirs.close()

    def stop() -> None:
        process.kill()
        process.wait()

    return Process(ours, process.pid, None, stop, process.send_signal)


class Zygote:
    """The process that holds an edition in memory and gives readers of it."""

    def __init__(self, edition: str, folder: Path, memory_mb: int, off: Off = NONE) -> None:
        self.edition = edition
        self._asking = threading.Lock()
        self._control, theirs = socket.socketpair()
        number = theirs.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _HOLD, str(number), str(folder), str(memory_mb), as_text(off)],
            stdin=subprocess.DEVNULL,
            pass_fds=[number],
            env=os.environ | _ENVIRONMENT,
            process_group=_OWN_GROUP,
        )
        theirs.close()

    def is_ready(self, seconds: float) -> bool:
        """Wait at most so long until the edition is in memory; RegisterError if it cannot be."""
        if not select.select([self._control], [], [], seconds)[0]:
            return False
        if self._control.recv(1) != zygote.READY:
            message = f"The edition {self.edition} cannot be held in memory."
            raise RegisterError(message)
        return True

    def reader(self) -> Process:
        """Return a new process that reads the edition in memory."""
        ours, theirs = Pipe()
        with self._asking:
            socket.send_fds(self._control, [zygote.FORK], [theirs.fileno()])
            theirs.close()
            told, handles, _, _ = socket.recv_fds(self._control, 8, 1)
        if not handles:
            message = f"The edition {self.edition} is no longer in memory."
            raise RegisterError(message)
        handle = _Handle(handles[0])
        return Process(ours, int.from_bytes(told, "big"), self.edition, handle.stop, handle.tell)

    def close(self) -> None:
        """Let the process end once its readers have."""
        with self._asking, contextlib.suppress(OSError):
            self._control.sendall(zygote.RETIRE)
        self._control.close()
        threading.Thread(target=self._process.wait, daemon=True).start()

    def kill(self) -> None:
        """End the process at once, with its readers stopped before."""
        self._control.close()
        self._process.kill()
        self._process.wait()


class _Handle:
    """A process handle, by which no other process of the same number can be hit."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def tell(self, number: int) -> None:
        """Send a signal to the process, if it is still there."""
        if self._handle >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def stop(self) -> None:
        """End the process, once."""
        self.tell(signal.SIGKILL)
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
