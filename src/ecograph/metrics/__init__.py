"""Measures of collaboration: a registry of pure functions, a file a family."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ecograph.metrics import (
    borders,
    centrality,
    cohesion,
    diversity,
    governance,
    mixing,
    outposts,
    size,
    together,
)
from ecograph.metrics.change import changes, difference
from ecograph.metrics.figures import Basis, Coverage, Figure, Key, Number, Part, Reason
from ecograph.metrics.measure import Direction, Level, Measure

__all__ = [
    "Basis",
    "Coverage",
    "Direction",
    "Figure",
    "Key",
    "Level",
    "Measure",
    "Number",
    "Part",
    "Reason",
    "changes",
    "difference",
    "measures",
]

_FAMILIES = (
    size,
    together,
    cohesion,
    centrality,
    borders,
    mixing,
    diversity,
    outposts,
    governance,
)


@cache
def measures() -> Mapping[str, Measure]:
    """Return all measures by their ids, in the order in which they are shown."""
    found = {measure.id: measure for family in _FAMILIES for measure in family.MEASURES}
    return MappingProxyType(found)
