"""However the same facts come in, every figure of them is the same."""

import csv
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.metrics import Changing, Figure, comparisons, measures
from ecograph.network import affiliations, collaboration_network
from ecograph.periods import period
from ecograph.store import EditionReader, Register

# See test_metrics_change.py for what stands in it.
SHEETS = Path(__file__).parent / "registers" / "change" / "now"
TODAY = date(2024, 6, 30)


def figures(folder: Path, *sources: Path) -> Mapping[str, Figure]:
    """Return all figures of 2023 and of what changed since 2022, of sources loaded in turn."""
    register = Register(folder / "store", DEFAULT_BASE)
    for source in sources:
        load_files(register, [source], source.name, Choices())
    known = affiliations(EditionReader(register.path), internal=False)
    before, now = (collaboration_network(known, period(year, None, TODAY)) for year in (2022, 2023))
    asked = Changing(before, now, known)
    of_change = {name: each.of(asked) for name, each in comparisons().items()}
    return {name: each.of(now) for name, each in measures().items()} | of_change


def split(folder: Path) -> tuple[Path, ...]:
    """Return the sheets as two sources: some relations, which none of the others follows, apart."""
    first, second = (shutil.copytree(SHEETS, folder / name) for name in ("first", "second"))
    for sheet in set(second.iterdir()) - {second / "relations.csv"}:
        sheet.unlink()
    _rewrite(first / "relations.csv", lambda rows: [row for row in rows if not _is_moved(row)])
    _rewrite(second / "relations.csv", lambda rows: [row for row in rows if _is_moved(row)])
    return first, second


def _is_moved(row: list[str]) -> bool:
    return "r09" <= row[0] < "r14"


def twice(folder: Path) -> tuple[Path, ...]:
    """Return the sheets as two sources that say the same."""
    return tuple(shutil.copytree(SHEETS, folder / name) for name in ("first", "second"))


def backwards(folder: Path) -> tuple[Path, ...]:
    """Return the sheets with their rows the other way round."""
    whole = shutil.copytree(SHEETS, folder / "whole")
    for sheet in whole.iterdir():
        _rewrite(sheet, lambda rows: rows[::-1])
    return (whole,)


def _rewrite(sheet: Path, change: Callable[[list[list[str]]], list[list[str]]]) -> None:
    with sheet.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *change(rows)])


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Figure]:
    return figures(tmp_path_factory.mktemp("whole"), SHEETS)


@pytest.mark.parametrize("given", [split, twice, backwards])
def test_facts_that_come_in_otherwise_have_the_same_figures(
    expected: Mapping[str, Figure], tmp_path: Path, given: Callable[[Path], tuple[Path, ...]]
) -> None:
    found = figures(tmp_path, *given(tmp_path))
    # Of 2023: AB AE BF AH BE FH IJ.
    assert found["ties"].value == 7
    assert {name for name in found if found[name] != expected[name]} == set()
