"""Internal facts leave by no public page: things, questions, frameworks and indicators, all swept.

tests/test_rights_attacks.py asks for them on purpose.
"""

import re

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.questions import ask, catalogue
from ecograph.store import EditionReader, Register
from tests.conftest import TODAY
from tests.hidden import given_away, hidden_texts

THING = re.compile(f"{DEFAULT_BASE}[a-z]+/[^/]+")
THINGS = f"""SELECT DISTINCT ?s {{ ?s a ?c .
  FILTER (STRSTARTS(STR(?s), '{DEFAULT_BASE}organisation/mc-')
    || STRSTARTS(STR(?s), '{DEFAULT_BASE}resource/mc-')) }} ORDER BY ?s"""


@pytest.fixture(scope="module")
def hidden(examples: Register) -> frozenset[str]:
    """Give the IRIs and texts that stand in internal facts and in no public one."""
    return hidden_texts(examples)


@pytest.fixture(scope="module")
def words(hidden: frozenset[str]) -> frozenset[str]:
    """Give those that hold a word: a figure may come to the same number as a hidden one."""
    return frozenset(each for each in hidden if re.search("[^\\W\\d]{4}", each))


@pytest.fixture(scope="module")
def reader(examples: Register) -> EditionReader:
    """Give a reader over both examples."""
    return EditionReader(examples.path)


def address(iri: str) -> str:
    """Return where the page of a thing is, or would be."""
    family, key = iri.removeprefix(DEFAULT_BASE).split("/", 1)
    return f"/{family}s/{key}"


def test_the_model_cluster_has_secrets_to_keep(hidden: frozenset[str]) -> None:
    assert len(hidden) >= 60


@pytest.mark.row("R025")
def test_an_internal_thing_is_not_described_and_has_no_page(
    client: TestClient, hidden: frozenset[str]
) -> None:
    for iri in sorted(each for each in hidden if THING.fullmatch(each)):
        described = client.get("/sparql", params={"query": f"DESCRIBE <{iri}>"})
        assert described.text.count(iri) == 0
        page = client.get(address(iri))
        assert page.status_code == 404
        own = {each for each in hidden if iri.startswith(each)}
        assert given_away(hidden - own, page.text) == []


@pytest.mark.row("R025")
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_no_question_tells_the_public_an_internal_fact(
    reader: EditionReader, hidden: frozenset[str], name: str
) -> None:
    question = catalogue()[name]
    values = {p.name: p.example for p in question.parameters if p.example}
    answer = ask(reader, question, values, internal=False, today=TODAY)
    assert given_away(hidden, repr(answer.rows) + " ".join(answer.remarks)) == []


@pytest.mark.row("R025")
def test_no_public_page_of_a_thing_names_an_internal_one(
    client: TestClient, hidden: frozenset[str], reader: EditionReader
) -> None:
    rows = reader.select(THINGS, {}, internal=False).rows
    found = [address(row[0].value) for row in rows if row[0]]
    assert len(found) > 50
    assert {path: given_away(hidden, client.get(f"{path}.ttl").text) for path in found} == {
        path: [] for path in found
    }
    assert [given_away(hidden, client.get(path).text) for path in found[::6]] == [
        [] for _ in found[::6]
    ]


@pytest.mark.row("R025")
@pytest.mark.parametrize("form", ["", ".json", ".ttl"])
def test_no_results_framework_tells_an_internal_value_answer_or_choice(
    client: TestClient, words: frozenset[str], form: str
) -> None:
    names = [each["id"] for each in client.get("/frameworks.json").json()["frameworks"]]
    assert len(names) > 10
    for name in names:
        assert given_away(words, client.get(f"/frameworks/{name}{form}").text) == []


@pytest.mark.row("R025")
def test_no_indicator_tells_an_internal_value(client: TestClient, words: frozenset[str]) -> None:
    found = client.get("/indicators.json").json()["indicators"]
    assert len(found) > 188
    for each in found[::12]:
        for form in ("", ".json", ".ttl"):
            assert given_away(words, client.get(f"/indicators/{each['id']}{form}").text) == []
