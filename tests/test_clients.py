"""The SPARQL service as people use it, served: with SPARQLWrapper, rdflib and curl."""

import base64
import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.dom.minidom import Document

import pytest
import SPARQLWrapper
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader
from ecograph_api.app import create_app
from tests.browser import served
from tests.conftest import Tokens
from tests.webfacts import SECRET, TODAY, small_register

ORG = Namespace("http://www.w3.org/ns/org#")
AURORA = URIRef(f"{DEFAULT_BASE}organisation/aurora")
SOURCE = f"{DEFAULT_BASE}source/small"
PREFIXES = f"PREFIX org: <{ORG}> PREFIX rdfs: <{RDFS}> "
NAMES = PREFIXES + "SELECT ?name { ?o a org:Organization ; rdfs:label ?name } ORDER BY ?name"
FACTS = PREFIXES + "CONSTRUCT { ?o rdfs:label ?n } { ?o a org:Organization ; rdfs:label ?n }"
TRUTH = PREFIXES + "ASK { ?o a org:Organization }"
LONG = "SELECT * { ?s ?p ?o } LIMIT 500"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory, tokens: Tokens) -> Iterator[str]:
    """Give the address of a service over six organisations, and a seventh for staff alone."""
    register = small_register(tmp_path_factory.mktemp("clients"))
    settings = Settings(store=register.path, tokens=tokens.path)
    with served(create_app(EditionReader(register.path), settings, lambda: TODAY)) as home:
        yield f"{home}/sparql"


def wrapped(
    endpoint: str, query: str, form: str, graph: str | None = None
) -> SPARQLWrapper.SPARQLWrapper:
    """Return a client that is about to send a query."""
    client = SPARQLWrapper.SPARQLWrapper(endpoint, defaultGraph=graph)
    client.setQuery(query)
    client.setReturnFormat(form)
    return client


def table(client: SPARQLWrapper.SPARQLWrapper) -> list[str]:
    """Return the values of the only column, as SPARQLWrapper gives them."""
    found = client.queryAndConvert()
    assert isinstance(found, dict)
    return [row["name"]["value"] for row in found["results"]["bindings"]]


@pytest.mark.row("R002")
@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("way", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_gets_a_table_by_every_method(endpoint: str, method: str, way: str) -> None:
    client = wrapped(endpoint, NAMES, SPARQLWrapper.JSON)
    client.setMethod(SPARQLWrapper.POST if way == SPARQLWrapper.POSTDIRECTLY else method)
    client.setRequestMethod(way)
    assert len(table(client)) == 6


@pytest.mark.row("R002")
def test_sparqlwrapper_gets_a_table_in_every_form(endpoint: str) -> None:
    xml = wrapped(endpoint, NAMES, SPARQLWrapper.XML).queryAndConvert()
    assert isinstance(xml, Document)
    assert len(xml.getElementsByTagName("result")) == 6
    for form in (SPARQLWrapper.CSV, SPARQLWrapper.TSV):
        lines = wrapped(endpoint, NAMES, form).queryAndConvert()
        assert isinstance(lines, bytes)
        assert len(lines.splitlines()) == 7


@pytest.mark.row("R002")
@pytest.mark.parametrize("form", [SPARQLWrapper.TURTLE, SPARQLWrapper.N3])
def test_sparqlwrapper_gets_a_graph_as_text(endpoint: str, form: str) -> None:
    found = wrapped(endpoint, FACTS, form).queryAndConvert()
    assert isinstance(found, bytes)
    assert len(Graph().parse(data=found, format="turtle")) == 6


# SPARQLWrapper reads these into a class that rdflib wants to give up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.row("R002")
@pytest.mark.parametrize("form", [SPARQLWrapper.RDFXML, SPARQLWrapper.XML, SPARQLWrapper.JSONLD])
def test_sparqlwrapper_gets_a_graph_to_work_with(endpoint: str, form: str) -> None:
    found = wrapped(endpoint, FACTS, form).queryAndConvert()
    assert isinstance(found, Graph)
    assert len(found) == 6


@pytest.mark.parametrize(("graph", "expected"), [(SOURCE, True), ("urn:nowhere", False)])
def test_sparqlwrapper_asks_about_one_graph(endpoint: str, graph: str, *, expected: bool) -> None:
    found = wrapped(endpoint, TRUTH, SPARQLWrapper.JSON, graph).queryAndConvert()
    assert isinstance(found, dict)
    assert found["boolean"] is expected


def test_sparqlwrapper_is_told_what_is_wrong(endpoint: str) -> None:
    client = wrapped(endpoint, "SELECT * { oops }", SPARQLWrapper.JSON)
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="error at 1:"):
        client.query()


