"""Writing over HTTP: SPARQL Update and whole graphs, for writers, each as one edition."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from ecograph.identifiers import DEFAULT_BASE, source_graph
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.editions import trail
from ecograph.store.readers.workers import Limits
from ecograph.writing import Request, Writer, WriterApart
from ecograph_api.app import create_app
from ecograph_api.sparql import graphstore
from tests.conftest import Tokens
from tests.facts import SPARQL_PREFIXES, content, organisation
from tests.webfacts import TODAY

MEMBERS, HIDDEN = (source_graph(DEFAULT_BASE, "members", internal=i) for i in (False, True))
OWN = "http://example.org/mine"
ORG = "a org:Organization ; rdfs:label"
UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
ENDLESS = """INSERT { :x :y ?n } WHERE {
  SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }
}"""
NAMES = f"{SPARQL_PREFIXES} SELECT ?n {{ GRAPH ?g {{ ?o a org:Organization ; rdfs:label ?n }} }}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with one source, of which some is internal."""
    register = Register(tmp_path_factory.mktemp("writing"), DEFAULT_BASE)
    register.replace(content("members", organisation("a", "Alpha"), organisation("h", "Hidden")))
    return register


@pytest.fixture(scope="module")
def app(register: Register, tokens: Tokens) -> Iterator[FastAPI]:
    """Give an application whose writers write to the register."""
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    app = create_app(pool, Settings(store=register.path, tokens=tokens.path), lambda: TODAY)
    app.state.writer = WriterApart(register)
    yield app
    app.state.writer.close()
    pool.close()


@pytest.fixture
def writer(app: FastAPI, tokens: Tokens) -> TestClient:
    return TestClient(app, headers={"Authorization": f"Bearer {tokens.writer}"})


@pytest.fixture
def reader(app: FastAPI, tokens: Tokens) -> TestClient:
    return TestClient(app, headers={"Authorization": f"Bearer {tokens.reader}"})


@pytest.fixture
def public(app: FastAPI) -> TestClient:
    return TestClient(app)


def graph_names(client: TestClient, graph: str, field: str = "named-graph-uri") -> list[str]:
    """Return the names of the organisations that a client finds in a graph."""
    query = NAMES.replace("GRAPH ?g", "") if field == "default-graph-uri" else NAMES
    answer = client.get("/sparql", params={"query": query, field: graph})
    assert answer.status_code == 200, answer.text
    return sorted(row["n"]["value"] for row in answer.json()["results"]["bindings"])


def sent(client: TestClient, text: str, **headers: str) -> Response:
    whole = (SPARQL_PREFIXES + text).encode()
    return client.post("/sparql", content=whole, headers={**UPDATE, **headers})


def test_an_update_is_one_edition_with_the_writer_and_the_reason(
    register: Register, writer: TestClient
) -> None:
    text = f'INSERT DATA {{ GRAPH <{OWN}/first> {{ :f {ORG} "First" }} }}'
    headers = {"Ecograph-Reason": "by caf%C3%A9", "Idempotency-Key": "first"}
    done = sent(writer, text, **headers)
    now = register.current()
    assert now
    assert (done.status_code, done.json()["edition"]) == (200, now.id)
    assert (done.json()["added"], done.json()["removed"]) == (2, 0)
    assert done.headers["Ecograph-Edition"] == now.id
    entry = trail.entries(register.path)[-1]
    assert (entry.by, entry.reason, entry.edition) == ("Wim Writer", "by café", now.id)
    again = sent(writer, text, **headers)
    assert (again.json()["repeated"], again.json()["edition"]) == (True, now.id)
    assert sent(writer, "CLEAR GRAPH <urn:x>", **headers).status_code == 409


@pytest.mark.row("R025")
def test_a_graph_under_an_iri_of_ones_own_is_found_under_it_and_no_other_name(
    writer: TestClient, reader: TestClient, public: TestClient
) -> None:
    graph = f"{OWN}/named"
    sent(writer, f'INSERT DATA {{ GRAPH <{graph}> {{ :n {ORG} "Named" }} }}')
    for field in ("named-graph-uri", "default-graph-uri"):
        assert graph_names(reader, graph, field) == ["Named"]
        assert graph_names(public, graph, field) == []
    asked = f"{SPARQL_PREFIXES} SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s rdfs:label 'Named' }} }}"
    rows = reader.get("/sparql", params={"query": asked}).json()["results"]["bindings"]
    assert [row["g"]["value"] for row in rows] == [graph]
    for query in (
        f"SELECT * FROM <{graph}> {{ ?s ?p 'Named' }}",  # noqa: S608  # SPARQL, and our own text
        f"SELECT * FROM NAMED <{graph}> {{ GRAPH <{graph}> {{ ?s ?p 'Named' }} }}",  # noqa: S608  # as above
    ):
        found = [c.get("/sparql", params={"query": query}).json() for c in (reader, public)]
        assert [len(each["results"]["bindings"]) for each in found] == [1, 0]
    assert reader.get("/store", params={"graph": graph}).status_code == 200
    assert public.get("/store", params={"graph": graph}).status_code == 404
    described = [client.get("/sparql").text for client in (reader, public)]
    assert [graph in text for text in described] == [True, False]


