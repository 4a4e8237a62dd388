"""The pages in a browser: no barrier, no request to elsewhere, and usable by keyboard alone."""

import re
from collections.abc import Mapping

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, expect

from ecograph.settings import Settings
from ecograph.store import EditionReader
from ecograph_api.app import PARTS, create_app
from tests.browser import Visit, served, visiting, wider_than_window
from tests.webfacts import BROWSER, TODAY, small_register

pytestmark = pytest.mark.browser

# An address for each route that a browser can open; a new route needs one here.
ADDRESSES: Mapping[str, str] = {
    "/": "/",
    "/docs": "/docs",
    "/elements/{key}": "/elements/market/output-1a?year=2024",
    "/embed/map": "/embed/map",
    "/frameworks": "/frameworks",
    "/frameworks/due": "/frameworks/due?as_of=2025-06-30",
    "/frameworks/{key}": "/frameworks/market?year=2024",
    "/frameworks/{key}/sheet": "/frameworks/benchmarking-questionnaire/sheet",
    "/health": "/health",
    "/health/live": "/health/live",
    "/health/ready": "/health/ready",
    "/indicators": "/indicators?framework=funding&year=2024",
    "/indicators/{key}": "/indicators/market/activity-1a.1?year=2024",
    "/information": "/information",
    "/map": "/map",
    "/measures": "/measures?year=2024",
    "/measures/{name}": "/measures/ties-by-scope?year=2024",
    "/metrics": "/metrics",
    "/organisations": "/organisations?country=DK",
    "/organisations/{key}": "/organisations/mc-aurora-bio",
    "/outposts": "/outposts",
    "/outposts/{key}": "/outposts/mc-out-sante",
    "/partnerships": "/partnerships?page=2&size=100",
    "/partnerships/{key}": "/partnerships/mc-r-m01",
    "/programmes": "/programmes",
    "/programmes/{key}": "/programmes/mc-event-days-2019",
    "/questions": "/questions",
    "/questions/{name}": "/questions/partners?organisation=mc-aurora-bio&year=2021",
    "/resources": "/resources",
    "/resources/{key}": "/resources/mc-fac-imaging",
    "/review": "/review?year=2024",
    "/review/style.css": "/review/style.css",
    "/search": "/search?search=bio",
    "/sign-in": "/sign-in",
    "/sparql": "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%205",
    "/store": "/store?default",
    "/store/{name}": "/store/nothing-here",
    "/surveys": "/surveys",
}
FURTHER = (
    "/nowhere",
    "/elements/success-factors/practice-1a",
    "/elements/west-yorkshire-plan/step-1a",
    "/frameworks/benchmarking-questionnaire?year=2024",
    "/frameworks/cluster-forms",
    "/frameworks/cluster-scorecard?year=2024",
    "/frameworks/markt",
    "/frameworks/needs",
    "/frameworks/success-factors",
    "/frameworks/toronto-plan",
    "/frameworks/west-yorkshire-plan",
    "/indicators?framework=market&level=outcome&year=2021",
    "/indicators?framework=needs",
    "/measures",
    "/measures/degree?year=2024&part=Aurora%20Bio%20Demo",
    "/measures/members?year=1990",
    "/organisations?search=zzzz",
    "/questions/partners",
    "/questions/partners?organisation=nobody",
    "/questions/funding",
    "/questions/members-by-kind",
    "/questions/outposts-with-focus",
    "/review?year=1990",
    "/review?year=soon",
    "/sparql",
    "/sparql?example=partners",
    "/sparql?query=SELEKT",
    "/sparql?query=CONSTRUCT%20WHERE%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%205",
)
# These say what is wrong.
MISTAKES = {
    "/frameworks/markt",
    "/nowhere",
    "/questions/partners?organisation=nobody",
    "/review?year=soon",
    "/sparql?query=SELEKT",
    "/surveys",
}
TITLE = re.compile("<title>(.+)</title>")
NO_PAGES = (
    *("/frameworks/benchmarking-questionnaire/sheet", "/health", "/review/style.css"),
    *("/health/live", "/health/ready", "/metrics", "/store?default"),
    "/store/nothing-here",
)
PAGES = (*(path for path in ADDRESSES.values() if path not in NO_PAGES), *FURTHER)


def test_every_route_has_an_address_to_visit() -> None:
    routes = [route for part in PARTS for route in part.router.routes]
    opened = {
        r.path_format for r in routes if isinstance(r, APIRoute) and "GET" in (r.methods or ())
    }
    assert opened == set(ADDRESSES)


def test_no_page_has_a_barrier_is_faint_in_dark_colours_or_asks_another_host(visit: Visit) -> None:
    # The colours are all that differs in the dark, so a page is opened once for both.
    found = {path: [*visit.barriers(path), *visit.faint_in_the_dark()] for path in PAGES}
    assert {path: barriers for path, barriers in found.items() if barriers} == {}
    assert (visit.requests, visit.complaints) == ([], [])


