"""Figures that other clusters gave: beside one's own, by name, and never taken for one's own."""

from pathlib import Path

import pytest

from ecograph.frameworks import Frameworks, read_frameworks, reporting_year
from ecograph.frameworks.neighbours import Neighbours, NeighbourValue, neighbours, side_by_side
from ecograph.frameworks.observations import reported
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.store import EditionReader, Register
from tests.sheetfiles import write

DEALS = "https://w3id.org/ecograph/framework/market/outcome-1.1"
ORGANISATIONS = (
    "id,name,form\nhome,Home,cluster\nwest,West,cluster\neast,East,cluster\noffice,Office,\n"
)
OBSERVATIONS = (
    "id,indicator,about,period,value,value_kind,group,status,supersedes,known_by,"
    "definition_version\n"
    "a,market/outcome-1.1,west,2024,9,,,,,computed,1\n"
    "b,market/outcome-1.1,west,2024,8,,,,,,1\n"
    "c,market/outcome-1.1,east,2024,90,,,,,computed,2\n"
    "d,market/outcome-1.1,,2024,5,,,,,,\n"
    "e,market/outcome-1.1,east,2023,1,,,,,,\n"
    "f,market/outcome-1.1,east,2023,2,,,,e,,\n"
    "g,market/outcome-1.1,east,2022,3,,,draft,,,\n"
    "h,market/outcome-1.1,east,2022,7,target,,,,,\n"
    "i,market/outcome-1.1,east,2022,4,,investors,,,,\n"
    "j,market/outcome-1.1,office,2022,6,,,,,,\n"
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a register with figures of its own cluster, of two others and of a body."""
    folder: Path = tmp_path_factory.mktemp("neighbours")
    register = Register(folder / "register", DEFAULT_BASE)
    profile = "cluster\nhome\n"
    sheets = folder / "sheets"
    sheets.mkdir()
    write(sheets, profile=profile, organisations=ORGANISATIONS, observations=OBSERVATIONS)
    done = load_files(register, [sheets], None, Choices())
    assert not done.problems, done.problems
    return EditionReader(register.path)


@pytest.fixture(scope="module")
def frameworks(reader: EditionReader) -> Frameworks:
    """Give its frameworks as staff see them."""
    return read_frameworks(reader, internal=True)


@pytest.fixture(scope="module")
def others(reader: EditionReader, frameworks: Frameworks) -> Neighbours:
    """Give the other clusters."""
    return neighbours(reader, frameworks)


def beside(frameworks: Frameworks, others: Neighbours, year: int) -> tuple[NeighbourValue, ...]:
    """Return what others gave of the deals of a year."""
    indicator = frameworks.indicators[DEALS]
    return side_by_side(frameworks, others, indicator, reporting_year(frameworks, year))


def test_neighbours_are_the_other_clusters_by_name(others: Neighbours) -> None:
    assert sorted(others.values()) == ["East", "West"]


def test_values_stand_by_name_and_way_never_by_size(
    frameworks: Frameworks, others: Neighbours
) -> None:
    found = beside(frameworks, others, 2024)
    assert [(each.name, each.known_by, int(each.value)) for each in found] == [
        ("East", "computed", 90),
        ("West", "computed", 9),
        ("West", "reported", 8),
    ]
    # East's register counted by another version of the definition.
    assert [each.is_same_definition for each in found] == [False, True, True]


def test_a_correction_stands_in_the_place_of_what_it_supersedes(
    frameworks: Frameworks, others: Neighbours
) -> None:
    assert [int(each.value) for each in beside(frameworks, others, 2023)] == [2]


def test_drafts_targets_groups_and_bodies_are_no_figures_of_a_cluster(
    frameworks: Frameworks, others: Neighbours
) -> None:
    assert beside(frameworks, others, 2022) == ()


@pytest.mark.row("R074")
def test_what_others_gave_is_never_one_s_own(frameworks: Frameworks) -> None:
    indicator = frameworks.indicators[DEALS]
    own = [
        reported(frameworks, indicator, reporting_year(frameworks, year)) for year in (2023, 2024)
    ]
    assert [each.value for each in own] == [None, 5]
