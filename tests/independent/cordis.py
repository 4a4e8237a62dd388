"""Count participations, projects and partners straight from the CSV files of CORDIS.

python -m tests.independent.cordis FOLDER [ORGANISATION YEAR]
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, str]


def rows(file: Path) -> list[Row]:
    """Return the rows of a CORDIS file: UTF-8, separated by semicolons."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=";"))


def participations(folder: Path) -> list[Row]:
    """Return the rows of organization.csv, each of which is one participation."""
    return rows(folder / "organization.csv")


def projects(folder: Path) -> dict[str, Row]:
    """Return the rows of the project table by project number."""
    (file,) = folder.glob("project*.csv")
    return {row["id"]: row for row in rows(file)}


def named_projects(folder: Path) -> set[str]:
    """Return the numbers of the projects that have a named participant."""
    return {row["projectID"] for row in participations(folder)}


def runs_in(project: Row, year: int) -> bool:
    """Tell whether a project with both dates runs on at least one day of a year."""
    return project["startDate"][:4] <= str(year) <= project["endDate"][:4]


def partners(folder: Path, organisation: str, year: int) -> dict[str, set[str]]:
    """Return the names of those who share a project of that year with an organisation.

    Each name comes with the numbers of the projects shared. The organisation is told by its PIC,
    so that it is not its own partner where it stands in a project twice.
    """
    listed = projects(folder)
    by_project: dict[str, dict[str, str]] = {}
    pics: set[str] = set()
    for row in participations(folder):
        by_project.setdefault(row["projectID"], {})[row["organisationID"]] = row["name"]
        if row["name"] == organisation:
            pics.add(row["organisationID"])
    found: dict[str, set[str]] = {}
    for number, parties in by_project.items():
        if pics & parties.keys() and runs_in(listed[number], year):
            for pic in parties.keys() - pics:
                found.setdefault(parties[pic], set()).add(number)
    return found


def organisations_by_size(folder: Path, how_many: int) -> list[str]:
    """Return names of organisations from the one with most participations to one with a single one.

    They lie ever further apart in the order of their participations, as most have only one.
    """
    counts: dict[str, int] = {}
    for row in participations(folder):
        counts[row["name"]] = counts.get(row["name"], 0) + 1
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    places = [len(ordered) ** (step / (how_many - 1)) for step in range(how_many)]
    return [ordered[round(place) - 1] for place in places]


def _told(folder: Path, asked: Iterable[str]) -> str:
    if asked := list(asked):
        name, year = asked
        return "\n".join(sorted(partners(folder, name, int(year))))
    return f"{len(participations(folder))} participations, {len(named_projects(folder))} projects"


if __name__ == "__main__":
    sys.stdout.write(_told(Path(sys.argv[1]), sys.argv[2:]) + "\n")
