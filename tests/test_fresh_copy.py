"""A fresh copy of the checkout is served by one command."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.test_packaged import environment, free_port

ROOT = Path(__file__).parent.parent
PARTS = ("api", "examples", "ontology", "queries", "src", "viz")
FILES = ("LICENSE", "Makefile", "README.md", "pyproject.toml", "requirements.txt")
MAY_TAKE_SECONDS = 120


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the checkout without anything that was made in it."""
    made = tmp_path / "ecograph"
    made.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, made)
    return made


@pytest.fixture
def served(copy: Path) -> Iterator[str]:
    """Give the address at which `make serve` is about to serve the copy."""
    port = free_port()
    served = subprocess.Popen(
        ["make", "serve"],
        cwd=copy,
        env=environment(copy / "register") | {"ECOGRAPH_PORT": str(port)},
        start_new_session=True,
    )
    yield f"http://127.0.0.1:{port}/"
    os.killpg(served.pid, signal.SIGTERM)
    served.wait(timeout=30)


@pytest.mark.row("R068")
@pytest.mark.skipif("CI" not in os.environ, reason="installs packages: set CI=1 to run it")
def test_a_fresh_copy_shows_the_examples_within_two_minutes_of_one_command(served: str) -> None:
    page, deadline = "", time.monotonic() + MAY_TAKE_SECONDS
    while not page and time.monotonic() < deadline:
        try:
            page = httpx2.get(served, timeout=5).raise_for_status().text
        except httpx2.TransportError:
            time.sleep(0.5)
    assert "Model Cluster, invented for demonstration" in page
