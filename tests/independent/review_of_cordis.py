"""Work out cells of an annual review straight from the CSV files of CORDIS, with nothing of ours.

python -m tests.independent.review_of_cordis FOLDER YEAR BASELINE
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.independent.changes_of_cordis import changed_pairs, changes, facts, lasting_pairs
from tests.independent.consortia import Consortia, Pair, consortia
from tests.independent.figures_of_cordis import figures, helices, kinds, of_unknown, tables
from tests.independent.positions_of_cordis import between_nobody, positions

Cells = Mapping[tuple[str, str], float]


class CountedReview:
    """What a review of a year against the year before and a baseline must say of CORDIS."""

    def __init__(self, folder: Path, year: int, baseline: int) -> None:
        """Read the consortia of each year from the one before the baseline on."""
        self.year, self.baseline = year, baseline
        self._years = {each: consortia(folder, each) for each in range(baseline - 1, year + 1)}

    def headlines(self) -> Cells:
        """Return cells of the table of figures, by figure and column."""
        return {**self._compared(self._figures), **self._coverage()}

    def series(self) -> Cells:
        """Return the cells of the table of figures over the years, by figure and year."""
        return {
            (name, str(year)): value
            for year in range(self.baseline, self.year + 1)
            for name, value in self._figures(year).items()
        }

    def parts(self) -> Cells:
        """Return cells of the table of parts, by measure and part, and column."""
        return self._compared(lambda year: {**tables(self._years[year]), **self._changes(year)})

    def organisations(self) -> Cells:
        """Return cells of the list of organisations, by PIC and column."""
        return {
            (pic, column): value
            for column, values in positions(self._this).items()
            for pic, value in values.items()
        }

    def between_nobody(self) -> set[str]:
        """Return the PICs of those whose betweenness is 0."""
        return between_nobody(self._this)

    def activities(self) -> Mapping[str, str]:
        """Return what CORDIS calls the activity of each organisation, by PIC."""
        newest = self._this.newest
        return {pic: newest[pic]["activityType"] for pic in self._this.organisations}

    def pairs(self) -> Mapping[Pair, tuple[int, str]]:
        """Return of each pair of PICs how many projects they share, and since when."""
        started = self._this.started
        return {
            pair: (len(numbers), min(started[number] for number in numbers))
            for pair, numbers in self._this.pairs.items()
        }

    def changed_pairs(self) -> set[tuple[str, Pair]]:
        """Return what happened to each pair of PICs that came or went since the year before."""
        return set(changed_pairs(self._before, self._this))

    @property
    def _this(self) -> Consortia:
        return self._years[self.year]

    @property
    def _before(self) -> Consortia:
        return self._years[self.year - 1]

    def _figures(self, year: int) -> Mapping[str, float]:
        changed = self._changes(year)
        return {
            **figures(self._years[year]),
            "tie-changes/formed": changed["tie-changes/formed"],
            "tie-changes/dissolved": changed["tie-changes/dissolved"],
            "persistent-ties": len(lasting_pairs(self._years[year - 1], self._years[year])),
        }

    def _changes(self, year: int) -> Mapping[str, float]:
        return changes(self._years[year - 1], self._years[year])

    def _compared(self, found: Callable[[int], Mapping[str, float]]) -> Cells:
        now, before, first = map(found, (self.year, self.year - 1, self.baseline))
        return {
            (name, column): value
            for name in now
            for column, value in _columns(now[name], before[name], first[name])
        }

    def _coverage(self) -> Cells:
        known = {
            "organisations": self._this.seats.total(),
            "ties": self._this.rows_of(self._this.participations(self._this.pairs)),
            **facts(self._before, self._this),
        }
        rows: Cells = {(name, "facts"): count for name, count in known.items()}
        return {
            **rows,
            ("cross-kind-share", "unassigned"): of_unknown(self._this, kinds(self._this)),
            ("e-i-index/helix/index", "unassigned"): of_unknown(self._this, helices(self._this)),
        }


def _columns(now: float, before: float, first: float) -> Iterator[tuple[str, float]]:
    """Yield the columns of a row that puts three years side by side."""
    yield "value", now
    yield "previous", before
    yield "baseline", first
    yield "change", now - before
    yield "change_since_baseline", now - first


if __name__ == "__main__":
    counted = CountedReview(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    for (name, column), number in {**counted.headlines(), **counted.parts()}.items():
        sys.stdout.write(f"{name} {column}: {number}\n")
