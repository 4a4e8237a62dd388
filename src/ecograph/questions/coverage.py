"""How many facts of an answer hang on a missing date, and how many were left out for one."""

from dataclasses import dataclass
from datetime import date

from ecograph.periods import EARLIEST, LATEST, Period
from ecograph.questions.live import Asker
from ecograph.records import Term

# A period that every dated relation is in, and every undated one too.
EVER = Period(EARLIEST, LATEST, named=False)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of relations behind an answer about a period, and of those it could not place."""

    facts: int
    missing_a_date: int
    left_out: int

    def __str__(self) -> str:
        if not self.facts and not self.left_out:
            return "No relation stands behind this answer."
        return (
            f"{self.facts} relations stand behind this answer; {self.missing_a_date} of them lack "
            f"a start or an end date, and {self.left_out} more were left out for a missing date."
        )


def coverage(asker: Asker, asked: Period, behind: frozenset[str], ever: frozenset[str]) -> Coverage:
    """Return the coverage of the relations behind an answer, given those of the answer for ever.

    Left out for a missing date is what might be in force in the period if the date were known:
    not what is known to begin after it or to have ended before it.
    """
    lacking = asker.table("missing-dates").rows
    undated = {row[0].value for row in lacking if row[0]}
    others = ever - behind
    left_out = {
        row[0].value
        for row in lacking
        if row[0] and row[0].value in others and _may_be_in(asked, *(_text(t) for t in row[1:]))
    }
    return Coverage(len(behind), len(behind & undated), len(left_out))


def _may_be_in(asked: Period, which: str, first: str, last: str) -> bool:
    """Tell whether a relation that lacks its start or end may be in force in a period.

    First and last are the days on which it counts, "" where it counts on none.
    """
    if not first:
        return True
    if which == "start":
        return asked.end.isoformat() < first
    return asked.start.isoformat() > last


def _text(term: Term | None) -> str:
    return term.value if term else ""


def words(asked: Period, today: date) -> str:
    """Return the period in words."""
    if not asked.named:
        return f"today, {today.isoformat()}, undated active relations included"
    if asked.start == asked.end:
        return f"on {asked.start.isoformat()}"
    return f"from {asked.start.isoformat()} to {asked.end.isoformat()}"
