"""The rules of HTTP that every address keeps, over an app with its real reader processes."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.responses import Response
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from ecograph_api.http.compression import Compressed
from ecograph_api.http.representations import JSON, XLSX
from tests.webfacts import BROWSER, TODAY, pages_over, small_register

READ = "GET, HEAD, OPTIONS"
QUERY = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
PLAIN = {"Accept-Encoding": "identity"}
ZIPPED = {"Accept-Encoding": "gzip"}
ADDRESSES = (
    "/",
    "/docs",
    "/health",
    "/map",
    "/openapi.json",
    "/organisations",
    "/organisations/aurora.ttl",
    "/organisations.csv",
    "/questions",
    "/sparql",
    "/sparql?query=ASK{}",
    "/static/ecograph.css",
    "/nowhere",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    register = small_register(tmp_path_factory.mktemp("protocol"))
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    yield TestClient(create_app(pool, Settings(), lambda: TODAY))
    pool.close()


@pytest.mark.parametrize("accept", ["*/*", BROWSER["Accept"]])
@pytest.mark.parametrize("path", ADDRESSES)
def test_head_answers_as_get_does_without_the_body(
    site: TestClient, path: str, accept: str
) -> None:
    sent = {"Accept": accept, "X-Request-ID": "the-same"}
    full, head = site.get(path, headers=sent), site.head(path, headers=sent)
    assert (head.status_code, head.content) == (full.status_code, b"")
    assert dict(head.headers) == dict(full.headers)


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/", READ), ("/organisations/aurora", READ), ("/static/ecograph.css", READ)],
)
def test_options_names_the_methods_of_an_address(site: TestClient, path: str, methods: str) -> None:
    answer = site.options(path)
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, methods, b"")


def test_options_tells_another_site_that_it_may_send_a_query(site: TestClient) -> None:
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
    headers = site.options("/sparql", headers=asked).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "POST" in headers["access-control-allow-methods"]
    assert "Content-Type" in headers["access-control-allow-headers"]


def test_another_site_may_send_no_token_and_no_cookie(site: TestClient) -> None:
    headers = site.options("/sparql", headers={"Origin": "https://other.example"}).headers
    assert "authorization" not in headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/organisations.json", "/nowhere"])
def test_what_programs_read_is_open_to_every_origin(site: TestClient, path: str) -> None:
    answer = site.get(path, headers={"Origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("path", ["/", "/sparql", "/organisations", "/nowhere"])
def test_a_page_is_open_to_no_other_origin(site: TestClient, path: str) -> None:
    answer = site.get(path, headers={**BROWSER, "Origin": "https://other.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/organisations", "/organisations.csv", "/sparql", "/nowhere"])
def test_an_answer_hangs_on_the_form_and_the_encoding_asked_for(
    site: TestClient, path: str
) -> None:
    varying = site.get(path).headers["vary"].split(", ")
    assert varying.count("Accept-Encoding") == 1


def test_a_long_answer_is_compressed_for_whoever_takes_it_so(site: TestClient) -> None:
    plain = site.get("/sparql", params={"query": QUERY}, headers=PLAIN)
    with site.stream("GET", "/sparql", params={"query": QUERY}, headers=ZIPPED) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(sent) == plain.content
    assert len(sent) < len(plain.content) / 2


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br", ""])
def test_nobody_gets_an_encoding_that_they_do_not_take(site: TestClient, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}
    answer = site.get("/sparql", params={"query": QUERY}, headers=headers)
    assert "content-encoding" not in answer.headers


def test_a_short_answer_is_not_compressed(site: TestClient) -> None:
    assert "content-encoding" not in site.get("/sparql?query=ASK{}", headers=ZIPPED).headers


@pytest.mark.parametrize(("kind", "expected"), [(XLSX, False), (JSON, True)])
def test_a_workbook_is_not_compressed_again(kind: str, *, expected: bool) -> None:
    small = Compressed(Response(b"x" * 5_000, media_type=kind))
    answer = TestClient(small).get("/", headers=ZIPPED)
    assert ("content-encoding" in answer.headers) is expected


def test_the_tag_of_a_compressed_answer_is_weak_and_still_says_unchanged(site: TestClient) -> None:
    strong = site.get("/organisations.json", headers=PLAIN).headers["etag"]
    weak = site.get("/organisations.json", headers=ZIPPED).headers["etag"]
    assert (strong[0], weak) == ('"', f"W/{strong}")
    for held in (strong, weak, f'"other", {weak}', "*"):
        again = site.get("/organisations.json", headers={**ZIPPED, "If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")


def test_a_service_that_cannot_answer_now_says_when_to_ask_again(tmp_path: Path) -> None:
    answer = pages_over(Register(tmp_path, DEFAULT_BASE)).get("/sparql?query=ASK{}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
