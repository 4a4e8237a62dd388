"""What many tests share: registers filled through the real loader, their readers, and the pages."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from ecograph import people
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, fill_with_examples, load_files
from ecograph.people import Role
from ecograph.resources import folder
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register, WorkerPool
from ecograph_api.app import create_app
from tests import pace
from tests.browser import Visit, chromium, served, visiting
from tests.webfacts import BROWSER

TODAY = date(2025, 6, 30)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the slowest files begin first."""
    items.sort(key=lambda item: pace.place(item.path))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """Let coverage rest in the slowest files."""
    pace.count_lines(item.path)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A file of people, and the tokens of the two who are in it."""

    path: Path
    reader: str
    writer: str


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
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    """Give a file of people: Rhea Reader, who may read all, and Wim Writer, who may write too."""
    path = tmp_path_factory.mktemp("people") / "tokens"
    reader = people.add(path, "Rhea Reader", Role.READER, TODAY)
    return Tokens(path, reader, people.add(path, "Wim Writer", Role.WRITER, TODAY))


@pytest.fixture(scope="session")
def staff(examples: Register, examples_pool: WorkerPool, tokens: Tokens) -> TestClient:
    """Give the pages over both examples as a program gets them that sends a reader's token."""
    settings = Settings(store=examples.path, tokens=tokens.path)
    application = create_app(examples_pool, settings, lambda: TODAY)
    return TestClient(application, headers={"Authorization": f"Bearer {tokens.reader}"})


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Give the folder with real input; without it a test skips, saying so, but never in CI."""
    found = Path(os.environ.get("ECOGRAPH_TEST_DATA", Path(__file__).parents[2] / "shared/data"))
    if not found.is_dir():
        if "CI" in os.environ:
            pytest.fail(f"the real data are not at {found}")
        pytest.skip(f"the real data are not at {found} (set ECOGRAPH_TEST_DATA)")
    return found


@pytest.fixture(scope="session")
def cordis_health(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with the health projects of CORDIS; nobody writes to it."""
    register = Register(tmp_path_factory.mktemp("cordis"), DEFAULT_BASE)
    loaded = load_files(register, [real_data / "cordis-h2020-health"], None, Choices())
    assert loaded.refused == 0
    return register


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def application(examples: Register, examples_pool: WorkerPool, tokens: Tokens) -> FastAPI:
    """Give the application over both examples, in which staff can sign in."""
    settings = Settings(store=examples.path, tokens=tokens.path)
    return create_app(examples_pool, settings, lambda: TODAY)


@pytest.fixture(scope="module")
def home(application: FastAPI) -> Iterator[str]:
    """Give the address at which it is served."""
    with served(application) as address:
        yield address


@pytest.fixture(scope="module")
def window(browser: Browser, home: str) -> Iterator[Visit]:
    """Give a window at that address; a new one for each test would take longer than its pages."""
    with visiting(browser, home) as opened:
        yield opened


@pytest.fixture
def visit(window: Visit) -> Visit:
    """Give that window, empty; it notes what pages ask for and complain of."""
    window.begin_again()
    return window


@pytest.fixture(scope="module")
def page(web: TestClient) -> Callable[[str], str]:
    """Give what a browser gets from an address of the pages that a module calls web."""

    def text(address: str) -> str:
        answer = web.get(address, headers=dict(BROWSER))
        assert answer.status_code == 200, answer.text
        return answer.text

    return text