@pytest.mark.row("R025")
def test_it_is_public_once_it_is_published(
    register: Register, writer: TestClient, public: TestClient
) -> None:
    graph = f"{OWN}/published"
    sent(writer, f'INSERT DATA {{ GRAPH <{graph}> {{ :p {ORG} "Published" }} }}')
    Writer(register).publish(graph, Request("Wim", "testing"))
    assert graph_names(public, graph) == ["Published"]
    sent(writer, f'INSERT DATA {{ GRAPH <{graph}/internal> {{ :q {ORG} "Kept" }} }}')
    assert graph_names(public, graph) == ["Published"]
    assert graph_names(public, f"{graph}/internal") == []
    assert graph_names(writer, f"{graph}/internal") == ["Kept"]


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/sparql-update", "INSERT DATA { <urn:a> <urn:b>", 400),
        ("application/sparql-update", "SELECT * { }", 400),
        ("application/sparql-update", "", 400),
        ("application/sparql-update", b"# \xe9", 400),
        ("application/sparql-update; charset=utf-16", "CLEAR GRAPH <urn:x>", 415),
        ("text/plain", "CLEAR GRAPH <urn:x>", 415),
        ("", "CLEAR GRAPH <urn:x>", 415),
        ("application/x-www-form-urlencoded", "update=CLEAR+GRAPH+%3Curn:x%3E&update=ASK", 400),
        ("application/x-www-form-urlencoded", "update=CLEAR+GRAPH+%3Curn:x%3E&query=ASK{}", 400),
        ("application/x-www-form-urlencoded", "query=ASK{}&using-graph-uri=urn:x", 400),
        ("application/x-www-form-urlencoded", "update=CLEAR+ALL&default-graph-uri=urn:x", 400),
        ("application/sparql-update", "LOAD <http://127.0.0.1:9/>", 403),
        ("application/sparql-update", "CLEAR ALL", 403),
    ],
)
def test_what_is_no_update_is_refused(
    register: Register, writer: TestClient, kind: str, body: str | bytes, status: int
) -> None:
    before = register.current()
    content = body.encode() if isinstance(body, str) else body
    answer = writer.post("/sparql", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, register.current()) == (status, before)
    assert set(answer.json()) >= {"title", "detail", "remedy"}


def test_an_update_and_the_graphs_of_a_query_do_not_go_together(writer: TestClient) -> None:
    text = "INSERT { ?s ?p ?o } USING NAMED <urn:x> WHERE { GRAPH <urn:x> { ?s ?p ?o } }"
    given = {"using-named-graph-uri": "urn:y"}
    assert writer.post("/sparql", params=given, content=text, headers=UPDATE).status_code == 403
    params = {"update": "CLEAR GRAPH <urn:x>"}
    assert writer.get("/sparql", params=params).status_code == 400


def test_an_update_in_a_form_is_about_the_graphs_that_the_form_names(
    writer: TestClient, reader: TestClient
) -> None:
    facts = "?o rdfs:label ?n . <here> rdfs:seeAlso ?o"
    insert = f"{SPARQL_PREFIXES} INSERT {{ GRAPH <{OWN}/using> {{ {facts} }} }}"
    fields = {"update": f"{insert} WHERE {{ ?o {ORG} ?n }}", "using-graph-uri": MEMBERS}
    assert writer.post("/sparql", data=fields).json()["added"] == 2
    query = f"SELECT * {{ GRAPH <{OWN}/using> {{ ?s ?p ?o }} }}"
    rows = reader.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert {row["s"]["value"] for row in rows} == {
        f"{DEFAULT_BASE}organisation/a",
        "http://testserver/here",
    }


def turtle(key: str, label: str) -> bytes:
    return f'{SPARQL_PREFIXES} :{key} {ORG} "{label}" .'.encode()


