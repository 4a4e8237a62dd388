"""The only file that imports igraph: positions, random numbers, and graphs for our backend.

Everything works without it on networkx; values agree to within the rounding of floats.
"""

import random
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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


class _Clustering(Protocol):
    """Groups of nodes as igraph finds them: each by the numbers of its nodes."""

    membership: list[int]

    def __iter__(self) -> Iterator[list[int]]: ...

    def __len__(self) -> int: ...


class _Quick(Protocol):
    """What is used of a graph of igraph, which has no types of its own."""

    def betweenness(
        self,
        *,
        directed: bool,
        sources: Sequence[int] | None = None,
        weights: Sequence[float] | None = None,
    ) -> list[float]: ...

    def harmonic_centrality(self, *, normalized: bool) -> list[float]: ...

    def get_edgelist(self) -> list[tuple[int, int]]: ...

    def coreness(self) -> list[int]: ...

    def degree(self) -> list[int]: ...

    def connected_components(self) -> _Clustering: ...

    def transitivity_undirected(self, *, mode: str) -> float: ...

    def transitivity_local_undirected(self, *, mode: str) -> list[float]: ...

    def constraint(self, *, weights: Sequence[float] | None) -> list[float]: ...

    def modularity(
        self, membership: Sequence[int], *, weights: Sequence[float] | None, resolution: float
    ) -> float: ...

    def community_leiden(
        self,
        *,
        objective_function: str,
        weights: Sequence[float] | None,
        resolution: float,
        n_iterations: int,
    ) -> _Clustering: ...

    def layout_umap(self, *, min_dist: float, epochs: int) -> _Drawing: ...


_EPOCHS = 500
_NEAREST = 0.3
_SEED = 1
# igraph draws from one sequence of random numbers for all that it does.
_drawing = Lock()


def has_igraph() -> bool:
    """Tell whether igraph is installed; being GPL it is an extra, never a requirement."""
    return find_spec("igraph") is not None


def quick_graph(number: int, edges: Iterable[tuple[int, int]]) -> _Quick:
    """Return a graph of igraph with so many nodes; lists are what it takes in fastest."""
    found: _Quick = _igraph().Graph(n=number, edges=list(edges))
    return found


@contextmanager
def drawing_from(numbers: random.Random) -> Iterator[None]:
    """Have igraph draw from these random numbers, for one caller at a time."""
    with _drawing:
        _igraph().set_random_number_generator(numbers)
        try:
            yield
        finally:
            _igraph().set_random_number_generator(random)


def umap(graph: "nx.Graph[str]") -> Mapping[str, Position]:
    """Return positions by UMAP, the same in every run; needs igraph and a connected graph.

    Weights are not given to it: igraph 1.0 cuts them down to whole numbers.
    """
    index: dict[Hashable, int] = {node: number for number, node in enumerate(graph)}
    quick = quick_graph(len(index), ((index[one], index[other]) for one, other in graph.edges))
    with drawing_from(_Sequence(_SEED)):
        found = quick.layout_umap(min_dist=_NEAREST, epochs=_EPOCHS)
    points: list[Position] = [(float(x), float(y)) for x, y in found.coords]
    return dict(zip(graph, points, strict=True))


class _Sequence(random.Random):
    """Random numbers that are the same in every run: they place points and protect nothing."""


def _igraph() -> ModuleType:
    return import_module("igraph")
