"""The editor of queries for staff: a writer's update, and nothing left behind after signing out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph.writing import Writer
from ecograph_api.app import create_app
from tests.browser import Visit, served, visiting
from tests.conftest import Tokens
from tests.facts import content, organisation
from tests.webfacts import TODAY

pytestmark = pytest.mark.browser

SECRET = "Hidden Labs"
RUN = "#ask button[type=submit]"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
CLASS = "<http://www.w3.org/ns/org#Organization>"
UPDATE = f'INSERT DATA {{ <{DEFAULT_BASE}organisation/z> a {CLASS} ; {LABEL} "Zeta Written" }}'
NAMES = f"SELECT ?name {{ ?s a {CLASS} ; {LABEL} ?name }}"


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory, tokens: Tokens) -> Iterator[str]:
    """Give the address of a server where staff may sign in, and writers write."""
    register = Register(tmp_path_factory.mktemp("editor-writing"), DEFAULT_BASE)
    register.replace(content("one", organisation("a", "Alpha"), organisation("h", SECRET)))
    settings = Settings(store=register.path, tokens=tokens.path)
    application = create_app(EditionReader(register.path), settings, lambda: TODAY)
    application.state.writer = Writer(register)
    with served(application) as home:
        yield home


@pytest.fixture
def visit(browser: Browser, writing: str) -> Iterator[Visit]:
    with visiting(browser, writing) as opened:
        yield opened


def editor_of(visit: Visit, token: str = "") -> Page:
    """Open the editor, signed in with a token if one is given."""
    if token:
        page = visit.open("/sign-in")
        page.fill("#token", token)
        page.click("main button[type=submit]")
    return visit.open("/sparql")


def run(page: Page, text: str) -> None:
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text)
    page.click(RUN)


def test_a_writer_runs_an_update_and_sees_what_it_did(visit: Visit, tokens: Tokens) -> None:
    page = editor_of(visit, tokens.writer)
    expect(page.locator("main .lead")).to_contain_text("You may write")
    run(page, UPDATE)
    expect(page.locator("#told")).to_contain_text("The update is done.", timeout=60_000)
    run(page, NAMES)
    expect(page.locator("#outcome")).to_contain_text("Zeta Written")


def test_a_mistake_in_an_update_is_said_in_words(visit: Visit, tokens: Tokens) -> None:
    page = editor_of(visit, tokens.writer)
    run(page, "INSERT DATA { <urn:a> <urn:b> }")
    expect(page.locator("#told")).to_contain_text("error at 1:")


@pytest.mark.row("R025")
def test_a_reader_and_the_public_are_told_that_they_may_not_write(
    visit: Visit, tokens: Tokens
) -> None:
    for token in ("", tokens.reader):
        page = editor_of(visit, token)
        assert "You may write" not in page.locator("main .lead").inner_text()
        run(page, UPDATE.replace("Written", "Taken Over"))
        expect(page.locator("#outcome")).to_contain_text("INSERT would change the register")
        run(page, NAMES)
        expect(page.locator("#outcome table")).to_be_visible()
        assert "Taken Over" not in page.locator("#outcome").inner_text()


@pytest.mark.row("R025")
def test_after_signing_out_nothing_of_a_query_is_left(visit: Visit, tokens: Tokens) -> None:
    page = editor_of(visit, tokens.reader)
    run(page, NAMES)
    expect(page.locator("#outcome")).to_contain_text(SECRET)
    page.get_by_role("button", name="Sign out").click()
    page = visit.open("/sparql")
    kept = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]"
    assert NAMES not in page.content()
    run(page, NAMES)
    expect(page.locator("#outcome table")).to_be_visible()
    assert SECRET not in page.content()
