"""Rights: whose token opens what, what others may keep of it, and what publishing takes over."""

import base64
import logging
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ecograph import people
from ecograph.identifiers import DEFAULT_BASE, merge_graph
from ecograph.people import Role
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from tests.conftest import TODAY, Tokens
from tests.facts import content
from tests.webfacts import BROWSER, INTERNAL, PUBLIC, SECRET, small_register

HIDDEN = "/organisations/hush"
VARY = "Accept, Authorization, Cookie, Accept-Encoding"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a small register, with an organisation that is internal."""
    return small_register(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def app(small: Register, tokens: Tokens) -> FastAPI:
    """Give its pages."""
    settings = Settings(store=small.path, tokens=tokens.path)
    return create_app(EditionReader(small.path), settings, lambda: TODAY)


@pytest.fixture(scope="module")
def public(app: FastAPI) -> TestClient:
    """Give them as anybody gets them."""
    return TestClient(app, follow_redirects=False)


@pytest.fixture(scope="module")
def reader(app: FastAPI, tokens: Tokens) -> TestClient:
    """Give them as a reader gets them."""
    headers = {"Authorization": f"Bearer {tokens.reader}"}
    return TestClient(app, headers=headers, follow_redirects=False)


def basic(name: str, password: str) -> str:
    """Return a name and a password as a header holds them."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_what_is_internal_is_not_there_for_the_public_and_is_for_staff(
    public: TestClient, reader: TestClient
) -> None:
    assert public.get(HIDDEN).status_code == 404
    assert SECRET in reader.get(HIDDEN).text


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", "BEARER  {} "])
def test_a_program_sends_its_token(public: TestClient, tokens: Tokens, form: str) -> None:
    headers = {"Authorization": form.format(tokens.reader)}
    assert public.get(HIDDEN, headers=headers).status_code == 200


@pytest.mark.parametrize("name", ["", "Rhea Reader", "anything"])
def test_a_token_can_be_the_password_of_basic(
    public: TestClient, tokens: Tokens, name: str
) -> None:
    headers = {"Authorization": basic(name, tokens.reader)}
    assert public.get(HIDDEN, headers=headers).status_code == 200


WRONG = (
    "Bearer wrong",
    "Bearer",
    "Bearer {} {}",
    "{}",
    "Token {}",
    "Digest {}",
    "Bearer x{}",
    "Basic {}",
    "Basic é",
    "",
)


@pytest.mark.parametrize("form", WRONG)
@pytest.mark.parametrize("path", [HIDDEN, "/organisations.json", "/sparql?query=ASK{}", "/map"])
def test_a_wrong_header_is_refused_and_not_taken_for_the_public(
    public: TestClient, tokens: Tokens, form: str, path: str
) -> None:
    headers = {b"Authorization": form.format(tokens.reader, tokens.reader).encode()}
    answer = public.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith('Bearer realm="ecograph", Basic')
    assert answer.headers["cache-control"] == "no-store"
    assert tokens.reader not in answer.text


@pytest.mark.parametrize("given", [("x", "wrong"), ("{}", ""), ("", "Rhea Reader"), ("{}", "{}x")])
def test_basic_with_a_wrong_password_is_refused(
    public: TestClient, tokens: Tokens, given: tuple[str, str]
) -> None:
    name, password = (text.format(tokens.reader) for text in given)
    answer = public.get(HIDDEN, headers={"Authorization": basic(name, password)})
    assert answer.status_code == 401


def test_two_headers_are_refused(public: TestClient, tokens: Tokens) -> None:
    headers = [("Authorization", f"Bearer {tokens.reader}"), ("Authorization", "Bearer wrong")]
    assert public.get(HIDDEN, headers=headers).status_code == 401


def test_a_hash_from_the_file_opens_nothing(public: TestClient, tokens: Tokens) -> None:
    for text in (people.hash_of(tokens.reader), people.hash_of(tokens.reader).partition(":")[2]):
        assert public.get(HIDDEN, headers={"Authorization": f"Bearer {text}"}).status_code == 401


