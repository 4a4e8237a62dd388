"""The empty sheets: every column of the definitions, explained, and ready to be loaded."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ecograph.definitions import shipped_model
from ecograph.errors import InputError
from ecograph.ingest import write_template
from ecograph.ingest.template import WORKBOOK, explanation
from tests.sheetfiles import load, subjects

MODEL = shipped_model()


def test_there_is_a_csv_for_each_sheet_and_one_workbook(tmp_path: Path) -> None:
    paths = write_template(tmp_path / "sheets", MODEL)
    assert {path.name for path in paths} == {*(f"{name}.csv" for name in MODEL.sheets), WORKBOOK}
    header = (tmp_path / "sheets" / "relations.csv").read_text("utf-8-sig").strip().split(",")
    assert header == [column.name for column in MODEL.sheets["relations"].columns]


def test_every_column_is_explained_in_words(tmp_path: Path) -> None:
    book = load_workbook(write_template(tmp_path, MODEL)[-1])
    shown = [tuple(cell.value or "" for cell in row) for row in book["README"].iter_rows(min_row=3)]
    assert shown == list(explanation(MODEL))
    assert all(line[4] for line in shown)
    assert {line[:3] for line in shown} >= {
        ("organisations", "name", "yes"),
        ("organisations", "city", "no"),
    }
    (roles,) = [line[5] for line in shown if line[:2] == ("relations", "role")]
    assert "coordinator" in str(roles)


@pytest.mark.parametrize("name", [*(f"{sheet}.csv" for sheet in MODEL.sheets), WORKBOOK])
def test_the_empty_sheets_load_and_give_nothing(tmp_path: Path, name: str) -> None:
    write_template(tmp_path, MODEL)
    loaded = load(tmp_path / name)
    assert loaded.is_complete
    assert not loaded.report.remarks
    assert not subjects(loaded)


def test_a_date_typed_into_the_workbook_stays_what_was_typed(tmp_path: Path) -> None:
    path = write_template(tmp_path, MODEL)[-1]
    book = load_workbook(path)
    assert book["relations"].column_dimensions["K"].number_format == "@"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write_template(tmp_path, MODEL)
    with pytest.raises(InputError, match="is there already"):
        write_template(tmp_path, MODEL)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        write_template(tmp_path / "file" / "sheets", MODEL)
