"""IRIs, identifiers and names as a search compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.identifiers import DEFAULT_BASE, entity_iri, fold, normalise_identifier, slug


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Øresund Łódź Işık", "oresund lodz isik"),
        ("Eurasanté", "eurasante"),
        ("Clubster  Santé", "clubster sante"),
        ("Öresund", "oresund"),
        ("Größe", "grosse"),
    ],
)
def test_a_name_is_folded_to_plain_letters(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_a_slug_joins_words_by_hyphens() -> None:
    assert slug("B. Braun Accelerator") == "b-braun-accelerator"


def test_letters_that_an_iri_cannot_hold_are_encoded() -> None:
    assert entity_iri(DEFAULT_BASE, "organisation", "a b") == f"{DEFAULT_BASE}organisation/a%20b"


@pytest.mark.parametrize(
    ("scheme", "value", "normal"),
    [
        ("vat", "gb 132.423.649", "GB132423649"),
        ("ror", "https://ror.org/05A28RW58", "05a28rw58"),
        ("pic", " 999 978 530", "999978530"),
    ],
)
def test_an_identifier_has_one_form(scheme: str, value: str, normal: str) -> None:
    assert normalise_identifier(scheme, value) == normal
