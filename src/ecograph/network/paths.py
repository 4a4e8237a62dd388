"""Shortest paths from some organisations to all others: distances, and who lies between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from ecograph.network.structure import Numbers, Values
from ecograph.network.triangles import batches

# Sources that are worked out at once: more where organisations are few.
_AT_ONCE, _PAIRS = 16, 500_000
# Below this share of all, it pays to look at the ties of a layer alone.
_FEW = 1 / 200


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen from one source: distances (-1 out of reach), and dependencies.

    A dependency is the sum over all targets of the share of shortest paths that run through an
    organisation (Brandes 2001).
    """

    source: int
    distances: Values
    dependencies: Values


@dataclass(frozen=True, slots=True)
class _Views:
    """What several sources see: of each pair of an organisation and a source, by its number.

    Pairs that are equally far are a layer; the first layer holds the sources themselves.
    """

    adjacency: sparse.csr_array
    width: int
    distances: Values
    counts: Values
    layers: list[Numbers]


def seen_from(adjacency: sparse.csr_array, sources: Sequence[int]) -> Iterator[Seen]:
    """Yield what is seen from each source, several worked out at once."""
    at_once = max(_AT_ONCE, _PAIRS // max(1, adjacency.shape[0]))
    for first in range(0, len(sources), at_once):
        some = list(sources[first : first + at_once])
        views = _outwards(adjacency, some)
        dependencies = _backwards(views)
        distances = views.distances.reshape(-1, len(some))
        for column, source in enumerate(some):
            dependencies[source, column] = 0
            yield Seen(source, distances[:, column], dependencies[:, column])


def _outwards(adjacency: sparse.csr_array, sources: Sequence[int]) -> _Views:
    """Return how far everybody is from sources, and over how many shortest paths."""
    width = len(sources)
    distances = np.full(adjacency.shape[0] * width, -1.0)
    views = _Views(adjacency, width, distances, np.zeros_like(distances), [])
    layer = np.array(sources, dtype=np.int64) * width + np.arange(width)
    paths = np.ones(width)
    while len(layer):
        distances[layer], views.counts[layer] = len(views.layers), paths
        views.layers.append(layer)
        reached, paths = _handed_on(views, layer, paths)
        is_new = distances[reached] < 0
        layer, paths = reached[is_new], paths[is_new]
    return views


def _backwards(views: _Views) -> Values:
    """Return the dependencies, gathered from the farthest layer inwards."""
    found = np.zeros_like(views.distances)
    inwards = reversed(list(pairwise(enumerate(views.layers[1:], 1))))
    for (nearer, _), (_, layer) in inwards:
        reached, sums = _handed_on(views, layer, (1 + found[layer]) / views.counts[layer])
        is_nearer = views.distances[reached] == nearer
        before = reached[is_nearer]
        found[before] = views.counts[before] * sums[is_nearer]
    return found.reshape(-1, views.width)


def _handed_on(views: _Views, layer: Numbers, values: Values) -> tuple[Numbers, Values]:
    """Return who gets something where each of a layer hands a value to its partners, and how much.

    The first steps in a network, and all in a long chain, lead to few; only those are looked at.
    """
    if len(layer) > _FEW * len(views.distances):
        whole = np.zeros_like(views.distances)
        whole[layer] = values
        sums = (views.adjacency @ whole.reshape(-1, views.width)).ravel()
        reached = np.flatnonzero(sums)
        return reached, sums[reached]
    organisations, columns = np.divmod(layer, views.width)
    starts, ends = views.adjacency.indptr[organisations], views.adjacency.indptr[organisations + 1]
    degrees = ends - starts
    places = np.arange(degrees.sum()) + np.repeat(ends - np.cumsum(degrees), degrees)
    partners = views.adjacency.indices[places].astype(np.int64)
    to = partners * views.width + np.repeat(columns, degrees)
    reached, which = np.unique(to, return_inverse=True)
    sums = np.bincount(which, np.repeat(values, degrees), len(reached))
    return reached, sums.astype(np.float64)


def within_two_steps(adjacency: sparse.csr_array) -> Values:
    """Return how many others are partners of each organisation or partners of its partners."""
    found = np.empty(adjacency.shape[0])
    for some in batches((adjacency @ np.diff(adjacency.indptr)).astype(np.int64)):
        rows = adjacency[some]
        near = rows + rows @ adjacency
        itself = near[np.arange(near.shape[0]), np.arange(some.start, some.stop)] > 0
        found[some] = np.diff(near.indptr) - itself
    return found
