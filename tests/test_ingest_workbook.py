"""Cells of a workbook become the text that they show."""

from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from ecograph.errors import InputError
from ecograph.ingest.workbook import cell_text, read_workbook


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (True, "General", "yes"),
        (False, "General", "no"),
        (2018, "General", "2018"),
        (2018.0, "General", "2018"),
        (0.1, "General", "0.1"),
        (1e-7, "General", "0.0000001"),
        (999978530.0, "General", "999978530"),
        (datetime.fromisoformat("2018-05-03T00:00"), "yyyy-mm-dd", "2018-05-03"),
        (date(2018, 5, 3), "dd/mm/yyyy", "2018-05-03"),
        (date(2018, 5, 1), "mmm-yy", "2018-05"),
        (date(2018, 1, 1), "yyyy", "2018"),
        (date(2018, 5, 3), 'yyyy "day"', "2018"),
        (date(2018, 5, 3), "[$-409]d-mmm-yy", "2018-05-03"),
        (time(9, 30), "h:mm", "09:30:00"),
        ("'=cmd", "@", "'=cmd"),
    ],
)
def test_a_cell_is_the_text_that_it_shows(value: object, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


def test_dates_are_read_with_their_format_and_text_that_looks_like_a_formula_is_text(
    tmp_path: Path,
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["id", "name", "start", "note"])
    page.append(["a", "", date(2018, 5, 1)])
    page["B2"] = "=cmd|x"
    page["B2"].data_type = "s"
    page["C2"].number_format = "mmm-yy"
    book.save(tmp_path / "book.xlsx")
    (table,) = read_workbook(tmp_path / "book.xlsx")
    assert table.rows[0].cells == ("a", "=cmd|x", "2018-05", "")


def test_an_error_of_the_spreadsheet_costs_its_row(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["id", "name"])
    page.append(["a", "#N/A"])
    book.save(tmp_path / "book.xlsx")
    (table,) = read_workbook(tmp_path / "book.xlsx")
    assert "holds an error of the spreadsheet" in str(table.bad_rows[0][1])


def test_a_heading_cannot_be_a_formula(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["id", "=1+1"])
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(InputError, match="holds a formula"):
        read_workbook(tmp_path / "book.xlsx")


@pytest.mark.parametrize("data", [b"", b"id,name\n", b"PK\x03\x04damaged"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "book.xlsx").write_bytes(data)
    with pytest.raises(InputError, match="is not an XLSX workbook"):
        read_workbook(tmp_path / "book.xlsx")


def test_a_packed_file_of_another_kind_is_no_workbook(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(InputError, match="is not an XLSX workbook"):
        read_workbook(tmp_path / "book.xlsx")


def test_a_workbook_that_would_unpack_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbook().save(tmp_path / "book.xlsx")
    monkeypatch.setattr("ecograph.ingest.workbook._MAX_UNPACKED", 10)
    with pytest.raises(InputError, match="unpacks to"):
        read_workbook(tmp_path / "book.xlsx")


def test_a_workbook_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_workbook(tmp_path / "absent.xlsx")