def test_sparqlwrapper_sends_a_token_in_either_way(endpoint: str, tokens: Tokens) -> None:
    by_header, by_password = (wrapped(endpoint, NAMES, SPARQLWrapper.JSON) for _ in range(2))
    by_header.addCustomHttpHeader("Authorization", f"Bearer {tokens.reader}")
    by_password.setCredentials("anybody", tokens.reader)
    assert SECRET in table(by_header)
    assert SECRET in table(by_password)
    assert SECRET not in table(wrapped(endpoint, NAMES, SPARQLWrapper.JSON))


def test_sparqlwrapper_is_told_that_a_token_is_nobodys(endpoint: str) -> None:
    client = wrapped(endpoint, NAMES, SPARQLWrapper.JSON)
    client.setCredentials("anybody", "no-such-token")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.Unauthorized):
        client.query()


@pytest.mark.row("R002")
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_by_every_method_and_form(endpoint: str, method: str, form: str) -> None:
    store = SPARQLStore(endpoint, method=method, returnFormat=form)
    assert len(list(Graph(store).query(NAMES))) == 6


@pytest.mark.row("R002")
def test_rdflib_reads_the_service_as_a_graph(endpoint: str) -> None:
    graph = Graph(SPARQLStore(endpoint))
    assert (AURORA, RDF.type, ORG.Organization) in graph
    assert str(graph.value(AURORA, RDFS.label)) == "Aurora Bio"
    assert len(set(graph.subjects(RDF.type, ORG.Organization))) == 6
    assert len(graph.query(FACTS).graph or ()) == 6
    assert graph.query(TRUTH).askAnswer is True


def test_rdflib_reads_one_named_graph(endpoint: str) -> None:
    store = SPARQLStore(endpoint)
    named = Graph(store, identifier=URIRef(SOURCE))
    assert (AURORA, RDF.type, ORG.Organization) in named
    assert len(Graph(store, identifier=URIRef("urn:nowhere"))) == 0


def test_rdflib_sends_a_token(endpoint: str, tokens: Tokens) -> None:
    header = {"Authorization": f"Bearer {tokens.reader}"}
    for store in (
        SPARQLStore(endpoint, headers=header),
        SPARQLStore(endpoint, auth=("anybody", tokens.reader)),
    ):
        assert SECRET in {str(row[0]) for row in Graph(store).query(NAMES)}  # type: ignore[index]  # rows of a SELECT
    assert SECRET not in {str(row[0]) for row in Graph(SPARQLStore(endpoint)).query(NAMES)}  # type: ignore[index]  # as above


def curl(*arguments: str) -> bytes:
    """Return what curl prints."""
    program = shutil.which("curl")
    if program is None:
        if "CI" in os.environ:
            pytest.fail("there is no curl on this machine")
        pytest.skip("there is no curl on this machine")
    done = subprocess.run(
        [program, "--silent", "--show-error", "--max-time", "30", *arguments],
        capture_output=True,
        check=True,
    )
    return done.stdout


def headers(printed: bytes) -> tuple[int, dict[str, str]]:
    """Return the status and the headers that curl printed."""
    first, *lines = printed.decode("latin-1").strip().splitlines()
    pairs = (line.partition(":") for line in lines if ":" in line)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


def rows(body: bytes) -> int:
    return len(json.loads(body)["results"]["bindings"])


@pytest.mark.row("R002")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--get", "--data-urlencode", f"query={NAMES}"),
        ("--data-urlencode", f"query={NAMES}"),
        ("--header", "Content-Type: application/sparql-query", "--data-binary", NAMES),
    ],
    ids=["get", "form", "direct"],
)
def test_curl_asks_in_each_of_three_ways(endpoint: str, arguments: Sequence[str]) -> None:
    assert rows(curl(*arguments, endpoint)) == 6


