"""Values of indicators: what is refused with row and remedy, and what is locked stays as it is."""

import shutil
from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import Register
from tests.results import facts, load, loaded, register_with, rows, seen, told

INDICATOR = f"{DEFAULT_BASE}indicator/served"
LOCKED = "a,served,2024,12,,,,,locked"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let refused rows be written where nothing else is."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a register with our own framework, to be copied."""
    return register_with(tmp_path_factory.mktemp("prepared")).path


@pytest.fixture
def register(prepared: Path, tmp_path: Path) -> Register:
    """Give a register of its own with our own framework."""
    return Register(Path(shutil.copytree(prepared, tmp_path / "store")), DEFAULT_BASE)


@pytest.fixture(scope="module")
def own_indicators(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with our own framework; tests load into a copy of their own source."""
    return register_with(tmp_path_factory.mktemp("own"))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "a,nobody,2024,12",
            (
                "indicator: “nobody” refers to nothing: no row and nothing in the register has "
                "this id. Name an indicator or survey question that is loaded, such as "
                "market/output-1a.1: correct the id in indicator, or add yours to the sheet "
                "indicators."
            ),
        ),
        (
            "a,work,2024,12",
            (
                "indicator: “work” is an output, which cannot stand here. Name an indicator or "
                "survey question that is loaded, such as market/output-1a.1: correct the id in "
                "indicator, or add yours to the sheet indicators."
            ),
        ),
        (
            "a,served,2024,12,people",
            (
                "unit: “people” is not the unit of the indicator, organisations. Write the value "
                "in organisations, or correct unit or indicator."
            ),
        ),
        (
            "a,spent,2024,12",
            (
                "unit: is missing: the indicator is in money. Write the three letters of the "
                "currency, such as EUR."
            ),
        ),
        (
            "a,spent,2024,12,euros",
            (
                "unit: “euros” is not a currency, and the indicator is in money. Write the three "
                "letters of the currency, such as EUR."
            ),
        ),
        (
            "a,kept,2024,100.5",
            "value: “100.5” is more than 100 percent. Write a share between 0 and 100.",
        ),
        ("a,kept,2024,-1", "value: “-1” is less than 0 percent. Write a share between 0 and 100."),
        (
            "a,served,2025,12",
            (
                "period: “2025” ends after today, 2025-06-30. Wait until the period is over, or "
                "write target in value_kind."
            ),
        ),
        (
            "a,served,2024-H3,12",
            (
                "period: “2024-H3” is not a period. Write it as 2024, 2024-H1, 2024-Q3, 2024-03 or "
                "2023-07/2024-06."
            ),
        ),
        (
            "a,served,,12",
            "period: is missing. Write the period that it is of, such as 2024 or 2024-H1.",
        ),
        (
            "a,served,2024",
            "value: is missing, and so is answer. Fill in value or answer, or leave the row out.",
        ),
        (
            "a,served,2024,12,,,,,final",
            (
                "status: “final” is not in the list observation-statuses. Write the status as "
                "draft, approved or locked."
            ),
        ),
        (
            "a,served,2024,12,,,,,,o-none",
            (
                "supersedes: “o-none” refers to nothing: no row and nothing in the register has "
                "this id. Name an observation that is in the register: correct the id in "
                "supersedes."
            ),
        ),
        (
            "a,served,2024,twelve",
            "value: “twelve” is not a number. Write the value as a number, with a decimal point.",
        ),
    ],
)
def test_a_bad_observation_is_refused_with_row_column_value_and_remedy(
    own_indicators: Register, tmp_path: Path, row: str, problem: str
) -> None:
    done = loaded(own_indicators, tmp_path, "good,calls,2024,3", row)
    assert told(done) == [f"observations.csv, row 3, {problem}"]
    assert facts(own_indicators) == {"good": "3 approved"}


def test_a_shipped_indicator_is_named_by_its_id_and_a_slip_is_told(
    own_indicators: Register, tmp_path: Path
) -> None:
    lines = ("a,market/outcome-1.1,2024,12", "b,market/outcome1.1,2024,12")
    done = loaded(own_indicators, tmp_path, *lines)
    assert [problem.remedy for problem in done.problems] == ["Did you mean “market/outcome-1.1”?"]
    (only,) = seen(own_indicators).observations
    assert only.indicator == "https://w3id.org/ecograph/framework/market/outcome-1.1"


@pytest.mark.parametrize(
    "rest",
    ["2025,12,,,,target", "2025-H1,12", "2024-12,12", "2023-07/2024-06,12", "2025-Q2,0"],
)
def test_a_target_may_lie_ahead_and_a_value_up_to_today(
    own_indicators: Register, tmp_path: Path, rest: str
) -> None:
    assert told(loaded(own_indicators, tmp_path, f"a,served,{rest}")) == []


def test_a_date_after_today_is_refused(own_indicators: Register, tmp_path: Path) -> None:
    sheet = "id,about,measure,value,date\na,served,rank,3,2025-07-01\nb,served,rank,3,2025\n"
    done = load(own_indicators, tmp_path / "values", observations=sheet)
    assert told(done) == [
        "observations.csv, row 2, date: “2025-07-01” is after today, 2025-06-30. Correct the date."
    ]


def test_a_figure_of_no_indicator_says_what_it_is_of_and_what_was_measured(
    own_indicators: Register, tmp_path: Path
) -> None:
    done = load(own_indicators, tmp_path / "values", observations="id,value\na,3\n")
    assert told(done) == [
        (
            "observations.csv, row 2, about: is missing. Fill in about, or indicator if the row is "
            "a value of one."
        ),
        (
            "observations.csv, row 2, measure: is missing. Fill in measure, or indicator if the "
            "row is a value of one."
        ),
    ]


def test_a_reported_share_is_a_share_of_a_hundred(own_indicators: Register, tmp_path: Path) -> None:
    sheet = "id,about,measure,value,unit\na,served,reported-share,101,percent\n"
    done = load(own_indicators, tmp_path / "values", observations=sheet)
    assert told(done)[0].endswith(
        "value: “101” is more than 100 percent. Write a share between 0 and 100."
    )


def test_two_values_of_one_time_are_both_refused(own_indicators: Register, tmp_path: Path) -> None:
    done = loaded(
        own_indicators, tmp_path, "a,served,2024,12", "b,served,2024-H2,5", "c,served,2023,1"
    )
    assert told(done) == [
        (
            "observations.csv, row 2, period: “2024” overlaps the period of b (observations.csv, "
            "row 3), a value of the same. Keep one of the two, or write b in supersedes if this "
            "row corrects it."
        ),
        (
            "observations.csv, row 3, period: “2024-H2” overlaps the period of a "
            "(observations.csv, row 2), a value of the same. Keep one of the two, or write a in "
            "supersedes if this row corrects it."
        ),
    ]
    assert facts(own_indicators) == {"c": "1 approved"}


@pytest.mark.parametrize(
    "other",
    [
        "b,calls,2024,5",
        "b,served,2023,5",
        "b,served,2024,5,,students",
        "b,served,2024,5,,,,baseline",
        "b,served,2024-H2,5,,,,,,a",
        "b,served,2024,5,,,,,,,areas",
    ],
)
def test_values_of_something_else_or_one_in_place_of_the_other_stand_together(
    own_indicators: Register, tmp_path: Path, other: str
) -> None:
    assert told(loaded(own_indicators, tmp_path, "a,served,2024,12", other)) == []


def test_amounts_of_two_currencies_are_two_values(own_indicators: Register, tmp_path: Path) -> None:
    lines = ("a,spent,2024,12,EUR", "b,spent,2024,90,DKK")
    assert told(loaded(own_indicators, tmp_path, *lines)) == []


def test_a_value_that_another_source_holds_is_not_given_again(
    register: Register, tmp_path: Path
) -> None:
    loaded(register, tmp_path, "a,served,2024,12", source="one")
    done = loaded(register, tmp_path, "b,served,2024,13", "c,served,2023,9", source="two")
    assert told(done) == [
        (
            "observations.csv, row 2, period: “2024” overlaps the period of a, which the register "
            "holds, a value of the same. Keep one of the two, or write a in supersedes if this row "
            "corrects it."
        )
    ]
    assert facts(register) == {"a": "12 approved", "c": "9 approved"}


def test_a_year_begins_with_the_first_month_of_the_profile(
    register: Register, tmp_path: Path
) -> None:
    profile = "cluster,first_month\nhub,7\n"
    hub = "id,name,form\nhub,Hub,cluster\n"
    lines = rows("a,served,2023,12", "b,served,2024-05,5", "c,served,2024-07,5", "d,served,2024,9")
    done = load(register, tmp_path / "all", organisations=hub, profile=profile, observations=lines)
    # 2023 is July 2023 to June 2024 and holds May 2024; 2024 is the twelve months after that, up
    # to today, and holds July 2024.
    assert [(each.line, each.column, each.value) for each in done.problems] == [
        (2, "period", "2023"),
        (3, "period", "2024-05"),
        (4, "period", "2024-07"),
        (5, "period", "2024"),
    ]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("b,served,2023,5", "is of another indicator, thing, group, kind or time than this row."),
        ("b,calls,2024,5", "is of another indicator, thing, group, kind or time than this row."),
        ("b,served,2024,5,,students", "is of another indicator, thing, group, kind or time than"),
    ],
)
def test_a_correction_is_of_the_same(
    own_indicators: Register, tmp_path: Path, target: str, reason: str
) -> None:
    done = loaded(own_indicators, tmp_path, "a,served,2024,12,,,,,,b", target)
    assert f"row 2, supersedes: “b” {reason}" in told(done)[0]
    assert told(done)[0].endswith("Name the value that this row corrects, or empty the cell.")


def test_two_values_do_not_supersede_each_other(own_indicators: Register, tmp_path: Path) -> None:
    lines = ("a,served,2024,12,,,,,,b", "b,served,2024,13,,,,,,a")
    done = loaded(own_indicators, tmp_path, *lines)
    found = [problem for problem in done.problems if problem.reason == "leads back to this row."]
    assert [problem.line for problem in found] == [2, 3]
    assert found[0].remedy == "Empty supersedes in the oldest of these rows."
