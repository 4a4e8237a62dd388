"""Behind a proxy: every link leads below its path, and only a trusted one is believed."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from playwright.sync_api import Browser
from starlette.types import Receive, Scope, Send

from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph_api.app import create_app
from ecograph_api.http.clients import Networks, client_of, household
from ecograph_api.http.proxies import rooted
from tests.browser import served, visiting
from tests.conftest import TODAY, Tokens
from tests.test_pages import ADDRESSES
from tests.webfacts import BROWSER

ROOT = "/eco/graph"
PROXY = "10.1.2.3"
LINK = re.compile(r'(?:href|src|action|data-[a-z-]+)="(/[^"]*)"')
# Each has links of its own kind; the browser opens them behind the proxy.
DRAWN = ("/map", "/embed/map", "/docs", "/sparql", "/questions/partners", "/frameworks/needs")


@pytest.fixture(scope="module")
def below(examples: Register, examples_pool: WorkerPool, tokens: Tokens) -> FastAPI:
    settings = Settings(
        store=examples.path,
        root_path=ROOT,
        trusted_proxies=("10.0.0.0/8",),
        tokens=tokens.path,
    )
    return create_app(examples_pool, settings, lambda: TODAY)


@pytest.fixture(scope="module")
def web(below: FastAPI) -> TestClient:
    return TestClient(below, client=(PROXY, 1), follow_redirects=False)


class Proxy:
    """A proxy that knows one server, below one path, and nothing beside it."""

    def __init__(self, application: FastAPI) -> None:
        self.state = application.state
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is below the path, as nginx does with a stroke at the end."""
        path = scope["path"].removeprefix(ROOT)
        if path == scope["path"]:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b"the proxy has no such page"})
            return
        scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._application(scope, receive, send)


@pytest.fixture(scope="module")
def behind(below: FastAPI) -> Iterator[str]:
    with served(Proxy(below)) as address:  # type: ignore[arg-type]  # any application can be served
        yield f"{address}{ROOT}"


def test_every_link_of_every_page_leads_below_the_path(web: TestClient) -> None:
    astray: dict[str, list[str]] = {}
    for path in ADDRESSES.values():
        text = web.get(f"{ROOT}{path}", headers=BROWSER).text
        astray[path] = [link for link in LINK.findall(text) if not link.startswith(f"{ROOT}/")]
    assert {path: links for path, links in astray.items() if links} == {}


def test_every_link_of_every_answer_leads_below_the_path(web: TestClient) -> None:
    astray: dict[str, list[str]] = {}
    for path in ADDRESSES.values():
        answer = web.get(f"{ROOT}{path}", headers={"Accept": "application/json"})
        if answer.headers["content-type"] == "application/json" and path != "/openapi.json":
            links = [text for text in texts(answer.json()) if re.match("/[a-z]", text)]
            astray[path] = [link for link in links if not link.startswith(f"{ROOT}/")]
    assert {path: links for path, links in astray.items() if links} == {}
    assert len(astray) > 10


def texts(value: object) -> Iterator[str]:
    """Yield every text in a document."""
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from texts(part)


def test_it_makes_no_difference_whether_the_proxy_takes_the_path_off(web: TestClient) -> None:
    kept, taken = (web.get(f"{root}/organisations.json").json() for root in (ROOT, ""))
    assert kept == taken
    assert kept["items"][0]["url"].startswith(f"{ROOT}/organisations/")
    assert web.get(ROOT).status_code == 200


def test_a_path_that_only_begins_alike_is_not_below(web: TestClient) -> None:
    assert web.get(f"{ROOT}s/organisations").status_code == 404


def test_a_redirect_stays_below_the_path(web: TestClient, tokens: Tokens) -> None:
    moved = web.get(f"{ROOT}/organisations/mc-out-sante")
    form = {"token": tokens.reader, "next": "/questions"}
    signed_in = web.post(f"{ROOT}/sign-in", data=form)
    web.cookies.clear()
    assert moved.headers["location"] == f"{ROOT}/outposts/mc-out-sante"
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, f"{ROOT}/questions")


def test_the_service_and_the_documentation_name_themselves_below_the_path(web: TestClient) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "data.example"}
    described = web.get(f"{ROOT}/sparql.nt", headers=headers).text
    assert f"<https://data.example{ROOT}/sparql>" in described
    assert web.get(f"{ROOT}/openapi.json").json()["servers"] == [{"url": ROOT}]


