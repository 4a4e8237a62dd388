"""One SPARQL 1.1 service over HTTP: its answers, with time limits, repetition and clear errors."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NoReturn
from weakref import finalize

import httpx2

from ecograph.errors import QueryTooLargeError, ServiceError, ServiceTimeoutError
from ecograph.remote.address import Address
from ecograph.remote.login import Login
from ecograph.remote.results import JSON
from ecograph.remote.retrying import BUSY, Patience, asked_to_wait

MOST_BYTES = 512 * 1024 * 1024
_CONNECT_SECONDS = 10.0
_HURRIED_SECONDS = 5.0
_SHOWN = 300
_TRIPLES = "application/n-triples"
_NO_GRAPH = 404
_REMEDIES = {
    400: "The service does not take what ecograph asks; its manual and docs/remote.md say more.",
    401: "Set ECOGRAPH_STORE_USER and ECOGRAPH_STORE_PASSWORD to somebody who may do this there.",
    403: "Set ECOGRAPH_STORE_USER and ECOGRAPH_STORE_PASSWORD to somebody who may do this there.",
    404: "Check ECOGRAPH_STORE, ECOGRAPH_STORE_UPDATE and ECOGRAPH_STORE_GRAPHS.",
    405: "Check ECOGRAPH_STORE, ECOGRAPH_STORE_UPDATE and ECOGRAPH_STORE_GRAPHS.",
    413: "The service takes requests that are smaller only; raise its limit.",
    429: "It is asked too much; try again later.",
    503: "It is busy or being mended; try again later.",
}
_OTHER = "Look into the log of the service."
Form = Mapping[str, str | Sequence[str]]


class Service:
    """A service that is asked, or written to; every fault is a ServiceError that names it."""

    def __init__(self, address: Address, seconds: float, patience: Patience | None = None) -> None:
        self.address = address
        self._seconds = seconds
        self._patience = patience or Patience()
        self._client = httpx2.Client(
            auth=Login(address.user, address.password) if address.user else None,
            timeout=httpx2.Timeout(seconds, connect=min(_CONNECT_SECONDS, seconds)),
            headers={"User-Agent": "ecograph"},
        )
        self._closing = finalize(self, self._client.close)

    def hurried(self) -> "Service":
        """Return the same service for who would rather know soon that it does not answer."""
        patience = replace(self._patience, attempts=min(self._patience.attempts, 2))
        return Service(self.address, min(self._seconds, _HURRIED_SECONDS), patience)

    def close(self) -> None:
        """Close the connections, as it is done anyway when nobody needs them any more."""
        self._closing()

    def ask(self, query: str, default: str, named: Sequence[str], accept: str = JSON) -> bytes:
        """Return the answer to a query over one default graph and some named ones."""
        form: Form = {"query": query, "default-graph-uri": default, "named-graph-uri": named}
        request = self._client.build_request(
            "POST", self.address.query, data=form, headers={"Accept": accept}
        )
        return self._sent(request).content

    def update(self, text: str, *, again: bool = True) -> None:
        """Run an update; one that must not be done twice is not sent again once it has arrived."""
        request = self._client.build_request(
            "POST",
            self.address.update,
            content=text.encode(),
            headers={"Content-Type": "application/sparql-update"},
        )
        self._sent(request, again=again)

    def append(self, graph: str, lines: Sequence[str]) -> None:
        """Add facts to a graph, by the Graph Store Protocol where the service has it."""
        text = "\n".join([*lines, ""])
        if not self.address.graphs:
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{text}}} }}")
            return
        request = self._client.build_request(
            "POST",
            self.address.graphs,
            params={"graph": graph},
            content=text.encode(),
            headers={"Content-Type": _TRIPLES},
        )
        self._sent(request)

    def fetch(self, graph: str) -> bytes:
        """Return the facts of a graph as N-Triples, by the Graph Store Protocol."""
        request = self._client.build_request(
            "GET", self.address.graphs, params={"graph": graph}, headers={"Accept": _TRIPLES}
        )
        response = self._sent(request, allowed=_NO_GRAPH)
        return b"" if response.status_code == _NO_GRAPH else response.content

    def _sent(
        self, request: httpx2.Request, *, again: bool = True, allowed: int = 0
    ) -> httpx2.Response:
        """Return the answer to a request, sent anew while the service cannot be reached or is busy.

        A refusal for being busy means that nothing was done, so that may always be sent again.
        """
        attempt = 0
        while True:
            is_last = attempt + 1 >= self._patience.attempts
            pause = self._patience.pause(attempt)
            try:
                response = self._received(request)
            except httpx2.TransportError as error:
                if is_last or not (again or isinstance(error, httpx2.ConnectError)):
                    _unreachable(request, error, attempt + 1)
            else:
                if response.is_success or response.status_code == allowed:
                    return response
                wanted = asked_to_wait(response)
                if is_last or response.status_code not in BUSY or _is_long(wanted, self._patience):
                    _refused(request, response, wanted)
                if wanted is not None:
                    pause = wanted + random.uniform(0, self._patience.first)  # noqa: S311  # jitter
            self._patience.wait(pause)
            attempt += 1

    def _received(self, request: httpx2.Request) -> httpx2.Response:
        """Return one answer, whole and not too large; ServiceTimeoutError for one that is late."""
        try:
            response = self._client.send(request, stream=True)
            try:
                body = bytearray()
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > MOST_BYTES:
                        _too_large(request)
            finally:
                response.close()
        except (httpx2.ReadTimeout, httpx2.WriteTimeout, httpx2.PoolTimeout) as error:
            message = (
                f"{_place(request)} did not answer in {self._seconds:g} seconds. Ask for less, or "
                "raise ECOGRAPH_QUERY_SECONDS and the time limit of the service."
            )
            raise ServiceTimeoutError(message) from error
        headers = [
            (name, value)
            for name, value in response.headers.multi_items()
            if name not in {"content-encoding", "content-length", "transfer-encoding"}
        ]
        return httpx2.Response(
            response.status_code, headers=headers, content=bytes(body), request=request
        )


def _is_long(wanted: float | None, patience: Patience) -> bool:
    return wanted is not None and wanted > patience.most


def _place(request: httpx2.Request) -> str:
    return str(request.url.copy_with(query=None, username=None, password=None))


def _unreachable(request: httpx2.Request, error: httpx2.TransportError, times: int) -> NoReturn:
    reason = str(error) or type(error).__name__
    message = (
        f"{_place(request)} cannot be reached ({times} attempts): {reason}. "
        "Check ECOGRAPH_STORE, and that the service runs."
    )
    raise ServiceError(message) from error


def _refused(request: httpx2.Request, response: httpx2.Response, wanted: float | None) -> NoReturn:
    said = " ".join(response.text.split())[:_SHOWN] or "nothing more"
    later = f" It asks to wait {wanted:g} seconds." if wanted is not None else ""
    remedy = _REMEDIES.get(response.status_code, _OTHER)
    status = f"{response.status_code} {response.reason_phrase}".strip()
    raise ServiceError(f"{_place(request)} answered {status}: “{said}”.{later} {remedy}")


def _too_large(request: httpx2.Request) -> NoReturn:
    message = (
        f"{_place(request)} gave more than {MOST_BYTES // 1024 // 1024} MiB for one question. "
        "Ask for less at a time."
    )
    raise QueryTooLargeError(message)
