"""Measure how honest clients fare beside hostile ones who ask for what never ends.

Run it with `python benchmarks/fairness.py`; it fills a register of its own with both examples and
takes less than three minutes. Eight honest clients ask the questions of `QUESTIONS` with a pause
between two; after a second the hostile ones join and ask without pause. First all go through the
pool of readers, then over HTTP to `ecograph serve`, each client from an address of its own. What
came out stands in `benchmarks/README.md`.
"""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

from ecograph.errors import EcographError, QueryError, RegisterBusyError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import fill_with_examples
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits

_PREFIXES = (
    "PREFIX eco: <https://w3id.org/ecograph/ns#> PREFIX org: <http://www.w3.org/ns/org#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
QUESTIONS = (
    "SELECT ?s ?name { ?s a org:Organization ; rdfs:label ?name } ORDER BY ?name LIMIT 20",
    "SELECT ?a ?b { ?r eco:party ?a . ?r eco:party ?b FILTER (STR(?a) < STR(?b)) } LIMIT 200",
    "SELECT ?kind (COUNT(*) AS ?n) { ?r a ?kind ; eco:party ?p } GROUP BY ?kind ORDER BY ?kind",
)
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT ?x { ?x (!<urn:a>|^!<urn:a>)* ?y . ?y (!<urn:a>|^!<urn:a>)* ?z } ORDER BY ?x ?z",
)
_HONEST = 8
_HOSTILE = 20
_PAUSE = 0.05
_LEAD = 1.0
_PORT = 8765
# Where the hostile ones sit: nowhere, all at one address, each at its own, with each query at a new
# one, and at one address together with the honest ones.
ATTACKS = ("none", "one address", "20 addresses", "none", "new addresses", "same address")

# Ask a query as a client, by its number, and return when the answer has come.
Ask = Callable[[str, int], None]


class Clients:
    """Threads that ask until they are told to stop."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._over = threading.Event()
        self.times: list[float] = []
        self.refusals: list[str] = []
        self.attacks = 0

    def honest(self, number: int) -> None:
        """Ask the questions in turn, and note how long each took."""
        while not self._over.wait(_PAUSE):
            start = time.perf_counter()
            try:
                self._ask(QUESTIONS[len(self.times) % len(QUESTIONS)], number)
            except (EcographError, OSError, http.client.HTTPException) as error:
                self.refusals.append(str(error))
            self.times.append(time.perf_counter() - start)

    def hostile(self, number: int, address: int, *, moves: bool) -> None:
        """Ask for too much, again and again; a little pause after a refusal, as a network has."""
        while not self._over.is_set():
            self.attacks += 1
            address += _HOSTILE * moves
            try:
                self._ask(HOSTILE[number % len(HOSTILE)], address)
            except (EcographError, OSError, http.client.HTTPException):
                self._over.wait(0.01)

    def stop(self) -> None:
        """Tell all threads to end after their present question."""
        self._over.set()


def main() -> None:
    """Print a line for each kind of attack, through the pool and over HTTP."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--attacks", nargs="*", default=ATTACKS, choices=sorted(set(ATTACKS)))
    parser.add_argument("--over", nargs="*", default=_WAYS, choices=_WAYS)
    arguments = parser.parse_args()
    print(f"{'over':6} {'attack':14} median ms   p99 ms   max ms  asked refused attacks")
    with tempfile.TemporaryDirectory() as folder:
        register = Register(Path(folder) / "register", DEFAULT_BASE)
        fill_with_examples(register)
        for way in arguments.over:
            for attack in arguments.attacks:
                with _WAYS[way](register.path) as ask:
                    clients = _asked(ask, attack, arguments.seconds)
                print(f"{way:6} {attack:14} {_figures(clients)}", flush=True)


def _asked(ask: Ask, attack: str, seconds: float) -> Clients:
    """Return the clients after some seconds of an attack; the honest ones begin before it."""
    clients = Clients(ask)
    first = 0 if attack == "same address" else 100
    honest = [
        threading.Thread(target=clients.honest, args=(number if first else 0,))
        for number in range(_HONEST)
    ]
    for thread in honest:
        thread.start()
    time.sleep(_LEAD)
    for number in range(_HOSTILE if attack != "none" else 0):
        is_spread = attack in {"20 addresses", "new addresses"}
        hostile = threading.Thread(
            target=clients.hostile,
            args=(number, first + number * is_spread),
            kwargs={"moves": attack == "new addresses"},
            daemon=True,
        )
        hostile.start()
    time.sleep(seconds)
    clients.stop()
    for thread in honest:
        thread.join()
    return clients


def _figures(clients: Clients) -> str:
    times = sorted(clients.times)
    last = times[int(len(times) * 0.99)]
    return (
        f"{median(times) * 1e3:9.1f} {last * 1e3:8.1f} {times[-1] * 1e3:8.1f} "
        f"{len(times):6} {len(clients.refusals):7} {clients.attacks:7}  "
        + " ".join(sorted(set(clients.refusals)))
    )


@contextmanager
def _pool(register: Path) -> Iterator[Ask]:
    """Give what asks a pool of readers in this process."""
    pool = WorkerPool(register, Limits(readers="memory"))

    def ask(query: str, client: int) -> None:
        stream = pool.stream(_PREFIXES + query, "text/csv", internal=False, client=f"c{client}")
        try:
            for _ in stream:
                pass
        finally:
            stream.close()

    until = time.monotonic() + 60
    while not pool.in_memory and time.monotonic() < until:
        time.sleep(0.1)
    try:
        yield ask
    finally:
        pool.close()


@contextmanager
def _server(register: Path) -> Iterator[Ask]:
    """Give what asks a server in a process of its own, each client from an address of its own."""
    command = [sys.executable, "-c", "from ecograph.cli import main; main()", "serve"]
    command += ["--store", str(register), "--port", str(_PORT)]
    # Rate limits are another protection; here the readers alone protect.
    environment = os.environ | {"ECOGRAPH_READERS": "memory", "ECOGRAPH_RATE": "0"}
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    threads = threading.local()

    def ask(query: str, client: int) -> None:
        if getattr(threads, "client", None) != client:
            threads.client = client
            source = (f"127.1.{client // 250}.{client % 250 + 1}", 0)
            threads.connection = http.client.HTTPConnection(
                "127.0.0.1", _PORT, timeout=120, source_address=source
            )
        headers = {"Accept": "text/csv"}
        try:
            threads.connection.request(
                "GET", f"/sparql?query={quote(_PREFIXES + query)}", headers=headers
            )
            answer = threads.connection.getresponse()
            answer.read()
        except BaseException:
            threads.connection.close()
            raise
        if answer.status != http.HTTPStatus.OK:
            raise RegisterBusyError(str(answer.status))

    try:
        _wait_until_it_answers(ask)
        time.sleep(2)
        yield ask
    finally:
        server.kill()
        server.wait()


def _wait_until_it_answers(ask: Ask) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            ask(QUESTIONS[0], 200)
        except OSError:
            time.sleep(0.2)
        else:
            return
    message = "The server did not answer."
    raise QueryError(message)


_WAYS = {"pool": _pool, "http": _server}


if __name__ == "__main__":
    main()
