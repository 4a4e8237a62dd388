"""No e-mail address and no telephone number stands in anything public, whatever staff noted."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from tests.conftest import TODAY, Tokens
from tests.facts import content
from tests.test_pages import ADDRESSES
from tests.webfacts import BROWSER, INTERNAL, PUBLIC

# Broader than what the loader looks for, and written apart from it.
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|mailto:", re.IGNORECASE)
TELEPHONE = re.compile(
    r"\+\d{1,3}[ ./()-]{0,2}\d(?:[ ./()-]{0,2}\d){5,}|\b(?:tel|phone|fax)\b[.: ]*[+(]?\d|\btel:",
    re.IGNORECASE,
)
CONTACTS = f"""{INTERNAL}
:aurora eco:note "Write to ada@hush.example or call +45 33 12 34 56" .
:hush eco:note "tel. 0171 1234567, office (at) hush" .
"""
FORMS = ("text/html", "application/json", "text/csv", "text/turtle", "application/ld+json")
WITH_EVERY_FACT = (
    ("/store?default", "text/turtle"),
    ("/sparql?query=SELECT * { GRAPH ?g { ?s ?p ?o } }", "text/csv"),
    ("/sparql?query=SELECT * { ?s ?p ?o }", "text/html"),
    ("/sparql?query=CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples"),
    *(("/organisations/aurora", form) for form in (*FORMS[:2], *FORMS[3:])),
    *(("/organisations/hush", form) for form in FORMS[:2]),
    *(("/search?search=aurora", form) for form in FORMS[:3]),
    ("/map.json", "application/json"),
)


def contacts(text: str) -> list[str]:
    """Return what reads like an e-mail address or a telephone number."""
    return [found[0] for pattern in (EMAIL, TELEPHONE) for found in pattern.finditer(text)]


@pytest.fixture(scope="module")
def noted(tokens: Tokens, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Give the pages over a register in which staff noted contacts."""
    register = Register(tmp_path_factory.mktemp("noted"), DEFAULT_BASE)
    register.replace(content("small", PUBLIC, CONTACTS))
    settings = Settings(store=register.path, tokens=tokens.path)
    return TestClient(create_app(EditionReader(register.path), settings, lambda: TODAY))


def test_the_patterns_find_contacts() -> None:
    assert contacts(CONTACTS) == ["ada@hush.example", "+45 33 12 34 56", "tel. 0"]
    assert contacts("2024-01-31, 0171 is a postcode, 1 234 567 EUR, at @ home") == []


@pytest.mark.row("R091")
@pytest.mark.parametrize("path", sorted({*ADDRESSES.values(), "/openapi.json", "/frameworks.ttl"}))
def test_no_public_address_gives_an_email_or_a_telephone_number(
    client: TestClient, path: str
) -> None:
    for form in FORMS:
        answer = client.get(path, headers={"Accept": form})
        assert contacts(answer.text) == []


@pytest.mark.row("R091")
@pytest.mark.parametrize(("path", "form"), WITH_EVERY_FACT)
def test_what_staff_noted_of_people_is_not_public(
    noted: TestClient, tokens: Tokens, path: str, form: str
) -> None:
    staff = {"Authorization": f"Bearer {tokens.reader}"}
    noted.get(path, headers={"Accept": form, **staff})
    assert contacts(noted.get(path, headers={"Accept": form}).text) == []


def test_staff_see_what_they_noted(noted: TestClient, tokens: Tokens) -> None:
    staff = {"Authorization": f"Bearer {tokens.reader}"}
    text = noted.get("/organisations/aurora", headers={**BROWSER, **staff}).text
    assert "ada@hush.example" in contacts(text)


@pytest.mark.row("R091")
def test_a_public_contact_is_refused_before_it_is_public(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    sheet = "id,name,note\nann,Ann Bio,Write to ada@ann.example\n"
    (tmp_path / "sheets" / "organisations.csv").write_text(sheet, "utf-8")
    register = Register(tmp_path / "register", DEFAULT_BASE)
    loaded = load_files(register, [tmp_path / "sheets"], None, Choices())
    assert any("ada@ann.example" in repr(problem) for problem in loaded.problems)
    assert register.current() is None
