"""The CORDIS layout, on small tables of its columns: who takes part in what, and as what."""

from pathlib import Path

import pytest

from ecograph.errors import InputError
from tests.sheetfiles import BASE, load, subjects, values

COLUMNS = (
    "projectID;projectAcronym;organisationID;vatNumber;name;shortName;SME;activityType;street;"
    "postCode;city;country;geolocation;organizationURL;contentUpdateDate;order;role;"
    "ecContribution;endOfParticipation"
)
KI = (
    "100001;CURE;999978530;SE202100297301;KAROLINSKA INSTITUTET;KI;False;HES;Nobels Vag 5;17177;"
    "STOCKHOLM;SE;59.34,18.02;www.ki.se;2020-01-01;1;coordinator;50000.0;False"
)
ACME = (
    "100001;CURE;900000001;MISSING;ACME LTD;;True;PRC;Main Street 1;AB1 2CD;LONDON;UK;;"
    "http://acme.org; http://acme.net;2020-01-01;2;thirdParty;;True"
)
PROJECTS = "id;acronym;title;status;startDate;endDate;totalCost;topics\n"
SCHEME = "https://w3id.org/ecograph/scheme/"
PARTICIPATION = "relation/cordis-100001-999978530-1"


def folder(path: Path, *rows: str, projects: str = "") -> Path:
    text = "\n".join([COLUMNS, *(row.replace("; http", ", http") for row in rows)])
    (path / "organization.csv").write_text(text, "utf-8")
    if projects:
        (path / "project.csv").write_text(PROJECTS + projects, "utf-8")
    return path


def test_a_participation_keeps_role_contribution_and_the_dates_of_its_project(
    tmp_path: Path,
) -> None:
    project = '100001;CURE;A cure;SIGNED;2018-01-01;2020-12-31;1234,5;"PHC-01; SC1"\n'
    loaded = load(folder(tmp_path, KI, ACME, projects=project))
    assert loaded.is_complete
    party = f"{PARTICIPATION}/party/pic-999978530/coordinator"
    assert values(loaded, party, "organisation") == {f"<{BASE}organisation/pic-999978530>"}
    assert values(loaded, party, "role") == {f"<{SCHEME}roles/coordinator>"}
    assert values(loaded, party, "contribution") == {
        '"50000"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    }
    assert values(loaded, PARTICIPATION, "concerns") == {f"<{BASE}programme/cordis-100001>"}
    assert values(loaded, PARTICIPATION, "start") == {
        '"2018-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    }
    assert values(loaded, PARTICIPATION, "status") == {f"<{SCHEME}statuses/active>"}
    assert values(loaded, "programme/cordis-100001", "label") == {'"CURE – A cure"'}
    assert values(loaded, "programme/cordis-100001", "topic") == {'"PHC-01"', '"SC1"'}
    assert values(loaded, "programme/cordis-100001", "budget") == {
        '"1234.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    }


def test_every_named_participant_is_a_party_whatever_its_role(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, KI, ACME))
    party = "relation/cordis-100001-900000001-2/party/pic-900000001/third-party"
    assert values(loaded, party, "role") == {f"<{SCHEME}roles/third-party>"}
    assert values(loaded, party, "endOfParticipation") == {
        '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    }


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        ("HES", {f"<{SCHEME}organisation-kinds/university>"}),
        ("REC", {f"<{SCHEME}organisation-kinds/research-organisation>"}),
        ("PUB", {f"<{SCHEME}organisation-kinds/authority>"}),
        ("PRC", {f"<{SCHEME}organisation-kinds/company>"}),
        ("OTH", set()),
        ("", set()),
    ],
)
def test_the_activity_type_is_the_kind_by_the_table_of_the_ontology(
    tmp_path: Path, activity: str, kind: set[str]
) -> None:
    loaded = load(folder(tmp_path, KI.replace(";HES;", f";{activity};")))
    assert loaded.is_complete
    assert values(loaded, "organisation/pic-999978530", "kind") == kind


def test_an_unknown_role_or_activity_type_is_told_in_the_words_of_the_table(
    tmp_path: Path,
) -> None:
    row = ACME.replace("thirdParty", "onlooker").replace(";PRC;", ";XXX;")
    loaded = load(folder(tmp_path, KI, row))
    assert {(problem.column, problem.value) for problem in loaded.report.problems} >= {
        ("role", "onlooker"),
        ("activityType", "XXX"),
    }
    assert loaded.report.counts["relations"].accepted == 1


def test_an_organisation_can_stand_twice_in_a_project(tmp_path: Path) -> None:
    again = KI.replace(";1;coordinator;", ";7;participant;")
    loaded = load(folder(tmp_path, KI, again))
    assert loaded.report.counts["organisations"].accepted == 1
    assert loaded.report.counts["relations"].accepted == 2


def test_a_row_that_stands_twice_is_two_participations(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, KI, KI))
    assert loaded.report.counts["relations"].accepted == 2


