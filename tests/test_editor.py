"""The page for writing SPARQL: what it offers, and how it works without script."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.questions import catalogue
from ecograph.standards import PREFIXES
from ecograph.store import Register
from tests.facts import content, organisation
from tests.webfacts import BROWSER, pages_over

ECO = "https://w3id.org/ecograph/ns#"
OPTION = re.compile(r'<option value="([^"]+)"')
TEXT = re.compile(r"<textarea[^>]*>(.*?)</textarea>", re.DOTALL)
WORDS = re.compile(r'<script id="words" type="application/json">(.*?)</script>')


def written(client: TestClient, name: str) -> str:
    """Return the query that an example puts into the field."""
    page = client.get("/sparql", params={"example": name}, headers=dict(BROWSER))
    assert page.status_code == 200, page.text
    return unescape(TEXT.findall(page.text)[0])


@pytest.mark.row("R005")
def test_every_question_is_an_example_to_start_from(client: TestClient) -> None:
    offered = OPTION.findall(client.get("/sparql", headers=dict(BROWSER)).text)
    assert set(offered) == {*catalogue(), "editor-1", "editor-2", "editor-3"}


@pytest.mark.row("R005")
@pytest.mark.parametrize("name", [*catalogue(), "editor-1", "editor-2", "editor-3"])
def test_an_example_is_a_query_that_runs_as_it_stands(client: TestClient, name: str) -> None:
    query = written(client, name)
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 200, answer.text
    assert "_wanted" not in query.replace("BIND", "")


def test_an_example_answers_as_its_question_does(client: TestClient) -> None:
    asked = client.get("/questions/partners.json", params={"organisation": "mc-aurora-bio"})
    found = client.post("/sparql", data={"query": written(client, "partners")}).json()
    assert len(found["results"]["bindings"]) == len(asked.json()["rows"]) > 0


def test_in_a_register_without_the_example_another_thing_stands_in_it(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("small", organisation("alone", "Alone Ltd")))
    site = pages_over(register)
    assert f"<{DEFAULT_BASE}organisation/alone>" in written(site, "partners")
    assert f"<{DEFAULT_BASE}source/small>" in written(site, "facts-of-source")


def test_an_example_that_is_not_there_is_said_to_be_missing(client: TestClient) -> None:
    page = client.get("/sparql?example=nothing", headers=dict(BROWSER))
    assert (page.status_code, "There is no example “nothing”" in page.text) == (404, True)


def test_the_editor_completes_our_prefixes_and_the_terms_of_the_ontology(
    client: TestClient,
) -> None:
    page = client.get("/sparql", headers=dict(BROWSER)).text
    words = json.loads(WORDS.findall(page)[0])
    assert words["prefixes"] == dict(PREFIXES)
    assert {f"{ECO}Partnership", f"{ECO}Relation"} <= set(words["classes"])
    assert {f"{ECO}involvement", f"{ECO}kind"} <= set(words["properties"])


def test_the_policy_of_the_page_is_as_strict_as_that_of_every_other(client: TestClient) -> None:
    policies = {
        path: client.get(path, headers=dict(BROWSER)).headers["content-security-policy"]
        for path in ("/", "/sparql")
    }
    assert policies["/sparql"] == policies["/"]
    assert "unsafe" not in policies["/sparql"]


def test_a_page_asks_for_no_more_rows_than_it_shows(client: TestClient) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    page = client.get("/sparql", params={"query": query}, headers=dict(BROWSER))
    assert (page.status_code, "The first 1000 rows." in page.text) == (200, True)


def test_a_page_says_that_a_graph_goes_on(client: TestClient) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    page = client.get("/sparql", params={"query": query}, headers=dict(BROWSER)).text
    assert "The first part of the graph." in page
    assert "cut at the limit of this service" not in page
