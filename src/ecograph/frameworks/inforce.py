"""Which rows of a query are of things in force in a period, and which are left out for no date."""

from collections.abc import Iterable, Iterator
from datetime import date

from ecograph.frameworks.figures import LeftOut
from ecograph.periods import Period
from ecograph.store import Row


def in_force(rows: Iterable[Row], period: Period) -> Iterator[Row]:
    """Yield the rows whose columns from and until say that a thing is in force in a period.

    One without any date counts only where the period is not named.
    """
    for row in rows:
        if row["from"] and row["until"]:
            starts, ends = date.fromisoformat(row["from"]), date.fromisoformat(row["until"])
            if starts <= period.end and ends >= period.start:
                yield row
        elif row["undated"] == "true" and not period.named:
            yield row


def left_out(rows: Iterable[Row], column: str, period: Period) -> tuple[tuple[str, LeftOut], ...]:
    """Return the things in a column that are left out of a named period for want of a date."""
    found = {row[column] for row in rows if row["undated"] == "true"} if period.named else set()
    return tuple((iri, LeftOut.UNDATED) for iri in sorted(found))
