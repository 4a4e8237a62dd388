"""Measure how honest clients fare beside hostile ones, for several ways of sharing the readers.

Run it with `python benchmarks/fairness.py REGISTER`, a folder that `ecograph load` has filled.
Eight honest clients ask the questions of `QUESTIONS` with a pause between two; the hostile ones ask
without pause for what never ends. All go through the pool, without HTTP. What came out stands in
`benchmarks/README.md`.
"""

import argparse
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from ecograph.errors import EcographError, RegisterBusyError
from ecograph.store import WorkerPool
from ecograph.store.workers import Limits

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


class Clients:
    """Threads that ask until they are told to stop."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._over = threading.Event()
        self.times: list[float] = []
        self.refused = 0
        self.attacks = 0

    def honest(self, number: int) -> None:
        """Ask the questions in turn, and note how long each took."""
        while not self._over.wait(_PAUSE):
            start = time.perf_counter()
            try:
                self._ask(QUESTIONS[len(self.times) % len(QUESTIONS)], f"honest {number}")
            except EcographError:
                self.refused += 1
            self.times.append(time.perf_counter() - start)

    def hostile(self, number: int, address: str) -> None:
        """Ask for too much, again and again; a little pause after a refusal, as a network has."""
        while not self._over.is_set():
            self.attacks += 1
            try:
                self._ask(HOSTILE[number % len(HOSTILE)], address)
            except RegisterBusyError:
                self._over.wait(0.01)
            except EcographError:
                continue

    def stop(self) -> None:
        """Tell all threads to end after their present question."""
        self._over.set()

    def _ask(self, query: str, client: str) -> None:
        stream = self._pool.stream(_PREFIXES + query, "text/csv", internal=False, client=client)
        try:
            for _ in stream:
                pass
        finally:
            stream.close()


def main() -> None:
    """Print a line for each way and each kind of attack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--lead", type=float, default=0.0, help="seconds for the hostile alone")
    arguments = parser.parse_args()
    print(f"{'way':34} {'attack':14} median ms   p99 ms   max ms  asked refused attacks")
    for fast_workers in (2, 8):
        for fast_seconds in (0.3, 0.1):
            limits = Limits(fast_workers=fast_workers, fast_seconds=fast_seconds)
            way = f"{fast_workers} fast, {fast_seconds:g} s"
            for attack in ("none", "one address", "20 addresses"):
                _measure(arguments, limits, way, attack)


def _measure(arguments: argparse.Namespace, limits: Limits, way: str, attack: str) -> None:
    with _warm(arguments.register, limits) as pool:
        clients = Clients(pool)
        threads = [threading.Thread(target=clients.honest, args=(n,)) for n in range(_HONEST)]
        for number in range(_HOSTILE if attack != "none" else 0):
            address = "hostile" if attack == "one address" else f"hostile {number}"
            hostile = threading.Thread(target=clients.hostile, args=(number, address), daemon=True)
            threads.append(hostile)
        for thread in reversed(threads):
            if thread is threads[_HONEST - 1]:
                time.sleep(arguments.lead)
            thread.start()
        time.sleep(arguments.seconds)
        clients.stop()
        for thread in threads[:_HONEST]:
            thread.join()
        times = sorted(clients.times)
    last = times[int(len(times) * 0.99)]
    print(
        f"{way:34} {attack:14} {median(times) * 1e3:9.1f} {last * 1e3:8.1f} {times[-1] * 1e3:8.1f} "
        f"{len(times):6} {clients.refused:7} {clients.attacks:7}",
        flush=True,
    )


@contextmanager
def _warm(register: Path, limits: Limits) -> Iterator[WorkerPool]:
    pool = WorkerPool(register, limits)
    until = time.monotonic() + 60
    while not pool.in_memory and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(0.5)
    try:
        yield pool
    finally:
        pool.close()


if __name__ == "__main__":
    main()
