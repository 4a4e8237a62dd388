"""Tables from outside: their encoding and delimiter are found out, and damage is told."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from ecograph.errors import InputError
from ecograph.ingest.tables import InputTable, read_header, read_table

NAMES = ["Eurasanté", "Clubster Santé", "Øresund", "Łódź", "Işık"]


def table(folder: Path, data: bytes) -> InputTable:
    path = folder / "table.csv"
    path.write_bytes(data)
    return read_table(path)


def cells(found: InputTable) -> list[tuple[str, ...]]:
    return [row.cells for row in found.rows]


def reasons(found: InputTable) -> list[str]:
    return [str(problem) for _, problem in found.bad_rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", NAMES)
def test_letters_arrive_as_they_were_written(tmp_path: Path, encoding: str, name: str) -> None:
    found = table(tmp_path, f"id,name\n1,{name}\n".encode(encoding))
    assert (found.header, cells(found)) == (("id", "name"), [("1", name)])


def test_windows_1252_is_found_out_and_remarked(tmp_path: Path) -> None:
    found = table(tmp_path, "id;name\n1;Eurasanté – Øresund\n".encode("cp1252"))
    assert cells(found) == [("1", "Eurasanté – Øresund")]
    assert "Windows-1252" in found.remarks[0]


def test_a_broken_byte_in_a_utf8_file_costs_its_row_only(tmp_path: Path) -> None:
    data = "id,name\n1,Santé\n2,Łódź\n3,x?y\n".encode().replace(b"?", b"\xff")
    found = table(tmp_path, data)
    assert cells(found) == [("1", "Santé"), ("2", "Łódź")]
    assert "row 4, name: “x�y” holds a broken letter." in reasons(found)[0]


def test_a_file_in_neither_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither in UTF-8 nor in Windows-1252"):
        table(tmp_path, b"id,name\n1,\x81\x8d\xe9\n")


def test_a_utf16_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="breaks off inside a character"):
        table(tmp_path, "id,name\n1,x\n".encode("utf-16")[:-1])


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_delimiter_is_counted_in_the_headings(tmp_path: Path, sign: str) -> None:
    text = sign.join(["id", '"name; or, alias"', "city"]) + "\n" + sign.join(["1", "A", "B"])
    found = table(tmp_path, text.encode())
    assert found.header == ("id", "name; or, alias", "city")


def test_a_line_that_names_the_delimiter_is_no_heading(tmp_path: Path) -> None:
    assert table(tmp_path, b"sep=;\nid;name\n1;A\n").header == ("id", "name")


def test_a_cell_of_5000_characters_arrives_whole(tmp_path: Path) -> None:
    found = table(tmp_path, f"id,name\n1,{'ä' * 5000}\n".encode())
    assert cells(found) == [("1", "ä" * 5000)]


def test_a_cell_with_a_line_end_is_one_cell_and_rows_are_counted_as_shown(tmp_path: Path) -> None:
    found = table(tmp_path, b'id,name\n1,"a\nb"\n\n2\n')
    assert cells(found) == [("1", "a\nb")]
    assert "row 4: The row has 1 cells and the table 2 columns." in reasons(found)[0]


def test_the_apostrophe_before_a_formula_sign_is_taken_off(tmp_path: Path) -> None:
    assert cells(table(tmp_path, b"id,name\n1,'=cmd|x\n")) == [("1", "=cmd|x")]


def test_too_many_cells_are_told_and_empty_ones_at_the_end_are_none(tmp_path: Path) -> None:
    found = table(tmp_path, b"id,name\n1,A,,\n2,B,C\n")
    assert cells(found) == [("1", "A")]
    assert "row 3: The row has 3 cells" in reasons(found)[0]


def test_a_quotation_mark_inside_a_quoted_cell_costs_its_row_only(tmp_path: Path) -> None:
    found = table(tmp_path, b'id,name\n1,"A "big" one"\n2,B\n')
    assert cells(found) == [("2", "B")]
    assert "Write two quotation marks" in reasons(found)[0]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 3: a quotation mark opens"):
        table(tmp_path, b'id,name\n1,A\n2,"B\n3,C\n')


def test_a_character_that_is_no_text_costs_its_row_only(tmp_path: Path) -> None:
    filler = b"2,B\n" * 2000
    found = table(tmp_path, b"id,name\n" + filler + b"1,A\x00B\n")
    assert len(found.rows) == 2000
    assert "row 2002, name: “A�B” holds a character that is no text." in reasons(found)[0]


def test_a_cell_beyond_all_measure_costs_its_row_only(tmp_path: Path) -> None:
    found = table(tmp_path, b"id,name\n1," + b"x" * 10_000_001 + b"\n2,B\n")
    assert cells(found)[-1] == ("2", "B")
    assert "A cell is too long" in reasons(found)[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"\n,,\n", "is empty"),
        (b"%PDF-1.7 \x00", "it is a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel or Word file"),
        (b"PK\x03\x04", "a packed file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x7fELF\x02\x00\x00", "no readable text"),
        (b"id\x01,name\n1,2\n", "no readable headings"),
        (b"id,id\n1,2\n", "two columns are called “id”"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        table(tmp_path, data)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_table(tmp_path / "absent.csv")


def test_a_file_beyond_all_measure_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecograph.ingest.tables.MAX_BYTES", 10)
    with pytest.raises(InputError, match="Split it into parts"):
        table(tmp_path, b"id,name\n1,A\n")


def test_headings_are_read_without_the_rows(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b'id;name\n1;"never closed\n')
    assert read_header(tmp_path / "table.csv") == ("id", "name")
    with pytest.raises(InputError, match="does not exist"):
        read_header(tmp_path / "absent.csv")


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_table(tmp_path)


def test_a_folder_without_rights_is_told_to_whoever_lacks_them(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can try this as another user")
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "organisations.csv").write_text("id,name\n1,A\n", "utf-8")
    closed.chmod(0o700)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from ecograph.ingest.layout import expanded\n"
        "from ecograph.ingest.tables import read_table\n"
        "os.seteuid(int(sys.argv[2]))\n"
        "for verb in (lambda path: expanded([path]),\n"
        "             lambda path: read_table(path / 'organisations.csv')):\n"
        "    try:\n"
        "        verb(Path(sys.argv[1]))\n"
        "    except Exception as error:\n"
        "        print(type(error).__name__, error)\n"
    )
    for parent in tmp_path.parents:
        if parent.stat().st_uid == 0 and parent.name.startswith("pytest"):
            parent.chmod(0o755)
    tmp_path.chmod(0o755)
    nobody = str(pwd.getpwnam("nobody").pw_uid)
    done = subprocess.run(
        [sys.executable, "-c", code, str(closed), nobody],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["InputError", "InputError"]
    assert all("may not be read by you" in line for line in lines)


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\xa0"])
def test_signs_that_end_no_line_in_a_spreadsheet_end_none_here(tmp_path: Path, sign: str) -> None:
    assert cells(table(tmp_path, f"id,name\n1,a{sign}b\n".encode())) == [("1", f"a{sign}b")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(tmp_path: Path, end: str) -> None:
    assert cells(table(tmp_path, f"id,name{end}1,A{end}2,B{end}".encode())) == [
        ("1", "A"),
        ("2", "B"),
    ]
