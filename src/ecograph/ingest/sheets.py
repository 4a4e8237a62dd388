"""Read the sheets layout: tables named after the sheets, as CSV files or in one workbook."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from ecograph.definitions import Model, Sheet
from ecograph.errors import InputError
from ecograph.identifiers import fold
from ecograph.ingest import workbook
from ecograph.ingest.layout import ReadRows, is_sheet
from ecograph.ingest.rejects import ADDED
from ecograph.ingest.tables import InputTable, read_table
from ecograph.ingest.workbook import read_workbook
from ecograph.records import Problem, Row

_README = "readme"


def read_sheets(files: Sequence[Path], model: Model) -> ReadRows:
    """Return the rows of all files and workbook sheets that are named after a sheet.

    Raises InputError where none is, or where a sheet lacks a column that every row needs.
    """
    found, remarks = _tables(files, model)
    if not found:
        names = ", ".join(model.sheets)
        message = f"{files[0]}: no table is named after a sheet. The sheets are {names}."
        raise InputError(message)
    rows: list[Row] = []
    unreadable: dict[tuple[str, int], Problem] = {}
    problems: list[Problem] = []
    for table in found:
        sheet = model.sheets[_sheet_name(table)]
        columns, wrong, passed_over = _columns(table, sheet)
        problems += wrong
        remarks += [*table.remarks, *passed_over]
        rows += _rows(table, sheet, columns)
        for line, cells, problem in table.bad_records():
            unreadable[table.file, line] = problem
            id_cell = {name: cells.get(heading, "") for heading, name in columns if name == "id"}
            rows.append(Row(sheet.name, id_cell, table.file, line))
    return ReadRows(rows, found, unreadable, problems, remarks)


def _tables(files: Iterable[Path], model: Model) -> tuple[list[InputTable], list[str]]:
    tables: list[InputTable] = []
    remarks: list[str] = []
    for file in files:
        if file.stem.lower() == _README:
            continue
        if not is_sheet(file, model):
            remarks.append(f"{file} was passed over: it is not named after a sheet.")
        elif file.suffix.lower() == workbook.SUFFIX:
            for table in read_workbook(file):
                if _sheet_name(table) in model.sheets:
                    tables.append(table)
                elif _sheet_name(table) != _README:
                    remarks.append(f"{table.file} was passed over: it is not named after a sheet.")
        else:
            tables.append(read_table(file))
    return tables, remarks


def _sheet_name(table: InputTable) -> str:
    return table.name.strip().lower()


def _columns(
    table: InputTable, sheet: Sheet
) -> tuple[list[tuple[str, str]], list[Problem], list[str]]:
    """Return which heading is which column, and what is to be said of the other headings."""
    known = {
        _key(text): column.name
        for column in sheet.columns
        for text in (column.heading, column.name)
    }
    columns: list[tuple[str, str]] = []
    problems: list[Problem] = []
    passed_over: list[str] = []
    for heading in table.header:
        near = get_close_matches(_key(heading), known, 1, 0.75)
        if name := known.get(_key(heading)):
            if any(name == other for _, other in columns):
                message = f"{table.file}: two columns are {name}. Rename or delete one of them."
                raise InputError(message)
            columns.append((heading, name))
        elif near:
            reason = f"is not a column of {sheet.name}, so its cells were passed over."
            remedy = f"Did you mean “{known[near[0]]}”?"
            problems.append(Problem(table.file, 1, heading, "", reason, remedy))
        elif heading not in ADDED:
            passed_over.append(heading)
    _refuse_missing(table, sheet, {name for _, name in columns})
    named = f"{table.file}: columns that {sheet.name} does not have were passed over: "
    remarks = [f"{named}{', '.join(passed_over)}."] if passed_over else []
    return columns, problems, remarks


def _refuse_missing(table: InputTable, sheet: Sheet, present: set[str]) -> None:
    missing = [col.name for col in sheet.columns if col.required and col.name not in present]
    if missing:
        raise InputError(
            f"{table.file} lacks what each row of {sheet.name} needs: {', '.join(missing)}. Add "
            "the column; `ecograph template` writes sheets with all columns."
        )


def _rows(table: InputTable, sheet: Sheet, columns: Sequence[tuple[str, str]]) -> Iterator[Row]:
    places = [(table.header.index(heading), name) for heading, name in columns]
    for row in table.rows:
        cells = {name: row.cells[place] for place, name in places}
        yield Row(sheet.name, cells, table.file, row.line)


def _key(heading: str) -> str:
    """Return a heading as headings are compared: `Other names` is other_names."""
    return fold(heading.replace("_", " "))
