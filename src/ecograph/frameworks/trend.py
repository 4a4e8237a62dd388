"""A figure over years as a small line beside it, told to screen readers in words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import TypeAlias

Point: TypeAlias = tuple[int, Decimal | None, str]
_WIDTH, _HEIGHT, _INSET = 96, 26, 4


def trend(points: Sequence[Point]) -> str:
    """Return years with their values as a line, a gap where there is none; "" without a value.

    Each point comes with its value in words. A known year between two gaps is a dot, as is the
    last year; the scale begins at nought, or at the lowest value if that is below.
    """
    known = [value for _, value, _ in points if value is not None]
    if not known:
        return ""
    lowest, highest = min(Decimal(0), *known), max(known)
    places = [
        (_across(number, len(points)), None if value is None else _down(value, lowest, highest))
        for number, (_, value, _) in enumerate(points)
    ]
    words = "; ".join(f"{year}: {told}" for year, _, told in points)
    return (
        f'<svg class="trend" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
        f' role="img" aria-label="{escape(words)}">{"".join(_marks(places))}</svg>'
    )


def _marks(places: Sequence[tuple[float, float | None]]) -> Iterator[str]:
    for is_known, group in groupby(places, key=lambda place: place[1] is not None):
        run = [(x, y) for x, y in group if y is not None]
        if is_known and len(run) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            yield f'<polyline points="{path}" fill="none" stroke="currentColor"/>'
        elif is_known:
            yield _dot(*run[0])
    across, down = places[-1]
    if down is not None:
        yield _dot(across, down)


def _dot(across: float, down: float) -> str:
    return f'<circle cx="{across:.1f}" cy="{down:.1f}" r="2.4" fill="currentColor"/>'


def _across(number: int, of: int) -> float:
    if of == 1:
        return _WIDTH / 2
    return _INSET + number * (_WIDTH - 2 * _INSET) / (of - 1)


def _down(value: Decimal, lowest: Decimal, highest: Decimal) -> float:
    height = _HEIGHT - 2 * _INSET
    span = highest - lowest
    return _HEIGHT - _INSET - (height * float((value - lowest) / span) if span else 0.0)
