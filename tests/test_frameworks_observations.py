"""What is reported of an indicator for a period: which value stands, and why none does."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from ecograph.exports import Export, export
from ecograph.exports.frameworks import observation_document
from ecograph.frameworks import LeftOut, Observation, Outcome, Silence
from ecograph.frameworks.observations import by_group, reported, reporter
from ecograph.identifiers import DEFAULT_BASE
from ecograph.periods import Period
from ecograph.store import EditionReader
from ecograph.vocabulary import ECO
from tests.results import load, own, register_with, seen
from tests.valued import CLUSTER, frameworks, observation, of, year

Y2024 = year(2024)


def told(*observations: Observation, of_: str = "deals", internal: bool = False) -> Outcome:
    """Return what is reported of an indicator for 2024."""
    found = frameworks(*observations, internal=internal)
    return reported(found, of(found, of_), Y2024)


def test_nothing_is_reported_where_nobody_says_anything() -> None:
    found = told(observation("a", "fairs", "2024", "3"))
    assert (found.value, found.reason, found.facts) == (None, Silence.NOT_REPORTED, ())


def test_a_value_stands_with_its_source_and_status() -> None:
    found = told(observation("a", "deals", "2024", "12.5", text="By our survey.", status="locked"))
    assert (found.value, found.unit, found.facts) == (Decimal("12.5"), "organisations", ("a",))
    assert (found.text, found.status, found.is_known) == ("By our survey.", "locked", True)


def test_an_answer_in_words_is_known_without_a_number() -> None:
    found = told(observation("a", "deals", "2024", None, text="None that we know."))
    assert (found.value, found.text, found.is_known) == (None, "None that we know.", True)


def test_nought_is_a_value() -> None:
    found = told(observation("a", "deals", "2024", "0"))
    assert (found.value, found.is_known) == (Decimal(0), True)


@pytest.mark.parametrize(
    ("other", "value"),
    [
        (observation("b", "deals", "2024", "11", supersedes=["a"]), 11),
        (observation("b", "deals", "2024", "11", supersedes=["a"], status="draft"), 12),
        (observation("b", "deals", "2024", "11", kind="target"), 12),
        (observation("b", "deals", "2024", "11", kind="baseline"), 12),
        (observation("b", "deals", "2024", "11", group="students"), 12),
        (observation("b", "deals", "2024", "11", about="another-cluster"), 12),
        (observation("b", "deals", "2023", "11"), 12),
        (observation("b", "fairs", "2024", "11"), 12),
    ],
)
def test_which_of_two_stands(other: Observation, value: int) -> None:
    assert told(observation("a", "deals", "2024", "12", status="locked"), other).value == value


def test_a_value_about_our_cluster_is_of_the_whole() -> None:
    assert told(observation("a", "deals", "2024", "12", about=CLUSTER)).value == 12
    assert told(observation("a", "deals", "2024", "12", about="a-project")).value is None


def test_a_correction_of_a_correction_stands_alone() -> None:
    first = observation("a", "deals", "2024", "12", status="locked")
    second = observation("b", "deals", "2024", "11", supersedes=["a"], status="locked")
    third = observation("c", "deals", "2024", "10", supersedes=["b"])
    assert told(first, second, third).facts == ("c",)


def test_a_draft_is_left_out_of_what_the_public_sees_and_counts_for_staff() -> None:
    draft = observation("a", "deals", "2024", "12", status="draft")
    public, staff = told(draft), told(draft, internal=True)
    assert (public.value, public.reason) == (None, Silence.NOT_REPORTED)
    assert public.left_out == (("a", LeftOut.DRAFT),)
    assert (staff.value, staff.status, staff.left_out) == (Decimal(12), "draft", ())


@pytest.mark.parametrize(
    ("unit_of", "periods", "value", "text"),
    [
        # Events of two halves are different events: 5 + 7.
        ("fairs", {"2024-H1": "5", "2024-H2": "7"}, 12, ""),
        ("fairs", {"2024-H1": "5"}, 5, "of 2024-H1"),
        ("fairs", {"2024-Q1": "1", "2024-Q2": "2", "2024-H2": "4"}, 7, ""),
        ("fairs", {"2024-Q1": "1", "2024-Q3": "2"}, 3, "of 2024-Q1 and 2024-Q3"),
        # Organisations of two halves may be the same: those of the last half.
        ("deals", {"2024-H1": "5", "2024-H2": "7"}, 7, "of 2024-H2"),
        # What ends in the year is of the year, if nothing closer is there.
        ("deals", {"2023/2024": "9"}, 9, "of 2023/2024"),
        ("deals", {"2023/2024": "9", "2024-H1": "5"}, 5, "of 2024-H1"),
        ("deals", {"2024/2025": "9"}, None, ""),
    ],
)
def test_parts_of_a_year_make_the_year_where_they_can(
    unit_of: str, periods: dict[str, str], value: int | None, text: str
) -> None:
    found = told(*(observation(p, unit_of, p, v) for p, v in periods.items()), of_=unit_of)
    assert (found.value, found.text) == (value, text)


def test_a_year_by_itself_comes_before_its_parts() -> None:
    parts = [observation(p, "fairs", p, "5") for p in ("2024-H1", "2024-H2")]
    assert told(observation("a", "fairs", "2024", "11"), *parts, of_="fairs").facts == ("a",)


def test_amounts_of_several_currencies_are_no_one_sum() -> None:
    euros = observation("a", "spent", "2024", "10", unit="EUR")
    both = told(euros, observation("b", "spent", "2024", "75", unit="DKK"), of_="spent")
    assert (both.value, dict(both.by_unit)) == (None, {"DKK": Decimal(75), "EUR": Decimal(10)})
    assert both.is_known
    alone = told(euros, observation("b", "spent", "2023", "75", unit="DKK"), of_="spent")
    assert (alone.value, alone.unit) == (Decimal(10), "EUR")
    assert dict(alone.by_unit) == {"EUR": Decimal(10)}


def test_amounts_of_parts_add_up_by_currency() -> None:
    halves = [
        observation("a", "spent", "2024-H1", "10", unit="EUR"),
        observation("b", "spent", "2024-H2", "20", unit="EUR"),
        observation("c", "spent", "2024-H2", "75", unit="DKK"),
    ]
    assert told(*halves, of_="spent").by_unit == {"DKK": 75, "EUR": 30}


def test_of_two_values_of_the_same_time_the_firmer_stands_and_is_not_added() -> None:
    both = [
        observation("a", "fairs", "2024-H1", "5"),
        observation("b", "fairs", "2024-H1", "6", about=CLUSTER, status="locked"),
        observation("c", "fairs", "2024-03", "2"),
        observation("d", "fairs", "2024-H2", "1"),
    ]
    found = told(*both, of_="fairs")
    assert (found.value, found.facts) == (Decimal(7), ("b", "d"))


def test_groups_are_shown_apart_and_never_make_the_total() -> None:
    found = frameworks(
        observation("a", "deals", "2024", "25", group="students"),
        observation("b", "deals", "2024", "20", group="women"),
    )
    assert reported(found, of(found, "deals"), Y2024).reason is Silence.NOT_REPORTED
    apart = by_group(found, of(found, "deals"), Y2024)
    assert {group: outcome.value for group, outcome in apart.items()} == {
        "students": 25,
        "women": 20,
    }


@pytest.mark.parametrize(
    ("asked", "baseline", "target"),
    [(2018, None, None), (2019, 8, None), (2024, 9, 12), (2025, 9, 12), (2027, 9, 14)],
)
def test_a_baseline_lasts_and_a_target_is_for_its_time(
    asked: int, baseline: int | None, target: int | None
) -> None:
    found = frameworks(
        observation("a", "deals", "2019", "8", kind="baseline"),
        observation("b", "deals", "2021", "9", kind="baseline"),
        observation("c", "deals", "2024/2026", "12", kind="target"),
        observation("d", "deals", "2027", "14", kind="target"),
    )
    deals = of(found, "deals")
    assert reported(found, deals, year(asked), "baseline").value == baseline
    assert reported(found, deals, year(asked), "target").value == target


def test_a_reporting_year_that_begins_in_july_takes_its_own_halves() -> None:
    halves = [
        observation("a", "fairs", "2023-H1", "5", first_month=7),
        observation("b", "fairs", "2023-H2", "7", first_month=7),
    ]
    found = frameworks(*halves, first_month=7)
    # From July to December 2023, and from January to June 2024.
    asked = Period(date(2023, 7, 1), date(2024, 6, 30), named=True)
    assert reported(found, of(found, "fairs"), asked).value == 12


PERIODS = st.sampled_from(["2023", "2024", "2024-H1", "2024-H2", "2024-03", "2023/2024"])
OBSERVED = st.lists(
    st.builds(
        lambda number, period, value, status: observation(
            f"o{number}", "deals", period, str(value), status=status
        ),
        st.integers(0, 99),
        PERIODS,
        st.integers(0, 9),
        st.sampled_from(["draft", "approved", "locked"]),
    ),
    max_size=6,
    unique_by=lambda each: each.iri,
)


@given(observed=OBSERVED, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_observations_changes_nothing(
    observed: list[Observation], shuffled: random.Random
) -> None:
    other = list(observed)
    shuffled.shuffle(other)
    one, again = frameworks(*observed), frameworks(*other)
    assert reported(one, of(one, "deals"), Y2024) == reporter(again)(
        of(again, "deals"), Y2024, "actual"
    )


@pytest.mark.row("R047")
def test_a_value_from_a_sheet_is_exported_with_its_period_and_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    register = register_with(tmp_path)
    evidence = "id,title\nreport,Annual report\n"
    values = "id,indicator,period,value,evidence\npatents,served,2024,40,report:12\n"
    load(register, tmp_path / "values", evidence=evidence, observations=values)
    found = seen(register)
    served = of(found, own(found, "served"))
    outcome = reported(found, served, Y2024)
    (only,) = found.observations
    assert (outcome.value, outcome.facts) == (Decimal(40), (only.iri,))
    document = observation_document(only)
    assert [document[name] for name in ("value", "period", "evidence")] == [
        40,
        "2024",
        ("report:12",),
    ]
    edition = register.current()
    assert edition is not None
    reader = EditionReader(register.path)
    export(tmp_path / "all.ttl", Export(edition, reader, False, date(2025, 6, 30)))
    facts = Graph().parse(tmp_path / "all.ttl")
    cited = URIRef(f"{DEFAULT_BASE}evidence/report/12")
    assert (URIRef(only.iri), URIRef(f"{ECO}evidence"), cited) in facts
    assert (URIRef(only.iri), URIRef(f"{ECO}value"), Literal(Decimal(40))) in facts
