"""The log: a line a request with its id, as text or JSON, and nothing that its sender wrote."""

import json
import logging
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from ecograph_api.http.logs import JsonLines, TextLines, begin_request
from tests.webfacts import BROWSER, TODAY, small_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("logs"))


@pytest.fixture(scope="module")
def site(register: Register) -> TestClient:
    return TestClient(create_app(EditionReader(register.path), Settings(), lambda: TODAY))


@pytest.fixture
def access(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="ecograph.access")
    return caplog


def test_an_id_that_is_sane_is_kept(site: TestClient) -> None:
    answer = site.get("/health/live", headers={"X-Request-ID": "a.b_c-7"})
    assert answer.headers["x-request-id"] == "a.b_c-7"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "<script>", "a\tb"])
def test_another_is_replaced(site: TestClient, given: str) -> None:
    answer = site.get("/health/live", headers={"X-Request-ID": given})
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])


def test_each_request_has_an_id_of_its_own(site: TestClient) -> None:
    assert len({site.get("/health/live").headers["x-request-id"] for _ in range(5)}) == 5


def test_a_line_names_the_route_and_never_the_address(
    site: TestClient, access: pytest.LogCaptureFixture
) -> None:
    site.get("/organisations/aurora?as_of=2020-01-01&secret=of-somebody")
    message = access.messages[-1]
    assert re.fullmatch(
        r"GET /organisations/\{key\} 200 [0-9.]+ ms [1-9][0-9]* bytes public", message
    )


def test_a_line_of_something_that_is_not_there_names_no_address(
    site: TestClient, access: pytest.LogCaptureFixture
) -> None:
    site.get("/forged%0Aline")
    assert re.match(r"GET \(none\) 404 ", access.messages[-1])


@pytest.mark.parametrize("accept", ["*/*", BROWSER["Accept"]])
def test_an_accident_is_found_in_the_log_by_the_number_on_its_page(
    register: Register, access: pytest.LogCaptureFixture, accept: str
) -> None:
    def today() -> date:
        raise ZeroDivisionError("the clock stands still")

    application = create_app(EditionReader(register.path), Settings(), today)
    broken = TestClient(application, raise_server_exceptions=False)
    answer = broken.get("/organisations", headers={"Accept": accept, "X-Request-ID": "broken-1"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "broken-1")
    assert "under broken-1" in answer.text
    assert re.match(r"GET /organisations 500 ", access.messages[-1])


def test_a_line_for_people_has_time_level_message_and_id() -> None:
    begin_request("number-1")
    record = logging.LogRecord("a", logging.INFO, "", 0, "two\nlines %s", ("here",), None)
    record.created = 0.0
    line = TextLines().format(record)
    assert line == "1970-01-01T00:00:00.000Z info two lines here [number-1]"


def test_a_line_for_programs_is_an_object_with_the_fields_of_what_is_told() -> None:
    begin_request("number-2")
    record = logging.LogRecord("a.b", logging.WARNING, "", 0, "two\nlines", (), None)
    record.created, record.fields = 1.5, {"status": 200}
    assert json.loads(JsonLines().format(record)) == {
        "time": "1970-01-01T00:00:01.500Z",
        "level": "warning",
        "logger": "a.b",
        "message": "two\nlines",
        "request_id": "number-2",
        "status": 200,
    }


@pytest.mark.parametrize("lines", [TextLines(), JsonLines()], ids=["text", "json"])
def test_a_traceback_is_told_with_the_line_of_its_error(lines: logging.Formatter) -> None:
    error = ZeroDivisionError("the reason")
    found = (type(error), error, None)
    record = logging.LogRecord("a", logging.ERROR, "", 0, "it broke", (), found)
    assert "ZeroDivisionError: the reason" in lines.format(record)


def test_only_some_sites_frame_what_is_for_frames(register: Register) -> None:
    settings = Settings(embed_origins=("https://a.example", "https://b.example"))
    pages = TestClient(create_app(EditionReader(register.path), settings, lambda: TODAY))
    policy = pages.get("/embed/map").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://a.example https://b.example")
    assert "frame-ancestors 'none'" in pages.get("/map").headers["content-security-policy"]
