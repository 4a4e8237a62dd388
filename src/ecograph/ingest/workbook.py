"""Read the sheets of an XLSX file as tables of text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ecograph.errors import InputError
from ecograph.ingest.tables import InputTable, TableRow, make_table, unreadable
from ecograph.records import Problem

SUFFIX = ".xlsx"
_MAX_UNPACKED = 1_000_000_000
_NOT_A_WORKBOOK = (BadZipFile, InvalidFileException, KeyError, ValueError, ParseError)
_LITERAL_PARTS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_REFUSED = {
    "f": ("holds a formula.", "Put its value in its place: formulas are never computed."),
    "e": ("holds an error of the spreadsheet.", "Mend the cell or empty it."),
}


class _Cell(Protocol):
    """What we use of a cell."""

    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...
    @property
    def number_format(self) -> str: ...


def read_workbook(path: Path) -> tuple[InputTable, ...]:
    """Return every sheet that holds anything; a table's file is `book.xlsx/sheet`.

    Formulas are never computed: a row with one is refused. Raises InputError for a file that is no
    workbook.
    """
    _refuse_what_is_no_workbook(path)
    try:
        book = load_workbook(path, read_only=True, keep_links=False)
        try:
            return tuple(_tables(path, book))
        finally:
            book.close()
    except _NOT_A_WORKBOOK as error:
        raise _no_workbook(path) from error


def cell_text(value: object, number_format: str = "") -> str:
    """Return the text a cell shows for a value: 2018.0 is 2018, a date is an ISO date.

    A date that its format shows as a month or a year stays a month or a year.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    if isinstance(value, date):
        return _date_text(value, number_format)
    return str(value)


def _date_text(value: date, number_format: str) -> str:
    shown = _LITERAL_PARTS.sub("", number_format.lower())
    day = value.date() if isinstance(value, datetime) else value
    if "y" in shown and "d" not in shown and "h" not in shown:
        return day.isoformat()[:7] if "m" in shown else day.isoformat()[:4]
    return day.isoformat()


def _refuse_what_is_no_workbook(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except BadZipFile as error:
        raise _no_workbook(path) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if unpacked > _MAX_UNPACKED:
        message = f"{path} unpacks to {unpacked // 1_000_000} MB, too much. Split it into parts."
        raise InputError(message)


def _no_workbook(path: Path) -> InputError:
    message = f"{path} is not an XLSX workbook, or is damaged. Save the spreadsheet again as .xlsx."
    return InputError(message)


def _tables(path: Path, book: Workbook) -> Iterator[InputTable]:
    for sheet in book.worksheets:
        file = f"{path}/{sheet.title}"
        rows = [_row(file, line, cells) for line, cells in enumerate(sheet.iter_rows(), 1)]
        if any(any(row.cells) for row, _ in rows):
            yield make_table(file, sheet.title, _even(rows))


def _even(
    rows: list[tuple[TableRow, Problem | None]],
) -> Iterator[TableRow | tuple[TableRow, Problem]]:
    """Yield the rows at one width: a workbook does not store the empty cells at a row's end."""
    width = max(len(row.cells) for row, _ in rows)
    for row, problem in rows:
        even = TableRow(row.line, row.cells + ("",) * (width - len(row.cells)))
        yield (even, problem) if problem else even


def _row(file: str, line: int, cells: Iterable[_Cell]) -> tuple[TableRow, Problem | None]:
    texts: list[str] = []
    problem = None
    for place, cell in enumerate(cells, 1):
        text = cell_text(cell.value, cell.number_format if cell.data_type == "d" else "")
        texts.append(text)
        if cell.data_type in _REFUSED and not problem:
            reason, remedy = _REFUSED[cell.data_type]
            problem = Problem(file, line, f"column {place}", text, reason, remedy)
    return TableRow(line, tuple(texts)), problem
