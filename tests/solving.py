"""An attacker of a review for staff: solves for withheld numbers from all that is published.

It knows the public review, that internal facts only add, that what they add nothing to is told, and
how figures are made of one another. It shares no code with what withholds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ecograph.review import Review
from ecograph.review.written.tables import headline_table, parts_table, series_table
from tests.reviews import records

# What is counted, in a year.
Count = tuple[str, int]
Numbers = Mapping[Count, float | None]
MOST = 500
_WITHIN = (
    ("with-partners/3", "with-partners/1"),
    ("with-partners/1", "organisations"),
    ("giant-component-share", "organisations"),
    ("isolates", "organisations"),
)
WITHHELD = "too small a group"
_COUNTED = (
    "organisations",
    "ties",
    "persistent-ties",
    "undertakings",
    "components",
    "members",
    "outposts",
)
_CHANGES = ("tie-changes", "organisation-changes")
_GAINS, _LOSSES = ("formed", "joined"), ("dissolved", "left")
# Internal facts can make them more or fewer.
_OPEN = ("components", "isolates")
_OF_ORGANISATIONS = ("with-partners/1", "with-partners/3", "isolates", "giant-component-share")
_OF_OUTPOSTS = ("outposts-with-partnership", "outposts-with-focus", "outposts-with-partner")
_TABLES = ("ties-by-kinds", "ties-by-scope", "undertakings", "tie-changes", "organisation-changes")


def published(review: Review) -> tuple[Numbers, frozenset[Count]]:
    """Return every number of a review by its name and year, and those that it withholds."""
    found: dict[Count, float | None] = {}
    withheld: set[Count] = set()

    def tell(name: str, year: int | None, value: object, reason: object) -> None:
        if year is None:
            return
        if reason == WITHHELD:
            withheld.add((name, year))
        elif isinstance(value, int | float):
            found[name, year] = value

    years = review.years
    columns = (("value", years.this), ("previous", years.previous), ("baseline", years.baseline))
    for row in records(series_table(review)):
        tell(str(row["id"]), int(str(row["year"])), row["value"], row["reason"])
    for row in records(headline_table(review)):
        for column, year in columns:
            why = row["reason" if column == "value" else f"{column}_reason"]
            tell(str(row["id"]), year, row[column], why)
    for row in records(parts_table(review)):
        part = "" if row["part"] == "total" else f"/{row['part']}"
        for column, year in columns:
            why = row["reason" if column == "value" else f"{column}_reason"]
            tell(f"{row['measure']}{part}", year, row[column], why)
    both = withheld & found.keys()
    assert not both, f"told in one place and withheld in another: {sorted(both)}"
    return found, frozenset(withheld)


@dataclass
class Attacker:
    """Equations between counts, and what each can be."""

    told: Numbers
    withheld: frozenset[Count]
    public: Numbers
    knows_the_rule: bool = False
    has_outside: bool = False
    rows: list[tuple[dict[Count, float], float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down how the numbers of each year hang together."""
        for year in sorted({year for _, year in (*self.told, *self.withheld)}):
            for row in (*self._wholes(year), *self._shares(year), *self._changes(year)):
                self.rows.append((row, 0, 0))
            # Pairs of which one lies outside are among those of two kinds.
            reach = {("ties-by-kinds", year): 1.0, ("ties", year): -1.0}
            if self._knows(*reach):
                self.rows.append((reach, 0, MOST if self.has_outside else 0))
            for less, more in _WITHIN:
                self.rows.append(({(more, year): 1, (less, year): -1}, 0, MOST))

    def _knows(self, *counts: Count) -> bool:
        return all(each in self.told or each in self.withheld for each in counts)

    def _parts(self, table: str, year: int) -> dict[Count, float]:
        known = {*self.told, *self.withheld}
        return {
            each: 1 for each in sorted(known) if each[0].startswith(f"{table}/") and each[1] == year
        }

    def _wholes(self, year: int) -> Iterator[dict[Count, float]]:
        for table in _TABLES:
            if self._knows((table, year)):
                parts = self._parts(table, year)
                yield {**parts, (table, year): -1} if parts else {}
        one, other = ("ties-by-kinds", year), ("ties-by-scope", year)
        if self._knows(one, other):
            yield {one: 1, other: -1}
        if self._knows(("organisations", year)):
            tied, alone = ("with-partners/1", year), ("isolates", year)
            yield {tied: 1, alone: 1, ("organisations", year): -1}

    def _changes(self, year: int) -> Iterator[dict[Count, float]]:
        for table, whole in (("tie-changes", "ties"), ("organisation-changes", "organisations")):
            then, now = (whole, year - 1), (whole, year)
            if self._knows((table, year), then, now):
                yield {(table, year): 1, now: -1, then: 1}
        went_on, now, then = ("persistent-ties", year), ("ties", year), ("ties", year - 1)
        formed, joined = ("tie-changes/formed", year), ("tie-changes/joined", year)
        lost, left = ("tie-changes/dissolved", year), ("tie-changes/left", year)
        if self.told.get(("tie-changes/merged", year)) != 0:
            return
        if self._knows(went_on, now, formed, joined):
            yield {went_on: 1, formed: 1, joined: 1, now: -1}
        if self._knows(went_on, then, lost, left):
            yield {went_on: 1, lost: -1, left: -1, then: -1}

    def _shares(self, year: int) -> Iterator[dict[Count, float]]:
        """Yield what the index of kinds and their share tell, where no share is withheld."""
        crossing = {
            each: 1.0 if len(set(each[0].split("/")[1].split(" "))) > 1 else -1.0
            for each in self._parts("ties-by-kinds", year)
            if "unknown" not in each[0]
        }
        index, share = (
            self.told.get(("e-i-index/helix/index", year)),
            self.told.get(("cross-kind-share", year)),
        )
        for value in (index, None if share is None else 2 * share - 1):
            if value is not None and crossing:
                yield {each: sign - value for each, sign in crossing.items()}

    def numerator(self, name: str, year: int, numbers: Numbers) -> float | None:
        """Return the number behind a share whose base is told, or the number itself."""
        value = numbers.get((name, year))
        base = "organisations" if name in _OF_ORGANISATIONS else "outposts"
        if value is None or name not in (*_OF_ORGANISATIONS, *_OF_OUTPOSTS):
            return value
        whole = numbers.get((base, year))
        return None if whole is None else round(value * whole)

    def possible(self, wanted: Count) -> tuple[int, int]:
        """Return the least and the most that a withheld count can be."""
        names = sorted(
            {*self.told, *self.withheld, *(name for row, _, _ in self.rows for name in row)}
        )
        place = {name: number for number, name in enumerate(names)}
        limits = [self._limits(name) for name in names]
        constraints = LinearConstraint(
            np.array([[row.get(name, 0) for name in names] for row, _, _ in self.rows]),
            np.array([low - _NEARLY for _, low, _ in self.rows]),
            np.array([high + _NEARLY for _, _, high in self.rows]),
        )
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(names))
            goal[place[wanted]] = sign
            found = milp(
                goal,
                constraints=constraints,
                bounds=Bounds(*map(np.array, zip(*limits, strict=True))),
                integrality=np.array([self._is_counted(name) for name in names], dtype=int),
            )
            assert found.success, found.message
            ends.append(round(found.x[place[wanted]]))
        return ends[0], ends[1]

    @property
    def solved(self) -> Mapping[Count, int]:
        """Return the withheld counts that can be one number only."""
        wanted = (each for each in sorted(self.withheld) if self._is_counted(each))
        found = {each: self.possible(each) for each in wanted}
        return {each: least for each, (least, most) in found.items() if least == most}

    def _is_counted(self, count: Count) -> bool:
        is_part = count[0].split("/")[0] in _TABLES
        return is_part or count[0] in (*_COUNTED, *_OF_ORGANISATIONS, *_OF_OUTPOSTS)

    def _limits(self, count: Count) -> tuple[float, float]:
        name, year = count
        if count not in self.withheld:
            known = self.numerator(name, year, self.told)
            return (0, MOST) if known is None else (known, known)
        least = self.numerator(name, year, self.public) or 0
        if name.split("/")[0] in _CHANGES:
            gains, losses = name.split("/")[-1] in _GAINS, name.split("/")[-1] in _LOSSES
            return (0 if gains else -MOST), (0 if losses else MOST)
        if name in _OPEN:
            return 0, MOST
        return (least + (1 if self.knows_the_rule else 0) if self._is_counted(count) else 0), MOST


_NEARLY = 1e-6
