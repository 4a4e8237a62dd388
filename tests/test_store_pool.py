"""Reader processes: what bombs do to them, streams, new editions under load, who goes first."""

import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from ecograph.errors import (
    EcographError,
    QueryError,
    RegisterBusyError,
    StreamBrokenError,
)
from ecograph.identifiers import DEFAULT_BASE
from ecograph.records import SourceContent, Stream
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.processes import PATIENT
from ecograph.store.readers.workers import Limits
from ecograph.store.readers.zygote import can_fork
from tests.facts import content, organisation

NAME = "<http://www.w3.org/2000/01/rdf-schema#label>"
COUNT = f'SELECT ?s {{ ?s {NAME} "Alpha" }}'
PAIRS = "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r }"
BOMBS = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "path": "SELECT ?x { ?x (!<urn:a>|^!<urn:a>)* ?y . ?y (!<urn:a>|^!<urn:a>)* ?z } ORDER BY ?x",
    "order": "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "concatenation": (
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?all) "
        "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ),
    "expression": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
        'FILTER REGEX(CONCAT(STR(?a), STR(?d)), "(.*a.*){20}x$") }'
    ),
    "braces": "SELECT * " + "{" * 7_000 + "}" * 7_000,
    "patterns": "SELECT * {" + " ".join(f"?a{n} ?p ?a{n + 1} ." for n in range(900)) + "}",
    "signs": "ASK { FILTER(" + "!" * 12_000 + "true) }",
}


