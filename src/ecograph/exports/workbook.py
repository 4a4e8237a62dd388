"""Tables as one XLSX workbook whose bytes hang on nothing but its content and a given time."""

import io
from collections.abc import Iterable, Sequence
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
_MEASURED_ROWS = 200
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
    page.append([_cell(page, name, _BOLD) for name in table.columns])
    for row in table.rows:
        page.append([_cell(page, value) for value in row])


def _cell(page: WriteOnlyWorksheet, value: Cell, font: Font | None = None) -> SheetCell:
    shown = ("yes" if value else "no") if isinstance(value, bool) else value
    cell = WriteOnlyCell(page, value=_legal(shown) if isinstance(shown, str) else shown)
    if isinstance(shown, str):
        # Else a text that begins with an equals sign would be a formula.
        cell.data_type = "s"
    cell.alignment = _WRAPPED if isinstance(shown, str) and len(shown) > _WIDE else _TOP
    if font:
        cell.font = font
    return cell


def _legal(text: str) -> str:
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"


def _columns(table: DataTable) -> Iterable[tuple[Cell, ...]]:
    return zip(table.columns, *table.rows[:_MEASURED_ROWS], strict=True)


def _width(column: Iterable[Cell]) -> int:
    return min(max(max(len(str(value)) for value in column) + 2, _NARROW), _WIDE)
