"""The service's own description, and whole graphs by the graph store protocol."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from ecograph_api.sparql.description import FORMS
from tests.facts import content, organisation
from tests.webfacts import BROWSER, TODAY, pages_over

SECRET = "Hidden Labs"
ONE, TWO = f"{DEFAULT_BASE}source/one", f"{DEFAULT_BASE}source/two"
INSIDE, EVERYTHING = f"{ONE}/internal", f"{DEFAULT_BASE}merge/all"
HERE = "http://testserver/sparql"
PREFIXES = """
PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
"""
NAMED = "?d sd:namedGraph ?n . ?n sd:name ?g . ?n sd:graph ?o . ?o void:triples ?c"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give two sources: both name Alpha, two names Beta, one names somebody internally."""
    register = Register(tmp_path_factory.mktemp("graphstore"), DEFAULT_BASE)
    alpha = organisation("a", "Alpha")
    register.replace(content("one", alpha, organisation("h", SECRET)))
    register.replace(content("two", alpha + organisation("b", "Beta")))
    return register


@pytest.fixture(scope="module")
def site(register: Register) -> Iterator[TestClient]:
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    yield TestClient(create_app(pool, Settings(), lambda: TODAY))
    pool.close()


@pytest.fixture(scope="module")
def described(site: TestClient) -> Store:
    store = Store()
    store.load(site.get("/sparql").content, format=RdfFormat.TURTLE)
    return store


def rows(store: Store, pattern: str) -> list[tuple[str, ...]]:
    """Return the sorted answer to a query without its prefixes, or to all of a pattern."""
    query = pattern if pattern.startswith("SELECT") else f"SELECT DISTINCT * {{ {pattern} }}"
    found = store.query(PREFIXES + query)
    return sorted(tuple(_text(value) for value in row) for row in found)  # type: ignore[union-attr]  # it is a SELECT


def _text(term: NamedNode | Literal | BlankNode) -> str:
    return "" if isinstance(term, BlankNode) else term.value


def names(body: bytes) -> set[str]:
    """Return the labels in a graph."""
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    found = [q for q in parse(body, RdfFormat.N_TRIPLES) if q.predicate.value == label]
    return {quad.object.value for quad in found}


