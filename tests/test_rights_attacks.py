"""Whatever asks for an internal fact, the public is answered as if there were none."""

from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from ecograph.settings import Settings
from ecograph.store import EditionReader, Register, WorkerPool
from ecograph_api.app import create_app
from tests.attacks import FEW, INTERNAL, OTHERS, QUERIES, SPARQL_DOORS, by_get
from tests.conftest import TODAY, Tokens
from tests.hidden import given_away, hidden_texts
from tests.worlds import Attack, without_internal

# Here staff are told more, so that a test that keeps the public out can fail.
TELLING = {
    *("list organisations", "list partnerships.csv", "search LAGOON", "search page"),
    *("filter by place", "hidden thing.ttl", "encoded key", "hidden relation", "known thing.json"),
    *("question page", "/map.json", "/map", "measures.csv", "review.json", "explained part"),
    *("information.json", "own plan", "framework as graph", "store default", "description"),
    *("internal as parameter", "address /", f"store {INTERNAL}", "hidden element"),
}


@dataclass(frozen=True, slots=True)
class Doors:
    """The same address as asked by staff and by the public, and where nothing is internal."""

    staff: TestClient
    public: TestClient
    bare: TestClient
    hidden: frozenset[str]

    def tell(self, attack: Attack) -> bool:
        """Tell whether staff learn what the public does not; staff ask first and warm what is kept.

        Fails if the public is told anything that hangs on an internal fact.
        """
        told = attack.send(self.staff)
        found = attack.send(self.public)
        assert found == attack.send(self.bare)
        own = {each for each in self.hidden if each in attack.said or _encoded(each, attack.said)}
        assert given_away(self.hidden - own, found[1].decode("utf-8", "replace")) == []
        return told[:2] != found[:2]


def _encoded(text: str, said: str) -> bool:
    return text.rpartition("/")[2] in said


@pytest.fixture(scope="module")
def doors(
    examples: Register,
    examples_pool: WorkerPool,
    tokens: Tokens,
    tmp_path_factory: pytest.TempPathFactory,
) -> Doors:
    """Give the pages over both examples, to staff and to the public, and over public facts."""
    bare = without_internal(examples, tmp_path_factory.mktemp("bare") / "register")
    settings = Settings(store=examples.path, tokens=tokens.path)
    app = create_app(examples_pool, settings, lambda: TODAY)
    without = create_app(EditionReader(bare.path), settings, lambda: TODAY)
    reader = TestClient(app, headers={"Authorization": f"Bearer {tokens.reader}"})
    return Doors(reader, TestClient(app), TestClient(without), hidden_texts(examples))


def test_each_address_where_staff_are_told_more_is_asked() -> None:
    assert set(OTHERS) >= TELLING
    assert len(QUERIES) + len(OTHERS) > 150


@pytest.mark.row("R025")
@pytest.mark.parametrize("name", QUERIES)
def test_no_query_tells_the_public_what_it_tells_staff(doors: Doors, name: str) -> None:
    assert doors.tell(by_get(QUERIES[name]))


@pytest.mark.row("R025")
@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("door", SPARQL_DOORS)
def test_no_door_of_sparql_tells_more_than_another(doors: Doors, door: str, name: str) -> None:
    assert doors.tell(SPARQL_DOORS[door](QUERIES[name])) or door == "head"


@pytest.mark.row("R025")
@pytest.mark.parametrize("name", OTHERS)
def test_no_address_tells_the_public_of_an_internal_fact(doors: Doors, name: str) -> None:
    assert doors.tell(OTHERS[name]) or name not in TELLING
