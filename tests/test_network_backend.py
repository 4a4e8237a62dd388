"""Our backend says what networkx says, and nothing hangs on igraph being there."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from math import isnan
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecograph.metrics import measures
from ecograph.network import engine
from ecograph.network.backend import QuickGraph, convert_from_nx, convert_to_nx, should_run
from ecograph.network.structure import structure
from tests.networks import PATH, TWO_TRIANGLES

needs_igraph = pytest.mark.skipif(not engine.has_igraph(), reason="igraph is not installed")
ROOT = Path(__file__).parent.parent
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
def test_components_and_modularity_are_those_of_networkx() -> None:
    plain = structure(TWO_TRIANGLES).plain
    quick: Any = QuickGraph(list(plain), [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)])
    groups = [set("abc"), set("def")]
    assert sorted(map(sorted, nx.connected_components(quick))) == sorted(map(sorted, groups))
    assert nx.community.modularity(quick, groups) == nx.community.modularity(plain, groups)
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


# Run in a process of its own, where igraph cannot be found.
WITHOUT_IGRAPH = """
import importlib.machinery as machinery, json, sys

class Hiding(machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.split(".")[0] == "igraph" else super().find_spec(name, path, target)

sys.meta_path = [Hiding if each is machinery.PathFinder else each for each in sys.meta_path]

from ecograph.network import engine
from tests.test_network_backend import told
assert not engine.has_igraph() and "igraph" not in sys.modules
print(json.dumps(told()))
"""


def told() -> dict[str, dict[str, float | None]]:
    """Return every number of every measure of two networks that does not hang on chance."""
    return {
        f"{measure.id} {name}": {" ".join(part.key): part.value for part in measure.of(asked).parts}
        | {"whole": measure.of(asked).value}
        for name, asked in (("path", PATH), ("triangles", TWO_TRIANGLES))
        for measure in measures().values()
    }


@needs_igraph
def test_every_measure_is_the_same_where_igraph_is_not_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_IGRAPH],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    without = json.loads(done.stdout)
    assert {name: pytest.approx(found, abs=1e-9) for name, found in told().items()} == without
