"""The servers that are compared, each filled with the same triples and started anew."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from benchmarks.processes import free_megabytes, readers
from ecograph.store.editions.edition import Edition
from tests.servers import Server, free_port, oxigraph_server, virtuoso_server

_COMMAND = Path(sys.executable).with_name("ecograph")
_OXIGRAPH = Path(sys.executable).with_name("oxigraph")
_GRAPH = "urn:all"
# The manual's table of buffers, by gigabytes of memory that is free for Virtuoso.
_BUFFERS = {2: 170_000, 4: 340_000, 8: 680_000, 16: 1_360_000, 32: 2_720_000, 64: 5_450_000}
_PATIENCE_SECONDS = 600
_SECONDS = 60
_ROWS = 50_000_000


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: its first process, its address, what each request names besides."""

    pid: int
    address: str
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    """A way of serving the triples: how they are put in beforehand, and how it runs."""

    name: str
    fill: Callable[[], None]
    run: Callable[[], AbstractContextManager[Running]]


def peers(folder: Path, triples: Path) -> tuple[Peer, ...]:
    """Return the servers that ecograph is compared with."""
    disk, virtuoso = folder / "oxigraph", folder / "virtuoso"
    virtuoso.mkdir()
    return (
        Peer("Oxigraph, disk", lambda: _load_oxigraph(disk, triples), lambda: _oxigraph(disk)),
        Peer("Oxigraph, memory", _nothing, lambda: _oxigraph_in_memory(triples)),
        Peer("Virtuoso 7", lambda: _load_virtuoso(virtuoso, triples), lambda: _virtuoso(virtuoso)),
    )


@contextmanager
def ecograph(store: Path, edition: Edition) -> Iterator[Running]:
    """Serve a register; it is there when its current edition is in memory."""
    settings = {"READERS": "memory", "QUERY_SECONDS": str(_SECONDS), "RATE": "0"}
    settings |= {"QUERY_ROWS": str(_ROWS)}
    own = {name: text for name, text in os.environ.items() if not name.startswith("ECOGRAPH_")}
    port = free_port()
    process = subprocess.Popen(
        [_COMMAND, "serve", "--port", str(port), "--store", str(store)],
        env=own | {f"ECOGRAPH_{name}": value for name, value in settings.items()},
        stderr=subprocess.DEVNULL,
    )
    home = f"http://127.0.0.1:{port}"
    try:
        until(lambda: _answers(f"{home}/sparql"))
        until(lambda: bool(readers(process.pid, edition.path)))
        yield Running(process.pid, f"{home}/sparql")
    finally:
        process.terminate()
        process.wait()


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened; TimeoutError if it does not."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > end:
            message = f"a server is not ready after {_PATIENCE_SECONDS} seconds"
            raise TimeoutError(message)
        time.sleep(0.02)


def _answers(address: str) -> bool:
    try:
        return httpx2.get(address, params={"query": "ASK {}"}).is_success
    except httpx2.TransportError:
        return False


def _nothing() -> None:
    """Do nothing: what is in memory only is put in when it starts."""


def _load_oxigraph(folder: Path, triples: Path) -> None:
    command = [str(_OXIGRAPH), "load", "--location", str(folder), "--file", str(triples)]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def _oxigraph(folder: Path | None) -> Iterator[Running]:
    with oxigraph_server(folder) as server:
        yield Running(server.pid, server.query)


@contextmanager
def _oxigraph_in_memory(triples: Path) -> Iterator[Running]:
    with oxigraph_server() as server:
        _put(server, triples)
        yield Running(server.pid, server.query)


def _put(server: Server, triples: Path) -> None:
    httpx2.put(
        f"{server.store}?default",
        content=triples.read_bytes(),
        headers={"Content-Type": "application/n-triples"},
        timeout=_PATIENCE_SECONDS,
    ).raise_for_status()


@contextmanager
def _virtuoso(folder: Path) -> Iterator[Running]:
    fitting = [size for size in _BUFFERS if size * 1024 <= free_megabytes()]
    buffers = _BUFFERS[max(fitting, default=min(_BUFFERS))]
    with virtuoso_server(folder, rows=_ROWS, seconds=_SECONDS, buffers=buffers) as server:
        yield Running(server.pid, server.query, _GRAPH)


def _load_virtuoso(folder: Path, triples: Path) -> None:
    """Load with Virtuoso's own bulk loader, and write it down."""
    (folder / triples.name).symlink_to(triples)
    with _virtuoso(folder):
        port = re.findall(r"ServerPort = 127\.0\.0\.1:(\d+)", (folder / "virtuoso.ini").read_text())
        commands = (
            f"ld_dir('{folder}', '{triples.name}', '{_GRAPH}'); rdf_loader_run(); checkpoint;"
        )
        login = ["isql-vt", f"127.0.0.1:{port[0]}", "dba", "dba"]
        subprocess.run([*login, f"exec={commands}"], check=True, capture_output=True)
