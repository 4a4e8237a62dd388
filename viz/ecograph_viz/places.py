"""Where things stand that a layout has no place for: beside those that they are joined with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, product
from math import cos, floor, hypot, pi, sin

Place = tuple[float, float]
# Turning by the golden angle keeps any number of things round one point apart.
_ANGLE = pi * (3 - 5**0.5)
_STEP = 48.0


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
    taken: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in places.values():
        taken[_cell(place)].append(place)
    for iri in sorted(neighbours.keys() - places.keys()):
        middle = _middle([found[n] for n in neighbours[iri] if n in found])
        found[iri] = _free(middle, taken)
        taken[_cell(found[iri])].append(found[iri])
    return found


def _middle(places: list[Place]) -> Place:
    if not places:
        return 0.0, 0.0
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _free(place: Place, taken: Mapping[tuple[int, int], list[Place]]) -> Place:
    """Return the first spot on a spiral round a place that has room on all sides."""
    spots = (_spot(place, turn) for turn in count())
    return next(
        (x, y)
        for x, y in spots
        if all(hypot(x - left, y - top) >= _STEP for left, top in _near((x, y), taken))
    )


def _spot(place: Place, turn: int) -> Place:
    reach = _STEP * turn**0.5
    return place[0] + reach * cos(turn * _ANGLE), place[1] + reach * sin(turn * _ANGLE)


def _near(place: Place, taken: Mapping[tuple[int, int], list[Place]]) -> Iterator[Place]:
    column, row = _cell(place)
    for across, down in product((-1, 0, 1), repeat=2):
        yield from taken.get((column + across, row + down), ())


def _cell(place: Place) -> tuple[int, int]:
    return floor(place[0] / _STEP), floor(place[1] / _STEP)
