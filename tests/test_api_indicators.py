"""/indicators, /elements, /frameworks/due: each figure down to its facts, nothing internal."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from ecograph_api.register.addresses import page_of
from tests.frameworkfacts import HUSH, framework_register, records, words
from tests.hidden import given_away, hidden_texts
from tests.webfacts import BROWSER, TODAY, pages_over


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return framework_register(tmp_path_factory.mktemp("frameworks"))


@pytest.fixture(scope="module")
def web(own: Register) -> TestClient:
    return pages_over(own)


def told_iri(document: Mapping[str, object]) -> object:
    """Return the IRI of what a document is about."""
    whole = document["framework"]
    return whole["iri"] if isinstance(whole, dict) else document["iri"]


@pytest.mark.row("R042")
def test_a_value_that_should_fall_is_better_when_it_falls(page: Callable[[str], str]) -> None:
    # Ten days less than the 30 of the year before, and below the target of 25.
    text = words(page("/frameworks/own?year=2024"))
    assert "days reported 20 30" in text
    assert "25 reached −10 for the better, against 2023" in text


@pytest.mark.row("R042")
def test_a_first_year_has_no_change_rather_than_nought(web: TestClient) -> None:
    found = web.get("/indicators/own-days.json?year=2023").json()
    assert (found["reported"]["value"], found["reported"]["change"]) == (30, None)
    gap = web.get("/indicators/own-days.json?year=2025").json()
    assert (gap["reported"]["value"], gap["reported"]["change"]) == (None, None)


def test_computed_and_reported_values_stand_apart(web: TestClient) -> None:
    # One licence began in 2019 and nobody reports licences; nobody can compute days.
    licences = web.get("/indicators/own-licences.json?year=2019").json()
    assert (licences["computed"]["value"], licences["reported"]["value"]) == (1, None)
    assert licences["computed"]["facts"] == [f"{DEFAULT_BASE}relation/licence"]
    days = web.get("/indicators/own-days.json?year=2024").json()
    assert (days["computed"], days["reported"]["value"]) == (None, 20)


def test_an_indicator_shows_all_years_its_facts_and_its_definition(
    page: Callable[[str], str],
) -> None:
    text = page("/indicators/own-licences?year=2019")
    assert "Aurora Bio – Øresund Łódź Işık" in text
    assert 'href="/partnerships/licence"' in text
    assert "Our own" in text
    assert "Version 1 of “own-licences”" in words(text)
    assert re.findall(r'<th scope="row"><a href="[^"]*year=(\d+)', text) == [
        str(year) for year in range(2024, 2018, -1)
    ]


def test_the_query_of_an_indicator_runs_as_it_stands(
    web: TestClient, page: Callable[[str], str]
) -> None:
    (link,) = re.findall(
        r'href="(/sparql\?query=[^"]+)"', page("/indicators/own-licences?year=2019")
    )
    query = parse_qs(urlsplit(unescape(link)).query)["query"][0]
    answer = web.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200
    assert f"{DEFAULT_BASE}relation/licence" in answer.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("framework=own", {"own-licences", "own-days"}),
        ("framework=own&way=computed", {"own-licences"}),
        ("framework=own&on=yes", {"own-licences", "own-days"}),
        ("framework=own&on=no", set()),
        ("framework=own&need=needs/market", {"own-licences", "own-days"}),
        ("framework=own&need=needs/talent", set()),
        ("framework=own&level=outcome", {"own-licences", "own-days"}),
        ("framework=own&level=impact", set()),
    ],
)
def test_indicators_are_narrowed_by_what_is_said_of_them(
    web: TestClient, query: str, expected: set[str]
) -> None:
    found = web.get(f"/indicators.json?{query}").json()["indicators"]
    assert {each["id"] for each in found} == expected
    assert {each["id"] for each in records(web.get(f"/indicators.csv?{query}").text)} == expected


def test_a_list_in_which_nothing_fits_says_so(page: Callable[[str], str]) -> None:
    assert "No indicator fits." in page("/indicators?framework=own&on=no")


def test_the_iri_of_every_framework_element_and_indicator_leads_to_its_page(
    web: TestClient,
) -> None:
    names = [each["id"] for each in web.get("/frameworks.json").json()["frameworks"]]
    documents = [web.get(f"/frameworks/{name}.json").json() for name in names]
    iris = [document["framework"]["iri"] for document in documents]
    for document in documents:
        iris += [each["iri"] for each in document["elements"][-2:] + document["indicators"][-1:]]
    for iri in iris:
        answer = web.get(page_of(DEFAULT_BASE, iri, suffix="json"), follow_redirects=True)
        assert told_iri(answer.json()) == iri


def test_an_element_and_an_indicator_find_each_other(web: TestClient) -> None:
    case = web.get("/indicators/success-factors/case-1.1.json")
    assert case.headers["location"] == "/elements/success-factors/case-1.1.json"
    figure = web.get("/elements/market/output-1a.1")
    assert figure.headers["location"] == "/indicators/market/output-1a.1"


def test_a_thing_names_what_it_serves_and_an_element_what_serves_it(
    page: Callable[[str], str],
) -> None:
    assert 'href="/elements/own-outcome">1 Licences find takers' in page("/programmes/one")
    text = page("/elements/own-outcome")
    assert 'href="/programmes/one">Project One' in text
    assert "served by 1" in words(page("/frameworks/own"))


def test_an_element_shows_its_chain_up_to_the_aim_and_what_leads_to_it(
    page: Callable[[str], str],
) -> None:
    text = page("/elements/market/output-1a")
    chain = ["outcome-1", "impact", "../needs/market", "../needs/aim", "activity-1a"]
    at = [text.find(f'href="/elements/market/{each}"') for each in chain if "needs" not in each]
    assert -1 not in at
    assert text.find('href="/elements/needs/market"') < text.find('href="/elements/needs/aim"')


def test_what_is_due_is_a_list_and_a_calendar(web: TestClient) -> None:
    found = web.get("/frameworks/due.json?as_of=2025-06-30").json()["due"]
    assert "own-days" in {each["indicator"] for each in found}
    calendar = web.get("/frameworks/due.ics?as_of=2025-06-30")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert calendar.text.count("BEGIN:VEVENT") == len(found)


@pytest.mark.row("R025")
@pytest.mark.parametrize("suffix", ["", ".json", ".csv", ".ttl", ".jsonld"])
@pytest.mark.parametrize(
    "path",
    [
        "/frameworks",
        "/frameworks/own",
        "/indicators",
        "/indicators/own-licences",
        "/indicators/own-days",
        "/elements/own-outcome",
        "/information",
        "/frameworks/due",
        "/organisations/aurora",
    ],
)
def test_internal_values_elements_and_choices_are_told_nobody(
    own: Register, web: TestClient, path: str, suffix: str
) -> None:
    hidden = hidden_texts(own)
    assert HUSH in hidden
    answer = web.get(f"{path}{suffix}", headers={} if suffix else dict(BROWSER))
    assert given_away(hidden, answer.text) == []
    assert "777777" not in answer.text


@pytest.mark.row("R025")
@pytest.mark.parametrize(
    "path", ["/frameworks/hush", "/elements/hush-step", "/indicators/hush-figure"]
)
def test_an_internal_framework_element_or_indicator_has_no_page(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert "Did you mean" not in answer.json()["detail"]


@pytest.mark.parametrize(
    ("biannual", "interval"), [("two-yearly", "two-yearly"), ("half-yearly", "half-yearly")]
)
def test_how_often_an_impact_is_measured_is_read_as_the_setting_says(
    own: Register, biannual: str, interval: str
) -> None:
    settings = Settings(store=own.path, biannual=biannual)
    web = TestClient(create_app(EditionReader(own.path), settings, lambda: TODAY))
    assert web.get("/indicators/market/impact.1.json").json()["interval"] == interval
