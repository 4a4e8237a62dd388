"""The chain of a framework as a picture: what leads to what, up to the needs and the aim."""

from collections.abc import Collection, Mapping

from markupsafe import Markup

from ecograph.frameworks import Element, Framework, Frameworks
from ecograph.frameworks.diagram import Box, chain_diagram
from ecograph_api.frameworks.matrices import class_words
from ecograph_api.pages import titled


def chain_picture(frameworks: Frameworks, framework: Framework) -> Markup:
    """Return the picture of a framework whose elements lead to others, else nothing."""
    own = [each for each in framework.elements if each.type != "Indicator"]
    above = {up.iri: up for each in own for up in frameworks.chain(each.iri)}
    elements = {each.iri: each for each in own} | above
    linked = _linked(elements)
    columns = {iri: _column(each, linked.values()) for iri, each in linked.items()}
    boxes = [_box(each, columns[iri]) for iri, each in linked.items()]
    ordered = _in_order(linked.values(), columns)
    picture = chain_diagram("chain", f"The chain of {framework.name}", ordered, boxes)
    return Markup(picture)  # noqa: S704  # the drawing escapes what it is given


def _linked(elements: Mapping[str, Element]) -> dict[str, Element]:
    """Return the elements that lead to one another."""
    links = [(each.iri, up) for each in elements.values() for up in each.leads_to if up in elements]
    ends = {end for link in links for end in link}
    return {iri: each for iri, each in elements.items() if iri in ends}


def _column(element: Element, elements: Collection[Element]) -> str:
    """Return the heading over an element: its class, with its timescale where that tells apart."""
    same = {each.iri: each for each in elements if each.type == element.type}
    name = class_words(element.type, plural=len(same) > 1)
    is_apart = any(up in same for each in same.values() for up in each.leads_to)
    timescale = element.one("timescale").replace("-", " ")
    return f"{name}, {timescale}" if is_apart and timescale else name


def _box(element: Element, column: str) -> Box:
    words = titled(element.code, element.name)
    return Box(element.iri, column, words, element.leads_to, is_inferred=element.is_inferred)


def _in_order(elements: Collection[Element], columns: Mapping[str, str]) -> list[str]:
    """Return the columns, each before those that its elements lead to."""
    above: dict[str, set[str]] = {each: set() for each in columns.values()}
    for each in elements:
        own = columns[each.iri]
        above[own] |= {columns[up] for up in each.leads_to if up in columns} - {own}
    return sorted(above, key=lambda name: -_steps(name, above, frozenset()))


def _steps(name: str, above: Mapping[str, set[str]], path: frozenset[str]) -> int:
    """Return over how many columns one leads up at most."""
    further = above[name] - path - {name}
    return max((1 + _steps(each, above, path | {name}) for each in further), default=0)
