"""Turning one partnership off changes the cells of the review that hang on it, and no others.

The partnership is that of `one_partnership_more` in model-cluster-review.yaml: of Moss Apps and
Tidal Laboratory, who work with nobody else, in May and June 2024. Its cells there are written as
what it adds; here stand those of all other tables, as they are with it and without.
"""

from collections.abc import Mapping

import pytest

from ecograph.exports import Cell
from ecograph.identifiers import DEFAULT_BASE
from ecograph.review.entries import entries
from ecograph.review.written.sections import plots
from ecograph.review.written.tables import tables
from ecograph.store import Register
from tests.copies import with_a_relation
from tests.reviewanswers import ANSWERS, number
from tests.reviews import records, review_of

YEAR = 2024
# What names a row of each table; those of other tables are told apart by all that stands in them.
ROWS = {
    "headlines": ("id",),
    "series": ("id", "year"),
    "tables": ("measure", "part"),
    "indicators": ("id", "known_by"),
    "about": ("name",),
    "organisations": ("id",),
    "pairs": ("first", "second"),
    "communities": ("community",),
    "changes": ("change", "first", "second"),
}
Key = tuple[str, str, str]
Cells = Mapping[Key, Cell]
MORE = ANSWERS["one_partnership_more"]
MOSS, TIDAL = MORE["parties"]
# A figure of the year stands in its own cell and in both changes.
VALUES = ("value", "change", "change_since_baseline")


@pytest.fixture(scope="module")
def turned_on(tmp_path_factory: pytest.TempPathFactory) -> Register:
    path = tmp_path_factory.mktemp("on")
    return with_a_relation(path, MORE["kind"], MORE["parties"], MORE["start"], MORE["end"])


@pytest.fixture(scope="module")
def on(turned_on: Register) -> Cells:
    return cells(turned_on)


@pytest.fixture(scope="module")
def off(model_cluster: Register) -> Cells:
    return cells(model_cluster)


def cells(register: Register) -> Cells:
    """Return all cells of a review by table, row and column, IRIs by their ids."""
    review = review_of(register.path, YEAR)
    return {
        (table.name, " ".join(_id(row[name]) for name in ROWS.get(table.name, row)), column): value
        for table in (*tables(review), *entries(review))
        for row in records(table)
        for column, value in row.items()
    }


def _id(cell: Cell) -> str:
    text = str(cell)
    return text.rpartition("/")[2] if text.startswith(DEFAULT_BASE) else text


def changed(on: Cells, off: Cells) -> Mapping[Key, tuple[Cell, Cell]]:
    """Return the cells that differ, with what they are in both; None where there is no such row."""
    both = {key: (on.get(key), off.get(key)) for key in on.keys() | off.keys()}
    return {key: values for key, values in both.items() if values[0] != values[1]}


def growth(table: str, on: Cells, off: Cells) -> Mapping[Key, float]:
    """Return by how much the cells of a table of numbers differ."""
    return {
        key: float(str(values[0] or 0)) - float(str(values[1] or 0))
        for key, values in changed(on, off).items()
        if key[0] == table
    }


@pytest.mark.row("R007")
def test_the_headlines_that_hang_on_it_change_by_the_hand_worked_amounts(
    on: Cells, off: Cells
) -> None:
    expected: dict[Key, float] = {}
    for name, by_column in MORE["changed"].items():
        amounts = {column: number(amount) for column, amount in by_column.items()}
        value = amounts.pop("value", None)
        amounts |= {} if value is None else dict.fromkeys(VALUES, value)
        expected |= {("headlines", name, column): each for column, each in amounts.items()}
    assert growth("headlines", on, off) == pytest.approx(expected, abs=1e-9)


@pytest.mark.row("R007")
def test_of_the_series_only_the_year_changes_and_by_the_same(on: Cells, off: Cells) -> None:
    expected = {
        ("series", f"{name} {YEAR}", "value"): number(by_column["value"])
        for name, by_column in MORE["changed"].items()
        if "value" in by_column
    }
    assert growth("series", on, off) == pytest.approx(expected, abs=1e-9)


@pytest.mark.row("R007")
def test_each_part_in_which_it_counts_has_one_less(on: Cells, off: Cells) -> None:
    assert growth("tables", on, off) == {
        ("tables", part, column): 1 for part in MORE["changed_parts"] for column in VALUES
    }


