"""The lists: every thing is on one of them, once, and found by search and by filter."""

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE, fold
from ecograph.store import Register
from tests.facts import content
from tests.webfacts import BROWSER, SECRET, pages_over, small_register

LISTS = ("organisations", "outposts", "programmes", "resources", "partnerships")
# Filters by something that a thing has one of, so that their values part a list.
PARTING = {"organisations": "country", "outposts": "country"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_over(small_register(tmp_path_factory.mktemp("inventory")))


def names(site: TestClient, address: str) -> list[str]:
    return [item["name"] for item in site.get(address).json()["items"]]


def walked(client: TestClient, address: str) -> list[str]:
    """Return the IRIs of a list, page by page to its end."""
    found: list[str] = []
    following = address
    while following:
        part = client.get(following).json()
        found += [item["iri"] for item in part["items"]]
        following = part["next"]
    return found


def test_a_list_is_in_the_order_of_the_names(site: TestClient) -> None:
    assert names(site, "/organisations.json") == [
        "=Closed Company",
        "Aurora Bio",
        "Clubster Santé",
        "Dotted",
        "Sound Cluster",
        "Øresund Łódź Işık",
    ]


def test_an_outpost_is_on_the_list_of_outposts_only(site: TestClient) -> None:
    assert names(site, "/outposts.json") == ["Aurora Hub"]
    assert "Aurora Hub" not in names(site, "/organisations.json")


@pytest.mark.row("R116")
@pytest.mark.parametrize("search", ["oresund lodz", "lodz", "isik", "ISIK oresund", "Øresund Łódź"])
def test_a_search_ignores_accents_case_and_order(site: TestClient, search: str) -> None:
    assert names(site, f"/organisations.json?search={search}") == ["Øresund Łódź Işık"]


def test_a_search_finds_other_names_and_identifiers(site: TestClient) -> None:
    assert names(site, "/organisations.json?search=oresund biotech") == ["Aurora Bio"]
    assert names(site, "/organisations.json?search=999978530") == ["Aurora Bio"]


def test_all_words_of_a_search_count(site: TestClient) -> None:
    assert names(site, "/organisations.json?search=oresund lodz isik nowhere") == []


def test_a_relation_is_found_by_any_of_its_parties_and_what_it_is_about(site: TestClient) -> None:
    assert names(site, "/partnerships.json?search=lodz aurora") == [
        "Aurora Bio – Øresund Łódź Işık"
    ]
    assert names(site, "/partnerships.json?search=project one") == ["Aurora Bio"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/organisations.json?kind=biotech-company", ["Aurora Bio"]),
        ("/organisations.json?country=SE", ["Aurora Bio"]),
        ("/organisations.json?country=unknown", ["=Closed Company", "Dotted"]),
        ("/organisations.json?class=Cluster", ["Sound Cluster"]),
        ("/organisations.json?status=ended", ["=Closed Company"]),
        ("/programmes.json?class=Project", ["Project One"]),
        ("/programmes.json?status=ended", ["Project One"]),
        ("/programmes.json?status=unknown", ["Horizon"]),
        ("/partnerships.json?kind=partnership&status=active", ["Aurora Bio – Øresund Łódź Işık"]),
        ("/partnerships.json?status=planned", ["Øresund Łódź Işık"]),
        ("/partnerships.json?status=unknown", ["Clubster Santé"]),
        ("/partnerships.json?class=Membership", ["Øresund Łódź Işık"]),
        ("/partnerships.json?country=FR", ["Clubster Santé"]),
        ("/resources.json?class=Fund", ["Seed Fund"]),
    ],
)
def test_a_filter_keeps_what_has_its_value(
    site: TestClient, address: str, expected: list[str]
) -> None:
    assert names(site, address) == expected


def test_pages_of_a_list_hold_each_thing_once(site: TestClient) -> None:
    whole = [item["iri"] for item in site.get("/organisations.json").json()["items"]]
    assert walked(site, "/organisations.json?size=2") == whole
    assert site.get("/organisations.json?size=2").json()["pages"] == 3


