"""A server in a process of its own, for the tests that attack it, and the honest question after."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx2

from ecograph import people
from ecograph.people import Role
from tests.servers import free_port
from tests.webfacts import small_register

_SERVE = [sys.executable, "-c", "from ecograph.cli import main; main()", "serve"]
_START_SECONDS = 60
# Small limits, so that a bomb is over soon.
_LIMITS = {
    "ECOGRAPH_QUERY_SECONDS": "1",
    "ECOGRAPH_QUERY_MEMORY_MB": "128",
    "ECOGRAPH_WORKERS": "2",
}
_NAME = "http://www.w3.org/2000/01/rdf-schema#label"
_HONEST = f'SELECT ?o {{ ?o a <http://www.w3.org/ns/org#Organization> ; <{_NAME}> "Aurora Bio" }}'


@dataclass(frozen=True, slots=True)
class Attacked:
    """A running server: its address, its port, and the token of somebody who may write there."""

    home: str
    port: int
    writer: str

    def serves(self) -> bool:
        """Tell whether an honest question gets its answer; one that gets none fails by itself."""
        answer = httpx2.get(f"{self.home}/sparql", params={"query": _HONEST}, timeout=60)
        return answer.status_code == 200 and len(answer.json()["results"]["bindings"]) == 1

    @property
    def authorised(self) -> dict[str, str]:
        """Return the header of the person who may write."""
        return {"Authorization": f"Bearer {self.writer}"}


@contextmanager
def attacked(folder: Path) -> Iterator[Attacked]:
    """Serve a small register from a folder, in a process of its own, with small limits."""
    register = small_register(folder / "register")
    tokens = folder / "tokens"
    writer = people.add(tokens, "Wim Writer", Role.WRITER, date(2025, 6, 30))
    port = free_port()
    settings = {"ECOGRAPH_TOKENS": str(tokens), "ECOGRAPH_PORT": str(port), **_LIMITS}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*_SERVE, "--store", str(register.path)], env=os.environ | settings, stderr=log
        )
    found = Attacked(f"http://127.0.0.1:{port}", port, writer)
    try:
        _wait(process, found)
        yield found
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Listener:
    """A server that somebody could be made to call; it hangs up, and counts."""

    def __init__(self, waiting: socket.socket) -> None:
        self.address = f"http://127.0.0.1:{waiting.getsockname()[1]}/x"
        self.calls = 0
        self._waiting = waiting

    def listen(self) -> None:
        """Hang up on everybody, until the socket is shut."""
        while True:
            try:
                connection, _ = self._waiting.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()


@contextmanager
def listener() -> Iterator[Listener]:
    """Give such a server."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        found = Listener(waiting)
        thread = threading.Thread(target=found.listen)
        thread.start()
        yield found
        waiting.shutdown(socket.SHUT_RDWR)
        thread.join()


def _wait(process: "subprocess.Popen[bytes]", found: Attacked) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if found.serves():
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    message = f"the server did not answer at {found.home}"
    raise RuntimeError(message)
