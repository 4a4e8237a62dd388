"""The editor of queries in a browser: completion, answers in place, keyboard, nothing kept."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Visit, visiting

pytestmark = pytest.mark.browser

RUN = "#ask button[type=submit]"
WRONG = "SELECT *\nWHERE {\n  oops\n}"
EDITOR = "document.querySelector('.CodeMirror').CodeMirror"
TO_THE_END = f"() => {{ {EDITOR}.focus(); {EDITOR}.execCommand('goDocEnd'); }}"
READ = f"{EDITOR}.getValue()"


@pytest.fixture
def page(visit: Visit) -> Page:
    """Give the page with its editor."""
    opened = visit.open("/sparql")
    opened.wait_for_selector(".CodeMirror")
    return opened


def write(page: Page, query: str) -> None:
    """Put a query into the editor."""
    page.evaluate(f"query => {EDITOR}.setValue(query)", query)


@pytest.mark.row("R005")
def test_an_example_is_taken_and_answered_in_place(page: Page, visit: Visit) -> None:
    page.select_option("#example", "partners")
    page.click("#examples button")
    expect(page.locator(".CodeMirror-code")).to_contain_text("PREFIX")
    page.wait_for_selector("text=GROUP_CONCAT")
    page.click(RUN)
    expect(page.locator("#outcome table")).to_contain_text("Fern Bio Demo")
    expect(page.locator("#told")).to_have_text("The answer is below.")
    page.click("#raw summary")
    expect(page.locator("#raw pre")).to_contain_text('"bindings"')
    assert (visit.requests, visit.complaints) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_with_an_answer_and_with_a_mistake_has_no_barrier(
    browser: Browser, home: str, scheme: str
) -> None:
    with visiting(browser, home, scheme=scheme) as visit:
        for query in (WRONG, "SELECT * { ?s ?p ?o } LIMIT 3"):
            page = visit.open("/sparql?example=partners")
            write(page, query)
            page.click(RUN)
            page.wait_for_selector("#outcome section")
            assert visit.barriers_here() == []


def test_an_answer_can_be_taken_away_in_four_forms(page: Page) -> None:
    write(page, "SELECT ?s { ?s <https://w3id.org/ecograph/ns#city> ?n } LIMIT 3")
    page.click(RUN)
    for name in ("CSV", "TSV", "JSON", "XML"):
        target = page.locator("#outcome").get_by_role("link", name=name, exact=True)
        found = page.request.get(
            page.url.partition("/sparql")[0] + str(target.get_attribute("href"))
        )
        assert found.status == 200


def test_a_mistake_is_said_in_words_and_marked_in_its_line(page: Page) -> None:
    write(page, WRONG)
    page.click(RUN)
    expect(page.locator("#problem")).to_contain_text("This is not SPARQL: error at 4:2")
    expect(page.locator("#told")).to_have_text("Line 4 is marked; look before column 2.")
    assert page.locator(".CodeMirror .mistake").count() == 1
    write(page, "ASK { ?s ?p ?o }")
    page.click(RUN)
    expect(page.locator("#outcome")).to_contain_text("Yes.")
    assert page.locator(".CodeMirror .mistake").count() == 0


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        ("SELECT * WHERE {\n  ?s a ", "partners", "eco:Partnership"),
        ("SELECT * WHERE {\n  ?s ", "particip", "eco:"),
        ("PREFIX ", "sk", "skos: <http://www.w3.org/2004/02/skos/core#>"),
    ],
    ids=["class", "property", "prefix"],
)
def test_words_are_completed_without_another_host(
    page: Page, visit: Visit, before: str, typed: str, expected: str
) -> None:
    write(page, before)
    page.evaluate(TO_THE_END)
    page.keyboard.type(typed)
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text(expected)
    assert visit.requests == []


def test_the_prefix_of_a_completed_word_is_declared(page: Page) -> None:
    write(page, "SELECT * WHERE {\n  ?s a ")
    page.evaluate(TO_THE_END)
    page.keyboard.type("partners")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints")
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror-code")).to_contain_text(
        "PREFIX eco: <https://w3id.org/ecograph/ns#>"
    )
    expect(page.locator(".CodeMirror-code")).to_contain_text("?s a eco:Partnership")


def test_a_query_is_written_run_and_left_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/sparql")
    expect(page.locator("#keys")).to_contain_text("press Escape, then Tab")
    visit.tab_to("[role=textbox]")
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK {")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.yasqe') !== null")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#outcome")).to_contain_text("This is not SPARQL")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#ask button[type=submit]')")


def test_nothing_of_a_query_stays_in_the_browser(page: Page) -> None:
    write(page, "SELECT ?secret { ?secret ?p ?o } LIMIT 1")
    page.click(RUN)
    page.wait_for_selector("#outcome table")
    page.keyboard.press("Control+S")
    page.reload()
    page.wait_for_selector(".CodeMirror")
    kept = page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]
    assert "secret" not in page.evaluate(READ)


def test_without_script_the_form_and_the_examples_work(browser: Browser, home: str) -> None:
    with visiting(browser, home, script=False) as visit:
        page = visit.page
        page.goto(f"{home}/sparql")
        page.select_option("#example", "editor-3")
        page.click("#examples button")
        assert "?relations" in page.locator("#query").input_value()
        page.click(RUN)
        assert "CSV" in page.locator("#outcome").inner_text()


def test_the_editor_fits_on_a_telephone(browser: Browser, home: str) -> None:
    with visiting(browser, home, width=360) as visit:
        page = visit.open("/sparql?query=SELECT * { ?s ?p ?o } LIMIT 5")
        page.wait_for_selector(".CodeMirror")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
