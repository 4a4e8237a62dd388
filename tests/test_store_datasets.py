"""The dataset of a query: what it asks for of what its reader may see, and never more."""

import csv
import io

import pytest

from ecograph.errors import QueryTooLargeError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.records import Dataset
from ecograph.store import EditionReader, Register
from ecograph.store.queries import guards
from ecograph.store.queries.clauses import dataset
from tests.facts import content, organisation

SECRET = "Hidden Labs"
ALPHA = organisation("a", "Alpha")
ONE = f"{DEFAULT_BASE}source/one"
TWO = f"{DEFAULT_BASE}source/two"
INSIDE = f"{ONE}/internal"
EVERYTHING = f"{DEFAULT_BASE}merge/all"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NAMES = f"SELECT ?n {{ ?s <{LABEL}> ?n }}"
INNER_NAMES = f"SELECT ?n {{ GRAPH ?g {{ ?s <{LABEL}> ?n }} }}"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a reader of two sources that both name Alpha; one names somebody internally."""
    register = Register(tmp_path_factory.mktemp("datasets"), DEFAULT_BASE)
    register.replace(content("one", ALPHA, organisation("h", SECRET)))
    register.replace(content("two", ALPHA + organisation("b", "Beta")))
    return EditionReader(register.path)


def names(
    reader: EditionReader, query: str, asked: Dataset | None = None, *, internal: bool = False
) -> list[str]:
    """Return the sorted first column of an answer."""
    answer = reader.answer(query, "text/csv", internal=internal, dataset=asked)
    rows = list(csv.reader(io.StringIO(answer.body.decode())))
    return sorted(row[0] for row in rows[1:])


@pytest.mark.parametrize("graph", [INSIDE, EVERYTHING, f"{DEFAULT_BASE}matches/all"])
@pytest.mark.parametrize("form", ["default", "named", "FROM", "FROM NAMED"])
def test_a_graph_that_the_public_may_not_see_is_empty(
    reader: EditionReader, graph: str, form: str
) -> None:
    asked = {"default": Dataset((graph,), ()), "named": Dataset((), (graph,))}.get(form)
    clause = f" {form} <{graph}> {{" if form.startswith("FROM") else " {"
    for query in (NAMES, INNER_NAMES):
        assert names(reader, query.replace(" {", clause, 1), asked) == []


@pytest.mark.parametrize(
    ("asked", "query", "expected"),
    [
        (Dataset((ONE,), ()), NAMES, ["Alpha"]),
        (Dataset((ONE, TWO), ()), NAMES, ["Alpha", "Beta"]),
        (Dataset((ONE, INSIDE), ()), NAMES, ["Alpha"]),
        (Dataset((ONE,), ()), INNER_NAMES, []),
        (Dataset((), (TWO,)), NAMES, []),
        (Dataset((), (TWO,)), INNER_NAMES, ["Alpha", "Beta"]),
        (Dataset((ONE,), (TWO,)), INNER_NAMES, ["Alpha", "Beta"]),
    ],
)
def test_a_dataset_chooses_among_what_the_reader_sees(
    reader: EditionReader, asked: Dataset, query: str, expected: list[str]
) -> None:
    assert names(reader, query, asked) == expected


def test_staff_may_choose_what_is_internal(reader: EditionReader) -> None:
    assert names(reader, NAMES, Dataset((INSIDE,), ()), internal=True) == [SECRET]


def test_the_request_goes_before_the_clauses_of_the_query(reader: EditionReader) -> None:
    query = NAMES.replace(" {", f" FROM <{TWO}> {{", 1)
    assert names(reader, query) == ["Alpha", "Beta"]
    assert names(reader, query, Dataset((ONE,), ())) == ["Alpha"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", None),
        ("SELECT * FROM <urn:a> { ?s ?p ?o }", Dataset(("urn:a",), ())),
        ("ask from named <urn:a> where { }", Dataset((), ("urn:a",))),
        ("PREFIX x: <urn:x:> SELECT ?from FROM x:a FROM NAMED x:b.c {}",
         Dataset(("urn:x:a",), ("urn:x:b.c",))),
        ("BASE <http://a.example/b/> DESCRIBE ?s FROM <../c> {}",
         Dataset(("http://a.example/c",), ())),
        ("BASE <http://a.example/> PREFIX : <g/> CONSTRUCT { ?s ?p ?o } FROM :x WHERE {}",
         Dataset(("http://a.example/g/x",), ())),
        ("CONSTRUCT FROM <urn:a> WHERE { ?s ?p ?o }", Dataset(("urn:a",), ())),
        ("SELECT (COUNT(?s) AS ?n) FROM <urn:a>{}", Dataset(("urn:a",), ())),
        ("# FROM <urn:b>\nSELECT * { ?s ?p 'FROM <urn:c>' }", None),
        ("SELECT * FROM y:a {}", Dataset(("",), ())),
    ],
)  # fmt: skip
def test_the_clauses_of_a_query_are_read(query: str, expected: Dataset | None) -> None:
    assert dataset(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {" + " ".join(f"?a{n} <urn:p{n}> ?a{n + 1} ." for n in range(60)) + "}",
        "SELECT * { VALUES ?x {" + " <urn:example:12345>" * 400 + "} ?x ?p ?o }",
        "SELECT * { ?s ?p ?o" + " OPTIONAL { ?s <urn:p> ?x" * 20 + " }" * 20 + " }",
        "SELECT * { ?s (<urn:a>/<urn:b>|^<urn:c>)*/!(<urn:d>|<urn:e>)+ ?o }",
        "SELECT * { ?s ?p ?o FILTER (?o IN (" + ", ".join(map(str, range(500))) + ")) }",
    ],
)
def test_an_honest_query_passes_the_caps(reader: EditionReader, query: str) -> None:
    guards.check(query)
    assert reader.answer(query + " LIMIT 1", "", internal=False).body


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ("SELECT * {" + "?a ?b ?c ." * 600 + "}", "several steps"),
        ("SELECT * { ?s " + "<urn:a>/" * 600 + "<urn:b> ?o }", "several steps"),
        ("ASK { FILTER(" + "!" * 2_000 + "true) }", "Shorten its FILTERs"),
    ],
)
def test_a_query_over_a_cap_is_told_what_to_do(query: str, remedy: str) -> None:
    with pytest.raises(QueryTooLargeError, match=remedy):
        guards.check(query)
