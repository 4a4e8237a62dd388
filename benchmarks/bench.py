"""Compare ecograph with other servers on one made-up data set, and print tables in Markdown.

Run it with `make bench`, or `make bench BENCH="--organisations 1000 --seconds 0.3"` to see in a
minute that it works. Every server holds the same triples and nothing else, runs while no other
does, and is asked the same texts by clients in processes of their own. It takes Oxigraph's server
(package oxigraph) and Virtuoso 7 (virtuoso-opensource-7); a missing one is named and left out.
"""

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import median

from benchmarks.asking import Request, Told, ask, ask_together, clients, first_byte
from benchmarks.direct import ask_directly
from benchmarks.eight import EVERYTHING, GRAPH, Question, questions
from benchmarks.generated import Ecosystem
from benchmarks.peers import Peer, Running, ecograph, peers
from benchmarks.processes import megabytes
from benchmarks.reviewing import tell_review
from benchmarks.upheaval import asked_during_swaps, seconds_to_respawn
from ecograph.identifiers import DEFAULT_BASE, merge_graph
from ecograph.loading import Choices, fill_with_examples, load_files
from ecograph.store import Edition, Register
from tests.servers import MissingServerError

OURS = "ecograph"
DIRECT = "in one process"
TOGETHER = 8
_MOST = 1_000
_FIRST_BYTES = 5
_RESPAWNS = 20
_SWAPS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """How one server answered one question: alone, and with other clients."""

    alone: Told
    together: Told
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found of one server."""

    name: str
    fill: float
    start: float
    idle: float
    after: float
    first: tuple[float, ...]
    answers: tuple[Asked, ...]


def main() -> None:
    """Make the data, measure one server after the other, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each question and server")
    parser.add_argument("--alone", action="store_true", help="ask ecograph and the floor only")
    parser.add_argument("--cordis", type=Path, help="tables of CORDIS, to time a review with")
    chosen = parser.parse_args()
    asked = questions(chosen.organisations)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        register, small, large, seconds = _filled(folder, chosen.organisations)
        triples = _merged(large)
        _tell_data(chosen.organisations, large, seconds)
        with clients(TOGETHER) as pool:
            own = Peer(OURS, lambda: None, lambda: ecograph(register.path, large))
            found = [_measured(own, asked, chosen.seconds, pool)]
            for peer in () if chosen.alone else peers(folder, triples):
                try:
                    found.append(_measured(peer, asked, chosen.seconds, pool))
                except (MissingServerError, RuntimeError) as error:
                    print(f"{peer.name} is not measured: {error}.\n")
        floor = ask_directly(triples, asked, chosen.seconds, _MOST)
        _tell_questions(asked, found, floor)
        _tell_servers(found)
        _tell_upheaval(register, small, large, asked[1])
    tell_review(chosen.cordis)


def _filled(folder: Path, organisations: int) -> tuple[Register, Edition, Edition, float]:
    """Return a register with a small edition and a large one, and how long loading that took."""
    register = Register(folder / "register", DEFAULT_BASE)
    fill_with_examples(register)
    small = _current(register)
    path = folder / "generated.nt"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in Ecosystem(organisations).lines())
    start = time.monotonic()
    load_files(register, [path], "generated", Choices(match=False))
    return register, small, _current(register), time.monotonic() - start


def _current(register: Register) -> Edition:
    edition = register.current()
    if edition is None:
        raise SystemExit("The register is empty: nothing was loaded.")
    return edition


def _merged(edition: Edition) -> Path:
    """Return the file of what the default graph holds: what every server is to hold."""
    graph = edition.manifest.graphs[merge_graph(DEFAULT_BASE, internal=False)]
    return edition.graphs / graph.file


def _measured(peer: Peer, asked: Sequence[Question], seconds: float, pool: Pool) -> Measured:
    start = time.monotonic()
    peer.fill()
    fill = time.monotonic() - start
    # A server is started anew, so that what loading left in its memory is gone.
    running: AbstractContextManager[Running] = peer.run()
    start = time.monotonic()
    with running as server:
        started = time.monotonic() - start
        idle = megabytes(server.pid)
        answers = tuple(
            _asked(_request(server, question, number), question, seconds, pool)
            for number, question in enumerate(asked)
        )
        after = megabytes(server.pid)
        everything = _request(server, Question("", EVERYTHING), len(asked))
        first = tuple(first_byte(everything) for _ in range(_FIRST_BYTES))
    return Measured(peer.name, fill, started, idle, after, first, answers)


def _asked(request: Request, question: Question, seconds: float, pool: Pool) -> Asked:
    warm = pool.apply(ask, (request, 0, 1))
    alone = pool.apply(ask, (request, seconds, _MOST))
    together = ask_together(pool, TOGETHER, request, seconds, _MOST)
    return Asked(alone, together, _size(question, warm.body))


