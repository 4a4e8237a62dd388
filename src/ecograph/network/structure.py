"""A network as numbers: its ties as a sparse matrix, and as a graph that networkx takes."""

from functools import cached_property
from typing import TypeAlias, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from ecograph.network import engine
from ecograph.network.backend import QuickGraph
from ecograph.network.network import Network

Numbers: TypeAlias = NDArray[np.int64]
Values: TypeAlias = NDArray[np.float64]


class Structure:
    """The ties of a network by the numbers of its organisations, in the order of their IRIs.

    So no outcome hangs on the order of reading. What is worked out of it is kept.
    """

    def __init__(self, network: Network) -> None:
        """Number the organisations of a network and its ties."""
        self.names = sorted(network.organisations)
        index = {iri: number for number, iri in enumerate(self.names)}
        count = len(network.ties)
        self.first = np.fromiter((index[tie.first] for tie in network.ties), np.int64, count)
        self.second = np.fromiter((index[tie.second] for tie in network.ties), np.int64, count)
        self.weight = np.fromiter((tie.weight for tie in network.ties), np.float64, count)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def ties(self) -> int:
        """Return the number of ties."""
        return len(self.weight)

    @cached_property
    def adjacency(self) -> sparse.csr_array:
        """Return 1 for each pair that is tied, in both directions."""
        return self._matrix(np.ones(self.ties))

    @cached_property
    def degrees(self) -> Numbers:
        """Return the number of ties of each organisation."""
        ends = np.concatenate((self.first, self.second))
        return np.bincount(ends, minlength=len(self)).astype(np.int64)

    @cached_property
    def strengths(self) -> Values:
        """Return the sum of the weights of the ties of each organisation."""
        ends = np.concatenate((self.first, self.second))
        twice = np.concatenate((self.weight, self.weight))
        return np.bincount(ends, weights=twice, minlength=len(self)).astype(np.float64)

    @cached_property
    def pieces(self) -> Numbers:
        """Return the number of the connected component of each organisation."""
        if not len(self):
            return np.zeros(0, np.int64)
        _, labels = csgraph.connected_components(self.adjacency, directed=False)
        return np.asarray(labels, dtype=np.int64)

    @cached_property
    def sizes(self) -> Numbers:
        """Return how many organisations each connected component has."""
        return np.bincount(self.pieces).astype(np.int64)

    @cached_property
    def graph(self) -> "nx.Graph[str]":
        """Return the ties as a graph that networkx takes: by igraph where that is installed."""
        if not engine.has_igraph():
            return self.plain
        edges = zip(self.first.tolist(), self.second.tolist(), strict=True)
        return cast("nx.Graph[str]", QuickGraph(self.names, edges, self.weight.tolist()))

    @cached_property
    def plain(self) -> "nx.Graph[str]":
        """Return the ties as a graph of networkx itself; an edge bears its weight."""
        found: nx.Graph[str] = nx.Graph()
        found.add_nodes_from(self.names)
        found.add_weighted_edges_from(
            (self.names[one], self.names[other], weight)
            for one, other, weight in zip(
                self.first.tolist(), self.second.tolist(), self.weight.tolist(), strict=True
            )
        )
        return found

    def _matrix(self, values: Values) -> sparse.csr_array:
        both = (
            np.concatenate((self.first, self.second)),
            np.concatenate((self.second, self.first)),
        )
        shape = (len(self), len(self))
        return sparse.csr_array((np.concatenate((values, values)), both), shape=shape)


def structure(network: Network) -> Structure:
    """Return a network as numbers, worked out once for each network."""
    return network.kept(Structure, Structure)
