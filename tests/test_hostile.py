"""Hostile requests: after each of them the server answers the next honest question."""

import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx2
import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import Register
from tests.attacked import Attacked, attacked, listener

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ANYWHERE = "(!<urn:a>|^!<urn:a>)*"
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
UNIONS = " UNION ".join(["{ ?a ?b ?c . ?d ?e ?f }"] * 90)
OPTIONALS = " ".join(f"OPTIONAL {{ ?a ?p{n} ?o{n} }}" for n in range(120))
QUERIES = {
    "endless product": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} . ?j ?k ?l . ?m ?o ?p }}",
    "endless path": f"SELECT * {{ ?x {ANYWHERE} ?y . ?y {ANYWHERE} ?z . ?z ?p 7 }}",
    "nested path": f"ASK {{ ?x (((({ANYWHERE}/(!<urn:b>)*)*)+)*|^!<urn:a>)* ?z . ?z ?y <urn:no> }}",
    "ordered product": f"SELECT ?a ?d ?g {{ {PRODUCT} }} ORDER BY ?c ?f ?i",
    "distinct product": f"SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?f))) AS ?n) {{ {PRODUCT} }}",
    "concatenated product": (
        f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?all) {{ {PRODUCT} }}"
    ),
    "doubled text": f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789" AS ?x0) {DOUBLED} }}',
    "regular expression": (
        f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} "
        'FILTER REGEX(CONCAT(STR(?a), STR(?d)), "(.*a.*){20}x$") }'
    ),
    "large regular expression": 'ASK { FILTER REGEX("a", "((a{1,500}){1,500}){1,500}") }',
    "replacement": (
        "SELECT (COUNT(?z) AS ?n) "
        f'{{ {PRODUCT} BIND(REPLACE(CONCAT(STR(?a), STR(?d)), "(.)", "$1$1$1$1") AS ?z) }}'
    ),
    "unions": f"SELECT (COUNT(*) AS ?n) {{ {UNIONS} }}",
    "optional parts": f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c {OPTIONALS} }}",
    "graphs": f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?x {{ {PRODUCT} }} GRAPH ?y {{ ?j ?k ?l }} }}",
    "everything described": "DESCRIBE ?a ?d { ?a ?b ?c . ?d ?e ?f }",
    "nested braces": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "nested brackets": "SELECT * { ?a ?b " + "[ ?c " * 3_000 + "1" + " ]" * 3_000 + " }",
    "nested parentheses": "ASK { FILTER " + "(" * 7_000 + "1" + ")" * 7_000 + " }",
    "nested selects": "SELECT * { " * 1_000 + "}" * 1_000,
    "thousand patterns": "ASK { " + " ".join(f"?a{n} ?p ?a{n + 1} ." for n in range(1_000)) + " }",
    "thousand steps": "ASK { ?a " + "/".join(["<urn:p>"] * 1_000) + " ?b }",
    "signs": "ASK { FILTER(" + "!" * 15_000 + "true) }",
    "huge text": f'ASK {{ ?a ?b "{"x" * 120_000}" }}',
    "huge number": f"ASK {{ FILTER({'9' * 15_000} * {'9' * 900} > 1) }}",
    "huge name": f"ASK {{ <urn:{'x' * 15_000}> ?b ?{'v' * 900} }}",
    "huge list": f"ASK {{ VALUES ?x {{ {' 1' * 7_000} }} ?a ?b ?x . ?c ?d ?x . ?e ?f ?x }}",
    "half a query": "SELECT * { ?a",
    "no text at all": "\0\0\ufeff\u202e\U0010ffff",
}
CALLS = {
    "service": "SELECT * {{ SERVICE <{there}> {{ ?a ?b ?c }} }}",
    "quiet service": "SELECT * {{ SERVICE SILENT <{there}> {{ ?a ?b ?c }} }}",
    "service by variable": "SELECT * {{ VALUES ?x {{ <{there}> }} SERVICE ?x {{ ?a ?b ?c }} }}",
    "service by prefix": "PREFIX p: <{there}> SELECT * {{ SERVICE p: {{ ?a ?b ?c }} }}",
    "service in a subquery": "ASK {{ {{ SELECT * {{ sErViCe<{there}>{{?a ?b ?c}} }} }} }}",
    "source elsewhere": "SELECT * FROM <{there}> FROM NAMED <{there}> {{ ?a ?b ?c }}",
    "load": "LOAD <{there}>",
    "quiet load": "LOAD SILENT <{there}> INTO GRAPH <urn:g>",
}
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:x">'
    "<label xmlns='urn:'>&e9;</label></rdf:Description></rdf:RDF>"
)
DEEP = '{"@id": "urn:x", "urn:p": ' * 20_000 + "1" + "}" * 20_000
CONTEXT = '{"@context": "THERE", "@id": "urn:x", "urn:p": 1}'
GRAPHS = {
    "entities": ("application/rdf+xml", BOMB),
    "entities in UTF-16": ("application/rdf+xml", BOMB),
    "an entity from a file": (
        "application/rdf+xml",
        BOMB.replace('<!ENTITY e0 "ha">', '<!ENTITY e0 SYSTEM "file:///etc/passwd">'),
    ),
    "deep JSON-LD": ("application/ld+json", DEEP),
    "deep lists": ("application/ld+json", "[" * 100_000),
    "a context elsewhere": ("application/ld+json", CONTEXT),
    "deep Turtle": ("text/turtle", "<urn:x> <urn:p> " + "(" * 100_000),
    "nested nodes": ("text/turtle", "<urn:x> <urn:p> " + "[ <urn:p> " * 50_000),
    "endless text": ("application/n-triples", '<urn:x> <urn:p> "' + "x" * 1_000_000),
    "no graph at all": ("text/turtle", "\0\x01\x02" * 1_000),
}