# One of 32 others is a step away; who has one partner is wholly tied to it. Without it both belong
# to no community, as eight others do; with it they are the last one, the only one of two besides
# that of Vetch and Heath, which comes first by its IRI.
_ON = {
    "degree": 1,
    "degree_without_cluster_organisation": 1,
    "strength": 1,
    "harmonic_closeness": 1 / 32,
    "core_number": 1,
    "constraint": 1,
    "constraint_without_cluster_organisation": 1,
    "effective_size": 1,
    "community": 6,
}
_OFF = {
    **dict.fromkeys(_ON, 0),
    "constraint": None,
    "constraint_without_cluster_organisation": None,
    "effective_size": None,
    "community": None,
}
_PAIR: Mapping[str, Cell] = {
    "first": MOSS,
    "second": TIDAL,
    "first_name": "Moss Apps Demo",
    "second_name": "Tidal Laboratory Demo",
    "first_kind": "Digital health company",
    "second_kind": "Research organisation",
    "undertakings": 1,
    "since": "2024-05",
    "basis": "stated",
    "sources": "model-cluster",
}
_COMMUNITY: Mapping[str, Cell] = {
    "community": 6,
    "size": 2,
    "commonest_kinds": "Digital health company (1); Research organisation (1)",
}
_NAMES = ("first", "second", "first_name", "second_name")
LISTS = ("organisations", "pairs", "communities", "changes")
LISTED: Mapping[Key, tuple[Cell, Cell]] = {
    **{
        ("organisations", each, column): (_ON[column], _OFF[column])
        for each in (MOSS, TIDAL)
        for column in _ON
    },
    **{("pairs", f"{MOSS} {TIDAL}", column): (cell, None) for column, cell in _PAIR.items()},
    **{("communities", "6", column): (cell, None) for column, cell in _COMMUNITY.items()},
    ("communities", "None", "size"): (8, 10),
    ("changes", f"formed {MOSS} {TIDAL}", "change"): ("formed", None),
    ("changes", f"formed {MOSS} {TIDAL}", "facts"): ("mc-r-p99", None),
    **{("changes", f"formed {MOSS} {TIDAL}", name): (_PAIR[name], None) for name in _NAMES},
}


@pytest.mark.row("R007")
def test_of_the_lists_only_its_two_parties_their_pair_and_their_community_change(
    on: Cells, off: Cells
) -> None:
    found = {
        key: tuple(map(_short, values))
        for key, values in changed(on, off).items()
        if key[0] in LISTS
    }
    assert found == LISTED


def _short(cell: Cell) -> Cell:
    return _id(cell) if isinstance(cell, str) else cell


@pytest.mark.row("R007")
def test_beside_these_only_the_rule_the_run_and_one_indicator_tell_of_it(
    on: Cells, off: Cells
) -> None:
    told = {"headlines", "series", "tables", *LISTS}
    rest = {key: values for key, values in changed(on, off).items() if key[0] not in told}
    share = ("indicators", "innovation-and-transfer/outcome-1.2 computed")
    # None of them resulted from a scouting or the like: 0 of 9, and 0 of 8.
    assert rest.pop((*share, "facts")) == (9, 8)
    assert rest.pop((*share, "coverage")) == (
        "9 facts; left out: 2 undated",
        "8 facts; left out: 2 undated",
    )
    rules = rest.pop(("about", "rules in force", "value"))
    # Those that lead out of the region among them.
    assert "of one partnership (24 joint, 26 pairs)" in str(rules[0])
    assert "of one partnership (23 joint, 25 pairs)" in str(rules[1])
    assert {name for _, name, _ in rest} == {"edition", "last loaded"}


@pytest.mark.row("R007")
def test_only_the_plots_of_figures_that_change_are_others(
    turned_on: Register, model_cluster: Register
) -> None:
    on, off = (
        {plot.name: plot.svg for plot in plots(review_of(register.path, YEAR))}
        for register in (turned_on, model_cluster)
    )
    figures = (name for name, by_column in MORE["changed"].items() if "value" in by_column)
    expected = {f"plot-{name.replace('/', '-')}" for name in figures}
    assert {name for name in on if on[name] != off[name]} == expected


@pytest.mark.row("R007")
def test_an_internal_partnership_changes_nothing_that_is_published(
    off: Cells, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hidden = with_a_relation(
        tmp_path_factory.mktemp("hidden"),
        MORE["kind"],
        MORE["parties"],
        MORE["start"],
        MORE["end"],
        visibility="internal",
    )
    found = changed(cells(hidden), off)
    assert set(found) == {("about", name, "value") for name in ("edition", "last loaded")}
