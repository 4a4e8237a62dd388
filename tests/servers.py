"""Oxigraph and Virtuoso as servers of their own, for tests and benchmarks that need a real one."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import httpx2
import pytest

DBA = ("dba", "dba")
_OXIGRAPH = Path(sys.executable).with_name("oxigraph")
_VIRTUOSO = Path(os.environ.get("ECOGRAPH_TEST_VIRTUOSO", "/usr/bin/virtuoso-t"))
_START_SECONDS = 60
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxClientConnections = 20
CheckpointInterval = 0
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 10
EnabledGzipContent = 1
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = {seconds}
MaxQueryCostEstimationTime = 400
"""


class MissingServerError(Exception):
    """A server that is not installed on this machine."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its process, where it answers, and who may write there."""

    pid: int
    query: str
    update: str
    store: str
    user: tuple[str, str] | None = None

    @property
    def login(self) -> httpx2.DigestAuth | None:
        """Return what a client shows to the update and store addresses."""
        return httpx2.DigestAuth(*self.user) if self.user else None


def or_skip(missing: MissingServerError) -> None:
    """Fail in CI for a server that is not there, and skip elsewhere."""
    if "CI" in os.environ:
        pytest.fail(str(missing))
    pytest.skip(str(missing))


@contextmanager
def oxigraph_server(folder: Path | None = None, arguments: Sequence[str] = ()) -> Iterator[Server]:
    """Run the Oxigraph server over a folder, or without one in memory."""
    if not _OXIGRAPH.is_file():
        message = f"there is no Oxigraph server at {_OXIGRAPH} (install the package oxigraph)"
        raise MissingServerError(message)
    address = f"127.0.0.1:{free_port()}"
    location = ["--location", str(folder)] if folder else []
    command = [str(_OXIGRAPH), "serve", "--bind", address, *location, *arguments]
    with _running(command, f"http://{address}/") as pid:
        home = f"http://{address}"
        yield Server(pid, f"{home}/query", f"{home}/update", f"{home}/store")


@contextmanager
def virtuoso_server(
    folder: Path, *, rows: int = 100_000, seconds: int = 60, buffers: int = 10_000
) -> Iterator[Server]:
    """Run Virtuoso over an empty folder; answers are cut at a number of rows."""
    if not _VIRTUOSO.is_file():
        message = (
            f"there is no Virtuoso at {_VIRTUOSO} "
            "(install virtuoso-opensource-7, or set ECOGRAPH_TEST_VIRTUOSO)"
        )
        raise MissingServerError(message)
    http = free_port()
    settings = _INI.format(
        folder=folder,
        sql=free_port(),
        http=http,
        buffers=buffers,
        dirty=buffers * 3 // 4,
        rows=rows,
        seconds=seconds,
    )
    (folder / "virtuoso.ini").write_text(settings, "utf-8")
    command = [str(_VIRTUOSO), "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    home = f"http://127.0.0.1:{http}"
    with _running(command, f"{home}/sparql") as pid:
        yield Server(
            pid, f"{home}/sparql", f"{home}/sparql-auth", f"{home}/sparql-graph-crud-auth", DBA
        )


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _running(command: Sequence[str], address: str) -> Iterator[int]:
    """Run a server until the end of the block, once it answers."""
    process = subprocess.Popen(list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, address)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    end = monotonic() + _START_SECONDS
    while monotonic() < end:
        if process.poll() is not None:
            message = f"{process.args!r} ended with {process.returncode} before it answered"
            raise RuntimeError(message)
        try:
            httpx2.get(address, timeout=5)
        except httpx2.TransportError:
            sleep(0.05)
        else:
            return
    message = f"{process.args!r} did not answer at {address} in {_START_SECONDS} seconds"
    raise RuntimeError(message)
