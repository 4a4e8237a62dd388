"""Servers that misbehave: by a script of answers, or between a client and a good server."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode

import httpx2

_BINDING = b'{"s": {"type": "uri", "value": "urn:a"}}'
ROW = b'{"head": {"vars": ["s"]}, "results": {"bindings": [' + _BINDING + b"]}}"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; a cut one promises more bytes than it sends, a silent one sends none."""

    status: int = 200
    body: bytes = ROW
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False
    is_silent: bool = False


@dataclass(slots=True)
class Script:
    """The replies that are left, the last of them for good, and what was asked for."""

    replies: list[Reply]
    address: str = ""
    bodies: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Reply:
        """Return the next reply."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def misbehaving(*replies: Reply) -> Iterator[Script]:
    """Serve these replies, one after the other, on a free port of this machine."""
    script = Script(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            script.bodies.append(self.rfile.read(length).decode())
            script.credentials.append(self.headers.get("Authorization", ""))
            reply = script.next()
            if reply.is_silent:
                script.done.wait(10)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + reply.is_cut))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        script.address = f"http://127.0.0.1:{server.server_port}/query"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield script
        finally:
            script.done.set()
            server.shutdown()
            thread.join()


@dataclass(slots=True)
class Passing:
    """Somebody between a client and a server who passes on what they want of what they hear.

    Forgotten are the parameters that a server does not honour; an answer to a text that holds the
    lost one never arrives; when a text comes that holds a certain one, something happens meanwhile.
    """

    address: str = ""
    forgotten: tuple[str, ...] = ()
    added: Mapping[str, str] = field(default_factory=dict)
    lost: str = ""
    meanwhile: tuple[str, Callable[[], None]] | None = None
    texts: list[str] = field(default_factory=list)

    def happen(self, text: str) -> None:
        """Let happen once what happens when this text comes."""
        if self.meanwhile and self.meanwhile[0] in text:
            event, self.meanwhile = self.meanwhile[1], None
            event()


@contextmanager
def passing(target: str) -> Iterator[Passing]:
    """Pass requests on to the server at this address, until the block ends."""
    between = Passing()
    client = httpx2.Client(timeout=60)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            kept = {name: self.headers[name] for name in ("Content-Type", "Accept")}
            if kept["Content-Type"].startswith("application/x-www-form-urlencoded"):
                pairs = parse_qsl(body.decode())
                told = [pair for pair in pairs if pair[0] not in between.forgotten]
                body = urlencode([*told, *between.added.items()]).encode()
            between.texts.append(body.decode())
            between.happen(body.decode())
            answer = client.post(f"{target}{self.path}", content=body, headers=kept)
            if between.lost and between.lost in body.decode():
                return
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers.get("Content-Type", "text/plain"))
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, client:
        between.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield between
        finally:
            server.shutdown()
            thread.join()
