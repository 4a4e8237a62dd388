"""A chain of results as a picture: columns of boxes and what leads to what, as SVG of our own.

It takes the colours of the text around it and is the same in every run. The table of the same
elements is its text alternative; the picture holds no links.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

_BOX, _BETWEEN, _MARGIN = 164, 32, 2
_HEAD, _LINE, _PADDING, _GAP = 24, 14, 7, 9
_LETTERS = 24


@dataclass(frozen=True, slots=True)
class Box:
    """One element: the column that it stands in, its words, and the boxes that it leads to."""

    id: str
    column: str
    words: str
    leads_to: tuple[str, ...]
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    box: Box
    left: float
    top: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _height(self.lines)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def chain_diagram(name: str, title: str, columns: Sequence[str], boxes: Sequence[Box]) -> str:
    """Return the picture of a chain, its columns from left to right; "" where there is no box.

    The name is one that nothing else on the page has. Boxes of no such column are left out.
    """
    used = [column for column in columns if any(box.column == column for box in boxes)]
    shown = {box.id: box for box in boxes if box.column in used}
    if not shown:
        return ""
    placed = _Layout(shown, used).placed()
    width = len(used) * (_BOX + _BETWEEN) - _BETWEEN + 2 * _MARGIN
    height = max(each.top + each.height for each in placed.values()) + _MARGIN
    body = [*_headings(used), *_lines(placed), *_boxes(placed.values())]
    return _svg(name, title, told(columns, boxes), (width, height), body)


def told(columns: Sequence[str], boxes: Sequence[Box]) -> str:
    """Return in words how many elements each column has and how many links are inferred."""
    counts = ((column, sum(box.column == column for box in boxes)) for column in columns)
    parts = [f"{column.lower()}: {count}" for column, count in counts if count]
    inferred = sum(box.is_inferred for box in boxes)
    links = f" Dashed lines: {inferred} inferred." if inferred else ""
    return f"From left to right, {', '.join(parts)}.{links} The table lists them all."


class _Layout:
    """Places the boxes: what leads to a box stands left of it, it in the middle of them."""

    def __init__(self, boxes: Mapping[str, Box], columns: Sequence[str]) -> None:
        self._boxes = boxes
        self._lefts = {
            column: _MARGIN + number * (_BOX + _BETWEEN) for number, column in enumerate(columns)
        }
        self._below: dict[str, list[Box]] = {}
        for box in boxes.values():
            self._below.setdefault(_above(box, boxes), []).append(box)
        self._placed: dict[str, _Placed] = {}
        self._next = float(_HEAD)

    def placed(self) -> Mapping[str, _Placed]:
        """Return each box with its place; those that lead round in a circle come last."""
        for box in (*self._below.get("", ()), *self._boxes.values()):
            self._place(box, frozenset())
        return self._placed

    def _place(self, box: Box, path: frozenset[str]) -> None:
        if box.id in self._placed or box.id in path:
            return
        start, lines, left = self._next, _wrapped(box.words), self._lefts[box.column]
        below = self._below.get(box.id, ())
        for each in below:
            self._place(each, path | {box.id})
        beside = [self._placed[each.id] for each in below if each.id in self._placed]
        middle = (beside[0].middle + beside[-1].middle) / 2 if beside else 0.0
        top = max(middle - _height(lines) / 2, start)
        if any(each.left == left and each.top >= start for each in self._placed.values()):
            # What leads to it stands in its own column.
            top = self._next
        self._placed[box.id] = _Placed(box, left, top, lines)
        self._next = max(self._next, top + _height(lines) + _GAP)


def _above(box: Box, boxes: Mapping[str, Box]) -> str:
    return next((each for each in box.leads_to if each in boxes), "")


def _wrapped(words: str) -> tuple[str, ...]:
    return tuple(wrap(words, _LETTERS)) or ("",)


def _height(lines: Sequence[str]) -> float:
    return len(lines) * _LINE + 2 * _PADDING


def _headings(columns: Iterable[str]) -> Iterator[str]:
    for number, column in enumerate(columns):
        left = _MARGIN + number * (_BOX + _BETWEEN)
        yield f'<text class="head" x="{left}" y="13" font-weight="600">{escape(column)}</text>'


def _lines(placed: Mapping[str, _Placed]) -> Iterator[str]:
    for start in placed.values():
        for target in start.box.leads_to:
            if end := placed.get(target):
                yield _line(start, end)


def _line(start: _Placed, end: _Placed) -> str:
    left, right = start.left + _BOX, end.left
    half = (left + right) / 2
    dashes = ' stroke-dasharray="4 3"' if start.box.is_inferred else ""
    return (
        f'<path class="link" d="M{left:.1f} {start.middle:.1f}C{half:.1f} {start.middle:.1f}'
        f' {half:.1f} {end.middle:.1f} {right:.1f} {end.middle:.1f}"'
        f' fill="none" stroke="currentColor" stroke-opacity="0.6"{dashes}/>'
    )


def _boxes(placed: Iterable[_Placed]) -> Iterator[str]:
    for each in placed:
        yield (
            f'<rect class="box" x="{each.left:.1f}" y="{each.top:.1f}" width="{_BOX}"'
            f' height="{each.height:.1f}" rx="4" fill="none" stroke="currentColor"/>'
        )
        for number, line in enumerate(each.lines):
            down = each.top + _PADDING + 10.5 + number * _LINE
            yield f'<text x="{each.left + 8:.1f}" y="{down:.1f}">{escape(line)}</text>'


def _svg(name: str, title: str, words: str, size: tuple[float, float], body: Sequence[str]) -> str:
    width, height = size
    return (
        f'<svg class="chain" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" role="img" aria-labelledby="{name}-title {name}-told"'
        ' font-size="11.5" font-family="inherit" fill="currentColor">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-told">{escape(words)}</desc>'
        f"{''.join(body)}</svg>"
    )
