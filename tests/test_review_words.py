"""Numbers, changes and coverage as people read them."""

from datetime import date

import pytest

from ecograph.metrics import Coverage, Number
from ecograph.network import LeftOut, Omission
from ecograph.periods import Period
from ecograph.review.words import (
    brief,
    coverage_words,
    omissions,
    period_words,
    shown,
    shown_change,
)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1357, "organisations", "1\u202f357"),
        (2.25, "partners", "2.25"),
        (0.0241, "share", "2.4\u202f%"),
        (1.0, "share", "100.0\u202f%"),
        (0.0, "share", "0.0\u202f%"),
        (0.0002, "share", "0.02\u202f%"),
        (0.0000003, "share", "<\u202f0.0001\u202f%"),
        (0.9996, "share", ">\u202f99.9\u202f%"),
        (-0.25, "share", "\N{MINUS SIGN}25.0\u202f%"),
        (-0.0002, "share", "\N{MINUS SIGN}0.02\u202f%"),
        (0.00046, "number", "0.00046"),
        (1e-12, "number", "0.00"),
        (0.1 + 0.2 - 0.3, "share", "0.0\u202f%"),
        (True, "yes or no", "yes"),
        (False, "yes or no", "no"),
        (0, "pairs", "0"),
        (-3, "pairs", "\N{MINUS SIGN}3"),
        (-0.1667, "index", "\N{MINUS SIGN}0.17"),
        (None, "pairs", ""),
    ],
)
def test_a_number_is_told_with_its_unit(value: Number | None, unit: str, words: str) -> None:
    assert shown(value, unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (4, "pairs", "+4"),
        (-1234, "pairs", "\N{MINUS SIGN}1\u202f234"),
        (0, "pairs", "±0"),
        (0.25, "partners", "+0.25"),
        (-0.0606, "share", "\N{MINUS SIGN}6.1 points"),
        (0.0001, "share", "+0.01 points"),
        (-0.0004, "share", "\N{MINUS SIGN}0.04 points"),
        (0.001, "share", "+0.1 points"),
        (0.0, "share", "±0.0 points"),
        (0.3 - 0.1 - 0.2, "share", "±0.0 points"),
        (-0.004, "partners", "\N{MINUS SIGN}0.004"),
        (None, "share", ""),
    ],
)
def test_a_change_is_told_with_its_sign(value: Number | None, unit: str, words: str) -> None:
    assert shown_change(value, unit) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.997, ">\u202f99\u202f%"),
        (0.543, "54\u202f%"),
        (0.043, "4.3\u202f%"),
        (0.0999, "10\u202f%"),
    ],
)
def test_a_plot_has_room_for_few_digits(value: float, words: str) -> None:
    assert brief(value, "share") == words


def test_coverage_says_what_is_known_and_what_was_left_out() -> None:
    found = Coverage(facts=4, dated=1, verified=3, inferred=1, undated=2, unknown=5)
    assert coverage_words(found) == (
        "4 facts; 25\u202f% with both dates; 75\u202f% verified within a year; 1 inferred; "
        "2 left out as undated; 5 not assigned: place, kind or group unknown"
    )


def test_few_facts_are_not_none_and_nearly_all_are_not_all() -> None:
    found = Coverage(facts=1000, dated=999, verified=1, inferred=0, undated=0, unknown=0)
    assert coverage_words(found) == (
        "1\u202f000 facts; >\u202f99\u202f% with both dates; <\u202f1\u202f% verified within a year"
    )


def test_a_period_is_told_by_its_days() -> None:
    day = date(2024, 5, 16)
    assert period_words(Period(day, day, named=True)) == "On 2024-05-16."
    assert period_words(Period(day, day, named=False)).startswith("Today, 2024-05-16, undated")


def test_coverage_of_no_facts_has_no_shares() -> None:
    assert coverage_words(Coverage(0, 0, 0, 0, 0, 0)) == "0 facts"
    assert coverage_words(Coverage(1, 1, 0, 0, 0, 0)).startswith("1 fact; 100")


@pytest.mark.parametrize("reason", list(Omission))
def test_every_omission_has_words(reason: Omission) -> None:
    (told,) = omissions([LeftOut("partnership", reason, ("a", "b"))])
    assert told.startswith("partnership: 2 ")
