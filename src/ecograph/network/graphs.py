"""The network as networkx graphs, for measures and for other tools."""

import networkx as nx

from ecograph.network.network import Network
from ecograph.network.structure import structure
from ecograph.network.twomode import TwoMode


def graph(network: Network) -> "nx.Graph[str]":
    """Return the ties among the organisations of a network; an edge bears its weight.

    Nodes come in the order of their IRIs, so that no outcome hangs on the order of reading.
    """
    return structure(network).plain.copy()


def two_mode_graph(drawing: TwoMode) -> "nx.Graph[str]":
    """Return organisations and undertakings as nodes, and the lines between them as edges."""
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(sorted((*drawing.organisations, *drawing.undertakings)))
    found.add_edges_from((line.organisation, line.other) for line in drawing.lines)
    return found
