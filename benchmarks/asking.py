"""Clients in processes of their own, which ask over HTTP and note how long each answer took."""

import http.client
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.pool import Pool
from urllib.parse import urlencode, urlsplit

_PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to a server, and the network of this machine from which it is sent.

    A server that is fair remembers what a client has used, so each question has clients of its own.
    """

    address: str
    fields: Sequence[tuple[str, str]]
    accept: str
    network: int = 0
    client: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """What clients noted: the seconds of each answer, the last body, how many were no answers."""

    seconds: tuple[float, ...]
    body: bytes
    failed: int


@contextmanager
def clients(count: int) -> Iterator[Pool]:
    """Give so many processes, each of which is one client."""
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        yield pool


def ask(request: Request, seconds: float, most: int) -> Told:
    """Ask again and again over one connection, at least once, until the time is over."""
    connection = _connected(request)
    times: list[float] = []
    body, failed = b"", 0
    until = time.perf_counter() + seconds
    while not times or (len(times) < most and time.perf_counter() < until):
        start = time.perf_counter()
        try:
            body, status = _answer(connection, request)
            failed += status != 200
        except (OSError, http.client.HTTPException):
            failed += 1
            connection.close()
        times.append(time.perf_counter() - start)
    connection.close()
    return Told(tuple(times), body if len(times) == 1 else b"", failed)


def ask_together(pool: Pool, count: int, request: Request, seconds: float, most: int) -> Told:
    """Ask as so many clients at a time, each from an address of its own."""
    several = [replace(request, client=number + 2) for number in range(count)]
    told = pool.starmap(ask, [(each, seconds, most) for each in several], chunksize=1)
    return Told(tuple(s for each in told for s in each.seconds), b"", sum(e.failed for e in told))


def first_byte(request: Request) -> float:
    """Return the seconds until the first byte of an answer's body is there; the rest is left."""
    connection = _connected(request)
    start = time.perf_counter()
    response = _sent(connection, request)
    response.read(1)
    found = time.perf_counter() - start
    connection.close()
    return found


def _connected(request: Request) -> http.client.HTTPConnection:
    place = urlsplit(request.address)
    return http.client.HTTPConnection(
        place.hostname or "",
        place.port,
        timeout=_PATIENCE_SECONDS,
        source_address=(f"127.0.{request.network}.{request.client}", 0),
    )


def _answer(connection: http.client.HTTPConnection, request: Request) -> tuple[bytes, int]:
    response = _sent(connection, request)
    return response.read(), response.status


def _sent(connection: http.client.HTTPConnection, request: Request) -> http.client.HTTPResponse:
    headers = {
        "Accept": request.accept,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    path = urlsplit(request.address).path
    connection.request("POST", path, urlencode(request.fields), headers)
    return connection.getresponse()
