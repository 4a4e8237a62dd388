"""The annual review: figures worked out by hand, empty cells with a reason, changes of one fact."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ecograph.errors import BadParameterError, UsageError
from ecograph.exports import Provenance
from ecograph.identifiers import DEFAULT_BASE
from ecograph.network import Profile, Within
from ecograph.periods import Span
from ecograph.review import View, annual_review
from ecograph.review.headlines import HEADLINES, Group
from ecograph.review.words import REASONS
from ecograph.review.written.tables import parts_table, series_table
from ecograph.store import Register
from tests import networks
from tests.copies import with_a_relation
from tests.reviewanswers import ANSWERS, number
from tests.reviews import Record, about, headlines, records, review_of

TABLES = (
    "about",
    "changes",
    "communities",
    "indicators",
    "organisation-changes",
    "organisations",
    "pairs",
    "series",
    "tables",
)
YEAR, PREVIOUS, BASELINE = "value", "previous", "baseline"
_COMMAND = "from ecograph.cli import main; main()"
WHENCE = Provenance("000001-test", datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC), ("test",), {})


def cells(found: Record, *columns: str) -> list[float]:
    values = [found[column] for column in columns]
    assert all(isinstance(value, int | float) for value in values), values
    return [float(str(value)) for value in values]


@pytest.fixture(scope="module")
def of_2024(model_cluster: Register) -> Mapping[str, Record]:
    return headlines(review_of(model_cluster.path, 2024))


def test_ten_figures_of_the_network_stand_first_and_those_of_the_cluster_follow() -> None:
    found = [(headline.group, headline.number) for headline in HEADLINES]
    ten = [number for group, number in found if group is Group.NETWORK]
    assert (sorted(ten), set(ten)) == (ten, set(range(1, 11)))
    assert {number for group, number in found if group is not Group.NETWORK} == {0}
    groups = [group for group, _ in found]
    assert groups == sorted(groups, key=list(Group).index)


def test_every_headline_figure_was_worked_out_by_hand() -> None:
    assert set(ANSWERS["headlines"]) == {headline.id for headline in HEADLINES}


@pytest.mark.parametrize("name", ANSWERS["headlines"])
def test_a_headline_figure_equals_the_hand_worked_one(
    of_2024: Mapping[str, Record], name: str
) -> None:
    now, before, first = map(number, ANSWERS["headlines"][name])
    found = cells(of_2024[name], YEAR, PREVIOUS, BASELINE, "change", "change_since_baseline")
    assert found == pytest.approx([now, before, first, now - before, now - first], abs=1e-9)


@pytest.mark.parametrize("name", ANSWERS["parts"])
def test_the_parts_of_a_figure_equal_the_hand_worked_ones(
    model_cluster: Register, name: str
) -> None:
    rows = records(parts_table(review_of(model_cluster.path, 2024)))
    found = {
        row["part"]: cells(row, YEAR, PREVIOUS, BASELINE)
        for row in rows
        if row["measure"] == name and row["part"] != "total"
    }
    assert found == ANSWERS["parts"][name]


@pytest.mark.parametrize("name", ["undertakings", "ties-by-scope", "ties-by-kinds"])
def test_parts_sum_to_their_total_in_every_year(model_cluster: Register, name: str) -> None:
    rows = [
        row
        for row in records(parts_table(review_of(model_cluster.path, 2024)))
        if row["measure"] == name
    ]
    total, *parts = (cells(row, YEAR, PREVIOUS, BASELINE) for row in rows)
    assert total == [sum(column) for column in zip(*parts, strict=True)]


def test_the_series_holds_every_year_since_the_baseline(model_cluster: Register) -> None:
    rows = records(series_table(review_of(model_cluster.path, 2024)))
    members = [row["value"] for row in rows if row["id"] == "members"]
    # Worked out by hand in model-cluster-measures.yaml.
    assert members == [21, 27, 28, 30, 29, 28]


@pytest.mark.row("R069")
def test_every_chosen_figure_is_listed_even_without_a_value(model_cluster: Register) -> None:
    found = headlines(review_of(model_cluster.path, 1990))
    assert list(found) == [headline.id for headline in HEADLINES]
    assert {row["value"] for row in found.values()} == {None}
    assert {row["reason"] for row in found.values()} <= set(REASONS.values())
    assert {row["sources"] for row in found.values()} == {""}
    of_2024 = headlines(review_of(model_cluster.path, 2024))
    assert {row["sources"] for row in of_2024.values()} == {"model-cluster"}


def test_beside_each_figure_stand_definition_reference_version_rules_and_coverage(
    of_2024: Mapping[str, Record],
) -> None:
    for row in of_2024.values():
        assert all(row[name] for name in ("definition", "reference", "version", "rules", "unit"))
        assert isinstance(row["facts"], int)


def test_the_baseline_can_be_chosen_but_not_later_than_the_year(model_cluster: Register) -> None:
    found = headlines(review_of(model_cluster.path, 2024, 2023))
    assert all(row["baseline"] == row["previous"] for row in found.values())
    with pytest.raises(UsageError, match="2025 is later than the year 2024"):
        review_of(model_cluster.path, 2024, 2025)


@pytest.mark.parametrize(
    "cluster",
    [
        "mc-prove-cluster",
        "proveland health cluster demo",
        f"{DEFAULT_BASE}organisation/mc-prove-cluster",
    ],
)
def test_a_review_can_be_made_for_another_cluster(model_cluster: Register, cluster: str) -> None:
    found = headlines(review_of(model_cluster.path, 2024, view=View(cluster=cluster)))
    # Its only member is juniper; beside it the university, gorse, the ministry and the park.
    assert (found["members"]["value"], found["organisations"]["value"]) == (1, 5)


def test_who_runs_the_cluster_cannot_be_left_out_where_nobody_knows() -> None:
    known = networks.affiliations([networks.partnership("a", "b")])
    with pytest.raises(BadParameterError, match="No profile says which body runs the cluster"):
        annual_review(known, WHENCE, 2022, view=View(has_cluster_organisation=False))


def test_a_cluster_that_the_register_does_not_have_is_named_with_those_it_has(
    model_cluster: Register,
) -> None:
    with pytest.raises(BadParameterError, match="Mustercluster Musterland Demo"):
        review_of(model_cluster.path, 2024, view=View(cluster="nowhere"))


@pytest.mark.row("R007")
def test_two_runs_give_the_same_bytes(model_cluster: Register, tmp_path: Path) -> None:
    def run(name: str, seed: str) -> dict[str, bytes]:
        out = tmp_path / name
        command = [sys.executable, "-c", _COMMAND, "review", "--year", "2024"]
        paths = ["--out", str(out), "--store", str(model_cluster.path)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*command, *paths], check=True, capture_output=True, env=environment)
        return {
            str(path.relative_to(out)): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file()
        }

    first, second = run("first", "1"), run("second", "2")
    plots = [name for name in first if name.startswith("plots/")]
    tables = ("review-2024", *(f"review-2024-{name}" for name in TABLES))
    assert sorted(set(first) - set(plots)) == sorted(
        [f"review-2024.{form}" for form in ("docx", "html", "json", "ttl", "xlsx")]
        + ["review-2024-run.json"]
        + [f"{table}.{form}" for table in tables for form in ("csv", "parquet")]
    )
    assert len(plots) == 2 * len(HEADLINES)
    assert {name for name in first if first[name] != second[name]} == set()


@pytest.mark.row("R085")
def test_organisations_outside_do_not_change_the_figures_of_the_region(
    of_2024: Mapping[str, Record], tmp_path: Path
) -> None:
    # Neither lies in the home region; with everywhere they are one pair more.
    outside = with_a_relation(tmp_path, "alliance", ["mc-helvion", "mc-musterwerk"], "2024-01")
    now = headlines(review_of(outside.path, 2024))
    assert now == of_2024
    everywhere = headlines(review_of(outside.path, 2024, view=View(within=Within.EVERYWHERE)))
    assert everywhere["ties"]["value"] == 53


def test_a_review_of_public_facts_counts_nothing_internal(model_cluster: Register) -> None:
    public, all_facts = (
        headlines(review_of(model_cluster.path, 2024, internal=internal))["ties"]["value"]
        for internal in (False, True)
    )
    # Beside those of the public: umber-ap, thistle-hosp, outy-tidal and cedar-inst, which are 41,
    # and four are too few to be told.
    assert (public, all_facts) == (37, None)


def test_the_review_says_what_it_is_about(model_cluster: Register) -> None:
    told = about(review_of(model_cluster.path, 2024))
    edition = model_cluster.current()
    assert edition
    assert told["edition"] == edition.id
    assert told["last loaded"] == edition.manifest.sources[0].loaded
    assert (told["readers"], told["sources"]) == ("Public facts only.", "model-cluster")
    assert told["period"] == "From 2024-01-01 to 2024-12-31."


def test_a_reporting_year_begins_in_the_month_of_the_profile() -> None:
    profile = Profile("cluster", "Cluster", first_month=7)
    spring = networks.partnership("a", "b", span=Span(date(2023, 4, 1), date(2023, 4, 30)))
    known = networks.affiliations([spring], profile=profile)
    review = annual_review(known, WHENCE, 2022)
    assert about(review)["period"] == "From 2022-07-01 to 2023-06-30."
    assert headlines(review)["ties"]["value"] == 1
