"""The text of a cell: what guards it, what separates its items, what language it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.cells import guard, join_list, split_language, split_list, unguard


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_begins_with_a_formula_sign_gets_one_apostrophe(sign: str) -> None:
    assert guard(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["", "Łódź", "'s-Hertogenbosch", "3M", "a=b", "''"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text


@given(st.text(st.sampled_from("=+-@\t\r'ab "), max_size=6) | st.text())
def test_taking_the_guard_off_gives_the_text_back(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text(st.sampled_from("=+-@\t\r'a"), max_size=6))
def test_no_guarded_text_begins_with_a_formula_sign(text: str) -> None:
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_items_are_separated_by_semicolons_and_empty_ones_are_none() -> None:
    assert split_list("Eurasanté; Clubster Santé;; ") == ("Eurasanté", "Clubster Santé")


def test_a_semicolon_inside_an_item_follows_a_backslash() -> None:
    assert split_list(r"wool\; silk; linen") == ("wool; silk", "linen")


@given(st.lists(st.text(st.sampled_from("ab;\\ "), min_size=1).map(str.strip).filter(bool)))
def test_joined_items_are_split_again_into_the_same(items: list[str]) -> None:
    assert split_list(join_list(items)) == tuple(items)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Eurasanté@fr", ("Eurasanté", "fr")),
        ("Clubster Santé @fr", ("Clubster Santé", "fr")),
        ("A@B", ("A@B", "")),
        ("@fr", ("@fr", "")),
        ("name@pt-BR", ("name", "pt-BR")),
    ],
)
def test_a_name_can_end_in_its_language(text: str, parts: tuple[str, str]) -> None:
    assert split_language(text) == parts
