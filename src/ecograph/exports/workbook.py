"""Tables as one XLSX workbook whose bytes hang on nothing but its content and a given time."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ecograph.errors import UsageError
from ecograph.exports.dating import dateable, dated
from ecograph.exports.tables import Cell, DataTable

_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_NARROW, _WIDE = 10, 60
# With what a text begins that a workbook takes for a formula or an error.
_NO_TEXT = ("=", "#")
_MEASURED_ROWS = 200
# The column of pages that explain a number, and what is an address for anybody.
_ADDRESS, _WHOLE = "explained_at", re.compile("https?://")
_MOST_CHARACTERS = 32_767
_MOST_ROWS = 1_048_576


def as_xlsx(tables: Sequence[DataTable], moment: datetime) -> bytes:
    """Return tables as the sheets of a workbook that says it was made at a moment.

    Texts are cells of text, whatever they begin with. Raises UsageError for more rows than a sheet
    can hold.
    """
    moment = dateable(moment)
    book = Workbook(write_only=True)
    book.properties.creator = "ecograph"
    book.properties.created = moment.replace(tzinfo=None)
    for table in tables:
        _write(book.create_sheet(table.name), table)
    output = io.BytesIO()
    book.save(output)
    return dated(output.getvalue(), moment)


def _write(page: WriteOnlyWorksheet, table: DataTable) -> None:
    if len(table.rows) >= _MOST_ROWS:
        message = f"{table.name} has more rows than a workbook can hold. Ask for CSV or Parquet."
        raise UsageError(message)
    widths = [_width(column) for column in _columns(table)]
    for number, width in enumerate(widths, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = width  # type: ignore[attr-defined]  # not in the stubs
    page.freeze_panes = "A2"
    whole = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    page.auto_filter.ref = whole  # type: ignore[attr-defined]  # not in the stubs
    page.append([_styled(page, name, _BOLD) for name in table.columns])
    has_links = _ADDRESS in table.columns
    for row in table.rows:
        is_tall = any(isinstance(value, str) and len(value) > _WIDE for value in row)
        cells = [(_styled if is_tall else _plain)(page, value) for value in row]
        page.append(list(_linked(page, table, cells, row)) if has_links else cells)


def _linked(
    page: WriteOnlyWorksheet,
    table: DataTable,
    cells: Iterable[SheetCell | Cell],
    row: Iterable[Cell],
) -> Iterator[SheetCell | Cell]:
    """Yield the cells of a row; one with the whole web address of a page leads there."""
    for column, cell, value in zip(table.columns, cells, row, strict=True):
        if column == _ADDRESS and isinstance(value, str) and _WHOLE.match(value):
            link = _cell(page, value)
            link.hyperlink = value
            link.style = "Hyperlink"
            yield link
        else:
            yield cell


def _styled(page: WriteOnlyWorksheet, value: Cell, font: Font | None = None) -> SheetCell:
    shown = _shown(value)
    cell = _cell(page, shown)
    cell.alignment = _WRAPPED if isinstance(shown, str) and len(shown) > _WIDE else _TOP
    if font:
        cell.font = font
    return cell


def _plain(page: WriteOnlyWorksheet, value: Cell) -> SheetCell | Cell:
    """Return what a row of one line holds: a cell with a style of its own takes far longer."""
    shown = _shown(value)
    return _cell(page, shown) if isinstance(shown, str) and shown[:1] in _NO_TEXT else shown


def _cell(page: WriteOnlyWorksheet, shown: Cell) -> SheetCell:
    cell = WriteOnlyCell(page, value=shown)
    if isinstance(shown, str):
        # Else a text that begins with an equals sign would be a formula.
        cell.data_type = "s"
    return cell


def _shown(value: Cell) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _legal(value) if isinstance(value, str) else value


def _legal(text: str) -> str:
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"


def _columns(table: DataTable) -> Iterable[tuple[Cell, ...]]:
    return zip(table.columns, *table.rows[:_MEASURED_ROWS], strict=True)


def _width(column: Iterable[Cell]) -> int:
    return min(max(max(len(str(value)) for value in column) + 2, _NARROW), _WIDE)
