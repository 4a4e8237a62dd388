"""Where the nodes of one connected component go, before discs are separated."""

from collections.abc import Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ecograph.network import engine
from ecograph.network.engine import Position

_SMALL = 40
_SEED = 1
# 0 leaves positions as they are, 1 spreads them evenly over a disc.
_EVENNESS = 0.6


def method() -> str:
    """Return the name of what arranges large components on this machine."""
    return "umap" if engine.has_igraph() else "spring"


def is_small(nodes: int) -> bool:
    """Tell whether a component is small enough to keep all the distances of its graph."""
    return nodes <= _SMALL


def arranged(component: "nx.Graph[str]") -> Mapping[str, Position]:
    """Return positions of a connected graph of two nodes or more, the same in every run.

    Large ones are arranged by UMAP where igraph is installed, which shows the groups in them; else
    as springs would. Small ones keep the distances of the graph (Kamada and Kawai 1989).
    """
    if is_small(len(component)):
        return _positions(nx.kamada_kawai_layout(component))
    if engine.has_igraph():
        return evened(engine.umap(component))
    return evened(_positions(nx.spring_layout(component, seed=_SEED)))


def evened(places: Mapping[str, Position]) -> Mapping[str, Position]:
    """Return positions with a core less dense and outliers nearer, directions being kept.

    A point moves along the line from the middle, towards the distance that it would have if all
    were spread over a disc: otherwise a few far ones make a blob of the rest.
    """
    points = np.array(list(places.values()), dtype=float)
    away = points - np.median(points, axis=0)
    distances = np.hypot(away[:, 0], away[:, 1])
    ranks = np.empty(len(distances))
    ranks[np.argsort(distances, kind="stable")] = np.arange(1, len(distances) + 1)
    spread = np.sqrt(ranks / len(ranks)) * np.median(distances)
    factors = (spread / np.where(distances, distances, 1)) ** _EVENNESS
    moved = (away * factors[:, None]).tolist()
    return {node: (x, y) for node, (x, y) in zip(places, moved, strict=True)}


def _positions(found: Mapping[str, NDArray[np.float64]]) -> dict[str, Position]:
    return {node: (float(place[0]), float(place[1])) for node, place in found.items()}
