"""Measures and the review take the same parameters, and what is no value of one is refused."""

import csv
import io
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from ecograph.cli.measuring import measure, review
from ecograph.store import Register
from tests.webfacts import pages_over

NARROWING = {
    "region": "Modelregion",
    "country": "DK",
    "kind": "university",
    "subsector": "biotechnology",
    "relation_kind": "co-development",
    "with_rule": "funding",
    "without_rule": "governance",
    "stated_only": "yes",
    "public": "yes",
}


@pytest.fixture(scope="module")
def web(model_cluster: Register) -> TestClient:
    return pages_over(model_cluster)


def ties_of(web: TestClient, query: str) -> object:
    found = web.get(f"/measures.json?year=2024&{query}").json()
    return next(each["value"] for each in found["measures"] if each["id"] == "ties")


@pytest.mark.parametrize("name", NARROWING)
def test_measures_and_the_review_are_narrowed_alike_and_one_leads_to_the_other(
    web: TestClient, name: str
) -> None:
    query = urlencode({name: NARROWING[name]})
    for address in ("/measures", "/review"):
        assert web.get(f"{address}?year=2024&{query}").status_code == 200
    rows = csv.DictReader(io.StringIO(web.get(f"/review.csv?year=2024&{query}").text))
    ties = next(row for row in rows if row["id"] == "ties")
    assert query in ties["explained_at"]
    assert ties["value"] == str(ties_of(web, query))
    found = web.get(ties["explained_at"], headers={"Accept": "application/json"}).json()
    assert str(found["measure"]["value"]) == ties["value"]


@pytest.mark.parametrize("name", ["region", "country", "kind", "subsector", "relation_kind"])
@pytest.mark.parametrize("address", ["/measures", "/review"])
def test_what_nobody_is_and_no_list_has_is_refused(
    web: TestClient, address: str, name: str
) -> None:
    answer = web.get(f"{address}?year=2024&{name}=nonsense")
    assert (answer.status_code, "“nonsense”" in answer.text) == (400, True)


@pytest.mark.parametrize("name", NARROWING)
def test_the_command_has_an_option_of_the_same_name(name: str) -> None:
    for command in (measure, review):
        options = {each.name for each in command.params}
        # A review is public unless it is told otherwise.
        assert name in options or (name, command.name) == ("public", "review")