def test_curl_sends_a_query_from_a_file(endpoint: str, tmp_path: Path) -> None:
    file = tmp_path / "names.rq"
    file.write_text(NAMES, "utf-8")
    direct = ("--header", "Content-Type: application/sparql-query", "--data-binary", f"@{file}")
    assert (
        rows(curl(*direct, endpoint))
        == rows(curl("--data-urlencode", f"query@{file}", endpoint))
        == 6
    )


@pytest.mark.row("R002")
@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        ("text/csv", NAMES, "text/csv"),
        ("text/tab-separated-values", NAMES, "text/tab-separated-values"),
        ("application/sparql-results+xml", NAMES, "application/sparql-results+xml"),
        ("application/json", NAMES, "application/"),
        ("text/turtle", FACTS, "text/turtle"),
        ("application/rdf+xml", FACTS, "application/rdf+xml"),
        ("application/ld+json", FACTS, "application/ld+json"),
        ("text/turtle;q=0.5, application/n-triples", FACTS, "application/n-triples"),
    ],
)
def test_curl_gets_the_form_that_it_accepts(
    endpoint: str, accept: str, query: str, expected: str
) -> None:
    asked = ("--get", "--data-urlencode", f"query={query}", "--header", f"Accept: {accept}")
    status, found = headers(curl(*asked, "--output", os.devnull, "--dump-header", "-", endpoint))
    assert (status, found["content-type"].startswith(expected)) == (200, True)


def test_curl_without_a_query_gets_the_description(endpoint: str) -> None:
    graph = Graph().parse(data=curl(endpoint), format="turtle")
    described = Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (URIRef(endpoint), described.endpoint, URIRef(endpoint)) in graph


def test_curl_takes_a_compressed_answer(endpoint: str) -> None:
    asked = ("--get", "--data-urlencode", f"query={LONG}", endpoint)
    plain = curl(*asked)
    assert curl("--compressed", *asked) == plain
    sent = curl("--header", "Accept-Encoding: gzip", *asked)
    assert (gzip.decompress(sent) == plain, len(sent) < len(plain) / 2) == (True, True)


def test_curl_gets_the_headers_alone(endpoint: str) -> None:
    asked = ("--get", "--data-urlencode", f"query={NAMES}", endpoint)
    status, found = headers(curl("--head", *asked))
    assert (status, found["content-type"]) == (200, "application/sparql-results+json")
    assert int(found["content-length"]) == len(curl(*asked))


def test_curl_is_told_that_its_copy_still_holds(endpoint: str, tmp_path: Path) -> None:
    tag = str(tmp_path / "tag")
    asked = ("--get", "--data-urlencode", f"query={NAMES}", "--output", os.devnull, endpoint)
    curl("--etag-save", tag, *asked)
    again = curl("--etag-compare", tag, "--write-out", "%{http_code} %{size_download}", *asked)
    assert again == b"304 0"


def test_curl_with_a_token_sees_what_staff_see(endpoint: str, tokens: Tokens) -> None:
    asked = ("--data-urlencode", f"query={NAMES}", "--header", "Accept: text/csv", endpoint)
    assert SECRET.encode() in curl("--oauth2-bearer", tokens.reader, *asked)
    assert SECRET.encode() in curl("--user", f"me:{tokens.reader}", *asked)
    assert SECRET.encode() not in curl(*asked)


def test_curl_with_a_wrong_token_is_told_how_to_send_one(endpoint: str) -> None:
    wrong = base64.b64encode(b"me:wrong").decode()
    asked = (
        "--get",
        "--data-urlencode",
        f"query={NAMES}",
        "--header",
        f"Authorization: Basic {wrong}",
    )
    status, found = headers(curl(*asked, "--output", os.devnull, "--dump-header", "-", endpoint))
    assert (status, "Bearer" in found["www-authenticate"]) == (401, True)


def test_curl_takes_a_whole_graph(endpoint: str) -> None:
    store = endpoint.removesuffix("sparql") + "store"
    taken = curl("--get", "--data-urlencode", f"graph={SOURCE}", store)
    assert (AURORA, RDF.type, ORG.Organization) in Graph().parse(data=taken, format="turtle")
