"""`ecograph serve` as a process of its own, for tests of what only a whole server does."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import httpx2

from tests.servers import free_port

COMMAND = Path(sys.executable).with_name("ecograph")
_START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs: its process, its address, and the file of its log."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def home(self) -> str:
        """Return the address of its home page, without the last stroke."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """Return the answer to a request."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx2.get(f"{self.home}{path}", headers=named, timeout=60)

    def connected(self, seconds: float = 30) -> socket.socket:
        """Return a connection to it that waits for so long."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    def logged(self, until: str = "") -> str:
        """Return its log once a line of it has this text: a request is logged after its answer."""
        for _ in range(_START_SECONDS * 10):
            whole, _, _ = self.log.read_text("utf-8").rpartition("\n")
            if until in whole:
                return whole
            sleep(0.1)
        message = f"no line of the log says {until}: {whole}"
        raise TimeoutError(message)


@contextmanager
def serving(store: Path | None, log: Path, settings: Mapping[str, str]) -> Iterator[Serving]:
    """Serve a register until the end of the block; it is ready when the block begins.

    Without a folder the register is the one that the settings name.
    """
    port = free_port()
    place = ["--store", str(store)] if store else []
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ECOGRAPH_")}
    given = {f"ECOGRAPH_{name}": value for name, value in settings.items()}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(COMMAND), "serve", *place, "--port", str(port)],
            env={**kept, **given},
            cwd=log.parent,
            stderr=output,
        )
    server = Serving(process, port, log)
    try:
        _wait(server)
        yield server
    finally:
        process.kill()
        process.wait()


def processes_below(pid: int) -> set[int]:
    """Return the ids of the processes that a process has started, and of those that they have."""
    found: set[int] = set()
    wanted = [pid]
    parents = _parents()
    while wanted:
        parent = wanted.pop()
        children = {child for child, above in parents.items() if above == parent}
        wanted += children - found
        found |= children
    return found


def alive(pids: set[int]) -> set[int]:
    """Return those that are processes still, and not only waited for."""
    return {pid for pid in pids if _field(pid, "State").partition(" ")[0] not in {"", "Z", "X"}}


def _parents() -> Mapping[int, int]:
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return {pid: int(_field(pid, "PPid") or 0) for pid in pids}


def _field(pid: int, name: str) -> str:
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _wait(server: Serving) -> None:
    for _ in range(_START_SECONDS * 10):
        if server.process.poll() is not None:
            break
        try:
            if server.get("/health/ready").status_code == httpx2.codes.OK:
                return
        except httpx2.TransportError:
            pass
        sleep(0.1)
    message = f"the server did not become ready: {server.logged()}"
    raise TimeoutError(message)
