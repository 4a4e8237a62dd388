"""Indicators as tables show them: each beside the element that it judges, level by level."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from ecograph.frameworks import Element, Frameworks, Indicator, IndicatorReport, Line
from ecograph.frameworks.model import LEVELS
from ecograph.frameworks.switching import is_on
from ecograph.frameworks.trend import trend
from ecograph.frameworks.words import STANDINGS, changed, rests_on, told, valued

_COMPUTED, _REPORTED = "computed", "reported"
# What stands above the levels of a logframe comes first, what is done for them last.
_ORDER = ("Aim", "Need", *(level.capitalize() for level in LEVELS), "Objective", "Tactic")
_PLURALS = {"Activity": "Activities", "Criterion": "Criteria"}


@dataclass(frozen=True, slots=True)
class LineView:
    """One way of knowing an indicator, in words."""

    known_by: str
    value: str
    is_known: bool
    previous: str
    is_previous_known: bool
    baseline: str
    is_baseline_known: bool
    change: str
    compared_with: str
    standing: str
    standing_words: str
    met: str
    trend: Markup
    rests_on: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with a line for each way of knowing it, and its target."""

    indicator: Indicator
    is_off: bool
    target: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class ElementView:
    """An element with the indicators that judge it, and how many things serve it."""

    element: Element
    is_off: bool
    served_by: int
    indicators: tuple[IndicatorView, ...]

    @property
    def rows(self) -> int:
        """Return how many lines of a table it takes."""
        return max(1, sum(len(each.lines) for each in self.indicators))


@dataclass(frozen=True, slots=True)
class LevelView:
    """The elements of one level, under its heading."""

    heading: str
    elements: tuple[ElementView, ...]


def class_words(name: str, *, plural: bool = False) -> str:
    """Return the name of a class as people read it, such as Next step or Activities."""
    text = "".join(f" {each.lower()}" if each.isupper() else each for each in name).strip()
    text = text[:1].upper() + text[1:]
    return text if not plural else _plural(text)


def levels(
    frameworks: Frameworks, elements: Iterable[Element], reports: Mapping[str, IndicatorReport]
) -> tuple[LevelView, ...]:
    """Return elements by level, impact first, with their indicators; reports are by IRI."""
    found: dict[str, list[ElementView]] = {}
    for each in elements:
        view = element_view(frameworks, each, reports)
        found.setdefault(each.type, []).append(view)
    ordered = sorted(found, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    return tuple(
        LevelView(class_words(each, plural=len(found[each]) > 1), tuple(found[each]))
        for each in ordered
    )


def element_view(
    frameworks: Frameworks, element: Element, reports: Mapping[str, IndicatorReport]
) -> ElementView:
    """Return an element with those of its indicators that there are reports of."""
    indicators = frameworks.indicators_of([element.iri])
    shown = (reports[each.iri] for each in indicators if each.iri in reports)
    return ElementView(
        element=element,
        is_off=_is_off(frameworks, element),
        served_by=len({c.thing for c in frameworks.contributions if c.element == element.iri}),
        indicators=tuple(indicator_view(frameworks, each) for each in shown),
    )


def indicator_view(frameworks: Frameworks, found: IndicatorReport) -> IndicatorView:
    """Return an indicator in words."""
    unit = found.indicator.unit
    return IndicatorView(
        indicator=found.indicator,
        is_off=_is_off(frameworks, found.indicator.element),
        target="" if found.target is None else valued(found.target, unit),
        lines=tuple(_lines(found)),
    )


def _is_off(frameworks: Frameworks, element: Element) -> bool:
    """Tell whether an element is switched off in a framework of which anything is on."""
    return is_on(frameworks, element.framework) and not is_on(frameworks, element.iri)


def _lines(found: IndicatorReport) -> Iterator[LineView]:
    """Yield the computed and the reported line; an empty reported one only if it is alone."""
    if found.computed:
        yield _line(found, found.computed, _COMPUTED, None)
    if not found.computed or any(each.is_known for each in found.reported.series.values()):
        yield _line(found, found.reported, _REPORTED, found.reported_baseline)


def _line(
    found: IndicatorReport, line: Line, known_by: str, reported_baseline: Decimal | None
) -> LineView:
    unit = found.indicator.unit
    of_year = told(line.baseline, unit)
    return LineView(
        known_by=known_by,
        value=told(line.this, unit),
        is_known=line.this.is_known,
        previous=told(line.previous, unit),
        is_previous_known=line.previous.is_known,
        baseline=of_year if reported_baseline is None else valued(reported_baseline, unit),
        is_baseline_known=reported_baseline is not None
        or bool(line.baseline and line.baseline.is_known),
        change=changed(line.change_as_compared, unit),
        compared_with=_compared_with(found),
        standing=line.standing.value,
        standing_words=STANDINGS[line.standing],
        met={True: "reached", False: "not reached", None: ""}[found.is_met(line)],
        trend=_trend(found, line),
        rests_on=rests_on(line.this),
    )


def _compared_with(found: IndicatorReport) -> str:
    comparison = found.indicator.comparison
    if comparison == "before-service":
        return "before the service"
    if comparison == "over-time":
        return "the first value"
    year = found.years.baseline if comparison == "baseline" else found.years.this - 1
    return "" if year is None else str(year)


def _trend(found: IndicatorReport, line: Line) -> Markup:
    unit = found.indicator.unit
    points = [(year, each.value, told(each, unit)) for year, each in line.series.items()]
    return Markup(trend(points))  # noqa: S704  # the drawing escapes what it is given


def _plural(text: str) -> str:
    irregular = _PLURALS.get(text.rpartition(" ")[2].capitalize())
    return irregular or f"{text}s"
