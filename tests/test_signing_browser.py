"""Signing in and out in a browser: by keyboard alone, without a barrier, and not from elsewhere."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, Page

from tests.browser import Visit, served, visiting, wider_than_window
from tests.conftest import Tokens

pytestmark = pytest.mark.browser

FOR_STAFF = ("/", "/surveys?year=2024", "/organisations/mc-aurora-bio", "/sign-in")
FORM = 'form[action="/sign-in"]'


def sign_in(visit: Visit, token: str, after: str = "/organisations") -> Page:
    """Sign in by keyboard alone, and return the page that it leads to."""
    page = visit.open(f"/sign-in?next={after}")
    visit.tab_to(f"{FORM} [name=token]")
    page.keyboard.type(token)
    visit.tab_to(f"{FORM} button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def test_one_signs_in_and_out_by_keyboard_alone(visit: Visit, tokens: Tokens) -> None:
    page = sign_in(visit, tokens.reader)
    assert page.url == f"{visit.home}/organisations"
    assert "Rhea Reader" in page.locator("header").inner_text()
    visit.tab_to('form[action="/sign-out"] button')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{visit.home}/"
    assert "Rhea Reader" not in page.locator("header").inner_text()
    assert (visit.requests, visit.complaints) == ([], [])


def test_a_wrong_token_is_told_beside_the_field(visit: Visit) -> None:
    page = sign_in(visit, "wrong")
    assert "nobody's here" in page.get_by_role("alert").inner_text()
    assert page.locator("[name=token]").get_attribute("aria-describedby") == "problem"
    assert page.locator("[name=token]").input_value() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_for_staff_has_a_barrier(
    browser: Browser, home: str, tokens: Tokens, scheme: str
) -> None:
    with visiting(browser, home, scheme=scheme) as visit:
        sign_in(visit, tokens.reader)
        found = {path: visit.barriers(path) for path in FOR_STAFF}
        assert {path: barriers for path, barriers in found.items() if barriers} == {}
        assert (visit.requests, visit.complaints) == ([], [])


def test_no_page_for_staff_is_wider_than_a_telephone(
    browser: Browser, home: str, tokens: Tokens
) -> None:
    with visiting(browser, home, width=360) as visit:
        sign_in(visit, tokens.reader)
        wide = {path: wider_than_window(visit.open(path)) for path in FOR_STAFF}
    assert {path: elements for path, elements in wide.items() if elements} == {}


@pytest.fixture
def elsewhere(home: str, tokens: Tokens) -> Iterator[str]:
    """Give the address of another site, whose pages send our forms."""
    other = FastAPI()

    @other.get("/in", response_class=HTMLResponse)
    def sends_sign_in() -> str:
        return (
            f'<form action="{home}/sign-in" method="post">'
            f'<input name="token" value="{tokens.reader}"><button>Win a prize</button></form>'
        )

    @other.get("/out", response_class=HTMLResponse)
    def sends_sign_out() -> str:
        return (
            f'<form action="{home}/sign-out" method="post">'
            '<input name="form_token" value="guess"><button>Win a prize</button></form>'
        )

    with served(other) as address:
        yield address.replace("127.0.0.1", "localhost")


def test_another_site_cannot_sign_anybody_in(visit: Visit, elsewhere: str) -> None:
    visit.page.goto(f"{elsewhere}/in")
    with visit.page.expect_navigation():
        visit.page.get_by_role("button").click()
    assert "This comes from another site" in visit.page.locator("main").inner_text()
    assert visit.page.context.cookies() == []


def test_another_site_cannot_sign_anybody_out(visit: Visit, elsewhere: str, tokens: Tokens) -> None:
    sign_in(visit, tokens.reader)
    visit.page.goto(f"{elsewhere}/out")
    with visit.page.expect_navigation():
        visit.page.get_by_role("button").click()
    assert "Rhea Reader" in visit.open("/organisations").locator("header").inner_text()