def test_the_length_of_an_answer_is_that_of_its_links(web: TestClient) -> None:
    plain = {"Accept-Encoding": "identity"}
    head, full = (web.request(m, f"{ROOT}/questions.json", headers=plain) for m in ("HEAD", "GET"))
    assert int(head.headers["content-length"]) == len(full.content)


def test_a_page_that_breaks_has_its_links_below_the_path(
    examples: Register, examples_pool: WorkerPool
) -> None:
    def today() -> date:
        raise ZeroDivisionError

    settings = Settings(store=examples.path, root_path=ROOT)
    broken = create_app(examples_pool, settings, today)
    site = TestClient(broken, raise_server_exceptions=False)
    answer = site.get(f"{ROOT}/organisations", headers=BROWSER)
    links = LINK.findall(answer.text)
    assert answer.status_code == 500
    assert links != []
    assert {link for link in links if not link.startswith(f"{ROOT}/")} == set()


def test_texts_that_look_like_links_are_left_alone() -> None:
    text = json.dumps({"name": 'href="/a" "url": "/b"', "url": "//other.example", "next": None})
    assert rooted(text.encode(), "application/json", ROOT) == text.encode()
    assert rooted(b'"url":"/a"', "text/csv", ROOT) == b'"url":"/a"'
    assert rooted(b'"url":"/eco/graph"', "application/json", ROOT) == b'"url":"/eco/graph"'
    assert rooted(b'"url":"/eco"', "application/json", ROOT) == b'"url":"/eco/graph/eco"'


@pytest.mark.browser
def test_pages_draw_behind_a_proxy_and_ask_nothing_beside_it(browser: Browser, behind: str) -> None:
    with visiting(browser, behind) as visit:
        for path in DRAWN:
            visit.open(path)
        page = visit.open("/questions/partners")
        with page.expect_response("**/search.json?*") as asked:
            page.get_by_role("combobox", name="Organisation").press_sequentially("auro")
        assert asked.value.url.startswith(f"{behind}/search.json?")
        page.get_by_role("button", name="Ask").click()
        assert page.url.startswith(f"{behind}/questions/partners?")
        assert (visit.requests, visit.complaints) == ([], [])


def seen(application: FastAPI, peer: str, headers: dict[str, str]) -> dict[str, str]:
    """Return as whom, and from where, the application sees a request."""
    found: dict[str, str] = {}

    @application.get("/seen-by-a-test")
    def look(request: Request) -> None:
        found.update(client=client_of(request), address=str(request.url))

    try:
        TestClient(application, client=(peer, 1)).get("/seen-by-a-test", headers=headers)
    finally:
        application.router.routes.pop()
    return found


FORWARDED = {
    "X-Forwarded-For": "198.51.100.9, 203.0.113.5, 10.9.9.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "data.example",
}


def test_a_trusted_proxy_is_believed_as_far_as_trusted_ones_go(below: FastAPI) -> None:
    found = seen(below, PROXY, FORWARDED)
    assert found == {"client": "203.0.113.5", "address": "https://data.example/seen-by-a-test"}


@pytest.mark.parametrize("peer", ["192.0.2.1", "127.0.0.1"])
def test_nobody_else_is_believed(below: FastAPI, peer: str) -> None:
    found = seen(below, peer, FORWARDED)
    assert found == {"client": peer, "address": "http://testserver/seen-by-a-test"}


def test_a_host_that_is_none_is_not_taken(below: FastAPI) -> None:
    found = seen(below, PROXY, {"X-Forwarded-Host": "a/b?c@d"})
    assert found["address"] == "http://testserver/seen-by-a-test"


def test_somebody_signed_in_is_a_client_by_name(below: FastAPI, tokens: Tokens) -> None:
    found = seen(below, "192.0.2.1", {"Authorization": f"Bearer {tokens.reader}"})
    assert found["client"] == "person Rhea Reader"
    assert seen(below, "192.0.2.1", {"Authorization": "Bearer no"})["client"] == "192.0.2.1"


def test_a_wrong_token_is_refused_though_its_client_was_counted(web: TestClient) -> None:
    wrong = {"Authorization": "Bearer no"}
    assert web.get(f"{ROOT}/organisations", headers=wrong).status_code == 401


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::2", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::2", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_the_network_of_one(address: str, client: str) -> None:
    assert household(address) == client


def test_a_network_holds_its_addresses() -> None:
    networks = Networks(("10.0.0.0/8", "::1"))
    addresses = ("10.1.1.1", "::ffff:10.1.1.1", "::1", "11.0.0.1", "::2", "", "proxy")
    assert [networks.hold(address) for address in addresses] == [True] * 3 + [False] * 4
