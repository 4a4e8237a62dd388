"""Move discs apart until none overlaps another, as little as it takes."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

Points = NDArray[np.float64]

# After so many rounds of pushing, the drawing also grows a little in each, so that it ends.
_PATIENCE = 100
_GROWTH = 1.02
# Golden angle: discs on one point leave it in directions that are all different.
_ANGLE = np.pi * (3 - np.sqrt(5))


def separated(points: Points, radii: Points, gap: float) -> Points:
    """Return the points, moved so that discs of these radii keep at least a gap between them."""
    points = points.copy()
    found = _overlaps(points, radii, gap)
    rounds = 0
    while len(found):
        rounds += 1
        if rounds > _PATIENCE:
            points *= _GROWTH
        _push(points, radii, gap, found)
        found = _overlaps(points, radii, gap)
    return points


def _overlaps(points: Points, radii: Points, gap: float) -> NDArray[np.intp]:
    """Return the pairs of points that are too near one another, in the order of points."""
    reach = 2 * float(radii.max()) + gap
    pairs = np.asarray(KDTree(points).query_pairs(reach, output_type="ndarray"), dtype=np.intp)
    distances = np.linalg.norm(points[pairs[:, 1]] - points[pairs[:, 0]], axis=1)
    near = pairs[distances < _needed(radii, gap, pairs)]
    order = np.lexsort((near[:, 1], near[:, 0]))
    ordered: NDArray[np.intp] = near[order]
    return ordered


def _needed(radii: Points, gap: float, pairs: NDArray[np.intp]) -> Points:
    return radii[pairs[:, 0]] + radii[pairs[:, 1]] + gap


def _push(points: Points, radii: Points, gap: float, pairs: NDArray[np.intp]) -> None:
    """Move both discs of each pair by half of what they lack, and a little more."""
    difference = points[pairs[:, 1]] - points[pairs[:, 0]]
    distances = np.linalg.norm(difference, axis=1)
    on_one_point = distances == 0
    angles = _ANGLE * pairs[:, 1]
    away = np.column_stack((np.cos(angles), np.sin(angles)))
    difference[on_one_point] = away[on_one_point]
    directions = difference / np.where(on_one_point, 1, distances)[:, None]
    lack = (_needed(radii, gap, pairs) - distances) / 2 + gap / 20
    np.add.at(points, pairs[:, 0], -directions * lack[:, None])
    np.add.at(points, pairs[:, 1], directions * lack[:, None])
