"""What the register computes of indicators, against values worked out by hand from its sheets."""

import csv
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ecograph.exports.results import result_values
from ecograph.frameworks import Outcome, Silence
from ecograph.frameworks.computing import Findings, computations
from ecograph.frameworks.observations import reporter
from ecograph.frameworks.reports import reporting_year
from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import Register
from tests import sheetfiles
from tests.indicatoranswers import (
    ANSWERS,
    SHEETS,
    Reading,
    filled,
    key,
    load,
    number,
    numbers,
    read,
)

# Computed by the module of the scorecard, from a cluster's membership in one year; tested there.
ELSEWHERE = "cluster-scorecard/"
CODES = (
    "ofKind",
    "ofConcernedKind",
    "ofCategory",
    "withRole",
    "withPartyKind",
    "withGrowthStage",
    "partyPlace",
    "otherRole",
    "otherPartyKind",
    "otherPlace",
    "ofMeasure",
    "ofGroup",
    "inState",
    "ofScope",
    "timing",
    "followedByKind",
    "resultedFromKind",
)
LANDING, EXPORT = "market/outcome-2.1", "market/output-3a.1"
RATES = "id,year,currency,to,rate\nrate-1,2024,SEK,EUR,0.09\n"
PLANNED = (
    "id,kind,organisation,role,start,status,amount,currency\n"
    "plan-1,agreement,oak,partner,2024-06,planned,,\nplan-1,,lime,partner,,,,\n"
    "plan-2,investment,lime,investor,2023-06,planned,70,EUR\nplan-2,,oak,recipient,,,,\n"
    "plan-3,policy-change,towna,authority,2022-06,planned,,\nplan-3,,office,adviser,,,,\n"
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give the register of the answers; nobody writes to it."""
    return filled(tmp_path_factory.mktemp("indicators") / "store")


@pytest.fixture(scope="module")
def reading(register: Register) -> Reading:
    """Give what the register knows of indicators."""
    return read(register)


@pytest.fixture(scope="module")
def with_more(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Give what is known once rates of exchange and planned relations are loaded too."""
    path = tmp_path_factory.mktemp("more")
    copy = copy_of(register, path)
    sheets = sheetfiles.write(path, exchange_rates=RATES, relations=PLANNED)
    load(copy, sheets, "more")
    return read(copy)


def copy_of(register: Register, path: Path) -> Register:
    """Return a copy of a register, to load something more into."""
    return Register(Path(shutil.copytree(register.path, path / "store")), DEFAULT_BASE)


def left_out(found: Outcome) -> dict[str, str]:
    """Return the keys of the facts that were left out, with the reason."""
    return {key(fact): reason.value for fact, reason in found.left_out}


# --- The table ------------------------------------------------------------------------------------


def test_the_table_has_every_indicator_that_is_computed(reading: Reading) -> None:
    computed = {
        each.id for each in reading.frameworks.indicators.values() if each.way == "computed"
    }
    wanted = {each for each in computed if not each.startswith(ELSEWHERE)}
    assert wanted - set(ANSWERS) == set()
    assert len(wanted) == 110


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.row("R042")
def test_an_indicator_comes_to_what_was_worked_out_by_hand(reading: Reading, name: str) -> None:
    line, entry = reading.line(name), ANSWERS[name]
    assert line.this.value == number(entry["value"])
    assert line.previous.value == number(entry["previous"])
    assert line.change == number(entry["change"])


@pytest.mark.parametrize("name", [name for name, entry in ANSWERS.items() if "facts" in entry])
def test_an_indicator_rests_on_the_facts_that_were_counted_by_hand(
    reading: Reading, name: str
) -> None:
    assert reading.facts(name) == ANSWERS[name]["facts"]


@pytest.mark.parametrize("name", [name for name, each in ANSWERS.items() if "left_out" in each])
def test_what_could_have_counted_is_told_with_the_reason_why_not(
    reading: Reading, name: str
) -> None:
    assert left_out(reading.outcome(name)) == ANSWERS[name]["left_out"]


@pytest.mark.parametrize("name", [name for name, entry in ANSWERS.items() if "years" in entry])
@pytest.mark.row("R042")
def test_a_first_year_and_a_gap_year_have_no_number_and_no_change(
    reading: Reading, name: str
) -> None:
    for year, value in numbers(ANSWERS[name]["years"]).items():
        line = reading.line(name, int(year))
        assert line.this.value == value
        if value is None:
            assert line.this.reason is not None
            assert (line.change, reading.line(name, int(year) + 1).change) == (None, None)


@pytest.mark.parametrize("name", [name for name, each in ANSWERS.items() if "as_compared" in each])
def test_a_change_is_told_as_the_indicator_wants_it_compared(reading: Reading, name: str) -> None:
    assert reading.line(name).change_as_compared == number(ANSWERS[name]["as_compared"])


def test_every_computation_that_is_named_is_there_and_every_code_is_known(reading: Reading) -> None:
    known = reading.findings.knowledge.below
    for indicator in reading.frameworks.indicators.values():
        if indicator.computation and not indicator.id.startswith(ELSEWHERE):
            assert indicator.computation in computations(), indicator.id
        for name in CODES:
            assert set(indicator.element.all(name)) <= set(known), indicator.id


# --- Gap years ------------------------------------------------------------------------------------


def test_after_a_gap_year_there_is_a_number_again_but_no_change(reading: Reading) -> None:
    # On missions went 10 people in 2021 and 20 in 2023; of 2022 nothing is on record.
    line = reading.line("market/output-1a.1", 2023)
    assert (line.this.value, line.previous.value, line.change) == (Decimal(20), None, None)
    assert line.previous.reason is Silence.NO_SUCH_FACTS


def test_what_ended_before_a_year_makes_its_nought_a_number(reading: Reading) -> None:
    line = reading.line("funding/activity-3a.1", 2022)
    assert (line.this.value, line.change) == (Decimal(0), Decimal(-1))


def test_where_something_of_the_kind_is_known_nothing_found_is_nought(reading: Reading) -> None:
    # Without the two of 2024 from abroad there is still the one from Otherland, which is none.
    known = reading.findings.knowledge
    gone = {"iv-24-3", "iv-24-7"}
    fewer = {iri: each for iri, each in known.records.items() if key(iri) not in gone}
    findings = Findings(replace(known, records=fewer), reading.findings.network)
    inward = reading.indicator("west-yorkshire-plan/measure-1d.1")
    found = findings.outcome(inward, reporting_year(reading.frameworks, 2024))
    assert (found.value, found.facts) == (Decimal(0), ())


def test_the_change_since_the_baseline_year_is_told_beside(reading: Reading) -> None:
    line = reading.line("west-yorkshire-plan/measure-1c.1")
    assert line.baseline is not None
    assert (line.baseline.value, line.change_since_baseline) == (Decimal(1), Decimal(2))
    silent = reading.line("west-yorkshire-plan/measure-1d.1")
    assert silent.change_since_baseline is None


# --- Each counted once ----------------------------------------------------------------------------


@pytest.mark.row("R043")
def test_a_company_served_twice_counts_once_in_total_and_once_a_service(reading: Reading) -> None:
    # dogwood had marketing once, talent intelligence once and scouting once in 2024; alder two
    # internationalisation services in 2023.
    assert reading.outcome("west-yorkshire-plan/measure-1e.1").value == 5
    assert reading.outcome("market/activity-3b.1").value == 1
    assert reading.outcome("market/activity-3a.1", 2023).value == 1
    assert reading.facts("market/activity-3a.1", 2023) == ["ex-23-1", "ex-23-2"]


@pytest.mark.row("R080")
def test_an_investor_at_two_events_counts_once_a_year(reading: Reading) -> None:
    # vca at ie-24-1 and ie-24-2, and at ie-23-1 the year before.
    assert reading.facts("funding/output-1a.2") == ["pt-ie-3", "pt-ie-4"]
    assert [reading.outcome("funding/output-1a.2", year).value for year in (2023, 2024)] == [1, 3]


def test_an_innovation_in_two_pilots_counts_once(reading: Reading) -> None:
    found = reading.outcome("west-yorkshire-plan/measure-2c.1", 2023)
    assert (found.value, len(found.facts)) == (Decimal(1), 2)


# --- Before and after, within and later -----------------------------------------------------------


@pytest.mark.row("R082")
def test_a_client_with_a_subsidiary_from_before_the_service_does_not_count(
    reading: Reading,
) -> None:
    found = reading.outcome(LANDING)
    assert (found.value, found.before) == (Decimal(2), Decimal(2))
    assert {key(each) for each in found.facts}.isdisjoint({"out-nord", "out-ursa"})


def test_a_subsidiary_of_the_month_of_the_service_is_neither_before_nor_after(
    reading: Reading,
) -> None:
    assert left_out(reading.outcome(LANDING, 2023)) == {"out-vcb": "undated"}


@pytest.mark.row("R081")
def test_only_what_is_stated_to_have_come_out_of_something_is_in_the_share(
    reading: Reading,
) -> None:
    # iv-24-4 is in the month after an event with its investor, and nobody says it came of that.
    assert reading.outcome("innovation-and-transfer/outcome-1.2").value == 16
    # 13 months after is too late, 9 months after is in time; without a window both count.
    assert [reading.outcome("quick", year).value for year in (2023, 2024)] == [0, 25]
    unlimited = [reading.outcome("market/output-1c.2", year).value for year in (2023, 2024)]
    assert unlimited == [50, 25]


# --- Money ----------------------------------------------------------------------------------------


def test_sums_of_two_currencies_stay_apart(reading: Reading) -> None:
    found = reading.outcome(EXPORT)
    assert found.value is None
    assert dict(found.by_unit) == {"EUR": Decimal(1550), "SEK": Decimal(1000)}


@pytest.mark.parametrize("name", [name for name, entry in ANSWERS.items() if "unit" in entry])
def test_a_sum_of_money_has_its_currency(reading: Reading, name: str) -> None:
    assert reading.outcome(name).unit == ANSWERS[name]["unit"]


def test_a_rate_of_another_year_makes_no_sum(reading: Reading) -> None:
    known = replace(reading.findings.knowledge, rates={(2023, "SEK"): Decimal("0.09")})
    year = reporting_year(reading.frameworks, 2024)
    found = Findings(known, None).outcome(reading.indicator(EXPORT), year)
    assert (found.value, found.text) == (None, "")


def test_rates_make_one_sum_and_are_printed(with_more: Reading) -> None:
    found = with_more.line(EXPORT)
    # 1550 EUR + 1000 SEK at 0.09 = 1640 EUR; 1100 EUR the year before.
    assert (found.this.value, found.change) == (Decimal(1640), Decimal(540))
    assert found.this.unit == "EUR"
    assert found.this.text == "At 1 SEK = 0.09 EUR in 2024."


# --- Computed and reported ------------------------------------------------------------------------


@pytest.mark.row("R074")
def test_computed_and_reported_values_stand_side_by_side(reading: Reading) -> None:
    # Somebody reports 99 missions of 2024; the register knows of four.
    name = "market/activity-1a.1"
    found = reading.report(name)
    assert found.computed is not None
    assert (found.computed.this.value, found.reported.this.value) == (Decimal(4), Decimal(99))
    told = reporter(reading.frameworks)
    asked = (reading.indicator(name),)
    results = result_values(reading.frameworks, asked, (2024,), reading.findings.outcome, told)
    exported = {(each.known_by, each.value) for each in results.values}
    assert exported == {("computed", Decimal(4)), ("reported", Decimal(99))}


# --- What makes no difference ---------------------------------------------------------------------


def test_planned_relations_and_rates_change_no_other_value(
    reading: Reading, with_more: Reading
) -> None:
    assert with_more.values(EXPORT) == reading.values(EXPORT)


def test_the_same_sheets_under_a_second_name_change_nothing(
    register: Register, reading: Reading, tmp_path: Path
) -> None:
    copy = copy_of(register, tmp_path)
    load(copy, SHEETS, "again")
    assert read(copy).values() == reading.values()


def test_the_order_of_rows_makes_no_difference(reading: Reading, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    for path in SHEETS.glob("*.csv"):
        head, *rows = csv.reader(path.read_text("utf-8").splitlines())
        with (sheets / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *reversed(rows)])
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load(register, sheets)
    assert read(register).values() == reading.values()
