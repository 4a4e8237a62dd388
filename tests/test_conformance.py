"""What the W3C asks of a SPARQL service: results, negotiation and HTTP."""

import csv
import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from tests.facts import two_sources
from tests.webfacts import TODAY

ONE = f"{DEFAULT_BASE}source/one"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
RESULT = "{http://www.w3.org/2005/sparql-results#}"
# A term of every kind, one column without a value, and the signs that the forms must quote.
TERMS = """SELECT ?iri ?plain ?tagged ?number ?day ?nothing {
  VALUES (?iri ?plain ?tagged ?number ?day) {
    (<urn:x:é> 'a, "b"\\n\\tc' 'Höhe'@de 7 '2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date>)
  } }"""
TABLE, GRAPH, TRUTH = "SELECT * { ?s ?p ?o } LIMIT 2", "CONSTRUCT WHERE { ?s ?p ?o }", "ASK {}"
DESCRIBE = f"DESCRIBE <{DEFAULT_BASE}organisation/a>"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return two_sources(tmp_path_factory.mktemp("conformance"))


@pytest.fixture(scope="module")
def pool(register: Register) -> Iterator[WorkerPool]:
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def site(pool: WorkerPool) -> TestClient:
    return TestClient(create_app(pool, Settings(), lambda: TODAY))


def ask(site: TestClient, query: str, accept: str = "*/*", **headers: str) -> Response:
    sent = {"Accept": accept, **{name.replace("_", "-"): text for name, text in headers.items()}}
    return site.get("/sparql", params={"query": query}, headers=sent)


def test_a_table_in_json_tells_terms_apart(site: TestClient) -> None:
    found = ask(site, TERMS, JSON).json()
    (row,) = found["results"]["bindings"]
    assert found["head"]["vars"] == ["iri", "plain", "tagged", "number", "day", "nothing"]
    assert row["iri"] == {"type": "uri", "value": "urn:x:é"}
    assert row["plain"] == {"type": "literal", "value": 'a, "b"\n\tc'}
    assert row["tagged"] == {"type": "literal", "value": "Höhe", "xml:lang": "de"}
    assert row["number"]["datatype"] == "http://www.w3.org/2001/XMLSchema#integer"
    assert "nothing" not in row


def test_a_table_in_xml_tells_terms_apart(site: TestClient) -> None:
    root = ET.fromstring(ask(site, TERMS, XML).content)  # noqa: S314  # the answer is our own
    names = [each.get("name") for each in root.iter(f"{RESULT}variable")]
    bound = {each.get("name"): each[0] for each in root.iter(f"{RESULT}binding")}
    assert names == ["iri", "plain", "tagged", "number", "day", "nothing"]
    assert (bound["iri"].tag, bound["iri"].text) == (f"{RESULT}uri", "urn:x:é")
    assert bound["plain"].text == 'a, "b"\n\tc'
    assert bound["tagged"].get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert bound["number"].get("datatype") == "http://www.w3.org/2001/XMLSchema#integer"
    assert "nothing" not in bound


def test_a_table_in_csv_gives_the_values_alone(site: TestClient) -> None:
    text = ask(site, TERMS, CSV).content.decode("utf-8")
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found[1] == ["urn:x:é", 'a, "b"\n\tc', "Höhe", "7", "2020-01-01", ""]
    assert text.endswith("\r\n")


def test_a_table_in_tsv_gives_terms_as_in_turtle(site: TestClient) -> None:
    head, row = ask(site, TERMS, TSV).text.rstrip("\n").split("\n")
    assert head.split("\t") == ["?iri", "?plain", "?tagged", "?number", "?day", "?nothing"]
    assert row.split("\t") == [
        "<urn:x:é>",
        '"a, \\"b\\"\\n\\tc"',
        '"Höhe"@de',
        "7",
        '"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        "",
    ]


def test_a_blank_node_has_one_name_throughout_an_answer(site: TestClient) -> None:
    found = ask(site, "SELECT ?a ?b { BIND (BNODE() AS ?a) BIND (?a AS ?b) }", JSON).json()
    (row,) = found["results"]["bindings"]
    assert (row["a"]["type"], row["a"]) == ("bnode", row["b"])


def test_a_truth_is_told_in_json_and_in_xml(site: TestClient) -> None:
    assert ask(site, TRUTH, JSON).json() == {"head": {}, "boolean": True}
    root = ET.fromstring(ask(site, TRUTH, XML).content)  # noqa: S314  # the answer is our own
    assert root.findtext(f"{RESULT}boolean") == "true"


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (TABLE, "", JSON),
        (TABLE, "*/*", JSON),
        (TABLE, "application/*", JSON),
        (TABLE, "application/json", "application/json"),
        (TABLE, "application/xml", "application/xml"),
        (TABLE, "text/*", CSV),
        (TABLE, f"{JSON};q=0.1, {XML};q=0.7, image/png", XML),
        (TABLE, f"text/turtle, {TSV};q=0.2", TSV),
        (TABLE, f"{JSON};q=0, */*;q=0.1", "application/json"),
        (TRUTH, f"{CSV}, {XML};q=0.1", XML),
        (GRAPH, "*/*", "text/turtle"),
        (GRAPH, "application/*", "application/n-triples"),
        (GRAPH, "application/n-quads, text/turtle;q=0.9", "application/n-quads"),
        (DESCRIBE, "*/*", "text/turtle"),
        (DESCRIBE, "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_each_kind_of_query_answers_in_what_its_client_likes_best(
    site: TestClient, query: str, accept: str, expected: str
) -> None:
    answer = ask(site, query, accept)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, expected)