def test_the_newest_row_of_an_organisation_stays_and_the_others_are_other_names(
    tmp_path: Path,
) -> None:
    newer = KI.replace("100001", "100002").replace("KAROLINSKA INSTITUTET", "Karolinska")
    newer = newer.replace("2020-01-01", "2023-01-01")
    loaded = load(folder(tmp_path, newer, KI))
    key = "organisation/pic-999978530"
    assert values(loaded, key, "label") == {'"Karolinska"'}
    assert values(loaded, key, "altLabel") == {'"KAROLINSKA INSTITUTET"', '"KI"'}
    assert any("name: the newest row's value stays" in text for text in loaded.report.remarks)


def test_a_project_that_only_participations_name_is_made_and_remarked(tmp_path: Path) -> None:
    project = "100002;;;;;;NA;\n"
    loaded = load(folder(tmp_path, KI, projects=project))
    assert values(loaded, "programme/cordis-100001", "label") == {'"CURE"'}
    assert values(loaded, "programme/cordis-100002", "label") == {'"100002"'}
    assert loaded.report.remarks[:2] == (
        "1 participations in 1 projects with named participants; 1 further projects name none.",
        "Projects that stand in no project table, made from their participations: 1 (100001).",
    )
    assert "totalCost" in loaded.report.remarks[2]


def test_only_a_table_with_an_id_and_a_title_is_a_project_table(tmp_path: Path) -> None:
    folder(tmp_path, KI, projects="100001;CURE;;;;;;\n100001;AGAIN;;;;;;\n")
    (tmp_path / "deliverables.csv").write_text("id;title;projectID\nx;Report;100001\n", "utf-8")
    (tmp_path / "notes.csv").write_text("id;text\nx;y\n", "utf-8")
    (tmp_path / "readme.md").write_text("# Read me", "utf-8")
    loaded = load(tmp_path)
    assert loaded.report.counts["programmes"].accepted == 1
    assert any("repeat a project" in remark for remark in loaded.report.remarks)
    assert values(loaded, "programme/cordis-100001", "label") == {'"CURE"'}


def test_cells_without_a_value_are_left_out_and_remarked(tmp_path: Path) -> None:
    row = KI.replace("59.34,18.02", "somewhere").replace(";False;HES", ";maybe;HES")
    loaded = load(folder(tmp_path, row, ACME))
    assert loaded.is_complete
    assert values(loaded, "organisation/pic-900000001", "identifier") == {
        f'"900000001"^^<{SCHEME}identifier-schemes/pic>'
    }
    assert values(loaded, "organisation/pic-900000001", "website") == {
        '"http://acme.org"^^<http://www.w3.org/2001/XMLSchema#anyURI>'
    }
    remarked = " ".join(loaded.report.remarks)
    for column in ("vatNumber", "geolocation", "SME", "organizationURL"):
        assert f"{column}: cells that hold no value" in remarked


def test_a_vat_number_of_two_organisations_identifies_neither(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, KI, ACME.replace("MISSING", "SE202100297301")))
    assert loaded.is_complete
    assert not any("vat>" in line for line in loaded.content.public)
    assert any("VAT number SE202100297301 stands at 2" in text for text in loaded.report.remarks)


def test_a_wrong_pic_costs_the_organisation_and_its_participations(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, KI, ACME.replace("900000001", "12")))
    assert [(problem.line, problem.column) for problem in loaded.report.problems] == [
        (3, "organisationID"),
        (3, "organisationID"),
    ]
    assert "relation/cordis-100001-12-2" not in subjects(loaded)
    (reject,) = loaded.rejects
    assert reject.header[0] == "projectID"
    assert reject.cells[4] == "ACME LTD"


def test_a_participation_without_a_project_or_an_organisation_is_refused(tmp_path: Path) -> None:
    loaded = load(
        folder(tmp_path, KI, KI.replace("100001;", ";", 1), ACME.replace("900000001", ""))
    )
    assert loaded.report.counts["relations"].accepted == 1
    assert {problem.line for problem in loaded.report.problems} == {3, 4}


def test_a_row_that_cannot_be_read_is_a_participation_that_is_refused(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, KI, "100001;CURE", projects="100001;CURE\n"))
    assert loaded.report.counts["relations"].refused == 2
    assert loaded.report.counts["programmes"].refused == 1


def test_a_project_that_ends_before_it_starts_costs_its_participations(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, KI, projects="100001;CURE;;;2020-01-01;2019-01-01;;\n"))
    assert loaded.report.counts["relations"].refused == 1
    assert {"endDate", "end"} & {problem.column for problem in loaded.report.problems}


def test_the_table_of_participations_alone_finds_the_projects_beside_it(tmp_path: Path) -> None:
    folder(tmp_path, KI, projects="100001;CURE;Titled;;;;;\n")
    loaded = load(tmp_path / "organization.csv")
    assert values(loaded, "programme/cordis-100001", "label") == {'"CURE – Titled"'}


def test_there_is_one_table_of_participations(tmp_path: Path) -> None:
    folder(tmp_path, KI)
    (tmp_path / "again.csv").write_text(f"{COLUMNS}\n{KI}\n", "utf-8")
    with pytest.raises(InputError, match="both tables of participations"):
        load(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.csv").write_text("a;b\n", "utf-8")
    with pytest.raises(InputError, match="no CORDIS table of participations"):
        load(tmp_path / "other", layout="cordis")
