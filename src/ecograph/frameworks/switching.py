"""Which results frameworks, elements and indicators are switched on here.

Nothing is on unless somebody has chosen it. The most specific choice wins: one about the element
itself, then about what it leads to in its own framework, its level, the framework, and last about
the needs and the aim that it leads to beyond. Of equally specific choices the one that the command
made wins, and of others that disagree the one that switches off.
"""

from collections.abc import Iterator, Mapping

from ecograph import vocabulary
from ecograph.frameworks.model import Choice, Element, Framework, Frameworks, Indicator

# The source that `ecograph frameworks on` and `off` write.
SOURCE = "choices"
_LEVELS = f"{vocabulary.SCHEMES}levels/"


def is_on(frameworks: Frameworks, iri: str) -> bool:
    """Tell whether an element or indicator is switched on, or anything in a framework."""
    return _is_on(frameworks, iri, _states(frameworks))


def chosen(frameworks: Frameworks) -> tuple[Indicator, ...]:
    """Return the indicators that are switched on, in their order."""
    states = _states(frameworks)
    return tuple(
        each for iri, each in frameworks.indicators.items() if _is_on(frameworks, iri, states)
    )


def states(frameworks: Frameworks) -> Mapping[str, bool]:
    """Return what is switched on or off by a choice of its own, by IRI."""
    return _states(frameworks)


def level_iri(level: str) -> str:
    """Return the IRI under which a choice speaks of a whole level."""
    return _LEVELS + level


def is_command(choice: Choice) -> bool:
    """Tell whether the command made a choice."""
    return choice.source.removesuffix("/internal").endswith(f"/source/{SOURCE}")


def lines_above(frameworks: Frameworks, element: Element) -> Iterator[tuple[str, ...]]:
    """Yield an element and what it leads to, a tuple of IRIs for each step up.

    An indicator leads to what it judges.
    """
    seen: set[str] = set()
    here: tuple[str, ...] = (element.iri,)
    while here:
        seen |= {*here}
        yield here
        found = (frameworks.elements[iri] for iri in here if iri in frameworks.elements)
        above = (iri for each in found for iri in (*each.all("indicatorOf"), *each.leads_to))
        here = tuple(dict.fromkeys(iri for iri in above if iri not in seen))


def framework_of(frameworks: Frameworks, element: Element) -> str:
    """Return the framework of an element by IRI; an indicator may have that of what it judges."""
    indicator = frameworks.indicators.get(element.iri)
    return indicator.element.framework if indicator else element.framework


def _is_on(frameworks: Frameworks, iri: str, found: Mapping[str, bool]) -> bool:
    framework = frameworks.frameworks.get(iri)
    if framework is not None:
        return any(_is_on(frameworks, each, found) for each in _members(frameworks, framework))
    element = frameworks.elements.get(iri)
    if element is None or not found:
        return False
    steps = (
        [found[each] for each in step if each in found] for step in _steps(frameworks, element)
    )
    # Of equally specific choices none may say no.
    return all(next((said for said in steps if said), [False]))


def _members(frameworks: Frameworks, framework: Framework) -> Iterator[str]:
    yield from (each.iri for each in framework.elements)
    for iri, indicator in frameworks.indicators.items():
        if indicator.element.framework == framework.iri:
            yield iri


def _steps(frameworks: Frameworks, element: Element) -> Iterator[tuple[str, ...]]:
    """Yield what a choice about may decide on an element, most specific first."""
    own = framework_of(frameworks, element)
    above = list(lines_above(frameworks, element))
    inside = [tuple(iri for iri in step if _stands_in(frameworks, iri, own)) for step in above]
    yield from inside
    yield from ((level_iri(level),) for level in _levels(frameworks, above))
    yield (own,)
    for step, kept in zip(above, inside, strict=True):
        yield tuple(iri for iri in step if iri not in kept)


def _stands_in(frameworks: Frameworks, iri: str, framework: str) -> bool:
    element = frameworks.elements.get(iri)
    return element is not None and framework_of(frameworks, element) == framework


def _levels(frameworks: Frameworks, above: list[tuple[str, ...]]) -> Iterator[str]:
    found = (
        frameworks.elements[iri] for step in above for iri in step if iri in frameworks.elements
    )
    first = next((each.level for each in found if each.level), "")
    yield from (first,) if first else ()


def _states(frameworks: Frameworks) -> Mapping[str, bool]:
    """Return for each IRI whether it is on or off, by the choices about it alone."""
    said: dict[str, list[Choice]] = {}
    for choice in frameworks.choices:
        if choice.is_on is not None:
            said.setdefault(choice.element, []).append(choice)
    return {iri: _decided(choices) for iri, choices in said.items()}


def _decided(choices: list[Choice]) -> bool:
    own = [choice for choice in choices if is_command(choice)]
    return all(choice.is_on for choice in own or choices)
