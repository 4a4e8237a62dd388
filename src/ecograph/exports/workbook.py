"""Tables as one XLSX workbook whose bytes hang on nothing but its content and a given time."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ecograph.errors import UsageError
from ecograph.exports.tables import Cell, DataTable

_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_NARROW, _WIDE = 10, 60
_MEASURED_ROWS = 200
_MOST_CHARACTERS = 32_767
_MOST_ROWS = 1_048_576
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
# Read and write for its owner, as a file on Unix.
_UNIX, _RIGHTS = 3, 0o600 << 16
# The first day that a ZIP can name.
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def as_xlsx(tables: Sequence[DataTable], moment: datetime) -> bytes:
    """Return tables as the sheets of a workbook that says it was made at a moment.

    Texts are cells of text, whatever they begin with. Raises UsageError for more rows than a sheet
    can hold.
    """
    moment = max(moment.astimezone(UTC), _EARLIEST)
    book = Workbook(write_only=True)
    book.properties.creator = "ecograph"
    book.properties.created = moment.replace(tzinfo=None)
    for table in tables:
        _write(book.create_sheet(table.name), table)
    output = io.BytesIO()
    book.save(output)
    return _dated(output.getvalue(), moment)


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


def _dated(workbook: bytes, moment: datetime) -> bytes:
    """Return a workbook with the same parts, all of them of one time instead of now."""
    output = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as given, ZipFile(output, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            part = ZipInfo(name, moment.timetuple()[:6])
            part.compress_type, part.create_system, part.external_attr = (
                ZIP_DEFLATED,
                _UNIX,
                _RIGHTS,
            )
            written.writestr(part, _settled(name, given.read(name), moment))
    return output.getvalue()


def _settled(name: str, content: bytes, moment: datetime) -> bytes:
    if name != _PROPERTIES:
        return content
    time = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return _MODIFIED.sub(rf"\g<1>{time}", content.decode("utf-8")).encode("utf-8")
