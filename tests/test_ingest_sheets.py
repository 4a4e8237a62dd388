"""The sheets layout: good records load, and every wrong one is told with its remedy."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ecograph.cells import guard
from ecograph.definitions import shipped_model
from ecograph.errors import InputError, UsageError
from ecograph.ingest import KnownThing, read
from tests.sheetfiles import BASE, ORGANISATIONS, RELATIONS, load, said, subjects, values, write

ORG = "http://www.w3.org/ns/org#"
ECO = "https://w3id.org/ecograph/ns#"


def test_a_relation_is_all_its_rows(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations=ORGANISATIONS, relations=RELATIONS))
    assert loaded.is_complete
    assert loaded.report.counts["relations"].accepted == 1
    assert values(loaded, "relation/deal", "involvement") == {
        f"<{BASE}relation/deal/party/north/partner>",
        f"<{BASE}relation/deal/party/south/partner>",
    }
    assert values(loaded, "relation/deal", "type") == {f"<{ECO}Partnership>", f"<{ECO}Relation>"}


@pytest.mark.row("R061")
def test_three_bad_rows_are_named_with_their_reasons_and_the_rest_loads(tmp_path: Path) -> None:
    rows = [f"good-{number},Good {number},DE,2001" for number in range(10)]
    rows[2] = "bad-date,Bad date,DE,20199"
    rows[5] = "bad-country,Bad country,Atlantis,2001"
    rows[8] = "bad-name,,DE,2001"
    text = "\n".join(["id,name,country,founded", *rows])
    loaded = load(write(tmp_path, organisations=text))
    assert len(subjects(loaded)) == 7
    date, country, name = said(loaded)
    assert date == (
        "organisations.csv, row 4, founded: “20199” is not a year: it has too many digits. "
        "Write a year of four digits."
    )
    assert country == (
        "organisations.csv, row 7, country: “Atlantis” is not a country of ISO 3166. "
        "Write its two-letter code, such as DE or GB."
    )
    assert name.startswith("organisations.csv, row 10, name: is missing. Give it a name")
    assert [reject.line for reject in loaded.rejects] == [4, 7, 10]


@pytest.mark.parametrize(
    "name", ["Eurasanté", "Clubster Santé", "Øresund", "Łódź", "Işık", "ä" * 5000]
)
def test_a_name_keeps_its_letters(tmp_path: Path, name: str) -> None:
    loaded = load(write(tmp_path, organisations=f"id,name\na,{name}\n"))
    assert values(loaded, "organisation/a", "label") == {f'"{name}"'}


def test_a_formula_in_a_name_is_a_text_with_or_without_its_apostrophe(tmp_path: Path) -> None:
    formula = "=cmd|' /C calc'!A0"
    loaded = load(write(tmp_path, organisations=f"id,name\na,{formula}\nb,{guard(formula)}\n"))
    assert values(loaded, "organisation/a", "label") == {f'"{formula}"'}
    assert values(loaded, "organisation/b", "label") == {f'"{formula}"'}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,A,2018,2017,", "row 2, closed: “2017” is before its founded, 2018."),
        ("a,A,2018,2018-13,", "row 2, closed: “2018-13” has no such month: 13."),
        ("a,A,,,secret", "row 2, visibility: “secret” is not in the list visibility."),
        ("a,A", "row 2: The row has 2 cells and the table 5 columns."),
        (",A,,,", "row 2, id: is missing."),
        ("a b,A,,,", "row 2, id: “a b” is not written as this column asks."),
        ("a,jane@example.org,,,", "row 2, name: “jane@example.org” is an e-mail address"),
        ("a,Call +49 30 1234567,,,", "row 2, name: “+49 30 1234567” is an e-mail address"),
        ("jane@example.org,A,,,", "“jane@example.org” is an e-mail address"),
    ],
)
def test_a_wrong_row_is_refused_with_place_value_and_remedy(
    tmp_path: Path, rows: str, told: str
) -> None:
    text = f"id,name,founded,closed,visibility\n{rows}\nz,Zed,,,\n"
    loaded = load(write(tmp_path, organisations=text))
    assert any(told in problem for problem in said(loaded))
    assert subjects(loaded) == {"organisation/z"}


@pytest.mark.parametrize("dates", ["2018,2018-05", "2018-05,2018", "2018,2018"])
def test_an_end_within_the_span_of_the_start_is_no_mistake(tmp_path: Path, dates: str) -> None:
    assert load(write(tmp_path, organisations=f"id,name,founded,closed\na,A,{dates}\n")).is_complete


def test_all_problems_of_a_row_are_told(tmp_path: Path) -> None:
    text = "id,name,country,founded,website\na,,Nowhere,218,none\n"
    loaded = load(write(tmp_path, organisations=text))
    assert {problem.column for problem in loaded.report.problems} == {
        "name",
        "country",
        "founded",
        "website",
    }


def test_contact_data_may_stand_in_what_is_internal(tmp_path: Path) -> None:
    text = "id,name,note,visibility\na,A,jane@example.org,internal\n"
    assert load(write(tmp_path, organisations=text)).is_complete
    text = "id,name,note\na,A,jane@example.org\n"
    assert load(write(tmp_path, organisations=text), internal=True).is_complete


@pytest.mark.row("R059")
def test_the_same_company_number_twice_is_refused_with_both_rows(tmp_path: Path) -> None:
    text = "id,name,identifiers\na,A,registry:HRB 7\nb,B,\nc,C,registry:HRB7\n"
    loaded = load(write(tmp_path, organisations=text))
    assert subjects(loaded) == {"organisation/b"}
    first, second = loaded.report.problems
    assert (first.line, second.line) == (2, 4)
    assert "is also an identifier of" in first.reason
    assert "organisations.csv row 4" in first.reason
    assert "organisations.csv row 2" in second.reason


def test_the_same_wikidata_item_twice_is_no_mistake(tmp_path: Path) -> None:
    text = "id,name,identifiers\na,A,wikidata:Q1\nb,B,wikidata:Q1\n"
    assert load(write(tmp_path, organisations=text)).is_complete


def test_the_same_id_twice_is_refused_with_both_rows_across_sheets(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        organisations="id,name\na,A\nb,B\n",
        programmes="id,name,kind\na,A,project\n",
    )
    loaded = load(folder)
    assert subjects(loaded) == {"organisation/b"}
    assert [problem.column for problem in loaded.report.problems] == ["id", "id"]


@pytest.mark.row("R064")
def test_outside_identifiers_are_kept_without_asking_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object) -> None:
        pytest.fail("a load opened a connection")

    monkeypatch.setattr("socket.socket", no_network)
    identifiers = (
        "registry:HRB 7; ror:https://ror.org/056d84691; wikidata:Q219563; cordis:101031543"
    )
    text = f"id,name,identifiers\na,A,{identifiers}; eccp:1234\n"
    loaded = load(write(tmp_path, organisations=text))
    scheme = "https://w3id.org/ecograph/scheme/identifier-schemes/"
    assert values(loaded, "organisation/a", "identifier") == {
        f'"HRB7"^^<{scheme}registry>',
        f'"056d84691"^^<{scheme}ror>',
        f'"Q219563"^^<{scheme}wikidata>',
        f'"101031543"^^<{scheme}cordis>',
        f'"1234"^^<{scheme}eccp>',
    }


def test_a_cluster_is_no_organisation_and_an_outpost_is_one(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        organisations="id,name,form\nhub,Hub,cluster\nfirm,Firm,company\n",
        outposts="id,name,parent\npost,Post,firm\n",
    )
    loaded = load(folder)
    assert values(loaded, "organisation/hub", "type") == {f"<{ECO}Cluster>"}
    assert values(loaded, "organisation/firm", "type") == {f"<{ORG}Organization>"}
    assert values(loaded, "organisation/post", "type") == {
        f"<{ORG}Organization>",
        f"<{ECO}Outpost>",
    }


def test_what_refers_to_a_refused_record_is_refused_with_it_and_says_so(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        organisations="id,name,country,part_of\na,A,Nowhere,\nb,B,,a\nc,C,,b\nd,D,,\n",
    )
    loaded = load(folder)
    assert subjects(loaded) == {"organisation/d"}
    assert [(problem.line, problem.value) for problem in loaded.report.problems] == [
        (2, "Nowhere"),
        (3, "a"),
        (4, "b"),
    ]
    assert "refers to a record that is refused" in loaded.report.problems[1].reason
    assert loaded.report.refused == loaded.report.counts["organisations"].refused == 3


def test_a_relation_with_one_bad_party_is_refused_whole(tmp_path: Path) -> None:
    relations = RELATIONS + "deal,,south,parter\nother,partnership,north,\nother,,south,\n"
    loaded = load(write(tmp_path, organisations=ORGANISATIONS, relations=relations))
    assert not any("deal" in subject for subject in subjects(loaded))
    assert loaded.report.counts["relations"].refused == 1
    assert [reject.line for reject in loaded.rejects] == [2, 3, 4]
    assert "is refused with row 4" in loaded.rejects[0].problems[0].reason


def test_a_relation_with_an_unreadable_row_is_refused_whole(tmp_path: Path) -> None:
    loaded = load(
        write(tmp_path, organisations=ORGANISATIONS, relations=RELATIONS + "deal,,south\n")
    )
    assert loaded.report.counts["relations"].refused == 1
    assert not any("deal" in subject for subject in subjects(loaded))


def test_rows_of_a_relation_that_disagree_are_refused(tmp_path: Path) -> None:
    relations = (
        "id,kind,organisation,start\ndeal,partnership,north,2018\ndeal,partnership,south,2019\n"
    )
    loaded = load(write(tmp_path, organisations=ORGANISATIONS, relations=relations))
    assert "row 3, start: “2019” disagrees with row 2 of the same relation" in said(loaded)[0]


def test_two_or_more_in_one_cell_hold_a_share_jointly(tmp_path: Path) -> None:
    relations = (
        "id,kind,organisation,role,share\n"
        "own,ownership,north; south,owner,80\nown,,east,owner,20\nown,,firm,owned,\n"
    )
    organisations = ORGANISATIONS + "east,East,\nfirm,Firm,\n"
    loaded = load(write(tmp_path, organisations=organisations, relations=relations))
    assert loaded.is_complete
    assert len(values(loaded, "relation/own/party/north+south/owner", "organisation")) == 2
    assert values(loaded, "relation/own/party/north+south/owner", "share") == {
        '"80"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    }


def test_shares_of_more_than_100_percent_are_refused(tmp_path: Path) -> None:
    relations = (
        "id,kind,organisation,role,share\nown,ownership,north,owner,80\nown,,south,owner,20.5\n"
    )
    loaded = load(write(tmp_path, organisations=ORGANISATIONS, relations=relations))
    assert "brings the shares of the relation to 100.5 percent" in said(loaded)[0]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("nobody", "refers to nothing"),
        (f"{BASE}organisation/nobody", "refers to nothing"),
        ("event", "is an event, which cannot stand here."),
        ("post", "refers to its own row."),
    ],
)
def test_a_reference_that_cannot_stand_is_told(tmp_path: Path, cell: str, told: str) -> None:
    folder = write(
        tmp_path,
        outposts=f"id,name,parent\npost,Post,{cell}\n",
        programmes="id,name,kind\nevent,Event,event\n",
    )
    loaded = load(folder)
    assert told in said(loaded)[0]
    assert subjects(loaded) == {"programme/event"}


def test_a_reference_may_be_to_what_the_register_knows_or_to_another_world(tmp_path: Path) -> None:
    known = {f"{BASE}organisation/firm": KnownThing(frozenset({f"{ORG}Organization"}), False)}
    folder = write(
        tmp_path,
        outposts=(
            "id,name,parent\none,One,firm\ntwo,Two,https://ror.org/056d84691\n"
            f"three,Three,{BASE}organisation/firm\n"
        ),
    )
    loaded = load(folder, known=known)
    assert loaded.is_complete
    assert values(loaded, "organisation/one", "parent") == {f"<{BASE}organisation/firm>"}


def test_what_the_register_knows_as_something_else_cannot_stand(tmp_path: Path) -> None:
    known = {f"{BASE}programme/firm": KnownThing(frozenset({f"{ECO}Project"}), internal=False)}
    loaded = load(write(tmp_path, outposts="id,name,parent\none,One,firm\n"), known=known)
    assert "is a project, which cannot stand here." in said(loaded)[0]


def test_what_refers_to_an_internal_record_becomes_internal(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        organisations="id,name,visibility\nnorth,North,internal\nsouth,South,\n",
        relations=RELATIONS + "next,partnership,south,\n",
        changes="id,kind,corrects\nfix,correction,deal\n",
    )
    loaded = load(folder)
    public = {line.split(" ", 1)[0].removeprefix(f"<{BASE}") for line in loaded.content.public}
    assert public == {"organisation/south>", "relation/next>", "relation/next/party/south>"}
    assert loaded.report.remarks == (
        (
            "2 records became internal, because they refer to what is internal or answer a survey: "
            "fix, deal."
        ),
    )


def test_what_refers_to_something_internal_in_the_register_becomes_internal(tmp_path: Path) -> None:
    known = {f"{BASE}organisation/firm": KnownThing(frozenset({f"{ORG}Organization"}), True)}
    loaded = load(write(tmp_path, outposts="id,name,parent\none,One,firm\n"), known=known)
    assert not loaded.content.public
    assert loaded.content.internal


def test_a_row_may_be_public_in_an_internal_source(tmp_path: Path) -> None:
    text = "id,name,visibility\na,A,public\nb,B,\n"
    loaded = load(write(tmp_path, organisations=text), internal=True)
    assert all("organisation/a" in line for line in loaded.content.public)
    assert all("organisation/b" in line for line in loaded.content.internal)


def test_a_citation_of_a_place_is_a_node_of_its_own(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        organisations="id,name,evidence\na,A,003:532; 003\n",
        evidence="id,title\n003,Slides\n",
    )
    loaded = load(folder)
    assert values(loaded, "organisation/a", "evidence") == {
        f"<{BASE}evidence/003>",
        f"<{BASE}evidence/003/532>",
    }
    assert values(loaded, "evidence/003/532", "place") == {'"532"'}
    assert values(loaded, "evidence/003/532", "isPartOf") == {f"<{BASE}evidence/003>"}


@pytest.mark.parametrize(
    ("sheet", "text", "told"),
    [
        ("changes", "id,kind,date\nx,merger,2018\n", "the change is about nothing"),
        (
            "relations",
            "id,kind,organisation,amount\nx,grant,north,100\n",
            "row 2, currency: is missing",
        ),
        ("relations", "id,kind,organisation\nx,operates-in,north\n", "a presence is somewhere"),
        ("relations", "id,kind,organisation\nx,,north\n", "row 2, kind: is missing"),
        ("relations", "id,kind,organisation\nx,partnership,\n", "row 2, organisation: is missing"),
        ("relations", "id,kind,organisation\n,partnership,north\n", "row 2, id: is missing"),
        (
            "outposts",
            "id,name,parent,anchored\nx,X,north,yes\n",
            "row 2, anchored_reason: is missing",
        ),
    ],
)
def test_what_a_record_needs_beside_its_required_cells(
    tmp_path: Path, sheet: str, text: str, told: str
) -> None:
    loaded = load(write(tmp_path, organisations=ORGANISATIONS, **{sheet: text}))
    assert told in said(loaded)[0]


def test_the_profile_is_named_after_its_cluster(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        organisations="id,name,form\nhub,Hub,cluster\n",
        profile="cluster,first_month\nhub,4\n",
    )
    assert values(load(folder), "profile/hub", "firstMonth") == {
        '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }


def test_headings_are_known_in_plain_words_and_any_case(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations="ID,Name,Other names\na,A,Alias\n"))
    assert values(loaded, "organisation/a", "altLabel") == {'"Alias"'}


def test_a_misspelt_heading_is_a_problem_and_a_foreign_one_a_remark(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations="id,name,contry,favourite colour\na,A,DE,blue\n"))
    assert "contry: is not a column of organisations" in said(loaded)[0]
    assert "Did you mean “country”?" in said(loaded)[0]
    assert "favourite colour" in loaded.report.remarks[0]
    assert subjects(loaded) == {"organisation/a"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id\na\n", "lacks what each row of organisations needs: name"),
        ("id,name,Name\na,A,B\n", "two columns are name"),
    ],
)
def test_a_sheet_without_its_columns_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        load(write(tmp_path, organisations=text))


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    book = Workbook()
    page = book.create_sheet("Organisations")
    page.append(["id", "name", "founded", "note"])
    page.append(["a", "Łódź", 2018.0])
    page.append(["b", "=1+1", 2018])
    book.create_sheet("README").append(["What this is"])
    book.create_sheet("Scratch").append(["x"])
    book.save(tmp_path / "register.xlsx")
    loaded = load(tmp_path / "register.xlsx")
    assert subjects(loaded) == {"organisation/a"}
    assert "row 3, column 2: “=1+1” holds a formula." in str(loaded.report.problems[0])
    assert [remark.rsplit("/", 1)[-1] for remark in loaded.report.remarks] == [
        "Scratch was passed over: it is not named after a sheet."
    ]


def test_one_sheet_alone_is_a_load(tmp_path: Path) -> None:
    write(tmp_path, organisations=ORGANISATIONS, notes="x\n1\n")
    assert load(tmp_path / "organisations.csv").is_complete


def test_other_tables_beside_the_sheets_are_passed_over_with_a_remark(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations=ORGANISATIONS, notes="x\n1\n"))
    assert loaded.report.remarks[0].endswith(
        "notes.csv was passed over: it is not named after a sheet."
    )


def test_a_readme_among_the_sheets_is_nothing_to_remark(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# What this is", "utf-8")
    assert not load(write(tmp_path, organisations=ORGANISATIONS)).report.remarks


def test_progress_is_told_in_rows_up_to_the_last(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    known: dict[str, KnownThing] = {}
    rows = "".join(f"o{number},Organisation {number}\n" for number in range(1200))
    read(
        [write(tmp_path, organisations=f"id,name\n{rows}")],
        name="test",
        layout="auto",
        mapping=None,
        internal=False,
        base=BASE,
        model=shipped_model(),
        known=known.get,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_loading_twice_gives_the_same_content(tmp_path: Path) -> None:
    folder = write(tmp_path, organisations=ORGANISATIONS, relations=RELATIONS)
    assert load(folder).content == load(folder).content


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("notes.csv", "a,b\n1,2\n", "no layout that is understood"),
        ("notes.md", "# Notes", "no layout that is understood"),
        ("notes.csv", "", "is empty"),
    ],
)
def test_files_of_no_layout_are_refused_with_what_is_understood(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=told):
        load(tmp_path)


def test_files_of_two_layouts_are_refused(tmp_path: Path) -> None:
    write(tmp_path, organisations=ORGANISATIONS)
    (tmp_path / "more.ttl").write_text("", "utf-8")
    with pytest.raises(InputError, match="two layouts, sheets and rdf"):
        load(tmp_path)
    assert load(tmp_path, layout="sheets").is_complete


def test_an_empty_folder_and_a_missing_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no files"):
        load(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        load(tmp_path / "absent")


def test_the_sheets_layout_needs_a_sheet(tmp_path: Path) -> None:
    write(tmp_path, notes="a,b\n1,2\n")
    with pytest.raises(InputError, match="no table is named after a sheet"):
        load(tmp_path, layout="sheets")


def test_a_mapping_and_a_layout_do_not_go_together(tmp_path: Path) -> None:
    write(tmp_path, organisations=ORGANISATIONS)
    with pytest.raises(UsageError):
        load(tmp_path, layout="rdf", mapping=tmp_path / "any.yaml")


def test_an_empty_sheet_is_no_mistake(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, organisations=ORGANISATIONS, relations="id,kind,organisation\n"))
    assert loaded.is_complete
