"""Draw a register: read the network, lay all its years out at once, and compose the drawing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ecograph.frameworks import read_frameworks
from ecograph.layout import layout
from ecograph.network import Affiliations, affiliations, all_years
from ecograph.store import Reader
from ecograph_viz import appearance
from ecograph_viz.composition import PageOf, composed, lines_of
from ecograph_viz.drawing import Drawing, Line
from ecograph_viz.needs import needs_served
from ecograph_viz.sayings import sayings


def drawn(reader: Reader, page_of: PageOf, *, internal: bool) -> Drawing:
    """Return all that can be drawn of the current edition, as the public or as staff may see it."""
    read = affiliations(reader, internal=internal)
    lines = lines_of(read)
    places = layout(all_years(read), _radii(read, lines)).positions
    drawing = composed(read, lines, sayings(reader, internal=internal), places, page_of)
    needs, serves = needs_served(read_frameworks(reader, internal=internal))
    return replace(drawing, needs=needs, serves=serves)


def _radii(read: Affiliations, lines: Iterable[Line]) -> Mapping[str, float]:
    """Return the radius that each node has at most, whatever year is shown."""
    usual = {rule.code for rule in read.rules if rule.is_default}
    things: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for end in (line.first, line.second):
            things[end].update(p.undertaking for p in line.parts if p.rule in usual)
    nodes = len(read.organisations) + len(things.keys() - read.organisations.keys())
    room, sizes = appearance.room(nodes), appearance.sizes(nodes)
    square = appearance.square(nodes)
    return {
        iri: room
        * (sizes[min(len(found), len(sizes) - 1)] if iri in read.organisations else square)
        for iri, found in things.items()
    }