@pytest.mark.parametrize(
    ("query", "accept"), [(TABLE, "text/turtle"), (TRUTH, CSV), (GRAPH, JSON), (DESCRIBE, XML)]
)
def test_a_form_that_this_kind_of_answer_cannot_have_is_refused(
    site: TestClient, query: str, accept: str
) -> None:
    answer = ask(site, query, accept)
    assert (answer.status_code, "Accept one of" in answer.json()["detail"]) == (406, True)


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["not an IRI", "relative/path", ""])
def test_a_graph_that_is_no_iri_is_a_mistake_of_the_client(
    site: TestClient, name: str, graph: str
) -> None:
    assert site.get("/sparql", params={"query": TRUTH, name: graph}).status_code == 400


def test_what_clients_send_beside_the_protocol_is_passed_over(site: TestClient) -> None:
    more = {"query": TRUTH, "format": "json", "output": "json", "results": "json", "timeout": "0"}
    assert site.get("/sparql", params=more).json()["boolean"] is True
    assert site.post("/sparql", data=more).json()["boolean"] is True


@pytest.mark.parametrize("path", ["/sparql", f"/sparql?query={TRUTH}", f"/store?graph={ONE}"])
@pytest.mark.parametrize("status", [200, 304])
def test_an_answer_and_its_confirmation_tell_a_cache_the_same(
    site: TestClient, path: str, status: int
) -> None:
    first = site.get(path)
    held = {"If-None-Match": first.headers["etag"]} if status == 304 else {}
    answer = site.get(path, headers=held)
    assert answer.status_code == status
    for name in ("etag", "vary", "cache-control"):
        assert answer.headers[name] == first.headers[name]
    assert {"Accept", "Accept-Encoding"} <= {n.strip() for n in answer.headers["vary"].split(",")}


@pytest.mark.parametrize("query", ["", "SELEKT", TABLE])
def test_a_refusal_hangs_on_the_form_asked_for_too(site: TestClient, query: str) -> None:
    answer = ask(site, query, "image/png")
    assert answer.status_code in {400, 406}
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_query_that_is_posted_is_answered_whatever_its_client_holds(site: TestClient) -> None:
    held = {"If-None-Match": "*", "Content-Type": DIRECT}
    answer = site.post("/sparql", content=TRUTH, headers=held)
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


@pytest.mark.parametrize("query", [TABLE, GRAPH, "SELEKT", ""])
@pytest.mark.parametrize("accept", [JSON, "text/turtle", "image/png"])
def test_head_tells_what_get_would(site: TestClient, query: str, accept: str) -> None:
    full = ask(site, query, accept)
    head = site.head("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (head.status_code, head.content) == (full.status_code, b"")
    # A request has an id of its own.
    ids = {"x-request-id"}
    assert {n: v for n, v in head.headers.items() if n not in ids} == {
        n: v for n, v in full.headers.items() if n not in ids
    }


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_another_method_is_refused_with_those_there_are(site: TestClient, method: str) -> None:
    answer = site.request(method, "/sparql", params={"query": TRUTH})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (f"{FORM}; charset=UTF-8", "query=ASK%7B%7D", 200),
        (f'{DIRECT}; charset="utf-8"', "ASK {}", 200),
        ("Application/SPARQL-Query", "ASK {}", 200),
        (FORM, "ASK {}", 400),
        (DIRECT, "query=ASK%7B%7D", 400),
        ("text/plain", "ASK {}", 415),
        ("application/x-www-url-form-urlencoded", "query=ASK%7B%7D", 415),
        ("multipart/form-data; boundary=x", "--x--", 415),
        ("application/sparql-query; charset=iso-8859-1", "ASK {}", 415),
        ("nonsense", "ASK {}", 415),
    ],
)
def test_a_body_is_read_by_its_type(site: TestClient, kind: str, body: str, status: int) -> None:
    answer = site.post("/sparql", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT *\nWHERE { ?s ?p }", "2:16"),
        ("PREFIX a: <urn:a>\n\nSELECT ?x {\n  ?x b:c ?y\n}", "4:"),
        ("ASK { ?s ?p 'é' é }", "1:"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_column(
    site: TestClient, query: str, place: str
) -> None:
    problem = ask(site, query).json()
    assert f"error at {place}" in problem["detail"]
    assert {"type", "title", "status", "remedy"} <= set(problem)
