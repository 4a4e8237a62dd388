"""Our backend says what networkx says, and nothing hangs on igraph being there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from inspect import getmembers, isfunction
from math import isnan
from typing import Any

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ecograph.metrics import measures
from ecograph.network import backend, engine
from ecograph.network.backend import QuickGraph, convert_from_nx, convert_to_nx, should_run
from ecograph.network.structure import structure
from tests.networks import PATH, TWO_TRIANGLES

needs_igraph = pytest.mark.skipif(not engine.has_igraph(), reason="igraph is not installed")
TIGHT = {"tol": 1e-15, "max_iter": 10_000}
# What a backend computes, and what it is asked with.
FUNCTIONS: Mapping[str, tuple[Callable[..., Any], Mapping[str, object]]] = {
    "betweenness": (nx.betweenness_centrality, {}),
    "betweenness, whole numbers": (nx.betweenness_centrality, {"normalized": False}),
    "betweenness from pivots": (nx.betweenness_centrality, {"k": 3, "seed": 7}),
    "betweenness from all": (nx.betweenness_centrality, {"k": 8, "seed": 7}),
    "harmonic centrality": (nx.harmonic_centrality, {}),
    "efficiency": (nx.global_efficiency, {}),
    "pagerank": (nx.pagerank, {"weight": None, **TIGHT}),
    "pagerank by weight": (nx.pagerank, TIGHT),
    "core number": (nx.core_number, {}),
    "number of components": (nx.number_connected_components, {}),
    "transitivity": (nx.transitivity, {}),
    "clustering": (nx.clustering, {}),
    "constraint": (nx.constraint, {}),
    "constraint by weight": (nx.constraint, {"weight": "weight"}),
    "effective size": (nx.effective_size, {}),
}
NODES = range(8)
pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from([0.5, 1.0, 2.0]))


def graph_of(ties: list[tuple[int, int, float]]) -> "nx.Graph[int]":
    """Return a graph of eight nodes with these ties, those of a node with itself left out."""
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(NODES)
    found.add_weighted_edges_from(tie for tie in ties if tie[0] != tie[1])
    return found


def numbers(found: float | Mapping[object, float]) -> Mapping[object, float | None]:
    """Return the numbers of an answer, None for what is not a number."""
    values = found if isinstance(found, Mapping) else {"": found}
    return {key: None if isnan(value) else value for key, value in values.items()}


@needs_igraph
@pytest.mark.parametrize("name", FUNCTIONS)
@settings(deadline=None, max_examples=10)
@given(ties=st.lists(pairs, max_size=16))
def test_both_say_the_same(name: str, ties: list[tuple[int, int, float]]) -> None:
    function, asked = FUNCTIONS[name]
    graph = graph_of(ties)
    quick = convert_from_nx(graph)
    assert numbers(function(quick, **asked)) == pytest.approx(
        numbers(function(graph, **asked)), abs=1e-9
    )


@needs_igraph
def test_a_graph_of_networkx_is_computed_by_the_backend_that_is_asked_for() -> None:
    graph: Any = graph_of([(0, 1, 1), (1, 2, 1)])
    found: Any = nx.betweenness_centrality(graph, backend="ecograph")
    assert found[1] == pytest.approx(1 / 21)


@needs_igraph
@pytest.mark.parametrize("weight", [None, "weight"])
@settings(deadline=None, max_examples=10)
@given(ties=st.lists(pairs, max_size=16))
def test_both_say_the_same_of_groups(
    weight: str | None, ties: list[tuple[int, int, float]]
) -> None:
    graph = graph_of(ties)
    quick: Any = convert_from_nx(graph)
    pieces = [set(each) for each in nx.connected_components(quick)]
    assert sorted(map(sorted, pieces)) == sorted(map(sorted, nx.connected_components(graph)))
    assume(graph.size())
    groups: Any = [{0, 1, 2}, {3, 4, 5, 6, 7}]
    by_igraph = nx.community.modularity(quick, groups, weight, 1.5)
    assert by_igraph == pytest.approx(nx.community.modularity(graph, groups, weight, 1.5), abs=1e-9)


def test_no_function_of_the_backend_goes_without_comparison() -> None:
    compared = {function.__name__ for function, _ in FUNCTIONS.values()}
    elsewhere = {"connected_components", "modularity", "leiden_communities"}
    about_it = {"can_run", "should_run", "convert_from_nx", "convert_to_nx"}
    own = {
        name
        for name, each in getmembers(backend, isfunction)
        if each.__module__ == backend.__name__
    }
    assert {name for name in own if name[0] != "_"} == compared | elsewhere | about_it


@needs_igraph
def test_two_triangles_are_two_communities() -> None:
    plain = structure(TWO_TRIANGLES).plain
    quick: Any = QuickGraph(list(plain), [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)])
    assert sorted(map(sorted, nx.community.leiden_communities(quick, seed=1))) == [
        list("abc"),
        list("def"),
    ]


@needs_igraph
@pytest.mark.parametrize(
    ("name", "asked", "expected"),
    [
        ("betweenness_centrality", {}, True),
        ("betweenness_centrality", {"weight": "weight"}, False),
        ("betweenness_centrality", {"endpoints": True}, False),
        ("clustering", {"weight": "weight"}, False),
        ("effective_size", {"weight": "weight"}, False),
        ("constraint", {"weight": "weight"}, True),
    ],
)
def test_what_igraph_defines_otherwise_stays_with_networkx(
    name: str, asked: Mapping[str, object], *, expected: bool
) -> None:
    assert should_run(name, (graph_of([(0, 1, 1)]),), asked) is expected


@needs_igraph
@pytest.mark.parametrize("graph", [nx.DiGraph(), nx.MultiGraph(), nx.Graph([(1, 1)])])
def test_directed_graphs_and_loops_stay_with_networkx(graph: "nx.Graph[int]") -> None:
    assert not should_run("core_number", (graph,), {})


@needs_igraph
def test_a_graph_of_ours_stays_as_it_is() -> None:
    quick: Any = QuickGraph("ab", [(0, 1)])
    assert convert_from_nx(quick) is quick
    assert convert_to_nx(3) == 3
    assert (len(quick), list(quick), quick.weighted("weight")) == (2, ["a", "b"], None)


@needs_igraph
def test_networks_too_small_for_paths_have_none() -> None:
    alone: Any = QuickGraph("a", [])
    assert nx.betweenness_centrality(alone) == {"a": 0}
    assert nx.harmonic_centrality(alone) == {"a": 0}
    assert nx.global_efficiency(alone) == 0
    nobody: Any = QuickGraph("", [])
    assert nx.pagerank(nobody) == {}


def told() -> dict[str, dict[str, float | None]]:
    """Return every number of every measure of two networks, worked out anew."""
    asked = {"path": replace(PATH), "triangles": replace(TWO_TRIANGLES)}
    return {
        f"{measure.id} {name}": {" ".join(part.key): part.value for part in figure.parts}
        | {"whole": figure.value}
        for name, each in asked.items()
        for measure in measures().values()
        for figure in [measure.of(each)]
    }


@needs_igraph
def test_every_measure_is_the_same_by_networkx_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # That nothing asks for igraph where it is not installed, CI shows by uninstalling it.
    by_igraph = told()
    monkeypatch.setattr(engine, "has_igraph", lambda: False)
    alone = told()
    assert {name: pytest.approx(found, abs=1e-9) for name, found in by_igraph.items()} == alone
