"""What is seen along shortest paths, and which three are tied to one another."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from ecograph.network.paths import seen_from, within_two_steps
from ecograph.network.triangles import triangles

pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1])


def adjacency(graph: "nx.Graph[int]") -> sparse.csr_array:
    """Return the ties of a graph whose nodes are numbers."""
    return sparse.csr_array(nx.to_scipy_sparse_array(graph, sorted(graph)))


def graph_of(ties: list[tuple[int, int]]) -> "nx.Graph[int]":
    """Return a graph of ten nodes with these ties."""
    found: nx.Graph[int] = nx.Graph(ties)
    found.add_nodes_from(range(10))
    return found


def test_in_a_long_ring_half_of_the_others_lie_behind_each_neighbour() -> None:
    # Of 2,001 there are 1,000 on either side; behind one at a distance of d lie 1,000 - d of them.
    ties = adjacency(nx.cycle_graph(2001))
    for seen in seen_from(ties, [0, 700]):
        away = np.abs(np.arange(2001) - seen.source)
        away = np.minimum(away, 2001 - away)
        assert (seen.distances == away).all()
        behind = np.where(away > 0, 1000 - away, 0)
        assert seen.dependencies == pytest.approx(behind)


@settings(deadline=None, max_examples=30)
@given(st.lists(pairs, max_size=20))
def test_what_all_see_adds_up_to_betweenness(ties: list[tuple[int, int]]) -> None:
    graph = graph_of(ties)
    seen = list(seen_from(adjacency(graph), range(10)))
    sums = np.sum([each.dependencies for each in seen], axis=0) / 2
    between = nx.betweenness_centrality(graph, normalized=False)
    assert sums.tolist() == pytest.approx([between[node] for node in range(10)])


@settings(deadline=None, max_examples=30)
@given(st.lists(pairs, max_size=20))
def test_who_is_within_two_steps(ties: list[tuple[int, int]]) -> None:
    graph = graph_of(ties)
    near = [len(nx.single_source_shortest_path_length(graph, node, 2)) - 1 for node in range(10)]
    assert within_two_steps(adjacency(graph)).tolist() == near


@settings(deadline=None, max_examples=30)
@given(st.lists(pairs, max_size=30))
def test_every_triangle_is_found_once(ties: list[tuple[int, int]]) -> None:
    graph = graph_of(ties)
    found = [
        frozenset(three)
        for some in triangles(adjacency(graph))
        for three in np.stack(some, axis=1).tolist()
    ]
    expected = {frozenset(three) for three in nx.enumerate_all_cliques(graph) if len(three) == 3}
    assert len(found) == len(expected)
    assert set(found) == expected