def test_no_page_is_wider_than_a_telephone(browser: Browser, home: str) -> None:
    with visiting(browser, home, width=360) as visit:
        wide = {path: wider_than_window(visit.open(path)) for path in PAGES if path != "/docs"}
    assert {path: elements for path, elements in wide.items() if elements} == {}


def test_every_route_has_an_address_that_is_there(visit: Visit) -> None:
    answers = {
        path: visit.page.request.get(f"{visit.home}{path}", headers=dict(BROWSER)).status
        for path in PAGES
    }
    assert {path for path, status in answers.items() if status != 200} == MISTAKES


def test_every_page_has_a_title_of_its_own_and_names_its_language(visit: Visit) -> None:
    paths = [path for path in ADDRESSES.values() if path not in NO_PAGES]
    heads = {
        path: visit.page.request.get(f"{visit.home}{path}", headers=dict(BROWSER)) for path in paths
    }
    titles = {path: TITLE.findall(answer.text()) for path, answer in heads.items()}
    assert {path for path, found in titles.items() if len(found) != 1} == set()
    assert len({found[0] for found in titles.values()}) == len(paths)
    assert {path for path, head in heads.items() if '<html lang="en">' not in head.text()} == set()


def test_the_first_key_leads_past_the_navigation(visit: Visit) -> None:
    page = visit.open("/organisations")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize(
    ("path", "form", "texts", "expected"),
    [
        ("/", 'form[action="/search"]', {"search": "bio"}, "Aurora Bio Demo"),
        ("/", 'form[action="/sparql"]', {"query": ""}, "Answer"),
        ("/search", "main form", {"search": "aurora"}, "Aurora Bio Demo"),
        ("/organisations", "main form", {"search": "oresund lodz", "status": ""}, "Łódź"),
        ("/programmes", "main form", {"search": "lighthouse", "kind": ""}, "LIGHTHOUSE"),
        ("/partnerships", "main form", {"search": "aurora", "class": ""}, "Aurora"),
        ("/outposts", "main form", {"search": "helvion", "country": ""}, "Helvion"),
        ("/resources", "main form", {"search": "fund", "class": ""}, "und"),
        ("/measures", "main form", {"year": "2019"}, "Organisation by organisation"),
        ("/review", "main form", {"year": "2021", "baseline": "2020"}, "Annual review 2021"),
        ("/frameworks/market", "main form", {"year": "2021", "baseline": "2020"}, "Outcomes"),
        ("/frameworks/cluster-scorecard", "main form", {"year": "2021"}, "Criteria, 2021"),
        ("/frameworks/due", "main form", {"framework": "Mark"}, "What is due"),
        ("/indicators", "main form", {"year": "2021", "level": "out"}, "2021 beside earlier"),
        (
            "/questions/partners",
            "main form",
            {"organisation": "mc-aurora-bio", "planned": "", "year": "2021"},
            "Fern Bio Demo",
        ),
    ],
)
def test_a_form_is_filled_and_sent_by_keyboard_alone(
    visit: Visit, path: str, form: str, texts: Mapping[str, str], expected: str
) -> None:
    page = visit.open(path)
    for name, text in texts.items():
        visit.tab_to(f"{form} [name={name}]")
        page.keyboard.type(text)
    visit.tab_to(f"{form} button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert expected in page.locator("main").inner_text()


def test_every_link_and_field_of_a_page_is_reached_by_keyboard(visit: Visit) -> None:
    page = visit.open("/questions/partners?organisation=mc-aurora-bio")
    kinds = ("a[href]", "input", "select", "textarea", "button", "summary", "[tabindex='0']")
    focusable = page.locator(", ".join(f"{kind}:visible" for kind in kinds))
    for _ in range(focusable.count() + 20):
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.dataset.reached = 'yes'")
    missed = [e for e in focusable.all() if e.get_attribute("data-reached") is None]
    assert [element.evaluate("e => e.outerHTML") for element in missed] == []


def test_a_field_for_an_organisation_offers_names(visit: Visit) -> None:
    page = visit.open("/questions/partners")
    visit.tab_to("[name=organisation]")
    page.keyboard.type("auro")
    offered = page.locator("#organisation-names option[value='Aurora Bio Demo']")
    expect(offered).to_be_attached()


def test_a_question_is_asked_without_script(browser: Browser, home: str) -> None:
    with visiting(browser, home, script=False) as visit:
        page = visit.open("/questions/partners")
        page.get_by_role("combobox", name="Organisation").fill("mc-aurora-bio")
        page.get_by_role("button", name="Ask").click()
        assert "Fern Bio Demo" in page.locator("main").inner_text()


def test_markup_in_the_register_never_runs(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reader = EditionReader(small_register(tmp_path_factory.mktemp("attack")).path)
    application = create_app(reader, Settings(), lambda: TODAY)
    with served(application) as address, visiting(browser, address) as visit:
        page = visit.open("/organisations/aurora")
        assert "<script>window.attacked = true</script>" in page.locator("main").inner_text()
        assert page.evaluate("window.attacked === undefined")
