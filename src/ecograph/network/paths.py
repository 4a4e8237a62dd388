"""Shortest paths from some organisations to all others: distances, and who lies between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ecograph.network.structure import Values

_AT_ONCE = 16
_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen from one source: distances (-1 out of reach), and dependencies.

    A dependency is the sum over all targets of the share of shortest paths that run through an
    organisation (Brandes 2001).
    """

    source: int
    distances: Values
    dependencies: Values


def seen_from(adjacency: sparse.csr_array, sources: Sequence[int]) -> Iterator[Seen]:
    """Yield what is seen from each source, several worked out at once by sparse products."""
    for first in range(0, len(sources), _AT_ONCE):
        some = list(sources[first : first + _AT_ONCE])
        distances, counts = _outwards(adjacency, some)
        dependencies = _backwards(adjacency, distances, counts)
        for column, source in enumerate(some):
            dependencies[source, column] = 0
            yield Seen(source, distances[:, column], dependencies[:, column])


def _outwards(adjacency: sparse.csr_array, sources: Sequence[int]) -> tuple[Values, Values]:
    """Return the distances from sources, a column each, and the numbers of shortest paths."""
    distances = np.full((adjacency.shape[0], len(sources)), -1.0)
    counts = np.zeros_like(distances)
    columns = np.arange(len(sources))
    distances[sources, columns], counts[sources, columns] = 0, 1
    frontier = counts.copy()
    step = 0
    while frontier.any():
        step += 1
        frontier = adjacency @ frontier
        frontier[distances >= 0] = 0
        distances[frontier > 0] = step
        counts += frontier
    return distances, counts


def _backwards(adjacency: sparse.csr_array, distances: Values, counts: Values) -> Values:
    """Return the dependencies, gathered from the farthest inwards."""
    dependencies = np.zeros_like(distances)
    for step in range(int(distances.max(initial=0)), 1, -1):
        passed = np.zeros_like(distances)
        there = distances == step
        passed[there] = (1 + dependencies[there]) / counts[there]
        passed = adjacency @ passed
        before = distances == step - 1
        dependencies[before] = counts[before] * passed[before]
    return dependencies


def within_two_steps(adjacency: sparse.csr_array) -> Values:
    """Return how many others are partners of each organisation or partners of its partners."""
    found = np.empty(adjacency.shape[0])
    for first in range(0, adjacency.shape[0], _ROWS):
        rows = adjacency[first : first + _ROWS]
        near = rows + rows @ adjacency
        itself = near[np.arange(near.shape[0]), np.arange(first, first + near.shape[0])] > 0
        found[first : first + _ROWS] = np.diff(near.indptr) - itself
    return found
