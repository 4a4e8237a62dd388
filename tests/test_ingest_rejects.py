"""Refused rows are written in their own columns; mended, they load."""

import csv
from pathlib import Path

import pytest

from ecograph.errors import InputError
from ecograph.ingest import KnownThing, write_rejects
from tests.sheetfiles import BASE, load, subjects, write


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_refused_row_is_written_with_its_problem_and_remedy(tmp_path: Path) -> None:
    text = "id,name,country,founded\na,A,DE,\nb,=B,Germny,20199\n"
    loaded = load(write(tmp_path, organisations=text))
    folder = write_rejects(tmp_path / "rejects", loaded.rejects)
    assert table(folder / "organisations.csv") == [
        {
            "id": "b",
            "name": "'=B",
            "country": "Germny",
            "founded": "20199",
            "problem": "founded “20199” is not a year: it has too many digits. "
            "country “Germny” is not a country of ISO 3166.",
            "remedy": "Write a year of four digits. Did you mean DE (Germany)?",
        }
    ]


def test_mended_rejects_load_as_they_are(tmp_path: Path) -> None:
    text = "id,name,latitude,part_of\na,A,,\nb,=B,-91,a\n"
    loaded = load(write(tmp_path, organisations=text))
    folder = write_rejects(tmp_path / "rejects", loaded.rejects)
    path = folder / "organisations.csv"
    path.write_text(path.read_text("utf-8-sig").replace("-91,", "-9.1,"), "utf-8-sig")
    organisation = KnownThing(frozenset({"http://www.w3.org/ns/org#Organization"}), internal=False)
    again = load(folder, known={f"{BASE}organisation/a": organisation})
    assert again.is_complete
    assert not again.report.remarks
    assert subjects(again) == {"organisation/b"}


def test_rejects_of_rejects_have_one_problem_column(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations="id,name\n,A\n"))
    folder = write_rejects(tmp_path / "rejects", loaded.rejects)
    again = write_rejects(tmp_path / "again", load(folder).rejects)
    (row,) = table(again / "organisations.csv")
    assert list(row) == ["id", "name", "problem", "remedy"]


def test_a_row_of_too_many_cells_keeps_them_all(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations="id,name\na,A,B,C\n"))
    folder = write_rejects(tmp_path / "rejects", loaded.rejects)
    assert (folder / "organisations.csv").read_text("utf-8-sig").splitlines()[1].endswith(",B,C")


def test_rejects_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations="id,name\n,A\n"))
    with pytest.raises(InputError, match="cannot be written"):
        write_rejects(tmp_path / "organisations.csv", loaded.rejects)
