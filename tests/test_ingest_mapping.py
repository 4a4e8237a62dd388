"""A mapping file makes sheets of any table, and says everything that is wrong with itself."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ecograph.errors import InputError
from tests.sheetfiles import BASE, load, said, subjects, values, write

MEMBERS = """
tables:
  - sheet: organisations
    rows:
      - {id: hub, name: Hub, form: cluster}
  - sheet: organisations
    file: members.csv
    columns:
      id: "m-{Company Name|slug}"
      name: "{Company Name}"
      country: {from: "{Land}", map: {D: DE}, otherwise: FR}
      topics: {from: "{Focus}", split: ","}
      city: {from: "{Address}", pattern: "([^,]+)$"}
      note: "{{kept}} as it is"
  - sheet: relations
    file: members.csv
    columns:
      id: "m-{Company Name|slug}-membership"
      kind: membership
      organisation: "m-{Company Name|slug}"
      role: member
      concerns: hub
"""
TABLE = 'Company Name,Land,Focus,Address,Extra\nÅsa Bio,D,"a; b,c","Street 1, Lund",x\nBeta,X,,,\n'


def mapped(folder: Path, mapping: str, **tables: str) -> Path:
    (folder / "mapping.yaml").write_text(mapping, "utf-8")
    write(folder, **tables)
    return folder / "mapping.yaml"


def test_columns_are_filled_translated_split_and_cut_out(tmp_path: Path) -> None:
    loaded = load(tmp_path, mapping=mapped(tmp_path, MEMBERS, members=TABLE))
    key = "organisation/m-asa-bio"
    assert loaded.is_complete
    assert values(loaded, key, "label") == {'"Åsa Bio"'}
    assert values(loaded, key, "country") == {'"DE"'}
    assert values(loaded, key, "topic") == {'"a; b"', '"c"'}
    assert values(loaded, key, "city") == {'"Lund"'}
    assert values(loaded, key, "note") == {'"{kept} as it is"'}
    assert values(loaded, "organisation/m-beta", "country") == {'"FR"'}
    assert values(loaded, "organisation/m-beta", "city") == set()
    assert loaded.report.remarks == ("members.csv: columns that the mapping does not use: Extra.",)


def test_problems_are_told_in_the_columns_of_the_table(tmp_path: Path) -> None:
    mapping = mapped(tmp_path, MEMBERS.replace(", otherwise: FR", ""), members=TABLE)
    loaded = load(tmp_path, mapping=mapping)
    assert "members.csv, row 3, Land: “X” is not a country" in said(loaded)[0]
    assert "members.csv, row 3, Company Name: “m-beta” refers to a record" in said(loaded)[1]
    assert [reject.cells[0] for reject in loaded.rejects] == ["Beta"]


def test_another_table_is_looked_up_and_what_nobody_asked_for_is_remarked(tmp_path: Path) -> None:
    mapping = """
tables:
  - sheet: programmes
    file: projects.csv
    columns:
      id: "{code}"
      name: "{code}"
      kind: project
      topics: {lookup: themes.csv, match: {project: "{code}"}, take: "{theme}"}
"""
    path = mapped(
        tmp_path, mapping, projects="code\nA\nB\n", themes="project,theme\nA,x\nA,y; z\nC,w\n"
    )
    loaded = load(tmp_path, mapping=path)
    assert values(loaded, "programme/A", "topic") == {'"x"', '"y; z"'}
    assert values(loaded, "programme/B", "topic") == set()
    assert loaded.report.remarks == ("themes.csv: no row asked for 1 values of project: C.",)


def test_a_table_marked_once_gives_only_what_no_earlier_one_gave(tmp_path: Path) -> None:
    mapping = """
tables:
  - sheet: organisations
    file: named.csv
    columns: {id: "{pic}", name: "{name}"}
  - sheet: organisations
    file: others.csv
    once: yes
    columns: {id: "{pic}", name: "Participant {pic}"}
