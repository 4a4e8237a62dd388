"""Where each organisation of a year of CORDIS stands, worked out with networkx alone."""

from collections.abc import Mapping
from itertools import combinations

import networkx as nx

from tests.independent.consortia import Consortia

_FAR_APART = 150


def positions(of: Consortia) -> Mapping[str, Mapping[str, float]]:
    """Return of each measure its values by PIC, those of isolates where it has any."""
    graph = of.graph
    return {
        "degree": dict(graph.degree),
        "strength": strengths(of),
        "core_number": nx.core_number(graph),
        "constraint": _of_the_tied(graph, nx.constraint(graph)),
        "effective_size": _of_the_tied(graph, nx.effective_size(graph)),
        "harmonic_closeness": {
            pic: sum(1 / steps for steps in _steps(graph, pic) if steps) / (len(graph) - 1)
            for pic in sorted(graph)[::_FAR_APART]
        },
    }


def strengths(of: Consortia) -> Mapping[str, float]:
    """Return by PIC in how many projects with others each takes part.

    A project of n gives each pair 1/(n-1), and so each participant 1.
    """
    shared = [parties for parties in of.projects.values() if len(parties) > 1]
    return {pic: sum(pic in parties for parties in shared) for pic in of.organisations}


def between_nobody(of: Consortia) -> set[str]:
    """Return those on no shortest path between others: all their partners are partners, too."""
    graph = of.graph
    return {
        pic
        for pic in graph
        if all(graph.has_edge(one, other) for one, other in combinations(graph[pic], 2))
    }


def _of_the_tied(graph: "nx.Graph[str]", values: Mapping[str, float]) -> Mapping[str, float]:
    return {pic: value for pic, value in values.items() if graph.degree[pic]}


def _steps(graph: "nx.Graph[str]", pic: str) -> list[int]:
    return list(nx.single_source_shortest_path_length(graph, pic).values())
