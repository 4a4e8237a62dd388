"""The application: what an error becomes outside, safe headers, and the pages of the service."""

import re
from datetime import date
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from ecograph.errors import (
    AmbiguousNameError,
    EcographError,
    RefusedByChecksError,
    UnknownEditionError,
)
from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import PARTS, create_app
from ecograph_api.http import problems
from tests.facts import content
from tests.webfacts import BROWSER, PUBLIC, SECRET, pages_over, small_register

PROFILE = f"""<{DEFAULT_BASE}profile/p> a eco:Profile ; eco:cluster :model-cluster .
:model-cluster a eco:Cluster ; rdfs:label "Model Cluster, invented for demonstration" ."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_over(small_register(tmp_path_factory.mktemp("app")))


@pytest.fixture
def broken(tmp_path: Path) -> TestClient:
    """Give pages with a fault that nobody foresaw: their clock stands still."""

    def today() -> date:
        raise ZeroDivisionError("the clock stands still")

    reader = EditionReader(small_register(tmp_path).path)
    return TestClient(create_app(reader, Settings(), today), raise_server_exceptions=False)


def test_a_program_reads_of_an_error_in_json(site: TestClient) -> None:
    answer = site.get("/nowhere")
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "status", "title", "detail", "remedy"}


def test_a_browser_reads_of_an_error_on_a_page(site: TestClient) -> None:
    answer = site.get("/nowhere", headers=BROWSER)
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)
    assert "This server has no page /nowhere." in answer.text


@pytest.mark.parametrize("accept", ["*/*", BROWSER["Accept"]])
def test_an_accident_gives_nothing_away(broken: TestClient, accept: str) -> None:
    answer = broken.get("/organisations", headers={"Accept": accept})
    assert answer.status_code == 500
    assert [word for word in ("ZeroDivision", "Traceback", "clock") if word in answer.text] == []
    assert "Content-Security-Policy" in answer.headers


def test_every_deliberate_error_has_a_status_of_its_own() -> None:
    kinds = [kind for kind in _all_below(EcographError) if kind.__module__ == "ecograph.errors"]
    unlisted = {"QueryError", "QuestionFileError", "SettingError"}
    unlisted |= {"BackupError", "NothingToEraseError"}  # the command alone meets these
    told = {kind.__name__: problems.of_error(_one(kind)).title for kind in kinds}
    vague = {name for name, title in told.items() if title == "The request cannot be answered"}
    assert vague == unlisted


def test_an_error_is_told_in_its_own_words() -> None:
    problem = problems.of_error(UnknownEditionError("There is no edition “x”."))
    assert (problem.status, problem.detail) == (404, "There is no edition “x”.")


@pytest.mark.parametrize(
    "path", ["/", "/organisations", "/sparql?query=ASK{}", "/health", "/nowhere", "/docs"]
)
def test_every_answer_forbids_what_a_page_does_not_need(site: TestClient, path: str) -> None:
    headers = site.get(path, headers=BROWSER).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == (
        "nosniff",
        "no-referrer",
    )


def test_only_the_documentation_may_use_style_attributes(site: TestClient) -> None:
    assert "unsafe-inline" in site.get("/docs").headers["content-security-policy"]
    assert "unsafe-inline" not in site.get("/sparql").headers["content-security-policy"]


def test_files_are_kept_for_a_year_under_an_address_that_names_their_content(
    site: TestClient,
) -> None:
    page = site.get("/docs", headers=BROWSER).text
    addresses = re.findall(r'(?:href|src)="(/(?:static|vendor)/[^"]+)"', page)
    answers = [site.get(address) for address in addresses]
    assert len(addresses) >= 7
    assert {answer.status_code for answer in answers} == {200}
    assert {"immutable" in answer.headers["cache-control"] for answer in answers} == {True}


def test_a_file_is_not_found_outside_its_folder(site: TestClient) -> None:
    assert site.get("/static/%2e%2e/app.py").status_code == 404


@pytest.mark.row("R005")
def test_the_documentation_names_every_address(site: TestClient) -> None:
    documented = set(site.get("/openapi.json").json()["paths"])
    routes = [route for part in PARTS for route in part.router.routes]
    paths = {route.path_format for route in routes if isinstance(route, APIRoute)}
    assert paths - documented == {"/docs", "/review/style.css", "/store/{name}"}


def test_an_empty_register_says_how_to_fill_it(tmp_path: Path) -> None:
    empty = pages_over(Register(tmp_path, DEFAULT_BASE))
    page = empty.get("/", headers=BROWSER)
    assert (page.status_code, "ecograph load PATH" in page.text) == (503, True)


@pytest.mark.parametrize("path", ["/health", "/docs", "/"])
def test_an_address_that_only_reads_takes_no_body(site: TestClient, path: str) -> None:
    answer = site.post(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.row("R005")
def test_home_counts_what_is_in_the_register(site: TestClient) -> None:
    assert site.get("/", headers={"Accept": "application/json"}).json()["counts"] == {
        "organisations": 5,
        "clusters": 1,
        "outposts": 1,
        "programmes": 2,
        "resources": 1,
        "relations": 4,
    }


def test_home_lists_questions_sources_and_relations(site: TestClient) -> None:
    page = site.get("/", headers=BROWSER).text
    assert '<a href="/questions/partners">' in page
    assert '<a href="/partnerships?class=Partnership">Partnership</a>' in page
    assert '<th scope="row">small</th>' in page
    assert "<textarea" in page


def test_home_offers_no_other_form(site: TestClient) -> None:
    assert site.get("/", headers={"Accept": "text/csv"}).status_code == 406


def test_without_a_profile_home_says_how_to_add_one(site: TestClient) -> None:
    page = site.get("/", headers=BROWSER).text
    assert "No cluster is named yet" in page
    assert "<code>profile</code>" in page


@pytest.mark.parametrize("path", ["/", "/organisations", "/questions", "/sparql", "/nowhere"])
def test_the_model_cluster_says_on_every_page_that_it_is_invented(
    tmp_path: Path, path: str
) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("model-cluster", PROFILE))
    page = pages_over(register).get(path, headers=BROWSER).text
    assert '<p class="banner invented">Model Cluster, invented for demonstration</p>' in page
    assert "examples that come with ecograph (model-cluster)" in page


def test_a_new_edition_is_shown_at_once(tmp_path: Path) -> None:
    register = small_register(tmp_path)
    site = pages_over(register)
    before = site.get("/", headers=BROWSER)
    register.replace(content("more", ':new a org:Organization ; rdfs:label "New" .'))
    after = site.get("/", headers={**BROWSER, "If-None-Match": before.headers["etag"]})
    assert (after.status_code, "<strong>6</strong> organisations" in after.text) == (200, True)
    again = site.get("/", headers={**BROWSER, "If-None-Match": after.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_source_loaded_twice_changes_no_count(tmp_path: Path) -> None:
    register = small_register(tmp_path)
    register.replace(content("again", PUBLIC))
    site = pages_over(register)
    assert site.get("/organisations.json").json()["total"] == 6
    assert site.get("/partnerships.json").json()["total"] == 4
    assert "<strong>5</strong> organisations" in site.get("/", headers=BROWSER).text


@pytest.mark.row("R025")
@pytest.mark.parametrize("path", ["/", "/health", "/questions", "/openapi.json"])
def test_no_page_of_the_service_names_an_internal_thing(site: TestClient, path: str) -> None:
    assert SECRET not in site.get(path, headers=BROWSER).text


def _all_below(kind: type[EcographError]) -> list[type[EcographError]]:
    below = kind.__subclasses__()
    return below + [deeper for each in below for deeper in _all_below(each)]


def _one(kind: type[EcographError]) -> EcographError:
    return kind("x", ()) if kind in {AmbiguousNameError, RefusedByChecksError} else kind("x")
