"""SPARQL over HTTP: answers in every format, and refusals that say why."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from pyoxigraph import (
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from tests.webfacts import BROWSER, SECRET, TODAY, pages_over, small_register

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ORGANISATION = "http://www.w3.org/ns/org#Organization"
NAMES = f"SELECT ?name {{ ?o a <{ORGANISATION}> ; <{LABEL}> ?name }} ORDER BY ?name"
GRAPH = f"CONSTRUCT {{ ?o <{LABEL}> ?name }} {{ ?o a <{ORGANISATION}> ; <{LABEL}> ?name }}"
TRUTH = f"ASK {{ ?o a <{ORGANISATION}> }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
SPARQL_QUERY = {"Content-Type": "application/sparql-query"}
TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("sparql"))


@pytest.fixture(scope="module")
def site(register: Register) -> TestClient:
    return pages_over(register)


@pytest.fixture(scope="module")
def limited(register: Register) -> Iterator[TestClient]:
    """Give the pages over reader processes that may run for a second."""
    pool = WorkerPool(register.path, Limits(seconds=1, memory_mb=256, workers=1))
    yield TestClient(create_app(pool, Settings(query_seconds=1), lambda: TODAY))
    pool.close()


def ask(site: TestClient, query: str, accept: str = "") -> Response:
    return site.get(
        "/sparql", params={"query": query}, headers={"Accept": accept} if accept else {}
    )


@pytest.mark.row("R002")
@pytest.mark.parametrize("accept", TABLES)
def test_a_select_answers_in_every_format(site: TestClient, accept: str) -> None:
    answer = ask(site, NAMES, accept)
    found = parse_query_results(answer.content, TABLES[accept])
    assert answer.headers["content-type"].startswith(accept)
    assert isinstance(found, QuerySolutions)
    assert len(list(found)) == 6


@pytest.mark.row("R002")
def test_a_select_answers_in_csv(site: TestClient) -> None:
    lines = ask(site, NAMES, "text/csv").text.splitlines()
    assert (lines[0], len(lines)) == ("name", 7)


@pytest.mark.row("R002")
@pytest.mark.parametrize("accept", GRAPHS)
def test_a_construct_answers_in_every_format(site: TestClient, accept: str) -> None:
    answer = ask(site, GRAPH, accept)
    assert answer.headers["content-type"].startswith(accept)
    assert len(list(parse(answer.content, GRAPHS[accept]))) == 6


@pytest.mark.row("R002")
def test_an_ask_answers_yes_or_no(site: TestClient) -> None:
    assert ask(site, TRUTH).json()["boolean"] is True


@pytest.mark.parametrize(
    ("suffix", "query", "expected"),
    [
        ("json", NAMES, "application/sparql-results+json"),
        ("json", GRAPH, "application/ld+json"),
        ("xml", NAMES, "application/sparql-results+xml"),
        ("xml", GRAPH, "application/rdf+xml"),
        ("csv", NAMES, "text/csv"),
        ("tsv", NAMES, "text/tab-separated-values"),
        ("ttl", GRAPH, "text/turtle"),
        ("nt", GRAPH, "application/n-triples"),
    ],
)
def test_a_suffix_asks_for_a_format(
    site: TestClient, suffix: str, query: str, expected: str
) -> None:
    answer = site.get(f"/sparql.{suffix}", params={"query": query})
    assert answer.headers["content-type"].startswith(expected)


def test_a_query_can_be_sent_as_a_form_or_as_it_is(site: TestClient) -> None:
    by_get = ask(site, NAMES).content
    by_form = site.post("/sparql", data={"query": NAMES}).content
    direct = site.post("/sparql", content=NAMES, headers=SPARQL_QUERY).content
    assert by_get == by_form == direct


def test_a_browser_gets_a_table_with_links(site: TestClient) -> None:
    query = f"SELECT ?o ?name {{ ?o <{LABEL}> ?name FILTER (?name = 'Aurora Bio') }}"
    page = ask(site, query, BROWSER["Accept"]).text
    assert '<a href="/organisations/aurora">' in page
    assert "Aurora Bio" in page


def test_a_browser_gets_a_graph_as_text_and_a_truth_as_a_word(site: TestClient) -> None:
    assert "rdf-schema#label&gt;" in ask(site, GRAPH, BROWSER["Accept"]).text
    assert "Yes." in ask(site, TRUTH, BROWSER["Accept"]).text


def test_a_browser_keeps_its_query_when_it_cannot_be_read(site: TestClient) -> None:
    page = ask(site, "SELECT ?x WHERE { oops", BROWSER["Accept"])
    assert page.status_code == 400
    assert "SELECT ?x WHERE { oops</textarea>" in page.text


def test_a_browser_is_told_when_nothing_answers(site: TestClient) -> None:
    page = ask(site, "SELECT ?x { ?x <urn:no> <urn:where> }", BROWSER["Accept"])
    assert "The query has no answer" in page.text


def test_a_long_answer_is_shown_in_its_first_part(site: TestClient) -> None:
    page = ask(site, "SELECT * { ?s ?p ?o }", BROWSER["Accept"]).text
    assert "The first 1000 rows." in page
    assert page.count("<tr>") == 1_001


@pytest.mark.row("R005")
def test_without_query_a_browser_gets_an_editor_with_examples(site: TestClient) -> None:
    page = site.get("/sparql", headers=BROWSER).text
    assert page.count('<option value="editor-') == 3
    assert "<textarea" in page


def test_without_query_a_program_gets_the_description_of_the_service(site: TestClient) -> None:
    answer = site.get("/sparql")
    endpoint = NamedNode("http://www.w3.org/ns/sparql-service-description#endpoint")
    found = parse(answer.content, RdfFormat.TURTLE)
    assert [q.object for q in found if q.predicate == endpoint] == [NamedNode(str(answer.url))]


@pytest.mark.row("R005")
@pytest.mark.row("R002")
@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELEKT", 400, "This is not SPARQL: error at 1:"),
        ("SELECT * { ?s ?p", 400, "This is not SPARQL"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 403, "this service only reads"),
        ("DROP ALL", 403, "this service only reads"),
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("SELECT * { " + "{" * 100 + "}" * 100 + " }", 413, "brackets"),
        ("SELECT * { } #" + "x" * 17_000, 413, "characters"),
    ],
)
def test_a_query_that_is_not_run_is_refused_with_the_reason(
    site: TestClient, query: str, status: int, words: str
) -> None:
    answer = ask(site, query)
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True)


@pytest.mark.row("R002")
def test_an_endless_query_is_refused_with_the_limit_and_what_helps(limited: TestClient) -> None:
    answer = ask(limited, ENDLESS)
    assert answer.status_code == 503
    assert "longer than 1 seconds" in answer.json()["detail"]
    assert "LIMIT" in answer.json()["detail"]


@pytest.mark.row("R002")
def test_a_browser_reads_the_same_on_the_page(limited: TestClient) -> None:
    page = ask(limited, ENDLESS, BROWSER["Accept"])
    assert (page.status_code, "longer than 1 seconds" in page.text) == (503, True)


@pytest.mark.parametrize(
    ("accept", "query"), [("image/png", NAMES), ("text/turtle", NAMES), ("text/csv", GRAPH)]
)
def test_a_format_that_an_answer_does_not_have_is_refused(
    limited: TestClient, accept: str, query: str
) -> None:
    assert ask(limited, query, accept).status_code == 406


def test_a_description_has_one_format(site: TestClient) -> None:
    assert site.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("kind", "body", "status", "words"),
    [
        ("application/x-www-form-urlencoded", "update=DROP+ALL", 403, "only reads"),
        ("application/sparql-update", "DROP ALL", 403, "only reads"),
        ("application/json", "{}", 415, "application/sparql-query"),
        ("", "ASK {}", 415, "application/sparql-query"),
        ("application/x-www-form-urlencoded", "", 400, "no query"),
        ("application/sparql-query", "", 400, "no query"),
        ("application/sparql-query", "x" * 200_000, 413, "bytes"),
        ("application/sparql-query", b"\xff", 400, "UTF-8"),
    ],
)
def test_a_body_that_is_no_query_is_refused(
    site: TestClient, kind: str, body: str | bytes, status: int, words: str
) -> None:
    answer = site.post("/sparql", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True)


@pytest.mark.parametrize(
    ("parameters", "status", "words"),
    [
        ("update=DROP+ALL", 400, "by POST"),
        ("query=ASK{}&query=ASK{}", 400, "several times"),
        ("query=ASK{}&using-graph-uri=urn:x", 400, "does not belong to a query"),
        ("default-graph-uri=urn:x", 400, "no query"),
    ],
)
def test_parameters_outside_the_protocol_are_refused(
    site: TestClient, parameters: str, status: int, words: str
) -> None:
    answer = site.get(f"/sparql?{parameters}")
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_with_those_there_are(site: TestClient, method: str) -> None:
    answer = site.request(method, "/sparql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


def test_the_edition_is_the_tag_and_an_unchanged_answer_is_not_sent_again(
    site: TestClient, register: Register
) -> None:
    first = ask(site, NAMES)
    tag = first.headers["etag"]
    edition = register.current()
    again = site.get("/sparql", params={"query": NAMES}, headers={"If-None-Match": f'"x", W/{tag}'})
    assert edition is not None
    assert tag.startswith(f'"{edition.id}-')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", f"W/{tag}")


def test_two_formats_have_two_tags(site: TestClient) -> None:
    tags = {ask(site, NAMES, form).headers["etag"] for form in TABLES}
    assert len(tags) == len(TABLES)


@pytest.mark.row("R025")
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH <https://w3id.org/ecograph/id/source/small/internal> { ?s ?p ?o } }",
        "SELECT * { GRAPH <https://w3id.org/ecograph/id/merge/all> { ?s ?p ?o } }",
        "DESCRIBE <https://w3id.org/ecograph/id/organisation/hush>",
        "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
        "SELECT DISTINCT ?g { GRAPH ?g { } }",
    ],
)
def test_no_query_gives_an_internal_fact_away(site: TestClient, query: str) -> None:
    answer = ask(site, query, "application/sparql-results+json, application/n-triples")
    assert answer.status_code == 200
    assert [
        word for word in (SECRET, "hush", "small/internal", "merge/all") if word in answer.text
    ] == []


def test_an_empty_register_says_how_to_fill_it(tmp_path: Path) -> None:
    answer = ask(pages_over(Register(tmp_path, DEFAULT_BASE)), NAMES)
    assert answer.status_code == 503
    assert "ecograph load" in json.loads(answer.content)["detail"]
