"""Connections: slow and greedy clients are cut off, and others are answered."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import httpx2
import pytest
import uvicorn

from ecograph.settings import Settings
from ecograph.store import EditionReader
from ecograph_api.app import create_app
from ecograph_api.http.connections import BoundedConnection
from tests.webfacts import TODAY, small_register

HEADER = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
EACH = 12


class Hurried(BoundedConnection):
    """A connection as in use, with less patience and fewer beside it."""

    header_seconds = 1.0
    most_of_one_client = EACH


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    register = small_register(tmp_path_factory.mktemp("connections"))
    application = create_app(EditionReader(register.path), Settings(), lambda: TODAY)
    config = uvicorn.Config(
        application,
        port=0,
        http=Hurried,
        lifespan="off",
        log_level="error",
        proxy_headers=False,
        forwarded_allow_ips=["127.0.0.2"],
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    number: int = server.servers[0].sockets[0].getsockname()[1]
    yield number
    server.should_exit = True
    thread.join()


def test_a_header_that_drips_ends_its_connection(port: int) -> None:
    assert dripped(port, HEADER + b"X-Slow: ")
    assert is_well(port)


def test_a_connection_on_which_nothing_comes_is_ended(port: int) -> None:
    with connected(port) as silent:
        assert silent.recv(1) == b""


def test_a_second_header_on_a_connection_has_to_come_in_time_too(port: int) -> None:
    with connected(port) as client:
        client.sendall(HEADER + b"\r\n")
        assert client.recv(1_000).startswith(b"HTTP/1.1 200")
        assert dripped(port, HEADER + b"X-Slow: ", client)


def test_a_body_that_drips_on_after_its_answer_ends_its_connection(port: int) -> None:
    with connected(port) as client:
        client.sendall(b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        assert client.recv(1_000).startswith(b"HTTP/1.1 405")
        assert dripped(port, b"x", client)


def test_one_client_has_a_bounded_number_of_connections(port: int) -> None:
    with ExitStack() as stack:
        opened = [stack.enter_context(connected(port)) for _ in range(EACH + 3)]
        assert all(is_cut(each) for each in opened[EACH:])
        opened[0].sendall(HEADER + b"\r\n")
        assert opened[0].recv(1_000).startswith(b"HTTP/1.1 200")
        others = stack.enter_context(connected(port, "127.0.0.3"))
        others.sendall(HEADER + b"\r\n")
        assert others.recv(1_000).startswith(b"HTTP/1.1 200")


def test_a_trusted_proxy_has_as_many_connections_as_it_needs(port: int) -> None:
    with ExitStack() as stack:
        opened = [stack.enter_context(connected(port, "127.0.0.2")) for _ in range(EACH + 3)]
        opened[-1].sendall(HEADER + b"\r\n")
        assert opened[-1].recv(1_000).startswith(b"HTTP/1.1 200")


def test_all_clients_together_have_a_bounded_number_too(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hurried, "most", 3)
    addresses = [f"127.0.0.{number}" for number in range(10, 18)]
    with ExitStack() as stack:
        opened = [stack.enter_context(connected(port, address)) for address in addresses]
        assert all(is_cut(each) for each in opened[3:])


def connected(port: int, address: str = "127.0.0.1") -> socket.socket:
    """Return a connection from an address of this machine."""
    return socket.create_connection(("127.0.0.1", port), 10, source_address=(address, 0))


def dripped(port: int, begun: bytes, client: socket.socket | None = None) -> bool:
    """Tell whether the server hangs up on somebody who sends one letter after the other."""
    slow = client or connected(port)
    slow.settimeout(0.1)
    with slow:
        slow.sendall(begun)
        return any(is_cut(slow) or not sent(slow) for _ in range(200))


def is_cut(connection: socket.socket) -> bool:
    """Tell whether the server has hung up."""
    try:
        return connection.recv(1_000) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def sent(connection: socket.socket) -> bool:
    """Tell whether one more letter could be sent."""
    try:
        connection.sendall(b"x")
    except ConnectionError:
        return False
    return True


def is_well(port: int) -> bool:
    """Tell whether the server answers."""
    return httpx2.get(f"http://127.0.0.1:{port}/health/live").status_code == httpx2.codes.OK
