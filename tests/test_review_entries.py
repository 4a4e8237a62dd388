"""What a review lists one by one equals what was worked out by hand, in the order of names."""

from pathlib import Path

import pytest
import yaml

from ecograph.exports import DataTable
from ecograph.identifiers import fold
from ecograph.metrics import comparisons
from ecograph.network import Within
from ecograph.review import Review, View
from ecograph.review.entries import entries
from ecograph.review.written.tables import parts_table
from ecograph.store import Register
from tests.reviews import Record, headlines, records, review_of

MEMBERS = yaml.safe_load(
    (Path(__file__).parent / "answers" / "model-cluster-measures.yaml").read_text("utf-8")
)["members"]
# As worked out in tests/answers/model-cluster-review.yaml, by the ends of names.
PARTNERS = {
    "Borealis University Demo": (9, 8),
    "Aurora Bio Demo": (8, 8),
    "Model Hospital Demo": (7, 7),
    "Kelp Digital Demo": (6, 6),
    "Imaging Core Demo": (6, 6),
    "Aurora Pharma Demo": (4, 3),
    "Nest Incubator Demo": (2, 1),
    "Model Cluster Office": (4, None),
    "Cedar Bio Demo": (0, 0),
}


@pytest.fixture(scope="module")
def review(model_cluster: Register) -> Review:
    return review_of(model_cluster.path, 2024)


@pytest.fixture(scope="module")
def among_members(model_cluster: Register) -> Review:
    return review_of(model_cluster.path, 2024, 2022, View(within=Within.MEMBERS))


@pytest.fixture(scope="module")
def lists(review: Review) -> dict[str, DataTable]:
    return {table.name: table for table in entries(review)}


def by_name(table: DataTable) -> dict[str, Record]:
    return {str(row["name"]): row for row in records(table)}


def test_each_organisation_has_its_partners_with_and_without_the_cluster_organisation(
    lists: dict[str, DataTable],
) -> None:
    rows = by_name(lists["organisations"])
    found = {
        name: (rows[name]["degree"], rows[name]["degree_without_cluster_organisation"])
        for name in PARTNERS
    }
    assert found == PARTNERS
    assert sum(int(str(row["degree"])) for row in rows.values()) == 74


@pytest.mark.row("R067")
def test_organisations_stand_by_name_and_no_column_ranks_them(
    review: Review, lists: dict[str, DataTable]
) -> None:
    table = lists["organisations"]
    names = [str(row["name"]) for row in records(table)]
    assert len(names) == len(review.network.organisations)
    assert names == sorted(names, key=fold)
    assert not [column for column in table.columns if "rank" in column]


def test_each_pair_has_its_kinds_its_undertakings_its_first_day_and_its_sources(
    lists: dict[str, DataTable],
) -> None:
    rows = {(row["first_name"], row["second_name"]): row for row in records(lists["pairs"])}
    assert len(rows) == 37
    # p04 since March 2022, and LIGHTHOUSE.
    row = rows["Aurora Bio Demo", "Model Hospital Demo"]
    assert (row["undertakings"], row["since"], row["sources"]) == (2, "2022-03", "model-cluster")
    assert (row["first_kind"], row["second_kind"]) == (
        "Biotechnology company",
        "Hospital or healthcare provider",
    )


def test_every_organisation_is_in_one_community_or_in_none(lists: dict[str, DataTable]) -> None:
    sizes = {row["community"]: row["size"] for row in records(lists["communities"])}
    assert sum(int(str(size)) for size in sizes.values()) == 33
    # The ten that stand alone.
    assert sizes[None] == 10


def test_the_pairs_that_came_and_went_are_those_worked_out_by_hand(
    lists: dict[str, DataTable],
) -> None:
    rows = records(lists["changes"])
    found = [(row["change"], row["first_name"], row["second_name"]) for row in rows]
    core = ("Aurora Bio", "Borealis University", "Model Hospital", "Patients of Modelstad")
    formed = {frozenset(("Imaging Core Demo", f"{name} Demo")) for name in core} | {
        frozenset(("Aurora Bio Demo", "City of Modelstad Demo")),
        frozenset(("Helvion Open Lab Modelstad Demo", "Model Institute of Medicine Demo")),
        frozenset(("Model Cluster Office", "Nest Incubator Demo")),
    }
    assert {frozenset(names) for what, *names in found if what == "formed"} == formed
    assert [names for what, *names in found if what != "formed"] == [
        ["Aurora Bio Demo", "Helvion Open Lab Modelstad Demo"],
        ["Harbour Ventures Demo", "Model Cluster Office"],
        ["Iris Devices Demo", "Quay Logistics Demo"],
    ]


@pytest.mark.parametrize("name", ["tie-changes", "organisation-changes"])
def test_what_changed_sums_to_the_change(review: Review, name: str) -> None:
    rows = [row for row in records(parts_table(review)) if row["measure"] == name]
    total, *parts = rows
    assert comparisons()[name].title == total["names"]
    for column in ("value", "previous", "baseline"):
        known = [int(str(row[column])) for row in parts if row[column] is not None]
        assert total[column] == sum(known)


@pytest.mark.row("R012")
def test_pairs_among_members_are_compared_with_any_year_and_outsiders_do_not_count(
    among_members: Review, model_cluster: Register
) -> None:
    own = headlines(among_members)["ties"]
    since_2019 = headlines(review_of(model_cluster.path, 2024, 2019, View(within=Within.MEMBERS)))[
        "ties"
    ]
    ties = {year: MEMBERS[year]["ties"] for year in (2019, 2022, 2024)}
    assert ties == {2019: 12, 2022: 17, 2024: 26}
    assert (own["value"], own["baseline"], own["change_since_baseline"]) == (26, 17, 9)
    assert (since_2019["baseline"], since_2019["change_since_baseline"]) == (12, 14)


@pytest.mark.row("R031")
def test_isolated_members_are_those_worked_out_by_name(among_members: Review) -> None:
    (table, *_) = entries(among_members)
    alone = [row["name"] for row in records(table) if row["degree"] == 0]
    assert alone == MEMBERS[2024]["isolated"]
    found = headlines(among_members)
    assert found["density"]["value"] == pytest.approx(26 / 378)
    assert found["mean-degree"]["value"] == pytest.approx(52 / 28)
    assert found["isolates"]["value"] == pytest.approx(len(alone) / 28)
