"""Read the tables of the CORDIS layout, and give their rows in terms of the sheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ecograph.definitions import Model
from ecograph.errors import InputError
from ecograph.identifiers import slug
from ecograph.ingest import tables
from ecograph.ingest.cordis.doubts import Doubts
from ecograph.ingest.cordis.organisations import Organisations, Participation
from ecograph.ingest.cordis.participations import relation_rows
from ecograph.ingest.cordis.projects import Projects, project_key
from ecograph.ingest.layout import ReadRows, expanded, is_participations
from ecograph.ingest.tables import InputTable, read_header, read_table
from ecograph.records import Problem, Row

_TITLES = {"acronym", "title"}
# How the columns of the sheets are called in the tables of CORDIS.
_PARTICIPATIONS = {
    "organisations": {
        "id": "organisationID",
        "identifiers": "organisationID",
        "kind": "activityType",
        "website": "organizationURL",
        "address": "street",
        "other_names": "shortName",
    },
    "relations": {
        "id": "projectID",
        "organisation": "organisationID",
        "concerns": "projectID",
        "contribution": "ecContribution",
    },
    "programmes": {"id": "projectID", "identifiers": "projectID", "name": "projectAcronym"},
}
_PROJECTS = {
    "programmes": {
        "identifiers": "id",
        "name": "title",
        "start": "startDate",
        "end": "endDate",
        "budget": "totalCost",
        "description": "objective",
        "website": "cordisLink",
    }
}


def read_cordis(files: Sequence[Path], model: Model) -> ReadRows:
    """Return the rows of a table of participations and of the project tables beside it.

    Raises InputError where there is no table of participations, or more than one.
    """
    file = _participation_file(files)
    named_in = read_table(file)
    beside = expanded([file.parent, *files])
    listed_in = [read_table(each) for each in beside if each != file and _is_projects(each)]
    participations = [
        Participation(named_in.file, line, cells) for line, cells in named_in.records()
    ]
    evidence = _evidence(file, participations)
    cited = evidence.cells["id"]
    doubts = Doubts()
    organisations = Organisations(participations, cited)
    projects = Projects(listed_in, participations, cited, doubts)
    rows = [evidence, *organisations.rows(model, doubts), *projects.rows()]
    rows += relation_rows(participations, projects, model, doubts, cited)
    unread = [*_unread(named_in, "relations")]
    unread += (each for table in listed_in for each in _unread(table, "programmes"))
    remarks = [remark for table in (named_in, *listed_in) for remark in table.remarks]
    remarks += [*projects.remarks(len(participations)), *organisations.remarks()]
    return ReadRows(
        rows=[*rows, *(row for row, _ in unread)],
        tables=(named_in, *listed_in),
        unreadable={(row.file, row.line): problem for row, problem in unread},
        remarks=[*remarks, *doubts.remarks()],
        headings=dict(_headings(named_in, listed_in)),
    )


def _participation_file(files: Sequence[Path]) -> Path:
    found = [file for file in files if _is_table(file) and is_participations(file)]
    if len(found) > 1:
        names = " and ".join(str(file) for file in found[:2])
        raise InputError(f"{names} are both tables of participations. Load them one by one.")
    if not found:
        raise InputError(
            f"{files[0]}: no CORDIS table of participations is here. It is called organization.csv "
            "and has the columns projectID and organisationID."
        )
    return found[0]


def _is_table(file: Path) -> bool:
    return file.suffix.lower() in tables.SUFFIXES


def _is_projects(file: Path) -> bool:
    """Tell whether a file lists projects; other tables of CORDIS have an id, too, and a project."""
    if not _is_table(file):
        return False
    header = set(read_header(file))
    return "id" in header and "projectID" not in header and bool(header & _TITLES)


def _evidence(file: Path, participations: Iterable[Participation]) -> Row:
    """Return the one document that all rows cite: the data set, named after its folder."""
    folder = slug(file.resolve().parent.name).removeprefix("cordis").strip("-")
    cells = {
        "id": f"cordis-{folder}".strip("-"),
        "title": f"CORDIS: EU research projects and their participants ({folder or 'data set'})",
        "publisher": "European Union, CORDIS",
        "date": max((each["contentUpdateDate"][:10] for each in participations), default=""),
        "website": "https://cordis.europa.eu",
        "licence": "Reuse with attribution",
        "language": "en",
    }
    return Row("evidence", cells, str(file), 1)


def _unread(table: InputTable, sheet: str) -> Iterator[tuple[Row, Problem]]:
    for line, cells, problem in table.bad_records():
        key = project_key(cells.get("id", "")) if sheet == "programmes" else ""
        yield Row(sheet, {"id": key}, table.file, line), problem


def _headings(
    named_in: InputTable, listed_in: Iterable[InputTable]
) -> Iterator[tuple[tuple[str, str, str], str]]:
    for table in (named_in, *listed_in):
        known: Mapping[str, Mapping[str, str]] = _PARTICIPATIONS if table is named_in else _PROJECTS
        for sheet, columns in known.items():
            yield from (((table.file, sheet, ours), theirs) for ours, theirs in columns.items())
