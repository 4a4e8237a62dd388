"""What stands beside a headline figure: its target, how it may mislead, and where it leads."""

from datetime import UTC, datetime

import pytest

from ecograph.exports import Provenance
from ecograph.metrics import Coverage, Figure
from ecograph.network import Within
from ecograph.review import Review, View, annual_review
from ecograph.review.caveats import caveat
from ecograph.review.sections import known, numbered
from ecograph.store import Register
from tests import networks
from tests.reviews import headlines, review_of

WHENCE = Provenance("000001-test", datetime(2025, 1, 2, tzinfo=UTC), ("test",), {})


@pytest.fixture(scope="module")
def review(model_cluster: Register) -> Review:
    return review_of(model_cluster.path, 2024)


def test_a_target_is_that_of_the_indicator_that_names_the_measure(review: Review) -> None:
    # The example switches on one such indicator, half of the outposts, and no other.
    found = {name: row["target"] for name, row in headlines(review).items() if row["target"]}
    assert found == {"outposts-with-partner": 0.5}
    (row,) = (row for row in review.rows if row.target is not None)
    assert "Target 50.0\u202f%." in known(row)


def test_without_indicators_there_is_no_target() -> None:
    made = annual_review(networks.affiliations([networks.partnership("a", "b")]), WHENCE, 2022)
    assert {row.target for row in made.rows} == {None}


def test_a_small_network_is_said_to_be_one(review: Review) -> None:
    made = annual_review(networks.affiliations([networks.partnership("a", "b")]), WHENCE, 2022)
    caveats = {row.headline.id: row.caveat for row in made.rows}
    assert caveats["ties"] == (
        "Small network: among 2 organisations a single one moves the figure much."
    )
    # What has no number has nothing to mind.
    assert caveats["members"] == ""
    assert not any("Small network" in row.caveat for row in review.rows)


def test_what_is_left_out_as_undated_is_said(review: Review) -> None:
    # p13 and p14 have no date.
    assert headlines(review)["ties"]["caveat"] == "2 relations are left out as undated."


def test_an_estimate_has_its_standard_error_beside_it() -> None:
    made = annual_review(networks.affiliations([networks.partnership("a", "b")]), WHENCE, 2022)
    known_by = Coverage(1, 1, 1, 0, 1, 0)
    found = Figure(0.5, (), None, known_by, error=0.01234, caveat="Estimated.")
    assert caveat(found, known_by, made.network).startswith(
        "Estimated. Its standard error is 0.0123. 1 relation is left out as undated. Small"
    )


def test_each_of_the_ten_has_its_number_and_every_figure_its_own_address(review: Review) -> None:
    rows = headlines(review)
    assert len({row["explained_at"] for row in rows.values()}) == len(rows)
    assert numbered(review.rows[0]) == "1. Active organisations"
    assert numbered(review.rows[-1]) == "Share of pairs of different kinds"


def test_an_address_keeps_how_the_network_is_looked_at(model_cluster: Register) -> None:
    view = View(within=Within.MEMBERS)
    found = headlines(review_of(model_cluster.path, 2024, view=view))
    assert found["degree-centralization/without-cluster-organisation"]["explained_at"] == (
        "/measures/degree-centralization?within=members&year=2024&cluster_organisation=without"
    )
