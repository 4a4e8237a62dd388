"""Where things stand that a layout has no place for: beside those that they are joined with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import cos, pi, sin

Place = tuple[float, float]
# Turning by the golden angle keeps any number of things round one point apart.
_ANGLE = pi * (3 - 5**0.5)
_STEP = 18.0


def with_others(
    places: Mapping[str, Place], pairs: Iterable[tuple[str, str]]
) -> Mapping[str, Place]:
    """Return places with those of all ends of pairs: the middle of their neighbours, moved apart.

    What has no placed neighbour stands around the origin.
    """
    neighbours: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        neighbours[first].append(second)
        neighbours[second].append(first)
    found = dict(places)
    taken: dict[tuple[int, int], int] = defaultdict(int)
    for x, y in places.values():
        taken[_cell(x, y)] += 1
    for iri in sorted(neighbours.keys() - places.keys()):
        found[iri] = _free(_middle([found[n] for n in neighbours[iri] if n in found]), taken)
    return found


def _middle(places: list[Place]) -> Place:
    if not places:
        return 0.0, 0.0
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _free(place: Place, taken: dict[tuple[int, int], int]) -> Place:
    """Return the first free spot on a spiral round a place."""
    turn = 0
    while True:
        reach = _STEP * turn**0.5
        x, y = place[0] + reach * cos(turn * _ANGLE), place[1] + reach * sin(turn * _ANGLE)
        if not taken[_cell(x, y)]:
            taken[_cell(x, y)] += 1
            return x, y
        turn += 1


def _cell(x: float, y: float) -> tuple[int, int]:
    return round(x / _STEP), round(y / _STEP)
