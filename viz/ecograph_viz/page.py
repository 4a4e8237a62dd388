"""The page that shows a drawing; the only file that knows pyvis, which holds the sets for vis."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment
from markupsafe import Markup
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from ecograph.templating import templates
from ecograph_viz import appearance
from ecograph_viz.content import content, told
from ecograph_viz.drawing import Drawing, Line
from ecograph_viz.narrowing import narrowed, unsent
from ecograph_viz.sight import MOST, Sight, signs

FOLDER = Path(__file__).parent
STYLE = "static/map.css"
# In the order in which they are read: vis-network stands between the first and the others.
SCRIPTS = (
    "static/before-vis.js",
    "vendor/vis-network/vis-network.min.js",
    "static/elements.js",
    "static/names.js",
    "static/view.js",
    "static/wanted.js",
    "static/list.js",
    "static/details.js",
    "static/legend.js",
    "static/labels.js",
    "static/canvas.js",
    "static/map.js",
)
_SUGGESTED = 50
AddressOf = Callable[[str], str]
_SIGNS = {
    "square": "A project, event or deal of three or more",
    "part": "Takes part in it",
    "pair": "Two that work together",
    "repeat": "Two that share more than one thing",
    "planned": "Planned, not counted",
    "tie": "Shares something with the selected organisation",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a map stands: where its form leads, where its data is, and where the whole map is.

    Each is "" for a page that is a file.
    """

    action: str = ""
    data_address: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class _Asset:
    """A style sheet or script: by its address, or with its text in the page."""

    address: str
    text: Markup

    @property
    def hash(self) -> str:
        """Return what a content security policy allows its text by."""
        return f"'sha256-{b64encode(sha256(self.text.encode()).digest()).decode()}'"


class _Sets(Network):  # type: ignore[misc]  # pyvis has no types
    """The nodes and edges of vis-network; pyvis' own filling looks through all for each."""

    def fill(self, drawing: Drawing, nodes: int) -> None:
        """Take in all that can be drawn, at the size for a drawing of so many nodes."""
        square = appearance.square(nodes)
        self.nodes = [*_organisation_nodes(drawing), *_undertaking_nodes(drawing, square)]
        self.edges = [_edge(drawing, line) for line in drawing.lines]


def page(sight: Sight, around: Surroundings, address_of: AddressOf | None = None) -> str:
    """Return a whole page with a map; without addresses it needs no file and no server."""
    style, *scripts = (_asset(name, address_of) for name in (STYLE, *SCRIPTS))
    policy = "" if address_of else _policy(style, scripts)
    return (
        _templates()
        .get_template("page.html")
        .render(
            title=f"{sight.drawing.title or 'The register'}: who works with whom",
            drawing=sight.drawing,
            figure=Markup(figure(sight, around)),  # noqa: S704  # escaped by its own template
            styles=(style,),
            scripts=scripts,
            policy=policy,
            icon=address_of("static/icon.svg") if address_of else "",
            whole=around.whole,
        )
    )


def figure(sight: Sight, around: Surroundings) -> str:
    """Return a map as a part of a page that has the style sheet and the scripts."""
    seen, drawing = sight.view, sight.drawing
    scope = "all" if not sight.is_part else "part" if around.action else "fixed"
    found = sight.found if sight.asked.search else ()
    return (
        _templates()
        .get_template("figure.html")
        .render(
            action=around.action,
            data_address=around.data_address,
            drawing=drawing,
            data=Markup(_data(sight)),  # noqa: S704  # _data escapes all that could end the block
            form=sight.form(is_fixed=scope == "fixed"),
            found=found[:_SUGGESTED],
            is_too_many=sight.is_too_many,
            left_out=told(
                (each.reason, each.number) for each in (*seen.left_out, *drawing.remarks)
            ),
            listed=sight.found if sight.asked.search else _bodies(sight),
            most=MOST,
            scope=scope,
            search=sight.asked.search,
            selected=drawing.key(sight.asked.selected),
            colour=sight.asked.colour,
            focus=drawing.key(sight.asked.wanted.focus),
            sign_names=_SIGNS,
            signs=signs(drawing, seen, repeat=sight.asked.wanted.repeat),
            status=status(sight),
            view=seen,
            wanted=sight.asked.wanted,
        )
    )


def status(sight: Sight) -> str:
    """Return in a sentence what is drawn; the script says the same of what it draws."""
    seen = sight.view
    planned = sum(line.is_planned for line in seen.lines)
    parts = [
        _counted(len(seen.organisations), "organisation", "organisations"),
        _counted(len(seen.lines) - planned, "line", "lines"),
    ]
    if seen.undertakings:
        one, many = "square (a shared project or deal)", "squares (shared projects and deals)"
        parts.append(_counted(len(seen.undertakings), one, many))
    said = f"{sight.period_name}: {', '.join(parts)}."
    if planned:
        many = _counted(planned, "planned line is", "planned lines are")
        said += f" {many} dashed and not counted."
    return said


def embedded_json(value: object) -> str:
    """Return JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _data(sight: Sight) -> str:
    if sight.is_too_many:
        return ""
    drawing, wanted = sight.drawing, sight.asked.wanted
    part = narrowed(drawing, wanted) if sight.is_part else drawing
    left = unsent(sight.view, part, wanted) if sight.is_part else ()
    sent = replace(part, remarks=(*left, *drawing.remarks))
    sets = _Sets()
    sets.fill(sent, drawing.nodes)
    return embedded_json(
        {**content(sent, drawing.nodes), "sets": {"nodes": sets.nodes, "edges": sets.edges}}
    )


def _organisation_nodes(drawing: Drawing) -> list[Mapping[str, object]]:
    return [
        Node(
            drawing.key(each.iri),
            appearance.LOOKS[each.group].shape,
            each.name,
            group=each.group,
            x=float(each.x),
            y=float(each.y),
        ).options
        for each in drawing.organisations.values()
    ]


def _undertaking_nodes(drawing: Drawing, size: float) -> list[Mapping[str, object]]:
    return [
        Node(
            drawing.key(each.iri),
            "square",
            each.name,
            group="undertaking",
            x=float(each.x),
            y=float(each.y),
            size=size,
        ).options
        for each in drawing.undertakings.values()
    ]


def _edge(drawing: Drawing, line: Line) -> Mapping[str, object]:
    is_part = all(len(part.ends) == 1 for part in line.parts)
    width = appearance.WIDTHS["part" if is_part else "pair"]
    first, second = drawing.key(line.first), drawing.key(line.second)
    options: Mapping[str, object] = Edge(first, second, width=width).options
    return options


def _bodies(sight: Sight) -> list[object]:
    return [sight.drawing.organisations[iri] for iri in sight.view.organisations]


def _counted(number: int, one: str, many: str) -> str:
    return f"{_spaced(number)} {one if number == 1 else many}"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _asset(name: str, address_of: AddressOf | None) -> _Asset:
    if address_of:
        return _Asset(address_of(name), Markup())
    return _Asset("", Markup((FOLDER / name).read_text("utf-8")))  # noqa: S704  # our own files


def _policy(style: _Asset, scripts: Sequence[_Asset]) -> str:
    hashes = " ".join(script.hash for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {style.hash}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _templates() -> Environment:
    pages = templates("ecograph_viz")
    pages.filters.update(spaced=_spaced, query=_query)
    return pages


def _query(values: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in values.items() if value})