BOMBS = {"entities.rdf": BOMB, "deep.jsonld": DEEP}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked(tmp_path_factory.mktemp("hostile")) as running:
        yield running


@pytest.mark.row("R002")
@pytest.mark.parametrize("name", QUERIES)
def test_after_a_hostile_query_an_honest_one_is_answered(server: Attacked, name: str) -> None:
    # An answer that has begun may also break off.
    with suppress(httpx2.RemoteProtocolError):
        answer = httpx2.post(f"{server.home}/sparql", data={"query": QUERIES[name]}, timeout=60)
        assert answer.status_code in {200, 400, 413, 503}
    assert server.serves()


@pytest.mark.row("R002")
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("kind", ["query", "update"])
def test_no_query_and_no_update_calls_another_host(server: Attacked, name: str, kind: str) -> None:
    with listener() as waiting:
        text = CALLS[name].format(there=waiting.address)
        answer = httpx2.post(
            f"{server.home}/sparql", data={kind: text}, headers=server.authorised, timeout=60
        )
    assert waiting.calls == 0
    refused = name != "source elsewhere" or kind == "update"
    assert (answer.status_code in {400, 403}) == refused
    assert server.serves()


@pytest.mark.parametrize("name", GRAPHS)
def test_after_a_hostile_graph_an_honest_question_is_answered(server: Attacked, name: str) -> None:
    kind, text = GRAPHS[name]
    with listener() as waiting:
        answer = httpx2.put(
            f"{server.home}/store",
            params={"graph": f"{DEFAULT_BASE}source/hostile"},
            content=text.replace("THERE", waiting.address).encode(
                "utf-16" if "UTF-16" in name else "utf-8"
            ),
            headers={**server.authorised, "Content-Type": kind},
            timeout=60,
        )
    assert waiting.calls == 0
    assert answer.status_code in {400, 413, 422, 503}
    assert "root:" not in answer.text
    assert server.serves()


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_the_command_refuses_a_hostile_file_in_a_sentence(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(BOMBS[name], "utf-8")
    register = Register(tmp_path / "register", DEFAULT_BASE)
    command = [sys.executable, "-c", "from ecograph.cli import main; main()", "load", str(file)]
    done = subprocess.run(
        [*command, "--store", str(register.path)], capture_output=True, text=True, check=False
    )
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert name in done.stderr


def test_who_drips_keeps_nobody_from_an_answer(server: Attacked) -> None:
    heads = [
        b"GET /sparql?query=ASK HTTP/1.1\r\nHost: x\r\nX-A: ",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nquery=ASK",
        b"PUT /store?default HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"G",
    ]
    with ExitStack() as open_ones:
        for number in range(60):
            dripping = open_ones.enter_context(
                socket.create_connection(("127.0.0.1", server.port), timeout=10)
            )
            dripping.sendall(heads[number % len(heads)])
        assert server.serves()
    assert server.serves()


def test_who_reads_nothing_keeps_nobody_from_an_answer(server: Attacked) -> None:
    query = "SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff%7D"
    with ExitStack() as open_ones:
        for _ in range(20):
            asking = open_ones.enter_context(
                socket.create_connection(("127.0.0.1", server.port), timeout=10)
            )
            asking.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert server.serves()
    assert server.serves()


def test_after_bytes_that_mean_nothing_an_honest_question_is_answered(server: Attacked) -> None:
    chance = random.Random(5)  # noqa: S311  # the same bytes each time
    paths = sorted(json.loads(httpx2.get(f"{server.home}/openapi.json").text)["paths"])
    for path in ["/", *paths]:
        filled = path.encode().replace(b"{", b"%7B").replace(b"}", b"%ff")
        noise = chance.randbytes(200)
        for request in (
            b"GET " + filled + b"?%00=" + noise.hex().encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n",
            b"POST " + filled + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\n" + noise,
            b"GET " + filled + noise + b"\r\n\r\n",
        ):
            assert status_of(server, request) not in {500, 501, 502}
    assert server.serves()


def status_of(server: Attacked, request: bytes) -> int:
    """Return the status with which bytes are answered, 0 if the server hangs up."""
    address = ("127.0.0.1", server.port)
    with socket.create_connection(address, timeout=30) as connection, suppress(OSError):
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(64).split()
        return int(answer[1]) if len(answer) > 1 else 0
    return 0
