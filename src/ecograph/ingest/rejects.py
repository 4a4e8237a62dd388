"""Write refused rows, in their own columns, as tables that a person can mend and load again."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ecograph.cells import guard
from ecograph.errors import InputError
from ecograph.ingest.report import Reject
from ecograph.ingest.tables import InputTable, TableRow
from ecograph.records import Problem

# Columns that are added here and passed over when the mended table is loaded.
ADDED = ("problem", "remedy")
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")


def rejects(
    tables: Iterable[InputTable], problems: Mapping[tuple[str, int], Sequence[Problem]]
) -> tuple[Reject, ...]:
    """Return the rows of these tables that have problems, each once, in their order."""
    return tuple(
        Reject(table.file, table.header, row.line, row.cells, tuple(wrong))
        for table in tables
        for row in sorted(_all_rows(table), key=lambda row: row.line)
        if (wrong := problems.get((table.file, row.line)))
    )


def write_rejects(folder: Path, refused: Iterable[Reject]) -> Path:
    """Write a CSV a table into a folder, named as the table; raises InputError if it cannot.

    Tables of an earlier load are overwritten.
    """
    by_file: dict[str, list[Reject]] = {}
    for reject in refused:
        by_file.setdefault(reject.file, []).append(reject)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, part in by_file.items():
            _write(folder / f"{Path(file).stem}.csv", part)
    except OSError as error:
        message = f"The refused rows cannot be written to {folder}: {error.strerror}."
        raise InputError(message) from error
    return folder


def _all_rows(table: InputTable) -> list[TableRow]:
    return [*table.rows, *(row for row, _ in table.bad_rows)]


def _write(path: Path, refused: Sequence[Reject]) -> None:
    header = [name for name in refused[0].header if name not in ADDED]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*header, *ADDED])
        for reject in refused:
            # A row of too many cells keeps them beyond the last column, to be moved by hand.
            own = dict(zip(reject.header, map(_guarded, reject.cells), strict=False))
            beyond = map(_guarded, reject.cells[len(reject.header) :])
            writer.writerow(
                [*(own.get(name, "") for name in header), *_said(reject.problems), *beyond]
            )


def _guarded(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else guard(cell)


def _said(problems: Sequence[Problem]) -> tuple[str, str]:
    reasons = dict.fromkeys(_reason(problem) for problem in problems)
    remedies = dict.fromkeys(problem.remedy for problem in problems if problem.remedy)
    return guard(" ".join(reasons)), guard(" ".join(remedies))


def _reason(problem: Problem) -> str:
    value = f" “{problem.value[:80]}”" if problem.value else ""
    return f"{problem.column}{value} {problem.reason}".strip()
