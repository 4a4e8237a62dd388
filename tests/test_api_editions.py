"""What an answer is tagged with while another edition is published: never one that it is not of."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ecograph.errors import RegisterBusyError
from ecograph.network import Network
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from ecograph_api.network.making import OncePerEdition, of_one_edition
from ecograph_api.site import Site
from tests.conftest import Tokens
from tests.facts import content
from tests.webfacts import INTERNAL, PUBLIC, TODAY, small_register

_ANSWERED = 200


class Clock:
    """Says which day it is, and publishes an edition when it is asked for the second time.

    An answer asks first for the tag that its client may hold, and then for its period.
    """

    def __init__(self, publish: Callable[[], object]) -> None:
        self._publish = publish
        self.asked = 0

    def __call__(self) -> date:
        """Return today."""
        self.asked += 1
        if self.asked == 2:
            self._publish()
        return TODAY


def publish(register: Register, number: int = 1) -> None:
    """Publish that what was internal is public, and something that no edition had before."""
    known = f'{PUBLIC}{INTERNAL}\n:new{number} a org:Organization ; rdfs:label "New {number}" .'
    register.replace(content("small", known))


def app_over(register: Register, tokens: Tokens, today: Callable[[], date]) -> FastAPI:
    settings = Settings(store=register.path, tokens=tokens.path)
    return create_app(EditionReader(register.path), settings, today)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return small_register(tmp_path)


@pytest.mark.parametrize(
    ("path", "is_staff"),
    [
        ("/review.json", False),
        ("/review.json", True),
        ("/review", True),
        ("/measures.json", False),
        ("/measures/ties.csv", False),
        ("/measures/ties", False),
        ("/organisations", False),
        ("/frameworks.json", False),
        ("/resources.csv", False),
    ],
)
def test_an_answer_of_an_edition_that_is_replaced_meanwhile_has_no_tag(
    register: Register, tokens: Tokens, path: str, *, is_staff: bool
) -> None:
    headers = {"Accept": "text/html"} if "." not in path else {}
    if is_staff:
        headers["Authorization"] = f"Bearer {tokens.reader}"
    before = TestClient(app_over(register, tokens, lambda: TODAY)).get(path, headers=headers)
    assert before.headers["ETag"]
    edition = register.current()
    web = TestClient(app_over(register, tokens, Clock(lambda: publish(register))))
    during, after = (web.get(path, headers=headers) for _ in range(2))
    assert (during.status_code, after.status_code) == (_ANSWERED, _ANSWERED)
    assert ("ETag" in during.headers, during.headers["Cache-Control"]) == (False, "no-store")
    if edition and not path.endswith(".csv"):
        assert edition.id in during.text
    assert after.headers["ETag"] != before.headers["ETag"]
    if path.endswith(".json"):
        # All of it is of the edition before: the review's public side, too.
        assert during.content == before.content != after.content


def site_over(register: Register, tokens: Tokens) -> Site:
    site: Site = app_over(register, tokens, lambda: TODAY).state.site
    return site


def test_what_is_read_while_an_edition_is_published_is_read_anew(
    register: Register, tokens: Tokens
) -> None:
    site, tried = site_over(register, tokens), list[str]()

    def read(edition: str) -> tuple[str, str]:
        tried.append(edition)
        if len(tried) == 1:
            publish(register)
        return edition, site.reader.edition

    kept: OncePerEdition[tuple[str, str]] = OncePerEdition()
    now = kept.get(site, read)
    assert (now, len(tried)) == ((site.reader.edition, site.reader.edition), 2)
    assert (kept.get(site, read), len(tried)) == (now, 2)


def test_where_editions_follow_too_fast_one_is_told_to_come_again(
    register: Register, tokens: Tokens
) -> None:
    site, tried = site_over(register, tokens), list[str]()

    def read(edition: str) -> str:
        tried.append(edition)
        publish(register, len(tried))
        return edition

    with pytest.raises(RegisterBusyError, match="changed faster"):
        of_one_edition(site, read)
    assert len(tried) == 3


def networks() -> int:
    """Return how many networks are held in memory."""
    gc.collect()
    return sum(isinstance(each, Network) for each in gc.get_objects())


def test_a_network_is_made_once_and_kept_for_all_that_is_asked_of_it(
    register: Register, tokens: Tokens
) -> None:
    web = TestClient(app_over(register, tokens, lambda: TODAY))
    held = networks()
    for path in (*["/measures/ties.json"] * 3, "/measures/density.csv"):
        assert web.get(f"{path}?year=2019").status_code == _ANSWERED
        assert networks() == held + 1
    # What changed since the year before is asked of the network of that year, too.
    for path in ("/measures.json", "/measures/tie-changes.json", "/measures/ties-by-scope.json"):
        assert web.get(f"{path}?year=2019").status_code == _ANSWERED
        assert networks() == held + 2
