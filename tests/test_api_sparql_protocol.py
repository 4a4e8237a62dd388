"""The SPARQL 1.1 protocol: one query a request, in three ways, over the graphs asked for."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from pyoxigraph import RdfFormat, parse

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from tests.facts import content, organisation
from tests.webfacts import BROWSER, TODAY

SECRET = "Hidden Labs"
ORGANISATION = "http://www.w3.org/ns/org#Organization"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ONE, TWO = f"{DEFAULT_BASE}source/one", f"{DEFAULT_BASE}source/two"
INSIDE, EVERYTHING = f"{ONE}/internal", f"{DEFAULT_BASE}merge/all"
# The ontology, which belongs to the default graph, has labels but no organisations.
NAMES = f"SELECT ?n {{ ?s a <{ORGANISATION}> . ?s <{LABEL}> ?n }} ORDER BY ?n"
INNER = f"SELECT ?n {{ GRAPH ?g {{ ?s <{LABEL}> ?n }} }} ORDER BY ?n"
GRAPH = f"CONSTRUCT {{ ?s <{LABEL}> ?n }} {{ ?s <{LABEL}> ?n }}"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
WAYS = ("get", "form", "direct")
Fields = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give two sources: both name Alpha, two names Beta, one names somebody internally."""
    register = Register(tmp_path_factory.mktemp("sparql-protocol"), DEFAULT_BASE)
    alpha = organisation("a", "Alpha")
    register.replace(content("one", alpha, organisation("h", SECRET)))
    register.replace(content("two", alpha + organisation("b", "Beta")))
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    yield TestClient(create_app(pool, Settings(), lambda: TODAY))
    pool.close()


def ask(site: TestClient, way: str, query: str, fields: Fields = (), accept: str = "") -> Response:
    """Send a query in one of the three ways."""
    headers = {"Accept": accept} if accept else {}
    if way == "get":
        return site.get(f"/sparql?{urlencode((('query', query), *fields))}", headers=headers)
    if way == "form":
        sent = urlencode((("query", query), *fields))
        return site.post("/sparql", content=sent, headers={**headers, "Content-Type": FORM})
    direct = {**headers, "Content-Type": DIRECT}
    return site.post(f"/sparql?{urlencode(fields)}", content=query, headers=direct)


def names(answer: Response) -> list[str]:
    """Return the values of the only column."""
    assert answer.status_code == 200, answer.text
    return [row["n"]["value"] for row in answer.json()["results"]["bindings"]]


def default(*graphs: str) -> Fields:
    return tuple(("default-graph-uri", graph) for graph in graphs)


def named(*graphs: str) -> Fields:
    return tuple(("named-graph-uri", graph) for graph in graphs)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("query", "fields", "expected"),
    [
        (NAMES, (), ["Alpha", "Beta"]),
        (NAMES, default(ONE), ["Alpha"]),
        # A fact that both graphs hold is one fact of their union.
        (NAMES, default(ONE, TWO), ["Alpha", "Beta"]),
        (INNER, named(TWO), ["Alpha", "Beta"]),
        (INNER, named(ONE, TWO), ["Alpha", "Alpha", "Beta"]),
        (INNER, default(ONE), []),
        (NAMES, named(ONE), []),
        (NAMES, (*default(ONE), *named(TWO)), ["Alpha"]),
        (INNER, (*default(ONE), *named(TWO)), ["Alpha", "Beta"]),
        (NAMES, default("urn:nowhere"), []),
        (INNER, named("urn:nowhere"), []),
    ],
)
def test_the_graphs_asked_for_are_those_that_answer(
    site: TestClient, way: str, query: str, fields: Fields, expected: list[str]
) -> None:
    assert names(ask(site, way, query, fields)) == expected


@pytest.mark.parametrize(
    ("clause", "query", "expected"),
    [
        (f"FROM <{ONE}>", NAMES, ["Alpha"]),
        (f"FROM <{ONE}> FROM <{TWO}>", NAMES, ["Alpha", "Beta"]),
        (f"FROM NAMED <{TWO}>", INNER, ["Alpha", "Beta"]),
        ("FROM <urn:nowhere>", NAMES, []),
    ],
)
def test_a_query_chooses_its_graphs_itself(
    site: TestClient, clause: str, query: str, expected: list[str]
) -> None:
    assert names(ask(site, "get", query.replace(" {", f" {clause} {{", 1))) == expected