@pytest.mark.row("R008")
@pytest.mark.parametrize("name", LISTS)
def test_every_thing_of_the_examples_is_reachable_once(client: TestClient, name: str) -> None:
    whole = walked(client, f"/{name}.json?size=500")
    assert len(whole) == len(set(whole)) == client.get(f"/{name}.json").json()["total"] > 0
    parting = PARTING.get(name, "status")
    codes = {item[parting] or "unknown" for item in _items(client, name)}
    parts = [walked(client, f"/{name}.json?size=500&{parting}={code}") for code in sorted(codes)]
    assert sorted(iri for part in parts for iri in part) == sorted(whole)


@pytest.mark.row("R008")
@pytest.mark.parametrize("name", [name for name in LISTS if name != "partnerships"])
def test_every_thing_of_the_examples_is_found_once_by_its_name(
    client: TestClient, name: str
) -> None:
    for item in _items(client, name)[::5]:
        plain = client.get(f"/{name}.json", params={"search": fold(item["name"]), "size": 500})
        assert [found["iri"] for found in plain.json()["items"]].count(item["iri"]) == 1


def _items(client: TestClient, name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = client.get(f"/{name}.json?size=500").json()["items"]
    return found


@pytest.mark.row("R005")
@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_a_list_answers_in_all_its_forms(site: TestClient, name: str) -> None:
    page = site.get(f"/{name}", headers=BROWSER)
    assert (page.status_code, "<h1>" in page.text) == (200, True)
    rows = list(csv.DictReader(io.StringIO(site.get(f"/{name}.csv").text)))
    items = site.get(f"/{name}.json").json()["items"]
    assert [row["iri"] for row in rows] == [item["iri"] for item in items]


@pytest.mark.row("R005")
@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_a_search_without_result_says_what_to_try(site: TestClient, name: str) -> None:
    assert site.get(f"/{name}.json?search=zzzz").json()["total"] == 0
    assert "take a filter off" in site.get(f"/{name}?search=zzzz", headers=BROWSER).text


@pytest.mark.row("R005")
@pytest.mark.parametrize("name", [*LISTS, "search"])
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("page=0", "page: "),
        ("page=first", "page: "),
        ("size=5000", "size: "),
        ("kimd=x", "There is no parameter kimd here."),
        ("search=" + "x" * 300, "search: "),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    site: TestClient, name: str, query: str, reason: str
) -> None:
    answer = site.get(f"/{name}.json?{query}")
    assert answer.status_code == 400
    assert reason in answer.json()["detail"]


def test_a_page_after_the_last_says_so(site: TestClient) -> None:
    page = site.get("/organisations?page=9", headers=BROWSER)
    assert "nothing on page 9" in page.text


def test_a_register_without_things_of_a_sort_says_how_to_load_some(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("nothing"))
    page = pages_over(register).get("/outposts", headers=BROWSER)
    assert "holds nothing of this sort" in page.text


def test_text_that_a_spreadsheet_would_run_is_guarded_in_csv(site: TestClient) -> None:
    assert "'=Closed Company" in site.get("/organisations.csv").text
    assert "'=Closed Company" not in site.get("/organisations.json").text


def test_the_choices_of_a_filter_are_the_values_in_use_with_their_numbers(site: TestClient) -> None:
    page = site.get("/organisations", headers=BROWSER).text
    assert '<option value="unknown">Not known (2)</option>' in page
    assert '<option value="SE">Sweden (1)</option>' in page
    assert 'value="aircraft-maker"' not in page


def test_a_code_that_nothing_has_is_refused_with_those_in_use(site: TestClient) -> None:
    answer = site.get("/organisations.json?kind=aircraft-maker")
    assert answer.status_code == 400
    assert "In use here: biotech-company, university, unknown." in answer.json()["detail"]


@pytest.mark.row("R067")
def test_a_list_has_no_column_of_ranks(client: TestClient) -> None:
    heads = client.get("/organisations", headers=BROWSER).text.partition("<tbody>")[0]
    assert not [word for word in ("Rank", "rank", "#<", "Degree", "Score") if word in heads]


@pytest.mark.row("R025")
@pytest.mark.parametrize("name", [*LISTS, "search"])
@pytest.mark.parametrize("form", ["html", "json", "csv"])
def test_an_internal_thing_is_on_no_list(site: TestClient, name: str, form: str) -> None:
    assert SECRET not in site.get(f"/{name}.{form}?search=hush").text
    assert SECRET not in site.get(f"/{name}.{form}").text