"""
    path = mapped(tmp_path, mapping, named="pic,name\n1,One\n", others="pic\n1\n2\n2\n")
    loaded = load(tmp_path, mapping=path)
    assert values(loaded, "organisation/1", "label") == {'"One"'}
    assert values(loaded, "organisation/2", "label") == {'"Participant 2"'}


def test_one_table_goes_with_a_mapping_of_one_table_whatever_its_name(tmp_path: Path) -> None:
    path = mapped(tmp_path, MEMBERS, ours=TABLE)
    assert load(tmp_path / "ours.csv", mapping=path).is_complete


def test_a_sheet_of_a_workbook_is_named_after_its_file(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Members"
    for row in (["Company Name", "Land", "Focus", "Address"], ["Åsa Bio", "D", "a", "Lund"]):
        page.append(row)
    book.create_sheet("Notes").append(["x"])
    book.save(tmp_path / "list.xlsx")
    path = mapped(tmp_path, MEMBERS.replace("members.csv", "list.xlsx/Members"))
    assert "organisation/m-asa-bio" in subjects(load(tmp_path / "list.xlsx", mapping=path))


def test_a_row_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = mapped(tmp_path, MEMBERS, members=TABLE + "Short,D\n")
    loaded = load(tmp_path, mapping=path)
    assert loaded.report.counts["relations"].refused == 1
    assert "row 4: The row has 2 cells and the table 5 columns." in said(loaded)[0]


def test_an_id_is_empty_where_its_column_is(tmp_path: Path) -> None:
    path = mapped(tmp_path, MEMBERS, members=TABLE + ",D,,,\n")
    assert "row 4, Company Name: is missing." in said(load(tmp_path, mapping=path))[0]


def test_every_fault_of_a_mapping_is_told(tmp_path: Path) -> None:
    mapping = """
titel: x
tables:
  - sheet: organisation
    file: a.csv
  - sheet: organisations
    file: a.csv
    once: perhaps
    columns:
      nam: "{Name}"
      name: "{Name"
      city: "{Name|shout}"
      note: {from: "{Name}", take: "{Name}", lookup: b.csv}
      country: {from: "{Name}", pattern: "("}
      region: {from: "{Name}", pattern: "abc"}
      website: [a]
      topics: {frm: "{Name}"}
      functions: {from: [x]}
  - text
"""
    path = mapped(tmp_path, mapping, a="Name\nx\n")
    with pytest.raises(InputError) as caught:
        load(tmp_path, mapping=path)
    told = str(caught.value)
    for fault in (
        "“titel” is not known here.",
        "table 1: “organisation” is no sheet.",
        "table 1: give either file and columns, or rows.",
        "table 2 (organisations), once: write yes or no.",
        "“nam” is not known here. Did you mean “name”?",
        "“{Name” has a brace without its other half",
        "asks for “|shout”; there are slug, lower, upper.",
        "note: give either from, or lookup with match and take.",
        "note, match: name one column",
        "pattern: “(” is no regular expression",
        "region, pattern: put what is wanted into one pair of brackets.",
        "website: write keys and values here.",
        "topics: “frm” is not known here. Did you mean “from”?",
        "functions: write a text here.",
        "table 3: write keys and values here.",
    ):
        assert fault in told


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("tables: [", r"mapping.yaml, line \d, column \d"),
        ("tables: []\ntables: []", "the key “tables” stands twice"),
        ("tables: &all [*all]", "this is written elsewhere"),
        ("tables: \x07", "is no YAML"),
        ("- a", "write keys and values here"),
        ("description: nothing", "tables: write a list here"),
        ("", "is empty"),
    ],
)
def test_what_is_no_mapping_is_refused(tmp_path: Path, mapping: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        load(tmp_path, mapping=mapped(tmp_path, mapping, a="Name\nx\n"))


def test_a_mapping_that_does_not_fit_its_tables_is_refused(tmp_path: Path) -> None:
    path = mapped(tmp_path, MEMBERS, members="Company name,Land,Focus,Address\n", more="x\n")
    with pytest.raises(InputError, match="Did you mean “Company name”"):
        load(tmp_path, mapping=path)
    with pytest.raises(InputError, match="and the paths hold no table"):
        load(path, mapping=path)


def test_ids_stay_within_the_base(tmp_path: Path) -> None:
    loaded = load(tmp_path, mapping=mapped(tmp_path, MEMBERS, members=TABLE))
    assert all(line.startswith(f"<{BASE}") for line in loaded.content.public)
