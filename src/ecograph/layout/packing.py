"""Set components beneath one another: the largest on top, others in rows, the rest on a shelf."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from ecograph.layout.arranging import is_small
from ecograph.layout.separation import Points, separated

# How much of the paper the discs of a component cover, before they are moved apart.
_COVER = 0.08
# How long a line is in a small component, in pixels.
_LENGTH = 60.0


@dataclass(frozen=True, slots=True)
class Block:
    """Some nodes with their places, from the corner of the least coordinates on."""

    nodes: tuple[str, ...]
    points: Points
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Discs:
    """How large each node is drawn, and how much room is to be left between two."""

    radii: Mapping[str, float]
    gap: float

    def of(self, nodes: Iterable[str]) -> Points:
        """Return the radii of these nodes."""
        return np.array([self.radii[node] for node in nodes], dtype=float)


def block(places: Mapping[str, tuple[float, float]], discs: Discs) -> Block:
    """Return a component at a size that its discs need, with none on top of another."""
    nodes = tuple(places)
    radii = discs.of(nodes)
    points = np.array([places[node] for node in nodes], dtype=float)
    scale = _edge_scale(points) if is_small(len(nodes)) else _cover_scale(points, radii)
    scaled = points * scale
    return _framed(nodes, separated(scaled, radii, discs.gap), radii, discs.gap)


def shelf(nodes: Sequence[str], width: float, discs: Discs) -> Block:
    """Return nodes side by side in rows no wider than this, in the order given."""
    radii = discs.of(nodes)
    step = 2 * float(radii.max()) + 2 * discs.gap
    columns = max(1, int(width // step))
    rows, places = np.divmod(np.arange(len(nodes)), columns)
    points = np.column_stack((places, rows)) * step
    return _framed(tuple(nodes), points, radii, discs.gap)


def centred(each: Block, width: float) -> Block:
    """Return a block in the middle of a width, which it then takes up."""
    left = max(0.0, width - each.width) / 2
    return Block(each.nodes, each.points + np.array([left, 0.0]), each.width + left, each.height)


def stacked(blocks: Iterable[Block], width: float, space: float) -> Block:
    """Return blocks as one, set left to right in rows, a new one where the width is used up."""
    nodes: list[str] = []
    points: list[Points] = []
    left = top = height = widest = 0.0
    for each in blocks:
        if left and left + each.width > width:
            left, top, height = 0.0, top + height + space, 0.0
        nodes.extend(each.nodes)
        points.append(each.points + np.array([left, top]))
        left += each.width + space
        height = max(height, each.height)
        widest = max(widest, left - space)
    together = np.concatenate(points) if points else np.empty((0, 2))
    return Block(tuple(nodes), together, widest, top + height)


def _edge_scale(points: Points) -> float:
    """Return the scale at which nodes lie about a line's usual length from their nearest one."""
    nearest, _ = KDTree(points).query(points, k=2)
    # Nodes on one point have no distance to go by; they are moved apart afterwards.
    return _LENGTH / (float(np.median(np.asarray(nearest)[:, 1])) or 1.0)


def _cover_scale(points: Points, radii: Points) -> float:
    """Return the scale at which the discs cover a certain share of the rectangle around them."""
    needed = float(np.pi * (radii**2).sum()) / _COVER
    sides = np.ptp(points, axis=0)
    # Points on one line enclose nothing; a tenth of the line's square stands for it.
    return float(np.sqrt(needed / max(np.prod(sides), float(sides.max()) ** 2 / 10)))


def _framed(nodes: tuple[str, ...], points: Points, radii: Points, gap: float) -> Block:
    lowest = (points - radii[:, None]).min(axis=0)
    highest = (points + radii[:, None]).max(axis=0)
    width, height = (highest - lowest + gap).tolist()
    return Block(nodes, points - lowest, width, height)
