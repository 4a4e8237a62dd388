"""Measures of collaboration: a registry of pure functions, a file a family."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ecograph.metrics import (
    anchoring,
    borders,
    brokerage,
    centrality,
    cohesion,
    connection,
    cores,
    diversity,
    following,
    governance,
    groups,
    keyplayers,
    likeness,
    mixing,
    outposts,
    position,
    resilience,
    size,
    together,
    turnover,
)
from ecograph.metrics.change import changes, difference
from ecograph.metrics.comparison import Changing, Comparison, Named, Published
from ecograph.metrics.figures import Basis, Coverage, Figure, Key, Number, Part, Reason
from ecograph.metrics.measure import Answer, Answers, Direction, Level, Measure

__all__ = [
    "Answer",
    "Answers",
    "Basis",
    "Changing",
    "Comparison",
    "Coverage",
    "Direction",
    "Figure",
    "Key",
    "Level",
    "Measure",
    "Named",
    "Number",
    "Part",
    "Published",
    "Reason",
    "changes",
    "comparisons",
    "difference",
    "measures",
]

_FAMILIES = (
    size,
    together,
    cohesion,
    connection,
    cores,
    centrality,
    position,
    brokerage,
    borders,
    mixing,
    likeness,
    diversity,
    groups,
    keyplayers,
    resilience,
    outposts,
    anchoring,
    governance,
)


@cache
def measures() -> Mapping[str, Measure]:
    """Return all measures by their ids, in the order in which they are shown."""
    found = {measure.id: measure for family in _FAMILIES for measure in family.MEASURES}
    return MappingProxyType(found)


@cache
def comparisons() -> Mapping[str, Comparison]:
    """Return all measures of change by their ids, in the order in which they are shown."""
    found = {each.id: each for family in (turnover, following) for each in family.MEASURES}
    return MappingProxyType(found)
