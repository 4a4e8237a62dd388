"""Figures of indicators in words: a number, why there is none, a change, what it rests on."""

from datetime import date
from decimal import Decimal

import pytest

from ecograph.frameworks import LeftOut, Outcome, Silence
from ecograph.frameworks.words import changed, plain, rests_on, told, valued
from ecograph.periods import Period

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), named=True)


def outcome(value: str | None = None, **known: object) -> Outcome:
    return Outcome(YEAR, None if value is None else Decimal(value), **known)  # type: ignore[arg-type]  # the fields of a test case


@pytest.mark.parametrize(
    ("found", "unit", "words"),
    [
        (outcome("12"), "organisations", "12"),
        (outcome("12.5"), "index", "12.5"),
        (outcome("3.0"), "score", "3"),
        (outcome("40"), "percent", "40\u202f%"),
        (outcome("1234567", unit="EUR"), "money", "1\u202f234\u202f567 EUR"),
        (outcome("1"), "yes/no", "yes"),
        (outcome("0"), "yes/no", "no"),
        (outcome("2.5"), "FTE", "2.5 FTE"),
        (outcome(by_unit={"GBP": Decimal(5), "EUR": Decimal(7)}), "money", "7 EUR; 5 GBP"),
        (outcome(text="as told"), "", "as told"),
        (outcome(reason=Silence.NO_SUCH_FACTS), "", "no such facts on record"),
        (outcome(reason=Silence.NOT_REPORTED), "", "not reported"),
        (None, "", ""),
    ],
)
def test_an_outcome_is_told_with_its_unit_or_its_reason(
    found: Outcome | None, unit: str, words: str
) -> None:
    assert told(found, unit) == words


def test_every_reason_has_words() -> None:
    assert all(told(outcome(reason=reason)) for reason in Silence)


def test_thousands_are_set_apart_from_five_digits_on() -> None:
    assert [plain(Decimal(each)) for each in ("1234", "12345", "-12345.5")] == [
        "1234",
        "12\u202f345",
        "−12\u202f345.5",
    ]


@pytest.mark.parametrize(
    ("change", "unit", "words"),
    [
        (Decimal(3), "people", "+3"),
        (Decimal(-3), "people", "−3"),
        (Decimal(0), "people", "±0"),
        (Decimal("2.5"), "percent", "+2.5 points"),
        (None, "people", ""),
    ],
)
def test_a_change_has_its_sign(change: Decimal | None, unit: str, words: str) -> None:
    assert changed(change, unit) == words


def test_a_target_of_a_currency_bears_it() -> None:
    assert valued(Decimal(5), "EUR") == "5 EUR"


def test_what_a_figure_rests_on_names_what_was_left_out_and_why() -> None:
    left_out = (("a", LeftOut.UNDATED), ("b", LeftOut.PLANNED), ("c", LeftOut.UNDATED))
    found = outcome("2", facts=("d", "e"), inferred=1, left_out=left_out)
    assert rests_on(found) == "2 facts; 1 inferred; left out: 1 planned, 2 undated"
    assert rests_on(outcome("1", facts=("d",))) == "1 fact"
    assert rests_on(outcome(reason=Silence.NOT_REPORTED)) == ""
