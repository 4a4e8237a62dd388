"""The review of a three-year register with joiners, leavers, a merger and a new name, by hand.

The ties of `tests/registers/change`, by the initials of their ends (see test_metrics_change.py):

    2020: AB BG
    2021: AB AC AD CD BG BH
    2022: AB AC AD CD AE BF AH FH AK
    2023: AB AE BF AH BE FH IJ

C and D became E in July 2022. So to 2022 A and H formed a tie, B and H dissolved theirs, F and K
came with three and G went with one; AB and AE went on. To 2023 B and E formed one, I and J came
with theirs, K went with one, five went on, and of nine three had been made one or inward (AC, AD
and AE one, CD inward); of the ties of 2021 two had been, so that 2022 counts one more.
"""

from datetime import date
from pathlib import Path

import pytest

from ecograph.errors import BadParameterError
from ecograph.exports import provenance
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.network import affiliations
from ecograph.periods import Period, period
from ecograph.review import Explanation, Review, View, explanation, seen
from ecograph.review.entries import changes_table
from ecograph.review.written.tables import parts_table
from ecograph.store import EditionReader, Register
from tests.reviews import headlines, records, review_of

SHEETS = Path(__file__).parent / "registers" / "change" / "now"
# 2023, 2022, and 2021 as the baseline.
FIGURES = {
    "organisations": (7, 8, 6),
    "ties": (7, 9, 6),
    "mean-degree": (14 / 7, 18 / 8, 12 / 6),
    "tie-changes/formed": (1, 1, 0),
    "tie-changes/dissolved": (0, -1, 0),
    "persistent-ties": (5, 2, 2),
}
PARTS = {
    "total": (-2, 3, 4),
    "formed": (1, 1, 0),
    "joined": (1, 3, 4),
    "dissolved": (0, -1, 0),
    "left": (-1, -1, 0),
    "merged": (-3, 1, 0),
}
TODAY = date(2024, 6, 30)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    register = Register(tmp_path_factory.mktemp("change") / "store", DEFAULT_BASE)
    load_files(register, [SHEETS], None, Choices())
    return register


@pytest.fixture(scope="module")
def review(register: Register) -> Review:
    return review_of(register.path, 2023, 2021)


@pytest.mark.row("R012")
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_and_its_changes_equal_the_hand_worked_ones(review: Review, name: str) -> None:
    row = headlines(review)[name]
    now, before, first = FIGURES[name]
    found = [row[each] for each in ("value", "previous", "baseline", "change")]
    assert found == pytest.approx([now, before, first, now - before])
    assert row["change_since_baseline"] == pytest.approx(now - first)


def test_what_came_and_went_is_told_apart_and_sums_to_the_change(review: Review) -> None:
    rows = [row for row in records(parts_table(review)) if row["measure"] == "tie-changes"]
    found = {row["part"]: (row["value"], row["previous"], row["baseline"]) for row in rows}
    assert {name: found[name] for name in PARTS} == PARTS
    # Nothing is said of what an earlier edition knew.
    rest = [row for row in rows if row["part"] not in PARTS]
    assert {row["reason"] for row in rest} == {"not told apart: no published edition given"}


def test_each_pair_that_changed_is_named(review: Review) -> None:
    rows = records(changes_table(review))
    assert [(row["change"], row["first_name"], row["second_name"]) for row in rows] == [
        ("formed", "Birch", "Elm"),
        ("joined", "Ivy", "Juniper"),
        ("left", "Alder", "Kapok"),
    ]


def explained(register: Register, asked: Period, part: str) -> Explanation:
    reader = EditionReader(register.path)
    known = affiliations(reader, internal=False)
    network = seen(known, asked, View())
    return explanation(known, provenance(reader, internal=False), network, "tie-changes", part)


@pytest.mark.parametrize(
    ("part", "parties"),
    [("formed", ["Birch – Elm"]), ("joined", ["Ivy – Juniper"]), ("left", ["Alder – Kapok"])],
)
def test_a_change_leads_to_the_relations_behind_it(
    register: Register, part: str, parties: list[str]
) -> None:
    found = explained(register, period(2023, None, TODAY), part)
    assert [fact.parties for fact in found.facts] == parties


def test_a_change_is_asked_of_a_year(register: Register) -> None:
    with pytest.raises(BadParameterError, match=r"since the one before\. Give a year"):
        explained(register, period(None, TODAY, TODAY), "formed")