def test_a_browser_is_not_made_to_ask_for_a_password_itself(public: TestClient) -> None:
    answer = public.get("/", headers={**BROWSER, "Authorization": "Bearer wrong"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (
        401,
        'Bearer realm="ecograph"',
    )
    assert "The token in the header Authorization" in answer.text


def test_a_server_without_people_says_that_it_knows_no_tokens(small: Register) -> None:
    plain = TestClient(create_app(EditionReader(small.path), Settings(store=small.path)))
    answer = plain.get("/organisations.json", headers={"Authorization": "Bearer anything"})
    assert (answer.status_code, "knows no tokens" in answer.json()["detail"]) == (401, True)


def test_a_token_that_was_taken_away_opens_nothing_from_then_on(
    small: Register, tmp_path: Path
) -> None:
    path = tmp_path / "tokens"
    token = people.add(path, "Ann", Role.READER, TODAY)
    settings = Settings(store=small.path, tokens=path)
    program = TestClient(
        create_app(EditionReader(small.path), settings),
        headers={"Authorization": f"Bearer {token}"},
    )
    assert program.get(HIDDEN).status_code == 200
    people.remove(path, "Ann")
    assert program.get(HIDDEN).status_code == 401


ADDRESSES = (
    *("/", "/organisations.json", "/organisations.csv", "/organisations/aurora.ttl", "/map.json"),
    *("/sparql?query=ASK{}", "/store?default", "/measures.json", "/questions/partners"),
)


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_staff_get_is_kept_by_themselves_alone(
    public: TestClient, reader: TestClient, path: str
) -> None:
    for_staff, for_all = reader.get(path).headers, public.get(path).headers
    assert for_staff["cache-control"] == "private, no-cache"
    assert for_all["cache-control"] == "no-cache"
    assert for_staff["vary"] == for_all["vary"] == VARY
    assert for_staff["etag"] != for_all["etag"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_copy_counts_only_for_those_who_may_have_it(
    public: TestClient, reader: TestClient, path: str
) -> None:
    for_staff, for_all = reader.get(path).headers["etag"], public.get(path).headers["etag"]
    for holder, held, status in (
        (public, for_staff, 200),
        (reader, for_all, 200),
        (public, for_all, 304),
        (reader, for_staff, 304),
    ):
        assert holder.get(path, headers={"If-None-Match": held}).status_code == status


def test_a_304_is_as_private_as_what_it_stands_for(reader: TestClient) -> None:
    tag = reader.get("/organisations.json").headers["etag"]
    answer = reader.get("/organisations.json", headers={"If-None-Match": tag})
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["vary"] == VARY


def test_the_page_of_one_is_no_copy_for_another(
    reader: TestClient, app: FastAPI, tokens: Tokens
) -> None:
    other = TestClient(app, headers={"Authorization": f"Bearer {tokens.writer}"})
    tags = {who.get("/", headers=dict(BROWSER)).headers["etag"] for who in (reader, other)}
    assert len(tags) == 2


@pytest.mark.parametrize("path", ADDRESSES)
def test_head_gives_the_public_the_headers_of_the_public(
    public: TestClient, reader: TestClient, path: str
) -> None:
    reader.head(path)
    head, got = public.head(path).headers, public.get(path).headers
    assert head["etag"] == got["etag"]


def test_every_page_of_staff_says_that_internal_facts_are_in_it(
    public: TestClient, reader: TestClient
) -> None:
    told = "Internal facts included: not for publication."
    for path in ("/", "/map", "/organisations/aurora", "/measures"):
        assert told in reader.get(path, headers=dict(BROWSER)).text
        assert told not in public.get(path, headers=dict(BROWSER)).text
    assert reader.get("/organisations.json").json()["internal"] is True
    assert "internal" not in public.get("/organisations.json").json()


def test_no_token_is_logged(app: FastAPI, tokens: Tokens, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    public = TestClient(app)
    for header in (
        f"Bearer {tokens.reader}",
        f"Bearer {tokens.reader}x",
        basic("x", tokens.writer),
    ):
        public.get(HIDDEN, headers={"Authorization": header})
        public.post("/sign-in", data={"token": tokens.reader})
        public.post("/sign-in", data={"token": f"{tokens.writer}x"})
    assert tokens.reader not in caplog.text
    assert tokens.writer not in caplog.text


def test_what_is_said_internally_changes_nothing_in_what_is_published(
    tmp_path: Path, small: Register
) -> None:
    without = Register(tmp_path / "without", DEFAULT_BASE)
    without.replace(content("small", PUBLIC))
    editions = [register.current() for register in (small, without)]
    merge = merge_graph(DEFAULT_BASE, internal=False)
    first, second = (
        {
            line
            for line in (each.graphs / each.manifest.graphs[merge].file)
            .read_text("utf-8")
            .splitlines()
            if f"<{DEFAULT_BASE}source/" not in line
        }
        for each in editions
        if each
    )
    assert first == second


def test_an_equal_identifier_in_an_internal_fact_merges_nothing_for_the_public(
    tmp_path: Path,
) -> None:
    same = 'org:identifier "999978530"^^id:pic'
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("one", f':a a org:Organization ; rdfs:label "A" ; {same} .'))
    hidden = f":b {same} . "
    register.replace(content("two", ':b a org:Organization ; rdfs:label "B" .', hidden))
    page = TestClient(create_app(EditionReader(register.path), Settings(store=register.path)))
    names = [item["name"] for item in page.get("/organisations.json").json()["items"]]
    assert names == ["A", "B"]


def test_staff_see_one_organisation_more_in_the_examples(
    staff: TestClient, client: TestClient
) -> None:
    as_json = {"Accept": "application/json"}
    staff_see, all_see = (
        who.get("/", headers=as_json).json()["counts"]["organisations"] for who in (staff, client)
    )
    assert staff_see == all_see + 1


def test_the_internal_facts_of_the_small_register_are_internal() -> None:
    assert SECRET in INTERNAL
    assert SECRET not in PUBLIC
