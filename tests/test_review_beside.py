"""What stands beside a headline figure: its target, how it may mislead, and where it leads."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from ecograph.exports import Provenance
from ecograph.metrics import Coverage, Figure, measures
from ecograph.network import Within
from ecograph.review import Figures, Review, View, annual_review, figures_table, workbook
from ecograph.review.caveats import caveat
from ecograph.review.entries import organisations_table
from ecograph.review.written.documents import figures_document
from ecograph.review.written.page import page
from ecograph.review.written.sections import known, numbered
from ecograph.store import Register
from ecograph_api.network.measures import told
from tests import networks
from tests.reviews import headlines, records, review_of
from tests.test_metrics_structure import LARGE

ESTIMATED = ("betweenness", "betweenness-centralization", "harmonic-closeness", "global-efficiency")
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
        "/measures/degree-centralization?within=members&cluster_organisation=without&year=2024"
        "&public=yes"
    )


def test_an_address_is_a_whole_one_that_a_workbook_leads_to_where_the_pages_are_known(
    review: Review,
) -> None:
    def first_cells(found: Review) -> tuple[object, object]:
        sheet = load_workbook(io.BytesIO(workbook(found)))["headlines"]
        (cell,) = (cell for cell in sheet[2] if "/measures/" in str(cell.value))
        return cell.value, cell.hyperlink and cell.hyperlink.target

    own = "/measures/organisations?year=2024&public=yes"
    # Nothing leads from a file to the root of nowhere.
    assert first_cells(review) == (own, None)
    there = replace(review, address="https://clusters.example/eco")
    assert first_cells(there) == (f"{there.address}{own}",) * 2
    assert f'href="{there.address}{own.replace("&", "&amp;")}"' in page(there).decode("utf-8")
    assert headlines(there)["organisations"]["explained_at"] == f"{there.address}{own}"


def test_positions_that_are_estimated_have_their_standard_error_in_every_list() -> None:
    figures = {name: measures()[name].of(LARGE) for name in ESTIMATED}
    found = Figures(LARGE, figures)
    rows = records(figures_table(found))
    assert {row["standard_error"] is not None for row in rows if row["value"] is not None} == {True}
    assert all(row["caveat"] for row in rows if not row["part"])
    document = figures_document(found)["measures"]
    assert isinstance(document, list)
    parts = [part for each in document for part in (each["parts"] or [each])]
    assert {part["error"] is not None for part in parts} == {True}
    for name, figure in figures.items():
        for each in figure.parts[:1] or (figure,):
            assert each.error is not None
            assert told(measures()[name], each).endswith(f" ± {each.error:.2g}")


def test_organisations_of_a_large_network_have_the_errors_of_their_positions() -> None:
    table = organisations_table(LARGE)
    (row, *_) = records(table)
    for name in ("betweenness", "harmonic_closeness"):
        assert row[f"{name}_standard_error"] is not None
    assert row["betweenness_without_cluster_organisation_standard_error"] is None
