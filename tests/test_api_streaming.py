"""Long answers: sent while they are written, in little memory, and never half without a sign."""

import resource
import time
from collections import deque
from collections.abc import Iterator
from http import HTTPStatus
from xml.etree import ElementTree as ET

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from ecograph.errors import StreamBrokenError
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from tests.browser import served
from tests.webfacts import TODAY, small_register

ROWS = 30_000
# The shipped ontology alone has thousands of facts, so every two of them are millions of rows.
PAIRS = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
GRAPH = "CONSTRUCT { ?a ?b ?d } { ?a ?b ?c . ?d ?e ?f }"
NTRIPLES, TURTLE = "application/n-triples", "text/turtle"
XML = "application/sparql-results+xml"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("streaming"))


@pytest.fixture(scope="module")
def cutting(register: Register) -> Iterator[TestClient]:
    """Give the pages with answers of so many rows at most."""
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    yield TestClient(create_app(pool, Settings(query_rows=ROWS), lambda: TODAY))
    pool.close()


@pytest.fixture(scope="module")
def application(register: Register) -> Iterator[FastAPI]:
    """Give an application whose queries may run for two seconds, and whose answers have no end."""
    pool = WorkerPool(register.path, Limits(seconds=2, workers=1, readers="disk"))
    yield create_app(pool, Settings(query_rows=1_000_000_000), lambda: TODAY)
    pool.close()


def ask(site: TestClient, query: str, accept: str) -> httpx2.Response:
    return site.get("/sparql", params={"query": query}, headers={"Accept": accept})


def test_a_long_answer_has_no_length_and_names_the_most_rows(cutting: TestClient) -> None:
    headers = ask(cutting, PAIRS, "text/csv").headers
    assert "content-length" not in headers
    assert headers["ecograph-rows-at-most"] == str(ROWS)


def test_a_long_answer_is_cut_at_the_most_rows(cutting: TestClient) -> None:
    # A line with the names of the columns stands before the rows.
    assert ask(cutting, PAIRS, "text/tab-separated-values").text.count("\n") == ROWS + 1


@pytest.mark.parametrize("accept", [NTRIPLES, TURTLE, "application/n-quads", "application/trig"])
def test_a_graph_that_was_cut_ends_with_a_comment(cutting: TestClient, accept: str) -> None:
    answer = ask(cutting, GRAPH, accept)
    assert answer.text.splitlines()[-1].startswith(f"# Not all: this answer was cut at {ROWS} rows")
    assert len(list(parse(answer.content, RdfFormat.from_media_type(accept)))) == ROWS


def test_an_xml_table_that_was_cut_ends_with_a_comment(cutting: TestClient) -> None:
    answer = ask(cutting, PAIRS, XML)
    assert answer.text.endswith("LIMIT and OFFSET, or ask for less. -->")
    assert len(ET.fromstring(answer.content)[1]) == ROWS  # noqa: S314  # the answer is our own


def test_an_answer_that_is_whole_says_nothing(cutting: TestClient) -> None:
    answer = ask(cutting, f"{PAIRS} LIMIT {ROWS}", XML)
    assert "ecograph-truncated" not in answer.headers
    assert answer.text.endswith("</sparql>")


def test_a_short_answer_that_was_cut_says_so_in_a_header(register: Register) -> None:
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    site = TestClient(create_app(pool, Settings(query_rows=2), lambda: TODAY))
    answer = ask(site, PAIRS, "text/csv")
    pool.close()
    assert (answer.headers["ecograph-truncated"], len(answer.text.splitlines())) == ("true", 3)


def test_head_of_a_long_answer_has_no_body(cutting: TestClient) -> None:
    sent = {"Accept": "text/csv", "X-Request-ID": "the-same"}
    head, full = (
        cutting.request(method, "/sparql", params={"query": PAIRS}, headers=sent)
        for method in ("HEAD", "GET")
    )
    assert (head.content, dict(head.headers)) == (b"", dict(full.headers))


def test_an_unchanged_long_answer_is_not_sent_again(cutting: TestClient) -> None:
    tag = ask(cutting, PAIRS, "text/csv").headers["etag"]
    headers = {"Accept": "text/csv", "If-None-Match": tag}
    again = cutting.get("/sparql", params={"query": PAIRS}, headers=headers)
    assert (again.status_code, again.content) == (304, b"")


def test_a_long_answer_takes_little_memory(register: Register) -> None:
    pool = WorkerPool(register.path, Limits(seconds=60, workers=1, readers="disk"))
    with served(create_app(pool, Settings(), lambda: TODAY)) as home:
        size, rows, taken = _streamed(home)
    pool.close()
    assert rows == 300_001
    # The answer is more than twice as large as the memory that sending it may take.
    assert size > 2 * taken
    assert taken < 20_000_000


def _streamed(home: str) -> tuple[int, int, int]:
    """Return the bytes and lines of a long answer, and the bytes of memory that sending it took."""
    query = {"query": f"{PAIRS} LIMIT 300000"}
    plain = {"Accept": "text/tab-separated-values", "Accept-Encoding": "identity"}
    before, size, rows = _most_kilobytes(), 0, 0
    with httpx2.stream("GET", f"{home}/sparql", params=query, headers=plain) as answer:
        for piece in answer.iter_raw():
            size += len(piece)
            rows += piece.count(b"\n")
    return size, rows, 1024 * (_most_kilobytes() - before)


def test_an_answer_that_breaks_off_is_seen_as_broken(home: str) -> None:
    with httpx2.stream("GET", f"{home}/sparql", params={"query": PAIRS}, timeout=60) as answer:
        assert answer.status_code == HTTPStatus.OK
        pieces = answer.iter_raw()
        with pytest.raises(httpx2.RemoteProtocolError):
            deque(pieces, maxlen=0)
    assert httpx2.get(f"{home}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_query_ends_when_its_client_is_gone(home: str) -> None:
    for _ in range(6):
        with httpx2.stream("GET", f"{home}/sparql", params={"query": PAIRS}) as answer:
            next(answer.iter_raw())
    start = time.monotonic()
    found = httpx2.get(f"{home}/sparql", params={"query": f"{PAIRS} LIMIT 3000"}, timeout=30)
    assert (found.status_code, len(found.json()["results"]["bindings"])) == (200, 3_000)
    # The six would have taken two seconds each in the one place for long queries.
    assert time.monotonic() - start < 6


def test_who_reads_on_after_an_answer_was_closed_is_told(register: Register) -> None:
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    stream = pool.stream(PAIRS, "text/csv", internal=False, client="x")
    pieces = iter(stream)
    next(pieces)
    stream.close()
    with pytest.raises(StreamBrokenError):
        deque(pieces, maxlen=0)
    pool.close()


def _most_kilobytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
