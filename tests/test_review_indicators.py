"""The annual review takes in the indicators that are switched on, those without a value too."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ecograph.exports import Cell
from ecograph.frameworks import read_frameworks
from ecograph.frameworks.switching import chosen
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.resources import folder
from ecograph.review import Review, files
from ecograph.review.indicators import indicator_table
from ecograph.store import EditionReader, Register
from tests.reviews import records, review_of

Rows = Mapping[tuple[str, str], Mapping[str, Cell]]


def rows_of(review: Review) -> Rows:
    found = records(indicator_table(review.indicators))
    return {(str(row["id"]), str(row["known_by"])): row for row in found}


@pytest.fixture(scope="module")
def review(model_cluster: Register) -> Review:
    return review_of(model_cluster.path, 2024)


@pytest.mark.row("R069")
def test_every_indicator_that_is_on_has_a_row_with_or_without_a_value(
    review: Review, model_cluster_reader: EditionReader
) -> None:
    # choices.csv switches on Market (37 indicators) without its second of impact, Innovation &
    # Transfer (37), one of Healthcare and the one of the outposts' focus.
    frameworks = read_frameworks(model_cluster_reader, internal=False)
    ids = {name for name, _ in rows_of(review)}
    assert ids == {each.id for each in chosen(frameworks)}
    assert len(ids) == 36 + 37 + 1 + 1
    assert any(row["value"] is None and row["reason"] for row in rows_of(review).values())


@pytest.mark.row("R069")
def test_a_row_holds_the_value_the_one_before_the_change_and_what_it_rests_on(
    review: Review,
) -> None:
    # Of 2024: Przykładów in October, the delegation of Mihonken in April; of 2023: Mihonshi.
    row = rows_of(review)["market/activity-1a.1", "computed"]
    assert (row["value"], row["previous"], row["change"], row["target"]) == (2, 1, 1, 3)
    assert (row["target_met"], row["facts"], row["standing"]) == (False, 2, "for the better")


@pytest.mark.row("R074")
def test_what_is_computed_and_what_is_reported_stand_in_rows_of_their_own(review: Review) -> None:
    rows = rows_of(review)
    computed = rows["market/activity-2a.1", "computed"]
    reported = rows["market/activity-2a.1", "reported"]
    # The office's own list says 2 for 2023, where the register holds one client.
    assert (computed["previous"], reported["previous"]) == (1, 2)
    assert (reported["value"], reported["reason"]) == (None, "not reported")
    # Nobody has reported a value of this one, so it has no second row.
    assert ("market/activity-1a.1", "reported") not in rows


def test_a_correction_stands_for_what_it_corrects_and_a_draft_for_nothing(review: Review) -> None:
    row = rows_of(review)["market/impact.1", "reported"]
    assert (row["value"], row["reason"], row["previous"]) == (None, "not reported", 7.8)


@pytest.mark.row("R084")
def test_switching_a_logframe_off_takes_its_indicators_out_of_the_review(tmp_path: Path) -> None:
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load_files(register, [folder("examples") / "model-cluster"], None, Choices())
    choices = (folder("examples") / "model-cluster" / "choices.csv").read_text("utf-8")
    without = choices.replace("innovation-and-transfer,on", "innovation-and-transfer,off")
    copy = tmp_path / "model-cluster"
    copy.mkdir()
    for sheet in (folder("examples") / "model-cluster").glob("*.csv"):
        text = without if sheet.name == "choices.csv" else sheet.read_text("utf-8")
        (copy / sheet.name).write_text(text, "utf-8")
    load_files(register, [copy], "model-cluster", Choices())
    found = rows_of(review_of(register.path, 2024))
    assert {name.partition("/")[0] for name, _ in found} == {"market", "healthcare", "toronto-plan"}


def test_the_files_of_a_review_hold_the_indicators(review: Review) -> None:
    written = files(review, DEFAULT_BASE)
    assert b"market/activity-1a.1" in written["review-2024-indicators.csv"]
    assert b"market/activity-1a.1" in written["review-2024.json"]
    page = written["review-2024.html"].decode("utf-8")
    assert "Results frameworks" in page
    assert "not reported" in page
