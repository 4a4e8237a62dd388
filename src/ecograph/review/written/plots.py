"""Plots as SVG of our own: lines over years and bars, told to screen readers in words.

They take the colour of the text around them, need no style sheet, and are the same in every run.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TypeAlias

Point: TypeAlias = tuple[int, float | None, str]
Place: TypeAlias = tuple[float, float | None, str]
_WIDTH, _HEIGHT = 320, 156
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 316, 26, 114
_ABOVE, _BELOW = -9, 18
# How high letters are, how far words reach to each side, and how near a line may come to them.
_LETTERS, _ASIDE, _CLEAR = 9, 16, 7
_BAR_HEIGHT, _BAR_STEP, _BARS_LEFT, _BARS_RIGHT = 10, 36, 4, 250


def line_plot(name: str, title: str, points: Sequence[Point]) -> str:
    """Return a figure over years, each point with its number in words; a gap where there is none.

    The name is one that nothing else on the page has; what is below 0 hangs below the line.
    """
    values = [value for _, value, _ in points if value is not None]
    lowest, highest = min(0, 0, *values), max(0, 0, *values)
    places = [
        (
            _across(number, len(points)),
            None if value is None else _down(value, lowest, highest),
            words,
        )
        for number, (_, value, words) in enumerate(points)
    ]
    years = [
        _text(_across(number, len(points)), _HEIGHT - 8, str(year), "middle")
        for number, (year, _, _) in enumerate(points)
        if _is_told(number, len(points))
    ]
    zero = _down(0, lowest, highest)
    baseline = f'<path d="M{_LEFT} {zero:g}H{_RIGHT}" stroke-opacity="0.35"/>'
    told = "; ".join(f"{year}: {words}" for year, _, words in points)
    body = [baseline, *_lines(places), *_dots(places, zero), *years]
    return _svg(name, title, told, _HEIGHT, body)


def bar_plot(name: str, title: str, bars: Sequence[tuple[str, float | None, str]]) -> str:
    """Return one bar a part, each with its number in words; none where there is no number."""
    highest = max((value for _, value, _ in bars if value is not None), default=0)
    body = [
        line
        for number, (label, value, words) in enumerate(bars)
        for line in _bar(number * _BAR_STEP, label, value or 0, highest, words)
    ]
    told = "; ".join(f"{label}: {words}" for label, _, words in bars)
    return _svg(name, title, told, 8 + len(bars) * _BAR_STEP, body)


def _lines(places: Sequence[Place]) -> Iterator[str]:
    for is_known, group in groupby(places, key=lambda place: place[1] is not None):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in group if y is not None)
        if is_known:
            yield f'<polyline class="mark" points="{path}" stroke="currentColor" stroke-width="2"/>'


def _dots(places: Sequence[Place], zero: float) -> Iterator[str]:
    for number, (x, y, words) in enumerate(places):
        if y is None:
            continue
        yield (
            f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="currentColor"'
            ' stroke="none"/>'
        )
        if _is_told(number, len(places)):
            is_crossed = zero < y and y + _ABOVE - _LETTERS < zero < y + _ABOVE + 2
            beside = _BELOW if is_crossed or _is_low(places, number, y) else _ABOVE
            yield _text(x, y + beside, words, "middle")


def _is_low(places: Sequence[Place], number: int, y: float) -> bool:
    """Tell whether lines go up from a point so that words fit only below: both, or a steep one."""
    beside = [places[other] for other in (number - 1, number + 1) if 0 <= other < len(places)]
    rises = [(y - other, abs(x - places[number][0])) for x, other, _ in beside if other is not None]
    if len(rises) == 1:
        (rise, across) = rises[0]
        return rise * _ASIDE / across > _CLEAR
    return bool(rises) and all(rise > 0 for rise, _ in rises)


def _is_told(number: int, of: int) -> bool:
    """Tell whether a point has room for its words: the last, and others that are not too near."""
    return (of - 1 - number) % max(1, -(-of // 6)) == 0


def _bar(y: float, label: str, value: float, highest: float, words: str) -> Iterator[str]:
    width = max((_BARS_RIGHT - _BARS_LEFT) * value / highest, 1) if value else 0
    yield _text(_BARS_LEFT, y + 14, label, "start")
    yield (
        f'<rect class="mark" x="{_BARS_LEFT}" y="{y + 20}" width="{width:.1f}"'
        f' height="{_BAR_HEIGHT}" fill="currentColor" stroke="none"/>'
    )
    yield _text(_BARS_LEFT + width + 6, y + 29, words, "start")


def _across(number: int, of: int) -> float:
    inset = 18
    if of == 1:
        return (_LEFT + _RIGHT) / 2
    return _LEFT + inset + number * (_RIGHT - _LEFT - 2 * inset) / (of - 1)


def _down(value: float, lowest: float, highest: float) -> float:
    share = (value - lowest) / (highest - lowest) if highest > lowest else 0
    return _BOTTOM - (_BOTTOM - _TOP) * share


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor" stroke="none">'
        f"{escape(text)}</text>"
    )


def _svg(name: str, title: str, told: str, height: int, body: Sequence[str]) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-told" font-size="11" font-family="inherit"'
        ' fill="none" stroke="currentColor">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-told">{escape(told)}</desc>'
        f"{''.join(body)}</svg>"
    )
