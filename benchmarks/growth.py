"""A plot of how times grow: a small panel a measure, both axes as logarithms."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import log10

_COLUMNS, _WIDTH, _HEIGHT = 6, 150, 116
_LEFT, _TOP, _ACROSS, _DOWN = 30, 26, 112, 72
_LEAST, _MOST = -3, 2
_SHOWN = 0.005
Points = Sequence[tuple[float, float]]


def growth_plot(panels: Mapping[str, Points], beside: Mapping[str, Points], title: str) -> str:
    """Return a plot of seconds over work; a dashed line through the last point has slope 1.

    Beside are the seconds of those that are estimated where networks are large, in orange. Those
    that take less than 5 ms even at the largest work have no panel.
    """
    shown = {name: points for name, points in panels.items() if points[-1][1] >= _SHOWN}
    works = [work for points in (*shown.values(), *beside.values()) for work, _ in points]
    reach = (log10(min(works)), log10(max(works)))
    rows = -(-len(shown) // _COLUMNS)
    body = [
        f'<g transform="translate({place % _COLUMNS * _WIDTH} {place // _COLUMNS * _HEIGHT})">'
        f"{''.join(_panel(name, points, beside.get(name, ()), reach))}</g>"
        for place, (name, points) in enumerate(shown.items())
    ]
    width, height = _COLUMNS * _WIDTH, rows * _HEIGHT + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(title)}" font-family="sans-serif" font-size="9" fill="none">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _panel(name: str, points: Points, beside: Points, reach: tuple[float, float]) -> Iterator[str]:
    yield f'<text x="{_LEFT}" y="{_TOP - 10}" fill="#222222">{escape(name)}</text>'
    for power in range(_LEAST, _MOST + 1):
        y = _y(10.0**power)
        yield f'<path d="M{_LEFT} {y:.1f}h{_ACROSS}" stroke="#dddddd"/>'
        if power in {_LEAST, -1, 1}:
            yield (
                f'<text x="{_LEFT - 3}" y="{y + 3:.1f}" text-anchor="end" fill="#555555">'
                f"{10.0**power:g} s</text>"
            )
    last_work, last = points[-1]
    first_work = points[0][0]
    ends = ((first_work, last * first_work / last_work), (last_work, last))
    dashed = " ".join(f"{_x(work, reach):.1f},{_y(took):.1f}" for work, took in ends)
    yield f'<polyline points="{dashed}" stroke="#888888" stroke-dasharray="3 2"/>'
    yield from _line(points, reach, "#0072b2")
    yield from _line(beside, reach, "#d55e00")


def _line(points: Points, reach: tuple[float, float], colour: str) -> Iterator[str]:
    line = " ".join(f"{_x(work, reach):.1f},{_y(took):.1f}" for work, took in points)
    yield f'<polyline points="{line}" stroke="{colour}" stroke-width="1.5"/>'
    for work, took in points:
        yield f'<circle cx="{_x(work, reach):.1f}" cy="{_y(took):.1f}" r="2" fill="{colour}"/>'


def _x(work: float, reach: tuple[float, float]) -> float:
    return _LEFT + 4 + (log10(work) - reach[0]) / (reach[1] - reach[0]) * (_ACROSS - 8)


def _y(seconds: float) -> float:
    place = (log10(max(seconds, 10.0**_LEAST)) - _LEAST) / (_MOST - _LEAST)
    return _TOP + _DOWN * (1 - place)