def put(client: TestClient, graph: str, body: bytes, kind: str = "text/turtle") -> Response:
    return client.put(
        "/store", params={"graph": graph}, content=body, headers={"Content-Type": kind}
    )


def labels(client: TestClient, address: str) -> set[str]:
    """Return the names in the graph at an address."""
    answer = client.get(address, headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200, answer.text
    return {line.split('"')[1] for line in answer.text.splitlines() if '"' in line}


def test_a_graph_is_put_replaced_added_to_and_deleted(
    register: Register, writer: TestClient, public: TestClient
) -> None:
    graph = f"{OWN}/whole"
    at = f"/store?graph={graph}"
    made = put(writer, graph, turtle("w", "Whole"))
    assert (made.status_code, made.json()["created"], labels(writer, at)) == (201, True, {"Whole"})
    triples = "\n".join(content("v", organisation("v", "V")).public)
    again = put(writer, graph, triples.encode(), "application/n-triples")
    assert (again.status_code, again.content, labels(writer, at)) == (204, b"", {"V"})
    assert (again.headers["Ecograph-Added"], again.headers["Ecograph-Removed"]) == ("2", "2")
    added = writer.post(at, content=turtle("w", "Whole"), headers=TURTLE)
    assert (added.status_code, labels(writer, at)) == (204, {"V", "Whole"})
    head = writer.head(at)
    assert (head.status_code, head.content, public.get(at).status_code) == (200, b"", 404)
    gone = writer.delete(at)
    assert (gone.status_code, gone.content) == (204, b"")
    assert writer.get(at).status_code == writer.delete(at).status_code == 404
    now = register.current()
    assert now
    assert gone.headers["Ecograph-Edition"] == now.id


def test_a_graph_may_be_at_its_own_address_or_get_one(writer: TestClient) -> None:
    json_ld = {
        "@id": f"{DEFAULT_BASE}organisation/d",
        "@type": "http://www.w3.org/ns/org#Organization",
        "http://www.w3.org/2000/01/rdf-schema#label": "Direct",
    }
    headers = {"Content-Type": "application/ld+json"}
    made = writer.put("/store/people/1.ttl", json=json_ld, headers=headers)
    assert (made.status_code, labels(writer, "/store/people/1.ttl")) == (201, {"Direct"})
    assert graph_names(writer, "http://testserver/store/people/1.ttl") == ["Direct"]
    new = writer.post("/store", content=turtle("x", "New"), headers=TURTLE)
    assert (new.status_code, labels(writer, new.headers["Location"])) == (201, {"New"})


@pytest.mark.parametrize(
    ("method", "address", "kind", "body", "status"),
    [
        ("PUT", f"/store?graph={OWN}/x", "text/turtle", b"<urn:a> <urn:b> .", 400),
        ("PUT", f"/store?graph={OWN}/x", "application/rdf+xml", b"<a", 400),
        ("PUT", f"/store?graph={OWN}/x", "text/html", b"", 415),
        ("PUT", f"/store?graph={OWN}/x", "", b"", 415),
        ("POST", f"/store?graph={OWN}/x", "application/n-quads", b"", 415),
        ("PUT", "/store", "text/turtle", b"", 400),
        ("PUT", "/store?graph=no", "text/turtle", b"", 400),
        ("PUT", f"/store?graph={OWN}/x&default", "text/turtle", b"", 400),
        ("PUT", f"/store?graph={DEFAULT_BASE}merge/all", "text/turtle", b"", 403),
        ("PUT", f"/store?graph={DEFAULT_BASE}source/ontology", "text/turtle", b"", 403),
        ("DELETE", f"/store?graph={OWN}/never", "", b"", 404),
        ("PATCH", f"/store?graph={OWN}/x", "text/turtle", b"", 405),
    ],
)
def test_what_is_no_graph_is_refused(  # noqa: PLR0917  # one parameter a column of the table
    register: Register,
    writer: TestClient,
    method: str,
    address: str,
    kind: str,
    body: bytes,
    status: int,
) -> None:
    before = register.current()
    answer = writer.request(method, address, content=body, headers={"Content-Type": kind})
    assert (answer.status_code, register.current()) == (status, before), answer.text


def test_the_place_of_a_mistake_is_said(writer: TestClient) -> None:
    answer = put(writer, f"{OWN}/x", b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .")
    assert "line 2" in answer.json()["detail"]


def test_a_result_that_breaks_rules_is_refused_with_its_rows(writer: TestClient) -> None:
    answer = put(writer, f"{OWN}/x", f"{SPARQL_PREFIXES} :nameless a org:Organization .".encode())
    assert answer.status_code == 422
    assert f"{DEFAULT_BASE}organisation/nameless" in {row[0] for row in answer.json()["rows"]}


def test_a_write_for_another_edition_is_refused(register: Register, writer: TestClient) -> None:
    tag = writer.get("/store", params={"graph": MEMBERS}).headers["ETag"]
    old = {**TURTLE, "If-Match": '"000001-00000000"'}
    params = {"graph": f"{OWN}/match"}
    assert writer.put("/store", params=params, content=b"", headers=old).status_code == 412
    now = {**TURTLE, "If-Match": tag}
    before = register.current()
    assert writer.put("/store", params=params, content=b"", headers=now).status_code == 204
    assert register.current() == before


def test_a_graph_that_is_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch, writer: TestClient, public: TestClient
) -> None:
    monkeypatch.setattr(graphstore, "MOST_BYTES", 10)
    assert put(writer, f"{OWN}/x", b"# too large").status_code == 413
    large = "INSERT DATA { }" + " " * 200_000
    assert sent(public, large).status_code == 401
    assert public.post("/sparql", data={"update": large}).status_code == 413


DOORS: tuple[tuple[str, str, dict[str, str], bytes], ...] = (
    ("POST", "/sparql", UPDATE, b"INSERT DATA { <urn:a> <urn:b> <urn:c> }"),
    (
        "POST",
        "/sparql",
        {"Content-Type": "application/x-www-form-urlencoded"},
        b"update=CLEAR+GRAPH+%3Curn:x%3E",
    ),
    ("PUT", "/store?graph=urn:x", TURTLE, b""),
    ("POST", "/store?graph=urn:x", TURTLE, b""),
    ("POST", "/store", TURTLE, b""),
    ("PUT", "/store/x", TURTLE, b""),
    ("DELETE", f"/store?graph={MEMBERS}", {}, b""),
)


def test_only_writers_write(
    register: Register, public: TestClient, reader: TestClient, app: FastAPI
) -> None:
    before = register.current()
    for method, address, headers, body in DOORS:
        answers = [
            client.request(method, address, headers=headers, content=body)
            for client in (public, reader)
        ]
        assert [answer.status_code for answer in answers] == [401, 403], address
        assert "WWW-Authenticate" in answers[0].headers
        token = {"Authorization": "Bearer no", **headers}
        wrong = TestClient(app).request(method, address, headers=token, content=body)
        assert wrong.status_code == 401
    assert register.current() == before


@pytest.mark.row("R002")
def test_a_public_server_writes_nothing_and_says_so(client: TestClient) -> None:
    for method, address, headers, body in DOORS:
        answer = client.request(method, address, headers=headers, content=body)
        assert (answer.status_code, "only reads" in answer.json()["detail"]) == (403, True)


def test_those_who_write_wait_for_each_other_and_readers_for_none(
    register: Register, writer: TestClient, public: TestClient
) -> None:
    text = f'INSERT DATA {{ GRAPH <{MEMBERS}> {{ :a rdfs:label "Alpha" }} }}'
    with ThreadPoolExecutor(5) as threads:
        with register.writing():
            writes = [threads.submit(sent, writer, text) for _ in range(5)]
            (first, *_), _ = wait(writes, timeout=20, return_when=FIRST_COMPLETED)
            busy = first.result()
            assert graph_names(public, MEMBERS) == ["Alpha"]
        statuses = [write.result().status_code for write in writes]
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert sorted(statuses) == [200, 200, 200, 200, 503]


def test_a_writer_that_is_killed_is_replaced_and_nothing_is_half_written(
    register: Register, writer: TestClient
) -> None:
    sent(writer, f"CLEAR SILENT GRAPH <{OWN}/killed>")
    before = register.current()
    (process,) = multiprocessing.active_children()
    assert process.pid
    with ThreadPoolExecutor(1) as threads:
        write = threads.submit(sent, writer, ENDLESS)
        evaluating = next(pid for _ in range(400) if (pid := child_of(process.pid)))
        process.kill()
        os.kill(evaluating, signal.SIGKILL)
        assert write.result(timeout=20).status_code == 503
    assert register.current() == before
    assert sent(writer, f"CLEAR SILENT GRAPH <{OWN}/killed>").status_code == 200


def child_of(process: int) -> int:
    """Return a process that another one has started, 0 after a moment without one."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    if not found:
        time.sleep(0.05)
    return int(found[0]) if found else 0
