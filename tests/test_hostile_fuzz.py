"""Requests made up at random, the same each time: nothing breaks the server."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema

from tests.attacked import Attacked, attacked

_FEW = settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_WORDS = st.sampled_from(
    [
        *(
            "SELECT",
            "ASK",
            "CONSTRUCT",
            "DESCRIBE",
            "WHERE",
            "FILTER",
            "OPTIONAL",
            "UNION",
            "MINUS",
        ),
        *("GRAPH", "BIND", "VALUES", "ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "FROM"),
        *("NAMED", "SERVICE", "EXISTS", "NOT", "IN", "AS", "COUNT", "REGEX", "BASE", "PREFIX"),
        *("{", "}", "(", ")", "[", "]", "*", "+", "/", "|", "^", "!", ".", ";", ",", "<", ">", "="),
        *("?a", "?b", "$c", "<urn:x>", "<", "p:q", ":", '"', "'", '"""', '"x"@en', '"1"^^<urn:t>'),
        *(
            "1",
            "-2.5e9",
            "true",
            "a",
            "_:b",
            "#",
            "\\u0000",
            "\0",
            "\ud7ff",
            "\U0010ffff",
            "\U0001d518",
        ),
    ]
)
# Signs that no client sends in a header.
_CONTROL = bytes([*range(32), 127])
_TEXTS = st.one_of(
    st.lists(_WORDS, max_size=60).map(" ".join),
    st.lists(_WORDS, max_size=20).map(lambda words: "SELECT * { ?a ?b ?c . " + " ".join(words)),
    st.text(max_size=300),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked(tmp_path_factory.mktemp("fuzzed")) as running:
        yield running


@pytest.fixture(scope="module")
def described(server: Attacked) -> BaseSchema:
    """Give what the server says of its own routes."""
    found: BaseSchema = schemathesis.openapi.from_url(f"{server.home}/openapi.json")
    return found


@pytest.mark.parametrize("who", ["the public", "a writer"])
def test_no_request_that_fits_or_misses_a_route_breaks_the_server(
    server: Attacked, described: BaseSchema, who: str
) -> None:
    headers = server.authorised if who == "a writer" else {}
    broken = []
    number = 0
    for found in described.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @_FEW
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case[Any]) -> None:
            answer = case.call(base_url=server.home, timeout=60, headers=headers)
            status = answer.status_code
            if status >= 500 and status != 503:
                broken.append((case.method, case.formatted_path, status))

        send()
        number += 1
    assert broken == []
    assert number > 30
    assert server.serves()


def test_no_text_for_a_query_breaks_the_server(server: Attacked) -> None:
    broken = []

    @settings(_FEW, max_examples=150)
    @given(text=_TEXTS, kind=st.sampled_from(["query", "update"]))
    def send(text: str, kind: str) -> None:
        answer = httpx2.post(f"{server.home}/sparql", data={kind: text}, timeout=60)
        if answer.status_code >= 500 and answer.status_code != 503:
            broken.append((text, answer.status_code))

    send()
    assert broken == []
    assert server.serves()


def test_no_header_breaks_the_server(server: Attacked) -> None:
    broken = []
    names = st.sampled_from(
        [
            *("Accept", "Accept-Encoding", "Authorization", "Cookie", "If-None-Match", "Origin"),
            *("Host", "X-Forwarded-For", "X-Request-Id", "Content-Type", "If-Match", "Range"),
        ]
    )
    values = st.binary(max_size=80).map(lambda value: value.translate(None, _CONTROL).strip())

    @settings(_FEW, max_examples=100)
    @given(headers=st.dictionaries(names, values, max_size=4))
    def send(headers: dict[str, bytes]) -> None:
        query = {"query": "ASK {}"}
        given_headers = [(name.encode(), value) for name, value in headers.items()]
        answer = httpx2.post(f"{server.home}/sparql", data=query, headers=given_headers)
        if answer.status_code >= 500 and answer.status_code != 503:
            broken.append((headers, answer.status_code))

    send()
    assert broken == []
    assert server.serves()
