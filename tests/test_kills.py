"""kill -9 of writer, readers and server in a loop of writes: what was acknowledged is there."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import EditionReader, Register
from ecograph.store.editions import publish, trail
from tests.conftest import Tokens
from tests.facts import content, organisation
from tests.servers import free_port

# Each write sees the readers die twice, and the writer or the server once: 54 kills.
WRITES = 18
SERVER_DIES_EACH = 3
SENT_AGAIN = 3
_SEED = 5
# A kill comes within this many times what a write takes that nobody disturbs.
_WITHIN = 1.3
_PATIENCE_SECONDS = 600
_GONE_SECONDS = 60
_GRAPH = "urn:kills"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_ABOUT = "<http://www.w3.org/2000/01/rdf-schema#comment>"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_PROC = Path("/proc")
# What stands in the command lines of processes.
_MARKS = {"writer": (b"spawn_main",), "reader": (b"store.zygote", b"store.serving")}


class Service:
    """A server of the register, which is started again when it was killed."""

    def __init__(self, store: Path, tokens: Tokens) -> None:
        self._store = store
        self._tokens = tokens
        self._process: subprocess.Popen[bytes] | None = None
        self._address = ""
        self.writers: set[int] = set()

    def start(self) -> None:
        """Start, and wait for the first answer."""
        port = free_port()
        # Processes that are killed would lose what coverage counted; without it they are faster.
        kept = {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE")}
        settings = {"STORE": self._store, "TOKENS": self._tokens.path, "READERS": "memory"}
        command = [sys.executable, "-c", "from ecograph.cli import main; main()", "serve"]
        self._process = subprocess.Popen(
            [*command, "--port", str(port)],
            env=kept | {f"ECOGRAPH_{name}": str(value) for name, value in settings.items()},
            stderr=subprocess.DEVNULL,
        )
        self._address = f"http://127.0.0.1:{port}/sparql"
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            with suppress(httpx2.TransportError):
                self.ask(_COUNT)
                return
            time.sleep(0.05)
        pytest.fail("the server does not answer")

    def ask(self, query: str) -> httpx2.Response:
        """Return the answer to a query of staff."""
        sent = {"Authorization": f"Bearer {self._tokens.reader}", "Accept": "text/csv"}
        return httpx2.get(
            self._address, params={"query": query}, headers=sent, timeout=_PATIENCE_SECONDS
        )

    def is_written(self, number: int) -> bool:
        """Send a write of two facts in two graphs, and tell whether it was acknowledged."""
        sent = {"Authorization": f"Bearer {self._tokens.writer}", "Idempotency-Key": f"k{number}"}
        iri = f"<{DEFAULT_BASE}organisation/kill-{number}>"
        update = (
            f'INSERT DATA {{ {iri} {_LABEL} "Kill {number}" ; '
            "a <http://www.w3.org/ns/org#Organization> . "
            f'GRAPH <{_GRAPH}> {{ {iri} {_ABOUT} "whole" }} }}'
        )
        try:
            answer = httpx2.post(
                self._address, data={"update": update}, headers=sent, timeout=_PATIENCE_SECONDS
            )
        except httpx2.TransportError:
            return False
        return answer.is_success

    def kill(self, victim: str) -> None:
        """Kill the server itself, its writers or its readers, those that there are."""
        assert self._process
        if victim == "server":
            family = list(_family(self._process.pid))
            self.writers |= {each for each in family if _is(each, "writer")}
            self._process.kill()
            self._process.wait()
            return
        for pid in _family(self._process.pid):
            if _is(pid, victim):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """Stop the server as its owner does."""
        if self._process:
            self._process.terminate()
            self._process.wait()


@pytest.fixture
def service(tmp_path: Path, tokens: Tokens) -> Iterator[Service]:
    """Give a server over a small register."""
    register = Register(tmp_path / "register", DEFAULT_BASE)
    register.replace(content("members", organisation("a", "Alpha")))
    found = Service(register.path, tokens)
    try:
        found.start()
        yield found
    finally:
        found.stop()


def test_what_was_acknowledged_is_there_whole_whoever_is_killed(
    service: Service, tmp_path: Path
) -> None:
    chance = random.Random(_SEED)  # noqa: S311  # it chooses moments, no secrets
    assert service.is_written(WRITES)
    start = time.monotonic()
    assert service.is_written(WRITES + 1)
    usual = time.monotonic() - start
    acknowledged = {n for n in range(WRITES) if _written_amid_kills(service, n, chance, usual)}
    lost = sorted(set(range(WRITES)) - acknowledged)
    acknowledged |= {WRITES, WRITES + 1}
    assert acknowledged <= set(_told(service))
    for number in lost[:SENT_AGAIN]:
        assert service.is_written(number)
    there = _told(service)
    assert acknowledged | set(lost[:SENT_AGAIN]) <= set(there)
    assert set(there.values()) == {"whole"}
    assert lost
    assert len(lost) < WRITES
    service.stop()
    assert service.writers
    assert not _left(service.writers)
    _check_register(Register(tmp_path / "register", DEFAULT_BASE), there)


def _written_amid_kills(service: Service, number: int, chance: random.Random, usual: float) -> bool:
    """Write while readers, and the writer or the server, die; tell if it was acknowledged."""
    found: list[bool] = []
    writing = threading.Thread(target=lambda: found.append(service.is_written(number)))
    other = "server" if number % SERVER_DIES_EACH == 0 else "writer"
    victims = ("reader", "reader", other)
    kills = sorted((chance.uniform(0, _WITHIN * usual), victim) for victim in victims)
    writing.start()
    start = time.monotonic()
    for moment, victim in kills:
        writing.join(max(0.0, start + moment - time.monotonic()))
        service.kill(victim)
    writing.join()
    if other == "server":
        service.start()
    answer = service.ask(_COUNT)
    assert answer.is_success, answer.text
    return found == [True]


def _told(service: Service) -> Mapping[int, str]:
    """Return what is there of each write."""
    both = f"?it {_LABEL} ?name . OPTIONAL {{ ?it {_ABOUT} ?about }}"
    query = f'SELECT ?name ?about {{ {both} FILTER (STRSTARTS(?name, "Kill ")) }}'
    rows = [line.split(",") for line in service.ask(query).text.splitlines()[1:]]
    return {int(name.removeprefix("Kill ")): about for name, about in rows}


def _check_register(register: Register, there: Mapping[int, str]) -> None:
    """Check that each edition is what it says, that nothing is left over, that it can be read."""
    with register.writing():
        pass
    for edition in register.editions():
        assert publish.recounted(edition.path, edition.manifest.graphs) == (
            edition.manifest.content_hash
        )
    assert not list((register.path / "editions").glob(".building*"))
    requests = [entry.request_id for entry in trail.entries(register.path)]
    assert sorted(requests) == sorted(f"k{number}" for number in there)
    label = f"SELECT ?name {{ ?it {_LABEL} ?name }}"
    assert len(EditionReader(register.path).select(label, {}, internal=True).rows) > len(there)


def _family(pid: int) -> Iterator[int]:
    """Yield all that stem from a process."""
    for task in (_PROC / str(pid) / "task").glob("*"):
        with suppress(OSError):
            for child in (task / "children").read_text("ascii").split():
                yield int(child)
                yield from _family(int(child))


def _left(writers: Collection[int]) -> set[int]:
    """Return which writers of servers that were killed are still there after some time."""
    until = time.monotonic() + _GONE_SECONDS
    while left := {each for each in writers if _is(each, "writer")}:
        if time.monotonic() > until:
            break
        time.sleep(0.05)
    return left


def _is(pid: int, kind: str) -> bool:
    return any(mark in _command(pid) for mark in _MARKS[kind])


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return (_PROC / str(pid) / "cmdline").read_bytes()
    return b""
