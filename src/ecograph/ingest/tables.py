"""An input table: headings, rows with their numbers, and the rows that could not be read."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from ecograph.cells import unguard
from ecograph.errors import InputError
from ecograph.ingest.encoding import BROKEN, decode, delimiter
from ecograph.records import Problem

SUFFIXES = (".csv", ".tsv", ".txt")
MAX_BYTES = 1_000_000_000
_HEADER_BYTES = 1_000_000
_CELL_LIMIT = 10_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of cells; line is its number as a spreadsheet shows it, the headings being row 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputTable:
    """A table from outside: good rows have exactly a cell a heading; the others have a problem."""

    file: str
    name: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    bad_rows: tuple[tuple[TableRow, Problem], ...] = ()
    remarks: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each good row as its number and its cells by heading."""
        for row in self.rows:
            yield row.line, dict(zip(self.header, row.cells, strict=True))

    def bad_records(self) -> Iterator[tuple[int, dict[str, str], Problem]]:
        """Yield each bad row as its number, the cells that can be told apart, and its problem."""
        for row, problem in self.bad_rows:
            yield row.line, dict(zip(self.header, row.cells, strict=False)), problem


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raises InputError, with the reason, where it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"{path} is larger than {MAX_BYTES // 1_000_000} MB. Split it into parts."
            raise InputError(message)
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error that says why a file or folder cannot be read, and what helps."""
    if isinstance(error, PermissionError):
        return InputError(f"{path} may not be read by you. Ask its owner for the right to read it.")
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path} does not exist. Check its name and folder.")
    return InputError(f"{path} cannot be read: {error.strerror or error}.")


def read_table(path: Path) -> InputTable:
    """Return the table of a text file whose encoding and delimiter are found out.

    Raises InputError for a file that is no table.
    """
    return table_of(read_bytes(path), str(path), path.stem)


def table_of(content: bytes, file: str, name: str) -> InputTable:
    """Return the table that bytes of a text file hold; raises InputError as above."""
    decoded = decode(content, file)
    sign, text = delimiter(decoded.text)
    lines = _lines(text, sign, file)
    remarks: tuple[str, ...] = ()
    if decoded.encoding == "windows-1252":
        remarks = (f"{file} was read as Windows-1252; save it as CSV UTF-8 if letters look wrong.",)
    return make_table(file, name, lines, remarks)


def read_header(path: Path) -> tuple[str, ...]:
    """Return the headings of a text table without reading its rows; raises InputError as above."""
    try:
        with path.open("rb") as file:
            first = file.readline(_HEADER_BYTES)
    except OSError as error:
        raise unreadable(path, error) from error
    sign, text = delimiter(decode(first, str(path)).text)
    return make_table(str(path), path.stem, _lines(text, sign, str(path))).header


def make_table(
    file: str,
    name: str,
    lines: Iterable[TableRow | tuple[TableRow, Problem]],
    remarks: tuple[str, ...] = (),
) -> InputTable:
    """Return a table of rows, the first of which holds the headings; empty rows are left out."""
    good: list[TableRow] = []
    bad: list[tuple[TableRow, Problem]] = []
    header: tuple[str, ...] = ()
    for line in lines:
        row, problem = line if isinstance(line, tuple) else (line, None)
        if not any(cell.strip() for cell in row.cells):
            continue
        if not header:
            header = _header(file, row, problem)
            continue
        cells = _trimmed(row.cells, len(header))
        problem = problem or _row_problem(file, row.line, cells, header)
        row = TableRow(row.line, tuple(unguard(cell) for cell in cells))
        if problem:
            bad.append((row, problem))
        else:
            good.append(row)
    if not header:
        message = f"{file} is empty: it holds no headings and no rows. Save the table again."
        raise InputError(message)
    return InputTable(file, name, header, tuple(good), tuple(bad), remarks)


def _lines(text: str, sign: str, file: str) -> Iterator[TableRow | tuple[TableRow, Problem]]:
    csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    line = 0
    while True:
        line += 1
        try:
            yield TableRow(line, tuple(next(reader)))
        except StopIteration:
            return
        except csv.Error as error:
            yield _unreadable_row(file, line, str(error))


def _unreadable_row(file: str, line: int, error: str) -> tuple[TableRow, Problem]:
    if "end of data" in error:
        message = (
            f"{file}, row {line}: a quotation mark opens a cell here and is never closed, so the "
            "rest cannot be read. Close it, or write two quotation marks for one inside a cell."
        )
        raise InputError(message)
    if "field larger" in error:
        reason, remedy = "A cell is too long to be read.", "Shorten it."
    else:
        reason = "A quotation mark stands inside a quoted cell."
        remedy = "Write two quotation marks for one inside a cell."
    return TableRow(line, ("?",)), Problem(file, line, "", "", reason, remedy)


def _header(file: str, row: TableRow, problem: Problem | None) -> tuple[str, ...]:
    if problem:
        raise InputError(str(problem))
    names = [cell.strip() for cell in row.cells]
    while names and not names[-1]:
        names.pop()
    for position, name in enumerate(names):
        if name and name in names[:position]:
            message = f"{file}: two columns are called “{name}”. Rename or delete one of them."
            raise InputError(message)
    if _CONTROL.search("".join(names)) or BROKEN.search("".join(names)):
        message = f"{file} is not a table: its first row holds no readable headings."
        raise InputError(f"{message} Give a table: CSV or XLSX.")
    return tuple(name or f"column {place}" for place, name in enumerate(names, 1))


def _trimmed(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return the cells without empty ones beyond the last heading, which spreadsheets leave."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _row_problem(
    file: str, line: int, cells: tuple[str, ...], header: tuple[str, ...]
) -> Problem | None:
    if len(cells) != len(header):
        reason = f"The row has {len(cells)} cells and the table {len(header)} columns."
        remedy = "Give each column its cell, and quote a cell that holds the separator."
        return Problem(file, line, "", "", reason, remedy)
    for name, cell in zip(header, cells, strict=True):
        if BROKEN.search(cell):
            value = BROKEN.sub("�", cell)
            return Problem(file, line, name, value, "holds a broken letter.", "Write it again.")
        if _CONTROL.search(cell):
            value = _CONTROL.sub("�", cell)
            reason = "holds a character that is no text."
            return Problem(file, line, name, value, reason, "Write the cell again.")
    return None
