"""The only file that knows igraph: paths and positions at its speed, where it is installed.

Everything works without it on networkx; values agree to within the rounding of floats.
"""

import random
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from types import ModuleType
from typing import Protocol

import networkx as nx

Position = tuple[float, float]


class _Drawing(Protocol):
    """A layout of igraph."""

    coords: list[list[float]]


class _Graph(Protocol):
    """What is used of a graph of igraph, which has no types of its own."""

    def betweenness(self, *, directed: bool) -> list[float]: ...

    def harmonic_centrality(self, *, normalized: bool) -> list[float]: ...

    def layout_umap(self, *, min_dist: float, epochs: int) -> _Drawing: ...


_EPOCHS = 500
_NEAREST = 0.3
_SEED = 1
# igraph draws from one sequence of random numbers for all that it does.
_drawing = Lock()


def has_igraph() -> bool:
    """Tell whether igraph is installed; being GPL it is an extra, never a requirement."""
    return find_spec("igraph") is not None


def betweenness(graph: "nx.Graph[str]") -> Mapping[str, float]:
    """Return each node's share of the shortest paths between others, of three nodes or more."""
    if not has_igraph():
        found: Mapping[str, float] = nx.betweenness_centrality(graph, normalized=True)
        return found
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    values = _converted(graph).betweenness(directed=False)
    return {node: value / pairs for node, value in zip(graph, values, strict=True)}


def harmonic_closeness(graph: "nx.Graph[str]") -> Mapping[str, float]:
    """Return the mean over all other nodes of one divided by the distance to them."""
    if not has_igraph():
        sums: Mapping[str, float] = nx.harmonic_centrality(graph)
        return {node: value / (len(graph) - 1) for node, value in sums.items()}
    values = _converted(graph).harmonic_centrality(normalized=True)
    return dict(zip(graph, values, strict=True))


def umap(graph: "nx.Graph[str]") -> Mapping[str, Position]:
    """Return positions by UMAP, the same in every run; needs igraph and a connected graph.

    Weights are not given to it: igraph 1.0 cuts them down to whole numbers.
    """
    with _drawing:
        igraph = _igraph()
        igraph.set_random_number_generator(_Sequence(_SEED))
        try:
            found = _converted(graph).layout_umap(min_dist=_NEAREST, epochs=_EPOCHS)
        finally:
            igraph.set_random_number_generator(random)
    points: list[Position] = [(float(x), float(y)) for x, y in found.coords]
    return dict(zip(graph, points, strict=True))


class _Sequence(random.Random):
    """Random numbers that are the same in every run: they place points and protect nothing."""


def _converted(graph: "nx.Graph[str]") -> "_Graph":
    index = {node: number for number, node in enumerate(graph)}
    edges = [(index[first], index[second]) for first, second in graph.edges]
    found: _Graph = _igraph().Graph(n=len(index), edges=edges)
    return found


def _igraph() -> ModuleType:
    return import_module("igraph")
