"""Signing in and out: the session's cookie, the forms, and what other sites cannot send."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from itsdangerous import TimestampSigner

from ecograph import people
from ecograph.people import Person, Role
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph_api.access import sessions
from ecograph_api.access.rights import the_writer
from ecograph_api.access.signing import own
from ecograph_api.app import create_app
from tests.conftest import TODAY, Tokens
from tests.webfacts import BROWSER

SECRET = "a secret of more than thirty-two characters"
COOKIE = "ecograph-session"
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
OTHER_SITES = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.elsewhere.example"},
    {"Origin": "http://testserver:8000"},
)
OUR_SITE: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://testserver"},
)


@pytest.fixture(scope="module")
def application(examples: Register, examples_pool: WorkerPool, tokens: Tokens) -> FastAPI:
    """Give the pages where staff sign in, and beside them an address for writers."""
    settings = Settings(store=examples.path, tokens=tokens.path, session_secret=SECRET)
    app = create_app(examples_pool, settings, lambda: TODAY)

    @app.post("/written")
    def written(person: Annotated[Person, Depends(the_writer)]) -> str:
        return person.name

    return app


@pytest.fixture
def browser(application: FastAPI) -> TestClient:
    """Give a browser, which keeps cookies, without script and history."""
    return TestClient(application, headers=dict(BROWSER), follow_redirects=False)


def signed_in(browser: TestClient, token: str) -> TestClient:
    """Return the same browser, with a session."""
    assert browser.post("/sign-in", data={"token": token}).status_code == 303
    return browser


@pytest.fixture
def reader(browser: TestClient, tokens: Tokens) -> TestClient:
    """Give a browser in which a reader is signed in."""
    return signed_in(browser, tokens.reader)


@pytest.fixture
def writer(browser: TestClient, tokens: Tokens) -> TestClient:
    """Give a browser in which a writer is signed in."""
    return signed_in(browser, tokens.writer)


def form_token(browser: TestClient) -> str:
    """Return the token in the form on a page."""
    found = FORM_TOKEN.search(browser.get("/questions").text)
    assert found
    return found[1]


def is_signed_in(browser: TestClient) -> bool:
    """Tell whether a page names somebody."""
    return "Rhea Reader" in browser.get("/questions").text


def test_a_token_begins_a_session_and_leads_to_the_page_one_came_from(
    browser: TestClient, tokens: Tokens
) -> None:
    fields = {"token": f" {tokens.reader}\n", "next": "/organisations?country=DK"}
    answer = browser.post("/sign-in", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/organisations?country=DK")
    assert "Rhea Reader" in browser.get("/questions").text


def test_the_sign_in_link_leads_back(browser: TestClient) -> None:
    text = browser.get("/organisations?country=DK").text
    link = "/sign-in?next=%2Forganisations%3Fcountry%3DDK"
    assert f'<a href="{link}">Sign in</a>' in text
    assert 'name="next" value="/organisations?country=DK"' in browser.get(link).text


@pytest.mark.parametrize("token", ["", "wrong", "Rhea Reader", "x" * 7000])
def test_a_wrong_token_is_told_and_begins_nothing(browser: TestClient, token: str) -> None:
    answer = browser.post("/sign-in", data={"token": token})
    assert answer.status_code == 401
    assert "This token is nobody&#39;s here" in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_wrong_token_is_not_sent_back(browser: TestClient) -> None:
    assert "zebra-finch" not in browser.post("/sign-in", data={"token": "zebra-finch"}).text


def cookie_of(answer: object) -> dict[str, str]:
    """Return the parts of the cookie that an answer sets."""
    header = getattr(answer, "headers", {}).get("set-cookie", "")
    parts = (part.strip().partition("=") for part in header.split(";"))
    return {name: value for name, _, value in parts if name}


def test_the_cookie_is_for_this_server_alone_and_not_for_script(
    browser: TestClient, tokens: Tokens
) -> None:
    parts = cookie_of(browser.post("/sign-in", data={"token": tokens.reader}))
    value = parts.pop(COOKIE)
    assert parts == {"HttpOnly": "", "Max-Age": "43200", "Path": "/", "SameSite": "strict"}
    assert tokens.reader not in value


def test_behind_tls_the_cookie_is_never_sent_in_the_open(
    application: FastAPI, tokens: Tokens
) -> None:
    browser = TestClient(application, base_url="https://testserver", follow_redirects=False)
    parts = cookie_of(browser.post("/sign-in", data={"token": tokens.reader}))
    assert {"__Host-ecograph-session", "Secure", "HttpOnly"} <= set(parts)


def test_the_cookie_holds_a_name_and_no_token(reader: TestClient, tokens: Tokens) -> None:
    payload = reader.cookies[COOKIE].partition(".")[0]
    content = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert content[1] == "Rhea Reader"
    for secret in (tokens.reader, people.hash_of(tokens.reader).removeprefix("sha256:")):
        assert not any(part in secret or secret in part for part in content)


@pytest.mark.parametrize("path", ["/", "/organisations", "/map", "/embed/map", "/sign-in", "/docs"])
def test_no_page_sets_a_cookie(browser: TestClient, path: str) -> None:
    assert "set-cookie" not in browser.get(path).headers


def test_the_embedded_map_knows_no_session_and_no_token(reader: TestClient, tokens: Tokens) -> None:
    answers = [
        reader.get("/embed/map"),
        TestClient(reader.app).get("/embed/map"),
        reader.get("/embed/map", headers={"Authorization": f"Bearer {tokens.reader}"}),
        reader.get("/embed/map", headers={"Authorization": "Bearer wrong"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert {answer.headers["cache-control"] for answer in answers} == {"no-cache"}


def test_a_page_says_who_is_signed_in_and_offers_to_sign_out(reader: TestClient) -> None:
    text = reader.get("/questions").text
    assert "<span>Rhea Reader</span>" in text
    assert '<form action="/sign-out" method="post"' in text
    assert "public and internal facts" in text


def test_a_server_without_tokens_offers_no_sign_in(client: TestClient) -> None:
    assert "Sign in" not in client.get("/questions", headers=dict(BROWSER)).text
    assert "Nobody can sign in here" in client.get("/sign-in", headers=dict(BROWSER)).text


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "organisations",
        "",
        "/" + "a" * 2_000,
    ],
)
def test_nobody_is_led_elsewhere(browser: TestClient, tokens: Tokens, address: str) -> None:
    assert own(address) == "/"
    answer = browser.post("/sign-in", data={"token": tokens.reader, "next": address})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("headers", OTHER_SITES)
def test_no_other_site_signs_anybody_in(
    browser: TestClient, tokens: Tokens, headers: dict[str, str]
) -> None:
    answer = browser.post("/sign-in", data={"token": tokens.reader}, headers=headers)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert "another site" in answer.text


@pytest.mark.parametrize("headers", OUR_SITE)
def test_the_own_form_signs_in(
    browser: TestClient, tokens: Tokens, headers: dict[str, str]
) -> None:
    answer = browser.post("/sign-in", data={"token": tokens.reader}, headers=headers)
    assert answer.status_code == 303


def test_signing_out_ends_the_session(reader: TestClient) -> None:
    answer = reader.post("/sign-out", data={"form_token": form_token(reader)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert COOKIE not in reader.cookies
    assert not is_signed_in(reader)


def test_a_copy_of_the_cookie_of_an_ended_session_is_worth_nothing(reader: TestClient) -> None:
    copy = reader.cookies[COOKIE]
    reader.post("/sign-out", data={"form_token": form_token(reader)})
    reader.cookies.set(COOKIE, copy)
    assert not is_signed_in(reader)


@pytest.mark.parametrize("wrong", ["", "wrong", "é"])
def test_no_other_site_signs_anybody_out(reader: TestClient, wrong: str) -> None:
    answer = reader.post("/sign-out", data={"form_token": wrong})
    assert answer.status_code == 403
    assert "Reload the page, then sign out" in answer.text
    assert is_signed_in(reader)


def test_the_form_token_of_another_session_does_not_sign_out(
    application: FastAPI, reader: TestClient, tokens: Tokens
) -> None:
    other = signed_in(
        TestClient(application, headers=dict(BROWSER), follow_redirects=False), tokens.reader
    )
    answer = reader.post("/sign-out", data={"form_token": form_token(other)})
    assert answer.status_code == 403


def test_signing_out_of_nothing_leads_home(browser: TestClient) -> None:
    assert browser.post("/sign-out", data={"form_token": ""}).headers["location"] == "/"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("text/plain", b"token=x", 415),
        ("application/x-www-form-urlencoded", b"token=" + b"x" * 8_000, 413),
        ("application/x-www-form-urlencoded", b"\xff\xfe%ff&&&=", 0),
    ],
)
def test_a_form_is_small_and_of_one_type(
    browser: TestClient, path: str, kind: str, body: bytes, status: int
) -> None:
    answer = browser.post(path, content=body, headers={"Content-Type": kind})
    usual = 401 if path == "/sign-in" else 303
    assert answer.status_code == (status or usual)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_is_posted(browser: TestClient, tokens: Tokens, path: str) -> None:
    answer = browser.put(path, data={"token": tokens.reader})
    assert (answer.status_code, "POST" in answer.headers["allow"]) == (405, True)


def test_a_token_in_an_address_signs_nobody_in(browser: TestClient, tokens: Tokens) -> None:
    for name in ("token", "access_token", "Authorization"):
        answer = browser.get("/questions", params={name: tokens.reader})
        assert "Rhea Reader" not in answer.text


def test_a_session_lasts_twelve_hours(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = TimestampSigner(SECRET).get_timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: begun + sessions.SECONDS - 60)
    assert is_signed_in(reader)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: begun + sessions.SECONDS + 60)
    assert not is_signed_in(reader)


def changed(cookie: str) -> Iterator[str]:
    """Yield what somebody may try in place of a cookie."""
    payload, time, signature = cookie.rsplit(".", 2)
    someone = base64.urlsafe_b64encode(b'["x","Wim Writer",""]').decode().rstrip("=")
    yield f"{someone}.{time}.{signature}"
    yield f"{payload}.{time}.{signature[:-2]}AA"
    yield f"{payload}.ZZZZZZ.{signature}"
    yield f"{payload}.{signature}"
    yield payload
    yield f".{payload}.{time}.{signature}"
    yield "x" * 5_000
    yield ""


def test_a_forged_cookie_is_nobodys(reader: TestClient) -> None:
    kept = reader.cookies[COOKIE]
    for cookie in changed(kept):
        reader.cookies.clear()
        answer = reader.get("/questions", headers={"Cookie": f"{COOKIE}={cookie}"})
        assert (answer.status_code, "public facts only" in answer.text) == (200, True)
    answer = reader.get("/questions", headers={"Cookie": f"{COOKIE}={kept}"})
    assert "Rhea Reader" in answer.text


def test_a_cookie_of_another_server_is_nobodys(
    reader: TestClient, examples: Register, examples_pool: WorkerPool, tokens: Tokens
) -> None:
    settings = Settings(store=examples.path, tokens=tokens.path)
    for _ in range(2):
        other = TestClient(create_app(examples_pool, settings), headers=dict(BROWSER))
        other.cookies.set(COOKIE, reader.cookies[COOKIE])
        assert not is_signed_in(other)


def removed(path: Path) -> None:
    """Take the token away."""
    people.remove(path, "Rhea Reader")


def another_token(path: Path) -> None:
    """Give another token in its place."""
    people.remove(path, "Rhea Reader")
    people.add(path, "Rhea Reader", Role.READER, TODAY)


def another_role(path: Path) -> None:
    """Make the reader a writer by hand."""
    path.write_text(path.read_text("utf-8").replace("reader sha", "writer sha"), "utf-8")


@pytest.mark.parametrize("change", [removed, another_token, another_role, Path.unlink])
def test_a_session_ends_with_the_token_it_began_with(
    examples: Register, examples_pool: WorkerPool, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = tmp_path / "tokens"
    token = people.add(path, "Rhea Reader", Role.READER, TODAY)
    app = create_app(examples_pool, Settings(store=examples.path, tokens=path), lambda: TODAY)
    browser = TestClient(app, headers=dict(BROWSER), follow_redirects=False)
    signed_in(browser, token)
    assert is_signed_in(browser)
    change(path)
    assert not is_signed_in(browser)


def test_a_file_that_went_bad_lets_nobody_in_and_the_public_goes_on(
    examples: Register,
    examples_pool: WorkerPool,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = tmp_path / "tokens"
    token = people.add(path, "Rhea Reader", Role.READER, TODAY)
    app = create_app(examples_pool, Settings(store=examples.path, tokens=path), lambda: TODAY)
    path.write_text("nonsense\n", "utf-8")
    headers = {"Authorization": f"Bearer {token}"}
    asked = TestClient(app).get("/organisations.json", headers=headers)
    # What is wrong with it is told in the log; whoever asks learns neither place nor content.
    assert (asked.status_code, "line 1" in caplog.text) == (503, True)
    assert "the log of this server says why" in asked.json()["detail"]
    assert str(path) not in asked.text
    assert TestClient(app).get("/organisations.json").status_code == 200


def test_a_program_with_a_writers_token_changes_things(
    application: FastAPI, tokens: Tokens
) -> None:
    headers = {"Authorization": f"Bearer {tokens.writer}"}
    assert TestClient(application).post("/written", headers=headers).json() == "Wim Writer"


def test_nobody_changes_anything_without_a_token(browser: TestClient) -> None:
    answer = browser.post("/written")
    assert answer.status_code == 401
    assert "Only writers change the register" in answer.text
    assert answer.headers["www-authenticate"] == 'Bearer realm="ecograph"'


def test_a_reader_changes_nothing(reader: TestClient) -> None:
    answer = reader.post("/written", headers={"Ecograph-Form-Token": form_token(reader)})
    assert (answer.status_code, "may read, not write" in answer.text) == (403, True)


@pytest.mark.parametrize("headers", [{}, {"Ecograph-Form-Token": "wrong"}])
def test_a_session_changes_nothing_without_the_token_of_a_page(
    writer: TestClient, headers: dict[str, str]
) -> None:
    answer = writer.post("/written", headers=headers)
    assert (answer.status_code, "Reload the page" in answer.text) == (403, True)


def test_a_session_changes_things_with_the_token_of_a_page(writer: TestClient) -> None:
    answer = writer.post("/written", headers={"Ecograph-Form-Token": form_token(writer)})
    assert answer.json() == "Wim Writer"


def test_the_header_comes_before_the_cookie(writer: TestClient, tokens: Tokens) -> None:
    answer = writer.get("/questions", headers={"Authorization": f"Bearer {tokens.reader}"})
    assert "Rhea Reader" in answer.text
    assert "Sign out" not in answer.text


@pytest.mark.parametrize(
    "whence", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_page_of_another_site_writes_nothing_by_a_password_that_the_browser_holds(
    application: FastAPI, tokens: Tokens, whence: dict[str, str]
) -> None:
    site = TestClient(application)
    basic = base64.b64encode(f"me:{tokens.writer}".encode()).decode("ascii")
    headers = {"Authorization": f"Basic {basic}"}
    assert site.post("/written", headers=headers).status_code == 200
    answer = site.post("/written", headers={**headers, **whence})
    assert answer.status_code == 403
    assert "another site" in answer.text
