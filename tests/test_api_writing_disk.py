"""A disk that is full, or only read: said over HTTP, nothing half written, readers go on."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from ecograph.cli.serving import prepare
from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.editions import trail
from ecograph.store.readers.workers import Limits
from ecograph.writing import Writer
from ecograph_api.app import create_app
from tests.conftest import Tokens
from tests.facts import SPARQL_PREFIXES, content, organisation
from tests.webfacts import TODAY

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 and "CI" not in os.environ, reason="only root can mount a small file system"
)
NAMES = f"{SPARQL_PREFIXES} SELECT ?n {{ ?o a org:Organization ; rdfs:label ?n }} ORDER BY ?n"
GRAPH = "http://example.org/mine"
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a small file system of its own."""
    small = tmp_path_factory.mktemp("small")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(small)], check=True)
    yield small
    subprocess.run(["umount", str(small)], check=True)


@pytest.fixture(scope="module")
def register(disk: Path) -> Register:
    register = Register(disk / "register", DEFAULT_BASE)
    register.replace(content("members", organisation("a", "Alpha")))
    return register


@pytest.fixture(scope="module")
def writer(register: Register, tokens: Tokens) -> Iterator[TestClient]:
    """Give the pages over it, to somebody who may write."""
    pool = WorkerPool(register.path, Limits(workers=1, readers="disk"))
    app = create_app(pool, Settings(store=register.path, tokens=tokens.path), lambda: TODAY)
    app.state.writer = Writer(register)
    yield TestClient(app, headers={"Authorization": f"Bearer {tokens.writer}"})
    pool.close()


def put(writer: TestClient, key: str, label: str) -> Response:
    body = (SPARQL_PREFIXES + organisation(key, label)).encode()
    headers = {"Content-Type": "text/turtle"}
    return writer.put("/store", params={"graph": GRAPH}, content=body, headers=headers)


def names(writer: TestClient) -> list[str]:
    rows = writer.get("/sparql", params={"query": NAMES}).json()["results"]["bindings"]
    return [row["n"]["value"] for row in rows]


def fill(disk: Path, left: int) -> Path:
    """Fill a disk up to some bytes with a file."""
    found = os.statvfs(disk)
    file = disk / "filling"
    with file.open("wb") as output:
        output.write(b"x" * (found.f_bavail * found.f_frsize - left))
    return file


@pytest.mark.parametrize("left", [0, MEBIBYTE // 4, 4 * MEBIBYTE], ids=["none", "little", "some"])
def test_a_full_disk_takes_no_write_and_readers_go_on(
    disk: Path, register: Register, writer: TestClient, left: int
) -> None:
    before = register.current()
    file = fill(disk, left)
    refused = put(writer, "b", "Beta")
    assert (refused.status_code, "No space left" in refused.json()["detail"]) == (507, True)
    assert (names(writer), register.current()) == (["Alpha"], before)
    assert trail.entries(register.path) == ()
    file.unlink()
    with register.writing():
        found = {path.name for path in (register.path / "editions").iterdir()}
    assert before
    assert found == {before.id}


def test_a_disk_that_is_only_read_serves_and_takes_no_write(
    disk: Path, register: Register, writer: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    before = register.current()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        prepare(register)
        refused = put(writer, "b", "Beta")
        assert (names(writer), register.current()) == (["Alpha"], before)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert "served as it is" in caplog.text
    assert (refused.status_code, "Read-only" in refused.json()["detail"]) == (503, True)
    assert put(writer, "b", "Beta").status_code == 201
    assert names(writer) == ["Alpha", "Beta"]
