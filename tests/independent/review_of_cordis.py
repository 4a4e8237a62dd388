"""Count ten headline figures of a year straight from the CSV files of CORDIS, with nothing of ours.

python -m tests.independent.review_of_cordis FOLDER YEAR
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

import networkx as nx

# What CORDIS calls activity types, and which of ten kinds of organisations each stands for; of a
# private company (PRC) and of others (OTH) the kind is not known.
_KINDS = {"HES": "university", "REC": "research-organisation", "PUB": "authority"}


def figures(folder: Path, year: int) -> Mapping[str, float]:
    """Return ten figures of who takes part in projects together, by name."""
    projects = _projects(folder, year)
    known = _newest(folder)
    ties = {pair for parties in projects.values() for pair in combinations(sorted(parties), 2)}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(pic for parties in projects.values() for pic in parties)
    graph.add_edges_from(ties)
    pieces = [len(piece) for piece in nx.connected_components(graph)]
    n, m = graph.number_of_nodes(), graph.number_of_edges()
    return {
        "organisations": n,
        "ties": m,
        "undertakings": sum(len(parties) > 1 for parties in projects.values()),
        "mean-degree": 2 * m / n,
        "density": 2 * m / (n * (n - 1)),
        "isolates": sum(1 for _ in nx.isolates(graph)) / n,
        "components": len(pieces),
        "giant-component-share": max(pieces) / n,
        "ties-across-borders/country": _share_apart(
            ties, {pic: row["country"] for pic, row in known.items()}
        ),
        "cross-kind-share": _share_apart(
            ties, {pic: _KINDS.get(row["activityType"], "") for pic, row in known.items()}
        ),
    }


def _rows(file: Path) -> Iterable[Mapping[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened, delimiter=";")


def _projects(folder: Path, year: int) -> Mapping[str, set[str]]:
    """Return the participants, by PIC, of each project that runs on a day of the year."""
    running = {
        row["id"]: set[str]()
        for row in _rows(folder / "project.csv")
        if row["startDate"][:4] <= str(year) <= row["endDate"][:4]
    }
    for row in _rows(folder / "organization.csv"):
        if row["projectID"] in running:
            running[row["projectID"]].add(row["organisationID"])
    return running


def _newest(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return of each organisation the row that CORDIS updated last."""
    rows = sorted(_rows(folder / "organization.csv"), key=lambda row: row["contentUpdateDate"])
    return {row["organisationID"]: row for row in rows}


def _share_apart(ties: Iterable[tuple[str, str]], groups: Mapping[str, str]) -> float:
    """Return the share of ties between two groups among those of which both groups are known."""
    ends = [(groups[first], groups[second]) for first, second in ties]
    known = [pair for pair in ends if all(pair)]
    return sum(first != second for first, second in known) / len(known)


if __name__ == "__main__":
    for name, value in figures(Path(sys.argv[1]), int(sys.argv[2])).items():
        sys.stdout.write(f"{name}: {value}\n")
