"""The map over HTTP: a page, the same as data, and one for frames; public facts only."""

import re
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph_viz import sight
from tests.facts import content, organisation
from tests.webfacts import BROWSER, SECRET, pages_over, small_register

JSON: Mapping[str, str] = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_over(small_register(tmp_path_factory.mktemp("map")))


def names(answer: Mapping[str, object]) -> list[str]:
    """Return the names of the organisations in an answer."""
    found = answer["organisations"]
    assert isinstance(found, list)
    return [each["name"] for each in found]


def test_the_map_says_who_works_with_whom_today(pages: TestClient) -> None:
    answer = pages.get("/map", headers=JSON).json()
    # One licence between two; the hub is an outpost since 2019; the other relations are over,
    # planned, or have neither dates nor a second party.
    assert names(answer) == ["Aurora Bio", "Aurora Hub", "Øresund Łódź Işık"]
    (line,) = answer["lines"]
    assert (line["first"], line["second"], line["planned"]) == (
        f"{DEFAULT_BASE}organisation/aurora",
        f"{DEFAULT_BASE}organisation/lodz",
        False,
    )
    (relation,) = line["relations"]
    assert (relation["kind"], relation["start"], relation["evidence"], relation["sources"]) == (
        "Licensing",
        "2019",
        ["Report on clusters, p. 12"],
        ["small"],
    )
    assert relation["url"] == "/partnerships/licence"


def test_the_same_address_is_a_page_and_data(pages: TestClient) -> None:
    page = pages.get("/map", headers=BROWSER)
    data = pages.get("/map.json")
    assert (page.headers["content-type"], data.headers["content-type"]) == (
        "text/html; charset=utf-8",
        "application/json",
    )
    assert "Aurora Bio" in page.text
    assert names(data.json()) == names(pages.get("/map", headers=JSON).json())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("year=2018", ["Aurora Bio"]),
        ("as_of=2019-01-01", ["Aurora Bio", "Øresund Łódź Işık"]),
        ("kind=university", ["Øresund Łódź Işık"]),
        ("relation=none&alone=no", []),
        ("alone=no", ["Aurora Bio", "Øresund Łódź Işık"]),
        ("focus=lodz", ["Aurora Bio", "Øresund Łódź Işık"]),
        ("fold=yes", ["Aurora Bio", "Øresund Łódź Işık"]),
        ("repeat=yes&alone=no", []),
    ],
)
def test_filters_narrow_what_is_shown(pages: TestClient, query: str, expected: list[str]) -> None:
    assert names(pages.get(f"/map.json?{query}").json()) == expected


@pytest.mark.row("R116")
@pytest.mark.parametrize("search", ["oresund", "lodz", "isik", "łódź ISIK", "Øresund Biotech"])
def test_a_search_on_the_map_ignores_accents(pages: TestClient, search: str) -> None:
    found = pages.get("/map.json", params={"search": search}).json()["found"]
    assert f"{DEFAULT_BASE}organisation/{'aurora' if 'Bio' in search else 'lodz'}" in found


@pytest.mark.parametrize(
    "query",
    ["year=soon", "as_of=2019", "year=2019&as_of=2019-01-01", "kind=unicorn", "focus=nobody"],
)
@pytest.mark.parametrize("path", ["/map", "/map.json", "/embed/map"])
def test_what_cannot_be_understood_is_refused(pages: TestClient, path: str, query: str) -> None:
    assert pages.get(f"{path}?{query}", headers=BROWSER).status_code == 400


@pytest.mark.parametrize("query", ["colour=red", "planned=maybe", "repeat=no"])
def test_a_parameter_that_there_is_not_is_refused(pages: TestClient, query: str) -> None:
    assert pages.get(f"/map.json?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/map", "/map.json", "/embed/map", "/map.json?year=all"])
def test_an_internal_fact_is_on_no_map_of_the_server(pages: TestClient, path: str) -> None:
    answer = pages.get(path, headers=BROWSER)
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert "hush" not in answer.text.lower().replace("aurora hub", "")


def test_the_map_alone_may_be_framed_and_sets_no_cookie(pages: TestClient) -> None:
    embedded, page = pages.get("/embed/map"), pages.get("/map", headers=BROWSER)
    assert "frame-ancestors *" in embedded.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert {"set-cookie"} & {*embedded.headers, *page.headers} == set()


def test_the_map_in_a_frame_leads_to_the_whole_map_as_it_is_set(pages: TestClient) -> None:
    text = pages.get("/embed/map?year=2019").text
    assert 'href="/map?year=2019"' in text
    assert 'action="/embed/map"' in text


@pytest.mark.parametrize("path", ["/map", "/embed/map"])
def test_a_map_loads_only_from_its_own_server(pages: TestClient, path: str) -> None:
    text = pages.get(path, headers=BROWSER).text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', text)
    files = [address for address in addresses if address.startswith("/map-files/")]
    assert {pages.get(address).status_code for address in files} == {200}
    assert all(address.startswith(("/", "#")) for address in addresses)
    assert len(files) >= 12


def test_no_program_text_of_the_server_is_among_the_files(pages: TestClient) -> None:
    assert pages.get("/map-files/page.py").status_code == 404


def test_a_copy_that_still_holds_is_not_sent_again(pages: TestClient) -> None:
    tag = pages.get("/map", headers=BROWSER).headers["etag"]
    assert pages.get("/map", headers={**BROWSER, "If-None-Match": tag}).status_code == 304


def test_a_new_edition_is_drawn_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    register = small_register(tmp_path_factory.mktemp("edition"))
    pages = pages_over(register)
    before = names(pages.get("/map.json?year=all").json())
    partner = (
        "rel:n a eco:Relation, eco:Partnership ; eco:involvement rel:n1, rel:n2 ; "
        'eco:start "2020"^^xsd:gYear . rel:n1 a eco:Involvement ; eco:organisation :new . '
        "rel:n2 a eco:Involvement ; eco:organisation :aurora ."
    )
    register.replace(content("more", f"{organisation('new', 'Newcomer')}{partner}"))
    assert names(pages.get("/map.json?year=all").json()) == sorted([*before, "Newcomer"])


def test_too_many_organisations_are_listed_as_data_but_not_drawn(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "MOST", 2)
    text = pages.get("/map?search=aurora", headers=BROWSER).text
    assert "Too many organisations" in text
    assert "focus=organisation%2Faurora" in text
    assert pages.get("/map.json").json()["drawn"] is False
