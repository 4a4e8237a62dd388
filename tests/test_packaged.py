"""What is installed works: the shipped files, the command, the server and one page.

In the checkout these tests look at the editable install; CI runs them again on the built wheel.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import httpx2
import pytest

from ecograph.resources import folder

pytestmark = pytest.mark.packaged
COMMAND = Path(sys.executable).with_name("ecograph")
START_SECONDS = 120


def environment(store: Path) -> dict[str, str]:
    """Return the environment with no settings but the folder of the register."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("ECOGRAPH_")}
    return kept | {"ECOGRAPH_STORE": str(store)}


def run(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in the folder beside the register."""
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment(store),
        cwd=store.parent,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server that was started over an empty folder."""
    store = tmp_path_factory.mktemp("served") / "register"
    port = free_port()
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port)], env=environment(store), cwd=store.parent
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the server answers; TimeoutError if it ends or takes too long."""
    for _ in range(START_SECONDS * 5):
        if server.poll() is not None:
            break
        try:
            httpx2.get(url, timeout=5)
        except httpx2.TransportError:
            time.sleep(0.2)
        else:
            return
    message = f"no answer from {url}"
    raise TimeoutError(message)


def page(url: str) -> str:
    """Return the text of a page."""
    return httpx2.get(url, timeout=60).raise_for_status().text


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("ontology", "**/*.ttl"),
        ("queries", "partners.rq"),
        ("examples", "documents/organisations.csv"),
        ("examples", "model-cluster/relations.csv"),
    ],
)
def test_the_shipped_files_are_found(name: str, pattern: str) -> None:
    assert list(folder(name).glob(pattern)) != []


def test_the_command_says_its_version(tmp_path: Path) -> None:
    assert version("ecograph") in run(tmp_path / "register", "--version").stdout


def test_what_the_command_loads_it_can_be_asked_for(tmp_path: Path) -> None:
    store = tmp_path / "register"
    loaded = run(store, "load", str(folder("examples") / "model-cluster"))
    assert loaded.returncode == 0, loaded.stderr
    answer = run(store, "ask", "members", "--format", "csv")
    assert answer.returncode == 0, answer.stderr
    assert "Aurora" in answer.stdout


def test_the_server_shows_what_is_in_the_register(address: str) -> None:
    assert "Model Cluster, invented for demonstration" in page(f"{address}/")


def test_a_page_asks_for_nothing_outside(address: str) -> None:
    loaded = re.findall(r'(?:src|href)="(https?://[^"]+\.(?:js|css|woff2?))"', page(f"{address}/"))
    assert loaded == []


def test_the_server_answers_a_question_as_csv(address: str) -> None:
    lines = page(f"{address}/questions/members.csv").splitlines()
    assert len(lines) > 2
