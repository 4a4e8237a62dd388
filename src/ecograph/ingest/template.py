"""Write the empty sheets, as CSV files and as one workbook that explains every column."""

import csv
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ecograph.definitions import Column, Model, Sheet
from ecograph.errors import InputError

WORKBOOK = "ecograph-sheets.xlsx"
_README = "README"
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = (16, 22, 10, 30, 60, 60)
_COLUMN_WIDTH = 20
# How many codes are listed; a longer list is cut, and says so.
_CODES = 60
_INTRODUCTION = (
    "One sheet for each kind of thing, and one row for each thing; of the sheet relations, one row "
    "for each party of a relation. Fill in what you know and leave the rest empty. Ids are yours: "
    "short, without spaces, given once and kept. Several values in one cell are separated by "
    "semicolons. Dates are written 2018, 2018-05 or 2018-05-03. Load the whole workbook with "
    "`ecograph load`, or the CSV files beside it."
)
_KINDS = {
    "text": "text",
    "texts": "texts, separated by ;",
    "name": "a name, perhaps with its language at the end: @fr",
    "names": "names, separated by ;",
    "code": "one of the codes",
    "codes": "codes, separated by ;",
    "date": "a date: 2018, 2018-05 or 2018-05-03",
    "integer": "a whole number",
    "decimal": "a number, with a point before the decimals",
    "boolean": "yes or no",
    "reference": "an id of another row",
    "references": "ids of other rows, separated by ;",
    "identifiers": "scheme:value, separated by ;",
    "evidence": "ids of the sheet evidence, perhaps with a place: 003:532, separated by ;",
    "url": "a web address",
    "country": "a country: its two letters or its name",
    "currency": "a currency: its three letters",
    "visibility": "public or internal",
    "language": "a language: its two letters",
    "month": "a month from 1 to 12",
    "period": "a period: 2024, 2024-H1, 2024-Q3, 2024-03 or 2023-07/2024-06",
    "switch": "on or off",
}


def write_template(folder: Path, model: Model) -> tuple[Path, ...]:
    """Write a CSV file a sheet and a workbook with all of them into a folder; return the files.

    A file that is there already is left alone: raises InputError rather than overwrite it.
    """
    csvs = [folder / f"{sheet.name}.csv" for sheet in model.sheets.values()]
    book = folder / WORKBOOK
    for path in (*csvs, book):
        if path.exists():
            raise InputError(f"{path} is there already. Name an empty folder for the sheets.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, sheet in zip(csvs, model.sheets.values(), strict=True):
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerow(column.name for column in sheet.columns)
        _workbook(model).save(book)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}.") from error
    return (*csvs, book)


def explanation(model: Model) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield what the README sheet says of each column: where, whether needed, what may stand in."""
    for sheet in model.sheets.values():
        for column in sheet.columns:
            needed = "yes" if column.required else "no"
            kind = _KINDS.get(column.value_type, column.value_type)
            codes = _codes(column, model)
            yield sheet.name, column.name, needed, kind, column.description, codes


def _codes(column: Column, model: Model) -> str:
    names = ("identifier-schemes",) if column.value_type == "identifiers" else column.schemes
    found = [scheme for name in names if (scheme := model.schemes.get(name))]
    codes = tuple(dict.fromkeys(code for scheme in found for code in scheme.codes()))
    more = f", … ({len(codes)} in all)" if len(codes) > _CODES else ""
    return ", ".join(codes[:_CODES]) + more


def _workbook(model: Model) -> Workbook:
    book = Workbook()
    readme = book.active
    if isinstance(readme, Worksheet):
        _write_readme(readme, model)
    for sheet in model.sheets.values():
        _write_sheet(book.create_sheet(sheet.name), sheet)
    return book


def _write_readme(page: Worksheet, model: Model) -> None:
    page.title = _README
    page.append([_INTRODUCTION])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_WIDTHS))
    page.row_dimensions[1].height = 75
    page.append(["sheet", "column", "required", "what it holds", "what it says", "codes"])
    for line in explanation(model):
        page.append(line)
    for cells in page.iter_rows():
        for cell in cells:
            cell.alignment = _WRAPPED
    for cell in page[2]:
        cell.font = _BOLD
    for number, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A3"


def _write_sheet(page: Worksheet, sheet: Sheet) -> None:
    page.append([column.name for column in sheet.columns])
    for number, _ in enumerate(sheet.columns, 1):
        page.cell(row=1, column=number).font = _BOLD
        page.column_dimensions[get_column_letter(number)].width = _COLUMN_WIDTH
        # All cells are text, so that 2018-05 stays what was typed.
        page.column_dimensions[get_column_letter(number)].number_format = "@"
    page.freeze_panes = "B2"