def many(number: int) -> SourceContent:
    """Return a source of so many facts about names, and one about Alpha."""
    lines = {f'<urn:x:{n}> {NAME} "name {n}" .' for n in range(number)}
    return SourceContent(
        "many", frozenset({*lines, f'<urn:x> {NAME} "Alpha" .'}), frozenset(), "rdf"
    )


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with 1,500 names."""
    register = Register(tmp_path_factory.mktemp("pool"), DEFAULT_BASE)
    register.replace(many(1_500))
    return register


def pool_over(register: Register, limits: Limits) -> WorkerPool:
    """Return a pool; one in memory has its edition there."""
    pool = WorkerPool(register.path, limits)
    if limits.readers == "memory":
        wait_for_memory(pool)
    return pool


def wait_for_memory(pool: WorkerPool) -> None:
    """Wait until the current edition is in memory, where one can be."""
    until = time.monotonic() + 30
    while can_fork() and pool.in_memory != pool.edition and time.monotonic() < until:
        time.sleep(0.02)
    assert pool.in_memory == (pool.edition if can_fork() else "")


@pytest.fixture(scope="module", params=["memory", "disk"])
def pool(register: Register, request: pytest.FixtureRequest) -> Iterator[WorkerPool]:
    """Give a pool over an edition in memory, and one over its folder."""
    if request.param == "memory" and not can_fork():
        pytest.skip("this machine cannot copy processes")
    limits = Limits(seconds=2, memory_mb=256, workers=1, readers=request.param)
    pool = pool_over(register, limits)
    yield pool
    pool.close()


@pytest.mark.row("R002")
@pytest.mark.parametrize("bomb", BOMBS)
def test_after_a_bomb_the_next_honest_question_is_answered(pool: WorkerPool, bomb: str) -> None:
    with pytest.raises(QueryError):
        pool.answer(BOMBS[bomb], "text/csv", internal=False)
    start = time.monotonic()
    table = pool.select(COUNT, {}, internal=False)
    assert (len(table.rows), time.monotonic() - start < 2) == (1, True)


@pytest.mark.skipif(not can_fork(), reason="this machine cannot copy processes")
def test_a_reader_in_memory_is_there_again_in_a_tenth_of_a_second(register: Register) -> None:
    pool = pool_over(register, Limits(readers="memory"))
    try:
        starts = []
        for _ in range(5):
            start = time.perf_counter()
            process = pool._stock._start()  # noqa: SLF001  # the time of a start has no other door
            process.wait_until_ready()
            starts.append(time.perf_counter() - start)
            pool._stock.discard(process)  # noqa: SLF001  # as above
        assert min(starts) < 0.1
    finally:
        pool.close()


def test_new_editions_under_load_cost_no_request(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("one", organisation("a", "Alpha")))
    readers = "memory" if can_fork() else "disk"
    pool = pool_over(register, Limits(readers=readers))
    failed: list[EcographError] = []
    over = threading.Event()

    def ask() -> None:
        while not over.wait(0.01):
            try:
                pool.select(COUNT, {}, internal=False)
            except EcographError as error:
                failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(3):
        register.replace(content(f"more {number}", organisation(f"b{number}", "Alpha")))
        assert len(pool.select(COUNT, {}, internal=False).rows) == number + 2
        wait_for_memory(pool)
    over.set()
    for thread in threads:
        thread.join()
    pool.close()
    assert failed == []


def test_a_long_answer_comes_in_pieces_and_needs_little_memory(register: Register) -> None:
    pool = pool_over(register, Limits(seconds=30))
    before = resident_kb()
    lines = size = 0
    try:
        stream = pool.stream(PAIRS, "text/csv", internal=False, rows=1_000_000)
        for frame in stream:
            lines += frame.count(b"\n")
            size = max(size, len(frame))
    finally:
        pool.close()
    assert (lines, stream.truncated) == (1_000_001, True)
    assert size < 256 * 1024
    assert resident_kb() - before < 100 * 1024


@pytest.mark.parametrize("rows", [0, 1, 700, 1_500])
def test_an_answer_of_more_rows_than_may_be_says_that_it_was_cut(
    pool: WorkerPool, rows: int
) -> None:
    stream = pool.stream(f"SELECT * {{ ?s {NAME} ?o }}", "text/csv", internal=False, rows=rows)
    assert (b"".join(stream).count(b"\n"), stream.truncated) == (rows + 1, True)


def test_who_stops_reading_gives_the_process_back(pool: WorkerPool) -> None:
    stream = pool.stream(PAIRS, "text/csv", internal=False)
    next(iter(stream))
    stream.close()
    assert len(pool.select(COUNT, {}, internal=False).rows) == 1


def test_an_answer_that_takes_too_long_breaks_after_its_first_piece(register: Register) -> None:
    pool = pool_over(register, Limits(seconds=3, workers=1, readers="disk"))
    query = "SELECT ?a ?b ?d { ?a ?p ?o . ?b ?q ?r . ?d ?t ?u }"
    try:
        stream = pool.stream(query, "text/csv", internal=False, rows=1_000_000_000)
        with pytest.raises(StreamBrokenError, match="broke off"):
            for _ in stream:
                pass
    finally:
        pool.close()


def test_who_does_not_read_on_gives_way_to_who_waits(register: Register) -> None:
    pool = pool_over(register, Limits(seconds=2, workers=1, readers="disk"))
    try:
        stalled = iter(pool.stream(PAIRS, "text/csv", internal=False, client="a", rows=10**9))
        next(stalled)
        pool.drop_stalled(0)
        with pytest.raises(StreamBrokenError):
            list(stalled)
        assert next(iter(pool.stream(PAIRS, "text/csv", internal=False, client="b")))
    finally:
        pool.close()


def test_an_endless_query_goes_on_behind_all_others(register: Register) -> None:
    pool = pool_over(register, Limits(seconds=60, workers=1, readers="disk"))
    asking = threading.Thread(target=ask_in_vain, args=(pool, "hostile"), daemon=True)
    asking.start()
    until = time.monotonic() + 30
    lowest = 0
    while lowest < PATIENT and time.monotonic() < until:
        lowest = max(map(niceness, processes(pool)))
        time.sleep(0.02)
    pool.close()
    asking.join()
    assert lowest == PATIENT


def test_a_query_that_finds_no_place_rests_and_goes_on_where_it_was(register: Register) -> None:
    # The query takes a tenth of a second, of which a fifth is over when it comes to the slow lane.
    limits = Limits(seconds=8, workers=1, readers="disk", fast_seconds=0.02)
    pool = pool_over(register, limits)
    query = (
        f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?a {{ ?t {NAME} ?a }} LIMIT 1500 }} "
        f"{{ SELECT ?b {{ ?t {NAME} ?b }} LIMIT 1500 }} }}"
    )
    hostile = threading.Thread(target=ask_in_vain, args=(pool, "hostile"), daemon=True)
    rested: set[int] = set()
    try:
        hostile.start()
        until = time.monotonic() + 30
        while not any(niceness(each) == PATIENT for each in processes(pool)):
            assert time.monotonic() < until
            time.sleep(0.02)
        with ThreadPoolExecutor() as threads:
            asked = threads.submit(
                lambda: b"".join(pool.stream(query, "text/csv", internal=False, client="honest"))
            )
            while not asked.done():
                rested |= {each for each in processes(pool) if state(each) == "T"}
                time.sleep(0.005)
        assert asked.result().split() == [b"n", b"2250000"]
    finally:
        pool.close()
        hostile.join()
    assert len(rested) == 1


def processes(pool: WorkerPool) -> list[int]:
    """Return the numbers of the processes of a pool."""
    return [each.number for each in list(pool._stock._all)]  # noqa: SLF001  # which process works has no other door


def state(number: int) -> str:
    """Return the state of a process as the kernel tells it: T if it stands still, "" if gone."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def ask_in_vain(pool: WorkerPool, client: str) -> None:
    """Ask for what never ends, until the pool is closed."""
    with suppress(EcographError):
        pool.stream(BOMBS["cross product"], "", internal=False, client=client)


