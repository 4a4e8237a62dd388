"""The review of real consortia, made by the command, equals what scripts of its own count."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecograph.cli.root import ecograph
from ecograph.review.headlines import HEADLINES
from ecograph.review.words import REASONS
from ecograph.store import Register
from tests.independent.review_of_cordis import CountedReview

YEAR, PREVIOUS, BASELINE = 2019, 2018, 2016
KINDS = {
    "HES": "University",
    "REC": "Research organisation",
    "PUB": "Public authority",
    "PRC": "Company (field unknown)",
    "OTH": "",
}
THREE = ("value", "previous", "baseline")
COLUMNS = (*THREE, "change", "change_since_baseline")
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def counted(real_data: Path) -> CountedReview:
    return CountedReview(real_data / "cordis-h2020-health", YEAR, BASELINE)


@pytest.fixture(scope="module")
def written(cordis_health: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that one command writes."""
    out = tmp_path_factory.mktemp("review")
    years = ["--year", str(YEAR), "--baseline", str(BASELINE)]
    paths = ["--out", str(out), "--store", str(cordis_health.path)]
    result = CliRunner().invoke(ecograph, ["review", *years, *paths], catch_exceptions=False)
    assert result.exit_code == 0
    return out


def rows(written: Path, table: str = "") -> Rows:
    """Return the rows of one of the tables that were written, of the headlines without a name."""
    name = f"review-{YEAR}-{table}.csv" if table else f"review-{YEAR}.csv"
    with (written / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(
    found: Iterable[Mapping[str, str]], keys: tuple[str, ...], columns: Iterable[str]
) -> dict[tuple[str, str], float]:
    """Return the numbers of some columns, by what stands in the key columns and by column."""
    return {
        ("/".join(row[key] for key in keys), column): float(row[column])
        for row in found
        for column in columns
        if row[column]
    }


def pic(iri: str) -> str:
    """Return the PIC of the organisation with an IRI."""
    return iri.rpartition("pic-")[2]


@pytest.fixture(scope="module")
def headlines(written: Path) -> Rows:
    return rows(written)


def test_every_headline_figure_that_has_a_number_equals_the_one_counted(
    headlines: Rows, counted: CountedReview
) -> None:
    expected = counted.headlines()
    found = cells(headlines, ("id",), (*COLUMNS, "facts", "unassigned"))
    of_figures = {key: value for key, value in found.items() if key[1] in COLUMNS}
    assert len(of_figures) == 18 * len(COLUMNS)
    assert {key: found[key] for key in expected.keys() | of_figures} == pytest.approx(
        expected, abs=1e-9
    )


def test_the_series_equals_the_figures_counted_a_year(
    written: Path, counted: CountedReview
) -> None:
    found = cells(rows(written, "series"), ("id", "year"), ("value",))
    expected = {(f"{name}/{year}", "value"): n for (name, year), n in counted.series().items()}
    assert len(found) == 18 * 4
    assert found == pytest.approx(expected, abs=1e-9)


def test_the_parts_equal_those_counted_and_all_others_are_nothing(
    written: Path, counted: CountedReview
) -> None:
    found = cells(rows(written, "tables"), ("measure", "part"), COLUMNS)
    expected = counted.parts()
    assert {key: found.get(key, 0) for key in expected} == expected
    assert {value for key, value in found.items() if key not in expected} == {0}


def test_every_organisation_stands_where_it_was_counted(
    written: Path, counted: CountedReview
) -> None:
    listed = [{**row, "pic": pic(row["id"])} for row in rows(written, "organisations")]
    expected = counted.organisations()
    found = cells(listed, ("pic",), {column for _, column in expected})
    of_all = {key: value for key, value in found.items() if key[1] != "harmonic_closeness"}
    assert {key: found[key] for key in expected.keys() | of_all} == pytest.approx(
        expected, abs=1e-9
    )
    between_nobody = {row["pic"] for row in listed if not float(row["betweenness"])}
    assert between_nobody == counted.between_nobody()


def test_every_organisation_has_the_kind_of_its_activity(
    written: Path, counted: CountedReview
) -> None:
    found = {pic(row["id"]): row["kind"] for row in rows(written, "organisations")}
    assert found == {each: KINDS[activity] for each, activity in counted.activities().items()}


def test_every_pair_shares_as_many_projects_as_were_counted_since_the_first_of_them(
    written: Path, counted: CountedReview
) -> None:
    found = {
        tuple(sorted((pic(row["first"]), pic(row["second"])))): (
            int(row["undertakings"]),
            row["since"],
        )
        for row in rows(written, "pairs")
    }
    assert found == counted.pairs()


def test_every_pair_that_came_or_went_is_listed_with_why(
    written: Path, counted: CountedReview
) -> None:
    listed = rows(written, "changes")
    found = {
        (row["change"], tuple(sorted((pic(row["first"]), pic(row["second"]))))) for row in listed
    }
    assert found == counted.changed_pairs()
    assert len(found) == len(listed)


@pytest.mark.row("R069")
def test_only_what_needs_a_profile_or_outposts_is_empty(headlines: Rows) -> None:
    empty = {row["id"]: row["reason"] for row in headlines if not all(row[c] for c in COLUMNS)}
    assert set(empty) == {
        headline.id
        for headline in HEADLINES
        if headline.name.startswith(("members", "member-", "outposts"))
        or not headline.has_cluster_organisation
    }
    assert set(empty.values()) == {
        REASONS[reason] for reason in REASONS if reason in {"no-profile", "no-such-facts"}
    }


@pytest.mark.parametrize("name", ["ties-by-scope", "ties-by-kinds"])
def test_every_pair_has_one_scope_and_one_pair_of_kinds(
    written: Path, headlines: Rows, name: str
) -> None:
    own = [row for row in rows(written, "tables") if row["measure"] == name]
    (ties,) = (row for row in headlines if row["id"] == "ties")
    for column in THREE:
        total, *parts = (int(row[column]) for row in own)
        assert total == sum(parts) == int(ties[column])
