"""The review of real consortia equals what a script of its own counts in their CSV files."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ecograph.review import Review
from ecograph.review.headlines import HEADLINES
from ecograph.review.tables import parts_table
from ecograph.review.words import REASONS
from ecograph.store import Register
from tests.independent.review_of_cordis import figures
from tests.reviews import Record, headlines, records, review_of

COLUMNS = {"value": 2019, "previous": 2018, "baseline": 2016}


@pytest.fixture(scope="module")
def cordis(real_data: Path) -> Path:
    return real_data / "cordis-h2020-health"


@pytest.fixture(scope="module")
def review(cordis_health: Register) -> Review:
    return review_of(cordis_health.path, 2019, 2016)


@pytest.fixture(scope="module")
def found(review: Review) -> Mapping[str, Record]:
    return headlines(review)


@pytest.mark.parametrize("column", COLUMNS)
def test_ten_figures_equal_those_of_a_script_that_knows_nothing_of_ecograph(
    cordis: Path, found: Mapping[str, Record], column: str
) -> None:
    counted = figures(cordis, COLUMNS[column])
    assert len(counted) == 10
    assert {name: found[name][column] for name in counted} == pytest.approx(counted, abs=1e-9)


@pytest.mark.row("R069")
def test_only_what_needs_a_profile_or_outposts_is_empty(found: Mapping[str, Record]) -> None:
    columns = [*COLUMNS, "change", "change_since_baseline"]
    empty = {name for name, row in found.items() if any(row[each] is None for each in columns)}
    assert empty == {
        headline.id
        for headline in HEADLINES
        if headline.name.startswith(("members", "member-", "outposts"))
        or not headline.has_cluster_organisation
    }
    assert {found[name]["reason"] for name in empty} == {
        REASONS[reason] for reason in REASONS if reason in {"no-profile", "no-such-facts"}
    }


def test_every_pair_has_one_scope_and_one_pair_of_kinds(
    review: Review, found: Mapping[str, Record]
) -> None:
    rows = records(parts_table(review))
    for name in ("ties-by-scope", "ties-by-kinds"):
        own = [row for row in rows if row["measure"] == name]
        total, *parts = (int(str(row["value"])) for row in own)
        assert total == sum(parts) == found["ties"]["value"]
