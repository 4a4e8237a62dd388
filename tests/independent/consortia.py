"""Who took part in which projects of CORDIS in a year, read from its CSV files alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

import networkx as nx

from tests.independent import cordis

Pair = tuple[str, str]


@dataclass(frozen=True)
class Consortia:
    """The participants, by PIC, of the projects that run on a day of a year.

    Started holds the first day of each project, seats how often each stands in it, and newest the
    row of each organisation that CORDIS updated last.
    """

    projects: Mapping[str, frozenset[str]]
    started: Mapping[str, str]
    seats: Counter[tuple[str, str]]
    newest: Mapping[str, cordis.Row]

    @cached_property
    def pairs(self) -> Mapping[Pair, tuple[str, ...]]:
        """Return who takes part together with whom, with the numbers of the projects they share."""
        found: dict[Pair, list[str]] = {}
        for number, parties in self.projects.items():
            for pair in combinations(sorted(parties), 2):
                found.setdefault(pair, []).append(number)
        return {pair: tuple(numbers) for pair, numbers in found.items()}

    @cached_property
    def graph(self) -> "nx.Graph[str]":
        """Return who takes part together with whom as a graph, those who stand alone with them."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(sorted(self.organisations))
        graph.add_edges_from(self.pairs)
        return graph

    @cached_property
    def organisations(self) -> frozenset[str]:
        """Return all participants."""
        return frozenset[str]().union(*self.projects.values())

    def participations(self, pairs: Iterable[Pair]) -> set[tuple[str, str]]:
        """Return the seats, each a project and a participant, that some pairs rest on."""
        found = ((number, pair) for pair in pairs for number in self.pairs.get(pair, ()))
        return {(number, pic) for number, pair in found for pic in pair}

    def rows_of(self, seats: Iterable[tuple[str, str]]) -> int:
        """Return in how many rows of the table of participations some seats stand."""
        return sum(self.seats[seat] for seat in seats)


def consortia(folder: Path, year: int) -> Consortia:
    """Return the consortia of a year."""
    listed, rows = cordis.projects(folder), cordis.participations(folder)
    running = {number for number, row in listed.items() if cordis.runs_in(row, year)}
    seats = Counter(
        (row["projectID"], row["organisationID"]) for row in rows if row["projectID"] in running
    )
    by_project: dict[str, set[str]] = {}
    for number, pic in seats:
        by_project.setdefault(number, set()).add(pic)
    return Consortia(
        projects={number: frozenset(parties) for number, parties in by_project.items()},
        started={number: listed[number]["startDate"] for number in by_project},
        seats=seats,
        newest={
            row["organisationID"]: row
            for row in sorted(rows, key=lambda row: row["contentUpdateDate"])
        },
    )
