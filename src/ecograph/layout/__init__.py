"""Positions of a network that hold for all its years, the same whenever they are worked out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import networkx as nx

from ecograph.layout.arranging import arranged, method
from ecograph.layout.packing import Block, Discs, block, centred, shelf, stacked
from ecograph.network import TwoMode, two_mode_graph
from ecograph.network.engine import Position

__all__ = ["ORGANISATION_RADIUS", "UNDERTAKING_RADIUS", "Layout", "layout"]

VERSION = "1"
# In pixels at the scale at which the whole map is drawn.
ORGANISATION_RADIUS = 9.0
UNDERTAKING_RADIUS = 6.0
_GAP = 4.0
_SPACE = 30.0
_DIGITS = 1
# How much wider than high a drawing of small components is made.
_ASPECT = 1.5


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each organisation and undertaking is drawn, in pixels; the version says how it came.

    A year shows those that it has and hides the others, so that nothing moves between years.
    """

    positions: Mapping[str, Position]
    version: str

    def text(self) -> str:
        """Return the layout as JSON, the same for the same positions."""
        written = {"version": self.version, "positions": dict(sorted(self.positions.items()))}
        return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def layout(drawing: TwoMode, radii: Mapping[str, float] | None = None) -> Layout:
    """Return positions for a drawing, best that of all years at once.

    The largest component is on top, the smaller ones stand in rows beneath it, and organisations
    without a line on a shelf below, in the order of their names; no two discs overlap. Radii are
    in pixels, for those nodes that are drawn larger or smaller than usual.
    """
    usual = dict.fromkeys(drawing.undertakings, UNDERTAKING_RADIUS)
    usual |= dict.fromkeys(drawing.organisations, ORGANISATION_RADIUS)
    discs = Discs(
        usual | {node: size for node, size in (radii or {}).items() if node in usual}, _GAP
    )
    graph = two_mode_graph(drawing)
    alone = [iri for iri in drawing.organisations if not graph[iri]]
    blocks = [block(arranged(component), discs) for component in _components(graph)]
    width = _width(blocks, len(alone))
    rows = [centred(each, width) for each in blocks[:1]]
    if blocks[1:]:
        rows.append(stacked(blocks[1:], width, _SPACE))
    if alone:
        rows.append(shelf(alone, width, discs))
    whole = stacked(rows, 0.0, _SPACE)
    return Layout(MappingProxyType(_rounded(whole)), f"{VERSION}-{method()}")


def _components(graph: "nx.Graph[str]") -> list["nx.Graph[str]"]:
    """Return the components of two nodes or more, the largest first, their nodes in order."""
    found = [sorted(nodes) for nodes in nx.connected_components(graph) if len(nodes) > 1]
    found.sort(key=lambda nodes: (-len(nodes), nodes))
    return [_component(graph, nodes) for nodes in found]


def _component(graph: "nx.Graph[str]", nodes: list[str]) -> "nx.Graph[str]":
    """Return a part of a graph in an order that does not hang on that of reading."""
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(nodes)
    edges = graph.subgraph(nodes).edges
    part.add_edges_from(sorted((min(edge), max(edge)) for edge in edges))
    return part


def _width(blocks: list[Block], alone: int) -> float:
    """Return a width that holds the widest block and makes the whole about as long as a screen."""
    blocks_area = sum(each.width * each.height for each in blocks)
    area = blocks_area + alone * (2 * ORGANISATION_RADIUS + 2 * _GAP) ** 2
    widths = (each.width for each in blocks)
    return max(float((_ASPECT * area) ** 0.5), *widths, 0.0)


def _rounded(whole: Block) -> dict[str, Position]:
    places = zip(whole.nodes, whole.points.tolist(), strict=True)
    return {node: (round(x, _DIGITS), round(y, _DIGITS)) for node, (x, y) in places}