@pytest.mark.parametrize("way", WAYS)
def test_the_parameters_outweigh_what_the_query_says(site: TestClient, way: str) -> None:
    query = NAMES.replace(" {", f" FROM <{TWO}> {{", 1)
    assert names(ask(site, way, query, default(ONE))) == ["Alpha"]


@pytest.mark.row("R025")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("graph", [INSIDE, EVERYTHING, f"{DEFAULT_BASE}matches/all"])
@pytest.mark.parametrize("query", [NAMES, INNER])
def test_no_parameter_shows_what_the_public_may_not_see(
    site: TestClient, way: str, graph: str, query: str
) -> None:
    for fields in (default(graph), named(graph), (*default(graph), *named(graph))):
        assert names(ask(site, way, query, fields)) == []


@pytest.mark.row("R025")
@pytest.mark.parametrize("graph", [INSIDE, EVERYTHING])
def test_no_clause_shows_what_the_public_may_not_see(site: TestClient, graph: str) -> None:
    for query, clause in ((NAMES, "FROM"), (INNER, "FROM NAMED")):
        text = query.replace(" {", f" {clause} <{graph}> {{", 1)
        assert names(ask(site, "get", text)) == []


@pytest.mark.parametrize(
    ("target", "kind", "body", "status"),
    [
        ("/sparql", FORM, "query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("/sparql?query=ASK%7B%7D", FORM, "query=ASK%7B%7D", 400),
        ("/sparql?query=ASK%7B%7D", DIRECT, "ASK {}", 400),
        ("/sparql", FORM, "default-graph-uri=urn:x", 400),
        ("/sparql", FORM, "query=", 400),
        ("/sparql", FORM, "query=%FF", 400),
        ("/sparql", FORM, "query=ASK%7B%7D&using-graph-uri=urn:x", 400),
        ("/sparql", DIRECT, " ", 400),
        ("/sparql", DIRECT, "ASK {", 400),
        ("/sparql", "text/plain", "ASK {}", 415),
        ("/sparql", "", "query=ASK%7B%7D", 415),
        ("/sparql", f"{DIRECT}; charset=UTF-16", "ASK {}", 415),
    ],
)
def test_a_request_that_is_not_one_query_is_refused(
    site: TestClient, target: str, kind: str, body: str, status: int
) -> None:
    answer = site.post(target, content=body, headers={"Content-Type": kind} if kind else {})
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )


@pytest.mark.parametrize(
    "parameters", ["query=ASK{}&query=ASK{}", "query=", "named-graph-uri=urn:x", "query=ASK+{"]
)
def test_an_address_that_is_not_one_query_is_refused(site: TestClient, parameters: str) -> None:
    assert site.get(f"/sparql?{parameters}").status_code == 400


@pytest.mark.parametrize("kind", [f"{DIRECT}; charset=utf-8", DIRECT.upper()])
def test_the_type_of_a_body_may_have_parameters_and_capitals(site: TestClient, kind: str) -> None:
    answer = site.post("/sparql", content="ASK {}", headers={"Content-Type": kind})
    assert answer.json()["boolean"] is True


def test_a_browser_that_sends_an_empty_form_gets_the_page(site: TestClient) -> None:
    page = site.get("/sparql?query=", headers=BROWSER)
    assert (page.status_code, "<textarea" in page.text) == (200, True)


def test_a_mistake_is_shown_with_its_line_and_column(site: TestClient) -> None:
    # What is wrong with a lone word shows when the bracket closes: line 4, behind its only sign.
    detail = ask(site, "get", "SELECT *\nWHERE {\n  oops\n}").json()["detail"]
    assert "error at 4:2: " in detail


@pytest.mark.row("R002")
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/n-quads", RdfFormat.N_QUADS),
        ("application/trig", RdfFormat.TRIG),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_in_the_form_asked_for(
    site: TestClient, accept: str, form: RdfFormat
) -> None:
    answer = ask(site, "get", GRAPH, default(TWO), accept)
    found = {quad.object.value for quad in parse(answer.content, form)}
    assert (answer.headers["content-type"], found) == (accept, {"Alpha", "Beta"})


@pytest.mark.parametrize("suffix", ["nq", "trig"])
def test_a_suffix_asks_for_a_form_that_can_name_graphs(site: TestClient, suffix: str) -> None:
    answer = site.get(f"/sparql.{suffix}", params={"query": GRAPH})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "accept", ["text/turtle", "image/png", "application/sparql-results+json;q=0"]
)
def test_a_table_in_no_form_that_it_has_is_refused(site: TestClient, accept: str) -> None:
    assert ask(site, "form", NAMES, (), accept).status_code == 406
