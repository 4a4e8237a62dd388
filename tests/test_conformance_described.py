"""What the W3C asks of a service that describes itself, and of a store of graphs that is read."""

import csv
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, Store

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph.writing import Writer
from ecograph_api.app import create_app
from tests.conftest import Tokens
from tests.facts import two_sources
from tests.webfacts import TODAY

ONE, TWO = f"{DEFAULT_BASE}source/one", f"{DEFAULT_BASE}source/two"
CSV = "text/csv"
SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
PREFIXES = f"PREFIX sd: <{SD}> PREFIX void: <{VOID}> PREFIX dcterms: <http://purl.org/dc/terms/> "


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


@pytest.fixture(scope="module")
def staff(register: Register, pool: WorkerPool, tokens: Tokens) -> TestClient:
    settings = Settings(store=register.path, tokens=tokens.path)
    application = create_app(pool, settings, lambda: TODAY)
    return TestClient(application, headers={"Authorization": f"Bearer {tokens.reader}"})


@pytest.fixture(scope="module")
def described(site: TestClient) -> Store:
    """Give the description of the service as a store."""
    return _described(site)


def _described(site: TestClient) -> Store:
    store = Store()
    store.load(site.get("/sparql").content, format=RdfFormat.TURTLE)
    return store


def rows(store: Store, columns: str, pattern: str) -> Iterator[tuple[str, ...]]:
    """Return the values of what fits a pattern in a description."""
    for row in store.query(f"{PREFIXES} SELECT {columns} {{ {pattern} }}"):  # type: ignore[union-attr]  # it is a SELECT
        yield tuple("" if term is None else str(getattr(term, "value", term)) for term in row)


def pairs(store: Store, columns: str, pattern: str) -> dict[str, str]:
    """Return the second of two columns by the first."""
    return {row[0]: row[1] for row in rows(store, columns, pattern)}


def counted(site: TestClient, query: str) -> dict[str, str]:
    """Return the answer to a query for two columns, the second by the first."""
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": CSV})
    return {row[0]: row[1] for row in csv.reader(answer.text.splitlines()[1:])}


def test_the_description_is_of_one_service_and_its_dataset(described: Store) -> None:
    ((service, endpoint),) = rows(
        described, "?service ?endpoint", "?service a sd:Service ; sd:endpoint ?endpoint"
    )
    assert service == endpoint == "http://testserver/sparql"
    ((_, dataset, default),) = rows(
        described,
        "?s ?d ?g",
        "?s sd:defaultDataset ?d . ?d a sd:Dataset ; sd:defaultGraph ?g . ?g a sd:Graph",
    )
    assert dataset != default
    ((_, where),) = rows(described, "?d ?w", "?d a void:Dataset ; void:sparqlEndpoint ?w")
    assert where == endpoint


def test_the_description_speaks_of_updates_where_somebody_may_write(
    site: TestClient, staff: TestClient, register: Register
) -> None:
    languages = "[] sd:supportedLanguage ?language"
    assert list(rows(_described(site), "?language", languages)) == [(f"{SD}SPARQL11Query",)]
    application = staff.app
    assert isinstance(application, FastAPI)
    application.state.writer = Writer(register)
    found = set(rows(_described(staff), "?language", languages))
    application.state.writer = None
    assert found == {(f"{SD}SPARQL11Query",), (f"{SD}SPARQL11Update",)}


def test_every_count_of_the_description_is_what_a_query_counts(
    site: TestClient, described: Store
) -> None:
    classes = pairs(described, "?c ?n", "[] void:class ?c ; void:entities ?n")
    used = pairs(described, "?p ?n", "[] void:property ?p ; void:triples ?n")
    totals = next(rows(described, "?c ?p", "[] a sd:Graph ; void:classes ?c ; void:properties ?p"))
    assert totals == (str(len(classes)), str(len(used)))
    query = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
    assert counted(site, query) == classes
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    assert counted(site, query) == used


def test_every_named_graph_of_the_description_can_be_asked_and_taken(
    site: TestClient, described: Store
) -> None:
    graphs = pairs(described, "?g ?n", "[] sd:name ?g ; sd:graph/void:triples ?n")
    assert {ONE, TWO} <= set(graphs)
    for graph, facts in graphs.items():
        query = f"SELECT ('n' AS ?a) (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        taken = site.get("/store", params={"graph": graph}, headers={"Accept": "text/plain"})
        assert counted(site, query) == {"n": facts}
        assert len(taken.text.splitlines()) == int(facts)


@pytest.mark.row("R025")
def test_the_description_for_staff_says_whose_it_is(site: TestClient, staff: TestClient) -> None:
    titles = [
        next(rows(_described(each), "?t", "?d dcterms:title ?t"))[0] for each in (site, staff)
    ]
    assert titles == ["What everybody may read of this register", "What staff may read of it"]
    assert f"{ONE}/internal" in str(staff.get("/sparql").text)
    assert f"{ONE}/internal" not in str(site.get("/sparql").text)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"graph": ONE}, 200),
        ({"default": ""}, 200),
        ({"graph": "urn:nowhere"}, 404),
        ({"graph": ONE, "default": ""}, 400),
        ({}, 400),
    ],
)
def test_a_graph_store_gives_out_one_graph_at_a_time(
    site: TestClient, method: str, query: dict[str, str], status: int
) -> None:
    assert site.request(method, "/store", params=query).status_code == status


@pytest.mark.parametrize(
    "accept",
    ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"],
)
def test_a_graph_is_taken_in_the_form_asked_for(site: TestClient, accept: str) -> None:
    answer = site.get("/store", params={"graph": TWO}, headers={"Accept": accept})
    found = Store()
    form = RdfFormat.from_media_type(accept)
    assert form is not None
    found.load(answer.content, format=form)
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert found.query("ASK { ?s ?p 'Beta' }")