def graph(site: TestClient, query: str, accept: str = "application/n-triples") -> set[str]:
    answer = site.get(f"/store?{query}", headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return names(answer.content)


def test_the_service_is_described_at_its_own_address(described: Store) -> None:
    assert rows(described, "?s a sd:Service . ?s sd:endpoint ?e") == [(HERE, HERE)]


@pytest.mark.parametrize("form", FORMS)
def test_the_description_comes_in_every_form_of_a_graph(site: TestClient, form: str) -> None:
    answer = site.get("/sparql", headers={"Accept": form})
    found = list(parse(answer.content, FORMS[form]))
    assert answer.headers["content-type"].startswith(form)
    assert HERE in {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}


def test_the_description_is_the_same_each_time(site: TestClient) -> None:
    assert site.get("/sparql").content == site.get("/sparql").content


def test_every_form_that_the_description_names_can_be_had(
    site: TestClient, described: Store
) -> None:
    named = {iri.rpartition("/")[2] for (iri,) in rows(described, "[] sd:resultFormat ?f")}
    types = {
        "Turtle": "text/turtle",
        "N-Triples": "application/n-triples",
        "TriG": "application/trig",
        "N-Quads": "application/n-quads",
        "RDF_XML": "application/rdf+xml",
        "JSON-LD": "application/ld+json",
        "SPARQL_Results_JSON": "application/sparql-results+json",
        "SPARQL_Results_XML": "application/sparql-results+xml",
        "SPARQL_Results_CSV": "text/csv",
        "SPARQL_Results_TSV": "text/tab-separated-values",
    }
    assert named == set(types)
    for name, media_type in types.items():
        query = "SELECT * { }" if "Results" in name else "CONSTRUCT WHERE { ?s ?p ?o }"
        answer = site.get("/sparql", params={"query": query}, headers={"Accept": media_type})
        assert answer.headers["content-type"].startswith(media_type)


def test_the_description_counts_the_facts_of_each_named_graph(
    site: TestClient, described: Store
) -> None:
    counted = {row[-2]: row[-1] for row in rows(described, f"SELECT ?g ?c {{ {NAMED} }}")}
    bodies = {name: site.get("/store", params={"graph": name}).content for name in (ONE, TWO)}
    given = {name: str(len(list(parse(body, RdfFormat.TURTLE)))) for name, body in bodies.items()}
    assert {name: counted.get(name) for name in given} == given


def test_the_description_counts_things_by_class(described: Store) -> None:
    # Alpha, which both sources name, and Beta.
    part = "?x void:classPartition ?p . ?p void:class org:Organization . ?p void:entities ?n"
    assert [row[-1] for row in rows(described, f"SELECT ?n {{ {part} }}")] == ["2"]


def test_the_partition_by_property_adds_up_to_all_facts(described: Store) -> None:
    all_facts = rows(described, "SELECT ?n { [] a sd:Dataset ; void:triples ?n }")
    parts = "SELECT ?p ?n { [] void:propertyPartition ?x . ?x void:property ?p ; void:triples ?n }"
    assert int(all_facts[0][-1]) == sum(int(row[-1]) for row in rows(described, parts))


@pytest.mark.row("R025")
@pytest.mark.parametrize("form", FORMS)
def test_the_description_names_nothing_internal(site: TestClient, form: str) -> None:
    text = site.get("/sparql", headers={"Accept": form}).text
    assert [
        word for word in (SECRET, "/internal", "merge/all", "matches/all") if word in text
    ] == []


def test_an_empty_register_still_describes_its_service(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    empty = pages_over(Register(tmp_path_factory.mktemp("empty"), DEFAULT_BASE))
    assert empty.get("/sparql").status_code == 200


def test_a_graph_is_given_out_whole(site: TestClient) -> None:
    assert graph(site, f"graph={ONE}") == {"Alpha"}
    assert graph(site, f"graph={TWO}") == {"Alpha", "Beta"}


def test_the_default_graph_is_all_that_everybody_may_see(site: TestClient) -> None:
    found = graph(site, "default")
    assert found >= {"Alpha", "Beta"}
    assert SECRET not in found


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_a_graph_comes_in_every_form(site: TestClient, suffix: str) -> None:
    answer = site.get(f"/store.{suffix}", params={"graph": TWO})
    assert (answer.status_code, "Beta" in answer.text) == (200, True)


@pytest.mark.row("R025")
@pytest.mark.parametrize("name", [INSIDE, EVERYTHING, f"{DEFAULT_BASE}matches/all", "urn:x", "no"])
def test_a_graph_that_is_internal_or_unknown_is_not_there(site: TestClient, name: str) -> None:
    answer = site.get("/store", params={"graph": name})
    assert (answer.status_code, SECRET in answer.text) == (404, False)
    assert site.head("/store", params={"graph": name}).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "graph=", f"graph={ONE}&graph={TWO}", f"graph={ONE}&default", "default&default"]
)
def test_an_address_that_names_no_one_graph_is_refused(site: TestClient, query: str) -> None:
    assert site.get(f"/store?{query}").status_code == 400


def test_head_of_a_graph_tells_its_type_and_its_length(site: TestClient) -> None:
    full, head = site.get(f"/store?graph={TWO}"), site.head(f"/store?graph={TWO}")
    assert (head.status_code, head.content) == (200, b"")
    told = [{**answer.headers, "x-request-id": ""} for answer in (full, head)]
    assert told[0] == told[1]


def test_a_graph_that_is_unchanged_is_not_sent_again(site: TestClient) -> None:
    tag = site.get(f"/store?graph={TWO}").headers["etag"]
    again = site.get(f"/store?graph={TWO}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_graph_is_only_read_where_nobody_can_sign_in(site: TestClient, method: str) -> None:
    answer = site.request(method, f"/store?graph={ONE}", content=b"")
    assert (answer.status_code, "only reads" in answer.json()["detail"]) == (403, True)
    assert graph(site, f"graph={ONE}") == {"Alpha"}


def test_a_graph_takes_no_other_method(site: TestClient) -> None:
    answer = site.patch(f"/store?graph={ONE}")
    methods = "DELETE, GET, HEAD, OPTIONS, POST, PUT"
    assert (answer.status_code, answer.headers["allow"]) == (405, methods)


def test_a_graph_in_no_form_that_there_is_is_refused(site: TestClient) -> None:
    headers = {"Accept": "image/png"}
    assert site.get(f"/store?graph={ONE}", headers=headers).status_code == 406


def test_a_browser_gets_a_graph_too(site: TestClient) -> None:
    assert site.get(f"/store?graph={ONE}", headers=BROWSER).status_code == 200


def test_half_a_graph_is_never_given_out(register: Register) -> None:
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    site = TestClient(create_app(pool, Settings(query_rows=2), lambda: TODAY))
    answers = [site.get("/store?default"), site.get(f"/store?graph={TWO}")]
    pool.close()
    assert [answer.status_code for answer in answers] == [413, 413]
    assert "at most 2" in answers[0].json()["detail"]
