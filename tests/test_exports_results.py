"""The values that exports are made of: each once, with its time, and none of a small group."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ecograph.exports.cube import period_text
from ecograph.exports.guarding import for_others
from ecograph.exports.results import Results, result_values
from ecograph.frameworks import Frameworks, Indicator, Outcome, Silence, read_frameworks
from ecograph.frameworks.observations import reporter
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.periods import Period
from ecograph.store import EditionReader, Register
from tests.conftest import TODAY
from tests.sheetfiles import write

FRAMEWORK = "https://w3id.org/ecograph/framework/"
COLUMNS = "id,indicator,period,value,unit,value_kind,group,status\n"
# Mentors who are valued: reported in people, by group where somebody tells.
MENTORS = "talent/output-2a.5"


def observed(folder: Path, *rows: str) -> Frameworks:
    """Return the frameworks of a register, as staff see them, with these rows of observations."""
    register = Register(folder / "register", DEFAULT_BASE)
    folder = folder / "sheets"
    folder.mkdir()
    text = COLUMNS + "".join(f"{number},{row}\n" for number, row in enumerate(rows))
    profile = "cluster,minimum_group_size\nhome,5\n"
    write(
        folder, observations=text, profile=profile, organisations="id,name,form\nhome,H,cluster\n"
    )
    done = load_files(register, [folder], None, Choices())
    assert not done.problems, done.problems
    return read_frameworks(EditionReader(register.path), internal=True)


def found(frameworks: Frameworks, indicator: str, *years: int) -> Results:
    """Return the results of one indicator, of which the register computes nothing."""

    def computed(_: Indicator, period: Period) -> Outcome:
        return Outcome(period, None, reason=Silence.NO_SUCH_FACTS)

    asked = (frameworks.indicators[FRAMEWORK + indicator],)
    return result_values(frameworks, asked, years, computed, reporter(frameworks))


def told(results: Results) -> list[tuple[str, str, str, Decimal | None]]:
    """Return kind, time, group and number of each value."""
    return [
        (each.kind, period_text(each.period), each.group, each.value) for each in results.values
    ]


def test_a_baseline_and_a_target_stand_once_with_the_time_that_they_are_of(tmp_path: Path) -> None:
    frameworks = observed(
        tmp_path,
        "market/impact.1,2019,1.5,,baseline,,",
        "market/impact.1,2023/2025,4,,target,,",
        "market/impact.1,2024,3,,,,",
    )
    assert told(found(frameworks, "market/impact.1", 2023, 2024)) == [
        ("actual", "2023", "", None),
        ("actual", "2024", "", Decimal(3)),
        ("baseline", "2019", "", Decimal("1.5")),
        ("target", "2023-01/2025-12", "", Decimal(4)),
    ]


@pytest.mark.row("R074")
def test_a_draft_is_not_reported_yet(tmp_path: Path) -> None:
    frameworks = observed(tmp_path, "market/impact.1,2024,3,,,,draft")
    (value,) = found(frameworks, "market/impact.1", 2024).values
    assert (value.value, value.reason) == (None, Silence.NOT_REPORTED)


def test_groups_stand_beside_the_total(tmp_path: Path) -> None:
    frameworks = observed(
        tmp_path,
        f"{MENTORS},2024,20,,,,",
        f"{MENTORS},2024,8,,,women,",
        f"{MENTORS},2024,7,,,executives,",
    )
    reported = [each for each in found(frameworks, MENTORS, 2024).values if each.value is not None]
    assert {(each.group, each.value) for each in reported} == {
        ("", Decimal(20)),
        ("women", Decimal(8)),
        ("executives", Decimal(7)),
    }


@pytest.mark.row("R091")
@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        # Women are fewer than five and are withheld; the others do not add up to the total, so
        # that nothing follows from them.
        ({"women": 3, "executives": 9}, {"": 20, "executives": 9}),
        # Here they add up: the women would be 20 - 17, so the next smallest go with them.
        ({"women": 3, "executives": 8, "students": 9}, {"": 20, "students": 9}),
        ({"women": 8, "executives": 12}, {"": 20, "women": 8, "executives": 12}),
    ],
)
def test_a_small_group_is_withheld_and_what_would_tell_of_it(
    tmp_path: Path, groups: Mapping[str, int], shown: Mapping[str, int]
) -> None:
    rows = [f"{MENTORS},2024,{count},,,{group}," for group, count in {"": 20, **groups}.items()]
    given = for_others(found(observed(tmp_path, *rows), MENTORS, 2024), TODAY)
    seen = {each.group: each.value for each in given.values if each.value is not None}
    assert seen == shown
    withheld = [each for each in given.values if each.group and each.group not in seen]
    assert {each.reason for each in withheld} <= {Silence.TOO_SMALL_GROUP}


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 7, 1), date(2025, 6, 30), "2024-07/2025-06"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024-01/2025-12"),
        (date(2024, 1, 1), date(2024, 6, 30), "2024-01/2024-06"),
        (date(2024, 5, 3), date(2024, 5, 3), "2024-05-03/2024-05-03"),
    ],
)
def test_a_time_is_told_without_the_first_month_of_a_profile(
    first: date, last: date, text: str
) -> None:
    assert period_text(Period(first, last, named=True)) == text
