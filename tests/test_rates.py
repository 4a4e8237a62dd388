"""Rates: a client that asks for more than its share waits, and nobody else does."""

import pytest
from fastapi.testclient import TestClient

from ecograph.errors import TooManyQueriesError
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from ecograph_api.http import problems, rates
from ecograph_api.http.rates import Rates
from tests.conftest import Tokens
from tests.webfacts import BROWSER, TODAY, small_register


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_a_minutes_worth_is_there_at_once_and_more_as_time_goes() -> None:
    clock = Clock()
    counted = Rates(6, clock)
    assert [counted.seconds_to_wait("a") for _ in range(7)] == [0] * 6 + [10]
    assert counted.seconds_to_wait("b") == 0
    clock.now += 10
    assert [counted.seconds_to_wait("a") for _ in range(2)] == [0, 10]
    clock.now += 60
    assert [counted.seconds_to_wait("a") for _ in range(7)] == [0] * 6 + [10]


def test_what_is_refused_is_not_charged_for() -> None:
    clock = Clock()
    counted = Rates(1, clock)
    assert [counted.seconds_to_wait("a") for _ in range(50)] == [0] + [60] * 49
    clock.now += 60
    assert counted.seconds_to_wait("a") == 0


def test_many_clients_take_a_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "_MANY_CLIENTS", 10)
    counted = Rates(1, Clock())
    for number in range(100):
        counted.seconds_to_wait(str(number))
    assert counted.seconds_to_wait("99") == 60
    assert counted.seconds_to_wait("0") == 0


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("rates"))


@pytest.fixture
def site(register: Register, tokens: Tokens) -> TestClient:
    settings = Settings(rate=3, tokens=tokens.path)
    return TestClient(create_app(EditionReader(register.path), settings, lambda: TODAY))


def test_too_many_requests_are_told_so_with_when_to_come_again(site: TestClient) -> None:
    answers = [site.get("/questions.json") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].headers["retry-after"] == "20"
    problem = answers[3].json()
    assert (problem["status"], problem["title"]) == (429, "Too many requests")
    assert "3 requests a minute" in problem["detail"]
    assert "Content-Security-Policy" in answers[3].headers


def test_a_browser_reads_of_it_on_a_page(site: TestClient) -> None:
    answer = [site.get("/health/live", headers=BROWSER) for _ in range(4)][3]
    assert (answer.status_code, "<!doctype html>" in answer.text) == (429, True)


def test_files_do_not_count(site: TestClient) -> None:
    assert {site.get("/static/ecograph.css").status_code for _ in range(5)} == {200}
    assert site.get("/questions.json").status_code == 200


def test_what_is_not_there_counts_and_so_does_a_wrong_token(site: TestClient) -> None:
    wrong = {"Authorization": "Bearer guess"}
    assert [site.get("/nowhere").status_code for _ in range(2)] == [404, 404]
    assert site.get("/questions.json", headers=wrong).status_code == 401
    assert site.get("/questions.json", headers=wrong).status_code == 429


def test_somebody_signed_in_has_a_share_of_their_own(site: TestClient, tokens: Tokens) -> None:
    for _ in range(4):
        site.get("/questions.json")
    signed = {"Authorization": f"Bearer {tokens.reader}"}
    assert site.get("/questions.json").status_code == 429
    assert site.get("/questions.json", headers=signed).status_code == 200


def test_a_rate_of_zero_is_none(register: Register) -> None:
    application = create_app(EditionReader(register.path), Settings(rate=0), lambda: TODAY)
    site = TestClient(application)
    assert {site.get("/health/live").status_code for _ in range(20)} == {200}


def test_too_many_queries_at_a_time_have_the_same_status() -> None:
    assert problems.of_error(TooManyQueriesError("Wait.")).status == 429
