"""Which needs of a results framework the things of a drawing serve."""

from collections import defaultdict
from collections.abc import Mapping

from ecograph.frameworks import Element, Frameworks
from ecograph_viz.drawing import Group


def needs_served(
    frameworks: Frameworks,
) -> tuple[tuple[Group, ...], Mapping[str, tuple[str, ...]]]:
    """Return the needs that anything serves, and for each thing the codes of those it serves.

    A thing serves a need once, however many elements below the need it contributes to.
    """
    found: dict[str, set[str]] = defaultdict(set)
    used: dict[str, Element] = {}
    for contribution in frameworks.contributions:
        for need in frameworks.needs_of(contribution.element):
            found[contribution.thing].add(_code(need))
            used[need.iri] = need
    ordered = [each for each in frameworks.elements.values() if each.iri in used]
    places = {_code(each): number for number, each in enumerate(ordered)}
    serves = {thing: tuple(sorted(codes, key=places.__getitem__)) for thing, codes in found.items()}
    return tuple(Group(_code(each), each.name) for each in ordered), serves


def _code(need: Element) -> str:
    return need.id.rpartition("/")[2]
