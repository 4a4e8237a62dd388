"""What many tests share: registers filled through the real loader, their readers, and the pages."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, fill_with_examples, load_files
from ecograph.resources import folder
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register, WorkerPool
from ecograph_api.app import create_app

TODAY = date(2025, 6, 30)


def filled(path: Path, example: str) -> Register:
    """Return a register with one of the examples, loaded as a user would."""
    register = Register(path, DEFAULT_BASE)
    load_files(register, [folder("examples") / example], None, Choices())
    return register


@pytest.fixture(scope="session")
def model_cluster(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with the Model Cluster; nobody writes to it."""
    return filled(tmp_path_factory.mktemp("model-cluster"), "model-cluster")


@pytest.fixture(scope="session")
def model_cluster_reader(model_cluster: Register) -> EditionReader:
    """Give a reader over the Model Cluster."""
    return EditionReader(model_cluster.path)


@pytest.fixture(scope="session")
def documents_reader(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a reader over what the four documents say."""
    return EditionReader(filled(tmp_path_factory.mktemp("documents"), "documents").path)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with both examples, as an empty one is filled; nobody writes to it."""
    register = Register(tmp_path_factory.mktemp("examples"), DEFAULT_BASE)
    fill_with_examples(register)
    return register


@pytest.fixture(scope="session")
def examples_pool(examples: Register) -> Iterator[WorkerPool]:
    """Give the reader processes over both examples."""
    pool = WorkerPool(examples.path)
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def client(examples: Register, examples_pool: WorkerPool) -> TestClient:
    """Give the pages over both examples, called in this process."""
    application = create_app(examples_pool, Settings(store=examples.path), lambda: TODAY)
    return TestClient(application, raise_server_exceptions=True)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Give the folder with real input; without it a test skips, saying so, but never in CI."""
    found = Path(os.environ.get("ECOGRAPH_TEST_DATA", Path(__file__).parents[2] / "shared/data"))
    if not found.is_dir():
        if "CI" in os.environ:
            pytest.fail(f"the real data are not at {found}")
        pytest.skip(f"the real data are not at {found} (set ECOGRAPH_TEST_DATA)")
    return found
