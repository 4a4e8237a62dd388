"""Tables as other programs read them: CSV in which no text becomes a formula."""

import csv
import io
from dataclasses import dataclass
from typing import TypeAlias

from ecograph.cells import guard

Cell: TypeAlias = str | int | float | bool | None
_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class DataTable:
    """A name, named columns, and rows with a cell a column; None stands for unknown."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def published(value: float | None) -> float | None:
    """Return a number as it is written: to ten decimals, so that sums in any order agree."""
    return round(value, _DECIMALS) if isinstance(value, float) else value


def as_csv(table: DataTable) -> bytes:
    """Return a table as CSV in UTF-8; yes and no stand for truth, an empty cell for unknown."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return output.getvalue().encode("utf-8")


def _cell(value: Cell) -> str | int | float:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return guard(value) if isinstance(value, str) else value
