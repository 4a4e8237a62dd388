"""Follow references backwards: what holds of a record holds of all that refer to it."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def spread(start: Iterable[Node], referring: Mapping[Node, Iterable[Node]]) -> set[Node]:
    """Return these records and all that refer to them, directly or by way of others."""
    reached = set(start)
    open_ends = list(reached)
    while open_ends:
        new = [who for who in referring.get(open_ends.pop(), ()) if who not in reached]
        reached.update(new)
        open_ends += new
    return reached
