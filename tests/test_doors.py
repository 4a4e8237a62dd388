"""Internal facts leave by no public door: pages, lists, questions, SPARQL."""

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.questions import ask, catalogue
from ecograph.store import EditionReader, Register
from ecograph.store.lines import facts
from tests.conftest import TODAY

BASE = re.escape(DEFAULT_BASE)


def _facts(register: Register, *, internal: bool) -> set[tuple[str, str, str]]:
    edition = register.current()
    assert edition
    return {
        fact
        for name, graph in edition.manifest.graphs.items()
        if "/source/" in name and name.endswith("/internal") is internal
        for fact in facts((edition.graphs / graph.file).read_text("utf-8").splitlines())
    }


@pytest.fixture(scope="module")
def secrets(examples: Register) -> frozenset[str]:
    """Give the IRIs and texts that stand in internal facts and in no public one."""
    public = {part for fact in _facts(examples, internal=False) for part in fact}
    hidden = {
        part for s, _, o in _facts(examples, internal=True) for part in (s, o) if part not in public
    }
    iris = {part[1:-1] for part in hidden if part.startswith(f"<{DEFAULT_BASE}")}
    texts = {part.split('"')[1] for part in hidden if part.startswith('"') and len(part) > 12}
    return frozenset(iris | texts)


def _leaks(secrets: frozenset[str], text: str) -> list[str]:
    """Return the secrets that stand in a text as whole words, as they are or percent-encoded."""
    forms = {form: secret for secret in secrets for form in (secret, quote(secret, safe=""))}
    ends = r"(?![\w%/-]|\.\w)"
    return sorted({forms[form] for form in forms if re.search(re.escape(form) + ends, text)})


def test_the_model_cluster_has_secrets_to_keep(secrets: frozenset[str]) -> None:
    assert len(secrets) >= 5


QUERIES = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    f"SELECT * {{ GRAPH <{DEFAULT_BASE}source/model-cluster/internal> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ GRAPH <{DEFAULT_BASE}merge/all> {{ ?s ?p ?o }} }}",
    "SELECT DISTINCT ?g { GRAPH ?g { } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX eco: <https://w3id.org/ecograph/ns#> SELECT ?x { ?x eco:party/^eco:party ?y }",
    "SELECT ?y { ?x (!<urn:nothing>)+ ?y }",
    "SELECT * { { SELECT * { ?s ?p ?o } } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o . FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    "ASK { GRAPH ?g { ?s ?p ?o } FILTER (CONTAINS(STR(?g), 'internal')) }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER (CONTAINS(STR(?g), 'internal')) }",
)


@pytest.mark.row("R025")
@pytest.mark.parametrize("query", QUERIES)
def test_no_query_reads_an_internal_fact(
    client: TestClient, secrets: frozenset[str], query: str
) -> None:
    answer = client.get(
        "/sparql", params={"query": query}, headers={"Accept": "application/json, text/turtle"}
    )
    assert _leaks(secrets, answer.text) == []
    assert "true" not in answer.text if query.startswith("ASK") else answer.status_code < 500


def test_the_same_queries_do_read_them_for_staff(
    examples: Register, secrets: frozenset[str]
) -> None:
    reader = EditionReader(examples.path)
    everything = reader.answer(QUERIES[0], "text/csv", internal=True).body.decode()
    assert len(_leaks(secrets, everything)) >= 5


@pytest.mark.row("R025")
def test_an_internal_thing_is_not_described_and_has_no_page(
    client: TestClient, secrets: frozenset[str]
) -> None:
    for iri in sorted(secret for secret in secrets if secret.startswith("http")):
        described = client.get("/sparql", params={"query": f"DESCRIBE <{iri}>"})
        assert described.text.count(iri) == 0
        family, key = re.sub(f"^{BASE}", "", iri).split("/", 1)
        page = client.get(f"/{family}s/{key}")
        assert (page.status_code, _leaks(secrets - {iri}, page.text)) == (404, [])


@pytest.mark.row("R025")
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_no_question_tells_the_public_an_internal_fact(
    examples: Register, secrets: frozenset[str], name: str
) -> None:
    question = catalogue()[name]
    values = {p.name: p.example for p in question.parameters if p.example}
    reader = EditionReader(examples.path)
    answer = ask(reader, question, values, internal=False, today=TODAY)
    assert _leaks(secrets, repr(answer.rows) + " ".join(answer.remarks)) == []


LISTS = ("/organisations", "/programmes", "/partnerships", "/outposts", "/resources")


@pytest.mark.row("R025")
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("form", ["", ".csv", ".json"])
def test_no_list_shows_an_internal_thing(
    client: TestClient, secrets: frozenset[str], path: str, form: str
) -> None:
    for page in range(1, 6):
        answer = client.get(path + form, params={"page": page})
        assert _leaks(secrets, answer.text) == []


@pytest.mark.row("R025")
def test_no_public_page_of_a_thing_names_an_internal_one(
    client: TestClient, secrets: frozenset[str], examples: Register
) -> None:
    reader = EditionReader(examples.path)
    query = (
        "SELECT DISTINCT ?s { ?s a ?c . FILTER (STRSTARTS(STR(?s), "
        f"'{DEFAULT_BASE}organisation/mc-') || STRSTARTS(STR(?s), '{DEFAULT_BASE}resource/mc-'))"
        " } ORDER BY ?s"
    )
    found = [row[0].value for row in reader.select(query, {}, internal=False).rows if row[0]]
    assert len(found) > 50
    for iri in found:
        family, key = re.sub(f"^{BASE}", "", iri).split("/", 1)
        assert _leaks(secrets, client.get(f"/{family}s/{key}").text) == []
        assert _leaks(secrets, client.get(f"/{family}s/{key}.ttl").text) == []


@pytest.fixture(scope="module")
def words(secrets: frozenset[str]) -> frozenset[str]:
    """Give the secrets that hold a word: a figure may come to the same number as a hidden one."""
    return frozenset(secret for secret in secrets if re.search("[^\\W\\d]{4}", secret))


@pytest.mark.row("R025")
@pytest.mark.parametrize("form", ["", ".json", ".csv", ".ttl", ".jsonld", ".ics"])
def test_no_results_framework_tells_an_internal_value_answer_or_choice(
    client: TestClient, words: frozenset[str], form: str
) -> None:
    names = [each["id"] for each in client.get("/frameworks.json").json()["frameworks"]]
    assert len(names) > 10
    paths = ("frameworks", "frameworks/due", "indicators", "information")
    for path in (*paths, *(f"frameworks/{name}" for name in names)):
        assert _leaks(words, client.get(f"/{path}{form}").text) == []


@pytest.mark.row("R025")
def test_no_indicator_tells_an_internal_value(client: TestClient, words: frozenset[str]) -> None:
    found = client.get("/indicators.json").json()["indicators"]
    assert len(found) > 188
    for each in found[::5]:
        for form in ("", ".json", ".csv", ".ttl"):
            assert _leaks(words, client.get(f"/indicators/{each['id']}{form}").text) == []


def test_the_files_of_the_register_are_not_served(client: TestClient, examples: Register) -> None:
    edition = examples.current()
    assert edition
    for path in ("/store/current", "/editions", f"/static/../{edition.path.name}/manifest.json"):
        assert client.get(path).status_code in {404, 405}