def _request(server: Running, question: Question, network: int) -> Request:
    graph = [("default-graph-uri", server.graph)] if server.graph else []
    fields = [("query", question.text), *graph]
    return Request(server.address, fields, question.accept, network)


def _size(question: Question, body: bytes) -> int:
    """Return the number of rows or triples in an answer, −1 for what is no answer."""
    if question.accept == GRAPH:
        return len({line for line in body.splitlines() if line.endswith(b".")})
    try:
        return len(json.loads(body)["results"]["bindings"])
    except ValueError:
        return -1


def _tell_data(organisations: int, edition: Edition, seconds: float) -> None:
    facts = edition.manifest.graphs[merge_graph(DEFAULT_BASE, internal=False)].facts
    print(f"# {organisations:,} organisations, {facts:,} triples\n")
    print(f"{os.cpu_count()} processors, {platform.machine()}, load {os.getloadavg()[0]:.1f}.")
    print(f"Times in milliseconds: median and 99th percentile, alone and with {TOGETHER} clients.")
    print(f"ecograph took {seconds:.0f} s to load the facts as a source.\n", flush=True)


def _tell_questions(
    asked: Sequence[Question], found: Sequence[Measured], floor: Sequence[tuple[float, ...]]
) -> None:
    for number, question in enumerate(asked):
        answers = {each.name: each.answers[number] for each in found}
        sizes = {name: answer.size for name, answer in answers.items()}
        print(f"## {question.title}: {_sizes(sizes)}\n")
        print("| | median | 99 % | median of 8 | 99 % of 8 | answers | failed |")
        print("|---|---|---|---|---|---|---|")
        least = floor[number]
        print(f"| {DIRECT} | {_ms(least)} | | | {len(least)} | |")
        for name, answer in answers.items():
            failed = answer.alone.failed + answer.together.failed
            times = f"{_ms(answer.alone.seconds)} | {_ms(answer.together.seconds)}"
            count = len(answer.alone.seconds) + len(answer.together.seconds)
            print(f"| {name} | {times} | {count} | {failed} |")
        own = median(answers[OURS].alone.seconds)
        print(f"\necograph takes {own / median(least):.2f} times the floor.\n", flush=True)
    _tell_aims(found, floor)


def _sizes(sizes: Mapping[str, int]) -> str:
    if len(set(sizes.values())) == 1:
        return f"{sizes[OURS]:,} rows"
    return "NOT THE SAME ROWS: " + ", ".join(f"{name} {size:,}" for name, size in sizes.items())


def _tell_aims(found: Sequence[Measured], floor: Sequence[tuple[float, ...]]) -> None:
    own = [median(answer.alone.seconds) for answer in found[0].answers]
    for peer in found[1:]:
        theirs = [median(answer.alone.seconds) for answer in peer.answers]
        won = sum(ours < other for ours, other in zip(own, theirs, strict=True))
        print(f"- ahead of {peer.name} on {won} of {len(own)} at the median, alone")
    near = sum(ours <= 1.3 * median(least) for ours, least in zip(own, floor, strict=True))
    print(f"- within 1.3 times the floor on {near} of {len(own)}\n")


def _tell_servers(found: Sequence[Measured]) -> None:
    print("## Start, memory, first byte of everything\n")
    print("| | fill s | start s | MB at start | MB after | first byte ms |")
    print("|---|---|---|---|---|---|")
    for each in found:
        memory = f"{each.idle:.0f} | {each.after:.0f}"
        first = f"{median(each.first) * 1e3:.1f}"
        print(f"| {each.name} | {each.fill:.1f} | {each.start:.1f} | {memory} | {first} |")
    print(
        "\nFill is done once, start each time: for ecograph until the edition is in memory (before,"
    )
    print("it answers from disk), for Oxigraph in memory until it has its triples.\n")


def _tell_upheaval(register: Register, small: Edition, large: Edition, question: Question) -> None:
    with ecograph(register.path, large) as server:
        request = _request(server, question, 0)
        respawned = seconds_to_respawn(server, large, request, _RESPAWNS)
        editions = [small, large] * (_SWAPS // 2)
        told, seconds = asked_during_swaps(register, server, editions, request)
    print("## While readers die and editions change\n")
    print(f"- all readers killed: the next answer came after {_ms(respawned)} ms (median | 99 %)")
    print(f"- {_SWAPS} editions in turn, each in memory after {max(seconds):.1f} s at most:")
    print(f"  {told.failed} of {len(told.seconds):,} requests failed, {_ms(told.seconds)} ms")


def _ms(seconds: Sequence[float]) -> str:
    """Return the median and the 99th percentile, of fewer than a hundred the longest."""
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return " | ".join(_figure(1e3 * each) for each in (median(ordered), last))


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


if __name__ == "__main__":
    main()
