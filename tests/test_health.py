"""Health and counts: what a balancer and a monitor read, and who may read it."""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph.writing import Writer
from ecograph_api.app import create_app
from tests.conftest import Tokens
from tests.facts import content
from tests.webfacts import BROWSER, SECRET, TODAY, small_register

LOOPBACK = ("127.0.0.1", 40_000)


def pages(register: Register, settings: Settings, client: tuple[str, int] = LOOPBACK) -> TestClient:
    """Return the pages over a register as somebody at an address gets them."""
    application = create_app(EditionReader(register.path), settings, lambda: TODAY)
    return TestClient(application, client=client)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("health"))


@pytest.fixture(scope="module")
def site(register: Register) -> TestClient:
    return pages(register, Settings())


@pytest.mark.row("R005")
def test_health_names_the_edition(site: TestClient) -> None:
    edition = site.get("/organisations.json").json()["edition"]
    assert site.get("/health").json() == {"live": True, "ready": True, "edition": edition}


@pytest.mark.parametrize(("path", "said"), [("live", {"live": True}), ("ready", {"ready": True})])
def test_a_balancer_asks_for_one_thing(site: TestClient, path: str, said: object) -> None:
    answer = site.get(f"/health/{path}")
    assert (answer.status_code, answer.json()) == (200, said)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.row("R005")
def test_an_empty_register_is_alive_but_not_ready(tmp_path: Path) -> None:
    empty = pages(Register(tmp_path, DEFAULT_BASE), Settings())
    answers = [empty.get(f"/health{path}") for path in ("", "/live", "/ready")]
    assert [answer.status_code for answer in answers] == [503, 200, 503]
    assert answers[0].json() == {"live": True, "ready": False, "edition": ""}


def test_a_register_that_is_filled_becomes_ready(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    site = pages(register, Settings())
    before = site.get("/health/ready").status_code
    register.replace(content("first", ':one a org:Organization ; rdfs:label "One" .'))
    assert (before, site.get("/health/ready").status_code) == (503, 200)


def test_an_edition_that_cannot_be_read_is_not_ready_and_its_place_is_not_told(
    tmp_path: Path,
) -> None:
    register = small_register(tmp_path)
    (register.path / "current").write_text("000009-gone", "utf-8")
    answer = pages(register, Settings()).get("/health")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert str(tmp_path) not in answer.text


def test_requests_are_counted_by_route_method_and_status(site: TestClient) -> None:
    site.get("/organisations/aurora")
    site.get("/organisations/nobody")
    site.get("/static/ecograph.css")
    site.get("/attacker-chosen-path")
    site.request("ATTACKED", "/organisations")
    text = site.get("/metrics").text
    counted = dict(re.findall(r"^ecograph_requests_total(\{.*\}) ([0-9.]+)$", text, re.MULTILINE))
    for labels in (
        '{method="GET",route="/organisations/{key}",status="200"}',
        '{method="GET",route="/organisations/{key}",status="404"}',
        '{method="GET",route="(files)",status="200"}',
        '{method="GET",route="(none)",status="404"}',
        '{method="other",route="/organisations",status="405"}',
    ):
        assert counted[labels] == "1.0"
    assert 'ecograph_request_seconds_bucket{le="0.005",method="GET"' in text


def test_nothing_that_a_client_chose_stands_in_the_counts(site: TestClient) -> None:
    site.get("/attacker-chosen-path", headers={"X-Request-ID": "attacker-chosen-id"})
    site.request("ATTACKED", "/")
    site.get("/sparql", params={"query": "ASK { 'attacker-chosen-text' a ?x }"})
    text = site.get("/metrics").text
    assert not re.search(f"attack|{SECRET}", text, re.IGNORECASE)


def test_two_applications_count_apart(register: Register) -> None:
    one, other = pages(register, Settings()), pages(register, Settings())
    one.get("/questions")
    assert 'route="/questions"' in one.get("/metrics").text
    assert 'route="/questions"' not in other.get("/metrics").text


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.8.9.10"])
def test_this_machine_reads_the_counts(register: Register, address: str) -> None:
    answer = pages(register, Settings(), (address, 1)).get("/metrics")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::7", "testclient"])
def test_others_do_not(register: Register, address: str) -> None:
    answer = pages(register, Settings(), (address, 1)).get("/metrics")
    assert (answer.status_code, "shown to staff" in answer.json()["detail"]) == (403, True)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_what_comes_through_a_proxy_of_this_machine_is_not_this_machine(
    site: TestClient, header: str
) -> None:
    assert site.get("/metrics", headers={header: "127.0.0.1"}).status_code == 403


def test_staff_read_the_counts_from_anywhere(register: Register, tokens: Tokens) -> None:
    site = pages(register, Settings(tokens=tokens.path), ("192.0.2.7", 1))
    signed = {"Authorization": f"Bearer {tokens.reader}"}
    wrong = {"Authorization": "Bearer wrong"}
    assert site.get("/metrics", headers=signed).status_code == 200
    assert site.get("/metrics", headers=wrong).status_code == 401


def test_a_browser_is_told_on_a_page_why_not(register: Register) -> None:
    answer = pages(register, Settings(), ("192.0.2.7", 1)).get("/metrics", headers=BROWSER)
    assert (answer.status_code, "<!doctype html>" in answer.text) == (403, True)


def test_a_page_of_another_site_does_not_read_the_counts(site: TestClient) -> None:
    asked = {"Origin": "https://other.example"}
    opened = [
        "access-control-allow-origin" in site.get(path, headers=asked).headers
        for path in ("/metrics", "/health")
    ]
    assert opened == [False, True]


def test_writes_over_http_are_counted(tmp_path: Path, tokens: Tokens) -> None:
    register = small_register(tmp_path)
    site = pages(register, Settings(tokens=tokens.path))
    application: FastAPI = site.app  # type: ignore[assignment]  # it is the one made above
    application.state.writer = Writer(register)
    signed = {"Authorization": f"Bearer {tokens.writer}"}
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    for text in (f"INSERT DATA {{ <urn:a> {label} 'A' }}", "INSERT DATA {"):
        site.post("/sparql", data={"update": text}, headers=signed)
    assert "ecograph_writes_total 1.0" in site.get("/metrics").text