def niceness(number: int) -> int:
    """Return how willingly a process lets others go first."""
    with suppress(ProcessLookupError):
        return os.getpriority(os.PRIO_PROCESS, number)
    return 0


def test_exports_take_no_place_from_queries_and_say_when_theirs_are_taken(
    register: Register,
) -> None:
    pool = pool_over(register, Limits(seconds=1, workers=1, readers="disk"))

    def export(client: str) -> Stream:
        return pool.stream(PAIRS, "text/csv", internal=False, client=client, export=True)

    streams = [export("a"), export("b")]
    try:
        assert len(pool.select(COUNT, {}, internal=False).rows) == 1
        assert next(iter(pool.stream(PAIRS, "text/csv", internal=False, client="c")))
        with pytest.raises(RegisterBusyError, match="Other exports"):
            export("d")
    finally:
        for stream in streams:
            stream.close()
        pool.close()


def test_what_pages_ask_has_places_of_its_own(register: Register) -> None:
    pool = pool_over(register, Limits(seconds=60, workers=1, readers="disk"))
    asking = threading.Thread(target=ask_in_vain, args=(pool, "hostile"), daemon=True)
    asking.start()
    time.sleep(0.5)
    table = pool.select(f"SELECT * {{ ?a ?b ?c . ?d {NAME} ?f }} LIMIT 30000", {}, internal=False)
    pool.close()
    asking.join()
    assert len(table.rows) == 30_000


@pytest.mark.parametrize("readers", ["memory", "disk"])
def test_no_query_outlives_a_server_that_is_killed(register: Register, readers: str) -> None:
    # There are two places, so the third query rests when it comes to them.
    program = (
        "import sys, time, threading; from pathlib import Path\n"
        "from ecograph.store import WorkerPool; from ecograph.store.readers.workers import Limits\n"
        "from tests.test_store_pool import processes, state, wait_for_memory\n"
        f"pool = WorkerPool(Path(sys.argv[1]), Limits(seconds=60, readers='{readers}'))\n"
        f"'{readers}' == 'disk' or wait_for_memory(pool)\n"
        "ask = lambda: pool.answer(sys.argv[2], '', internal=False)\n"
        "for _ in range(3): threading.Thread(target=ask, daemon=True).start()\n"
        "until = time.monotonic() + 60\n"
        "rests = lambda: any(state(each) == 'T' for each in processes(pool))\n"
        "while not rests() and time.monotonic() < until: time.sleep(0.02)\n"
        "print('asked' if rests() else 'nothing rests', flush=True); time.sleep(60)\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", program, str(register.path), BOMBS["cross product"]],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
    )
    with server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"asked\n"
        server.kill()
        # The pipe closes when the last process that the server has started is gone.
        assert select.select([server.stdout], [], [], 10)[0]
        assert server.stdout.read() == b""


@pytest.mark.skipif(not can_fork(), reason="readers are forked where that can be done safely")
def test_readers_are_started_again_once_the_machine_can_open_files(register: Register) -> None:
    program = (
        "import os, resource, sys, time; from pathlib import Path\n"
        "from ecograph.store.readers.workers import Limits\n"
        "from tests.test_store_pool import COUNT, Register, pool_over, wait_for_memory\n"
        "from ecograph.store import WorkerPool\n"
        "usual = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
        "taken = max(map(int, os.listdir('/proc/self/fd')))\n"
        "pool = WorkerPool(Path(sys.argv[1]), Limits(readers='memory'))\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (taken, usual[1]))\n"
        "time.sleep(2)\n"
        "assert not pool.in_memory\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, usual)\n"
        "wait_for_memory(pool)\n"
        "print(len(pool.select(COUNT, {}, internal=False).rows))\n"
        "pool.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(register.path)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr
    assert "Too many open files" in done.stderr


def resident_kb() -> int:
    """Return what this process has in memory, in kilobytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4
