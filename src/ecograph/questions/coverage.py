"""How many facts of an answer hang on a missing date, and how many were left out for one."""

from dataclasses import dataclass
from datetime import date

from ecograph.periods import EARLIEST, LATEST, Period
from ecograph.questions.live import Asker

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


def coverage(asker: Asker, behind: frozenset[str], ever: frozenset[str]) -> Coverage:
    """Return the coverage of the relations behind an answer, given those of the answer for ever."""
    undated = {row[0].value for row in asker.table("missing-dates").rows if row[0]}
    return Coverage(
        facts=len(behind),
        missing_a_date=len(behind & undated),
        left_out=len((ever - behind) & undated),
    )


def words(asked: Period, today: date) -> str:
    """Return the period in words."""
    if not asked.named:
        return f"today, {today.isoformat()}, undated active relations included"
    if asked.start == asked.end:
        return f"on {asked.start.isoformat()}"
    return f"from {asked.start.isoformat()} to {asked.end.isoformat()}"
