"""A whole server: its log keeps secrets, it counts what it does, and it stops in good order."""

import json
import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from ecograph.store import Register
from tests.conftest import Tokens
from tests.serving import Serving, alive, processes_below, serving

# It works for hours, in little memory.
ENDLESS = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONTAINS(CONCAT(?a, ?f, ?i), 'no such')) }"
TOKEN = "not-a-token-of-anybody"


@pytest.fixture(scope="module")
def server(
    examples: Register, tokens: Tokens, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    log = tmp_path_factory.mktemp("serving") / "log"
    settings = {"TOKENS": str(tokens.path), "LOG_FORMAT": "json", "QUERY_SECONDS": "60"}
    with serving(examples.path, log, settings) as started:
        yield started


def test_what_a_client_says_in_secret_is_not_in_the_log(server: Serving, tokens: Tokens) -> None:
    query = "ASK { ?s ?p 'a secret of the question' }"
    server.get(f"/sparql?query={httpx2.QueryParams({'': query})}&token={TOKEN}-query")
    server.get("/organisations", Authorization=f"Bearer {tokens.reader}")
    server.get("/organisations", Authorization=f"Bearer {TOKEN}-header")
    server.get("/organisations", Cookie=f"ecograph-session={TOKEN}-cookie")
    httpx2.post(f"{server.home}/sign-in", data={"token": tokens.reader, "next": "/"})
    httpx2.post(f"{server.home}/sign-in", data={"token": f"{TOKEN}-form"})
    httpx2.post(f"{server.home}/sparql", data={"query": query, "token": f"{TOKEN}-post"})
    server.get("/organisations", X_Request_ID="line-0")
    log = server.logged("line-0")
    assert [text for text in (TOKEN, tokens.reader, "a secret of") if text in log] == []
    assert '"route": "/sign-in"' in log


def test_a_line_of_the_log_tells_what_was_asked_and_by_whom(
    server: Serving, tokens: Tokens
) -> None:
    asked = {"X-Request-ID": "line-1", "Authorization": f"Bearer {tokens.reader}"}
    answer = httpx2.get(f"{server.home}/organisations/mc-aurora-bio.json?year=2021", headers=asked)
    lines = [json.loads(line) for line in server.logged("line-1").splitlines()]
    line = next(line for line in lines if line.get("request_id") == "line-1")
    kept = ("method", "route", "status", "role", "logger", "level")
    assert [line[name] for name in kept] == [
        *("GET", "/organisations/{key}", answer.status_code, "reader", "ecograph.access", "info")
    ]
    assert line["bytes"] > 0
    assert "2021" not in line["message"]


def test_queries_and_readers_are_counted(server: Serving) -> None:
    server.get("/sparql?query=SELEKT")
    counted = set(re.findall("^(ecograph_.*) [1-9]", server.get("/metrics").text, re.MULTILINE))
    assert counted >= {
        'ecograph_queries_total{lane="fast",outcome="answered"}',
        'ecograph_queries_total{lane="fast",outcome="refused"}',
        "ecograph_edition_age_seconds",
        "ecograph_readers",
        "ecograph_readers_started_total",
    }


def test_a_signal_ends_queries_and_leaves_no_process(server: Serving) -> None:
    found: list[httpx2.Response] = []
    asking = threading.Thread(target=lambda: found.append(_endless(server)))
    asking.start()
    below = _at_work(server)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=30) == 0
    asking.join(timeout=30)
    assert (found[0].status_code, "is being stopped" in found[0].text) == (503, True)
    assert len(below) >= 2
    assert alive(below) == set()
    assert "ecograph has stopped" in server.logged()


def _endless(server: Serving) -> httpx2.Response:
    return httpx2.get(f"{server.home}/sparql", params={"query": ENDLESS}, timeout=60)


def _at_work(server: Serving) -> set[int]:
    """Return the processes below a server when a query has run for some time."""
    threading.Event().wait(1)
    return processes_below(server.process.pid)


def test_an_idle_server_stops_though_somebody_is_connected(
    examples: Register, tmp_path: Path
) -> None:
    with serving(examples.path, tmp_path / "log", {"READERS": "disk"}) as idle:
        below = processes_below(idle.process.pid)
        with idle.connected():
            idle.process.send_signal(signal.SIGINT)
            assert idle.process.wait(timeout=30) == 0
        assert (len(below) >= 1, alive(below)) == (True, set())
