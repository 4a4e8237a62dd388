"""How things look: organisations by group, undertakings as squares, lines by what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecograph.network import Organisation
from ecograph_viz.drawing import Group

# The palette of Okabe and Ito (2008), which people with any colour vision can tell apart.
_ORANGE, _SKY, _GREEN, _YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
_BLUE, _VERMILLION, _PURPLE, _GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"
# Black on light paper, and as light on dark paper.
INK = "ink"

UNKNOWN, OTHER, CLUSTER = "unknown-kind", "other-kind", "cluster"


@dataclass(frozen=True, slots=True)
class Look:
    """The shape of a group, as vis-network names it, and its colour."""

    shape: str
    colour: str


# The shape tells industry (disc), academia (diamond), care (triangle), society (triangle upside
# down) and those that govern or support (hexagon) apart; the colour tells them apart within.
LOOKS: Mapping[str, Look] = {
    "pharma-company": Look("dot", _BLUE),
    "biotech-company": Look("dot", _GREEN),
    "medtech-company": Look("dot", _SKY),
    "digital-health-company": Look("dot", _PURPLE),
    "company": Look("dot", _ORANGE),
    "other-sector": Look("dot", _YELLOW),
    "university": Look("diamond", _ORANGE),
    "research-organisation": Look("diamond", _YELLOW),
    "academia": Look("diamond", _GREEN),
    "healthcare-provider": Look("triangle", _VERMILLION),
    "patient-organisation": Look("triangleDown", _PURPLE),
    "society": Look("triangleDown", _SKY),
    "authority": Look("hexagon", INK),
    "support-organisation": Look("hexagon", _BLUE),
    "investor": Look("hexagon", _GREEN),
    OTHER: Look("star", _VERMILLION),
    UNKNOWN: Look("dot", _GREY),
    CLUSTER: Look("star", _BLUE),
}
_NAMES: Mapping[str, str] = {
    "company": "Company, other or unknown field",
    "academia": "Education provider",
    "society": "Civil society organisation",
    "support-organisation": "Support organisation",
    OTHER: "Another kind",
    UNKNOWN: "Kind not known",
    CLUSTER: "Cluster",
}
# Needs in the order of their framework; what serves several, and what serves none.
NEED_COLOURS = (_BLUE, _ORANGE, _GREEN, _PURPLE, _VERMILLION, _SKY)
SEVERAL, NO_NEED = "several", "none"
BY_KIND, BY_NEED = "kind", "need"
# What a line means decides how it is drawn; dashes are lengths of line and gap.
WIDTHS: Mapping[str, float] = {"part": 1.0, "pair": 2.5}
DASHES: Mapping[str, tuple[int, int]] = {"planned": (7, 5)}
_SQUARE = 7.0
_SMALLEST, _GROWTH, _LARGEST = 7.0, 4.0, 40.0
_MOST = 120
# From so many nodes on: how large they are drawn, and how wide the place of each is.
_SCALES = ((800, 1.0, 1.0), (300, 1.2, 1.35), (120, 1.4, 1.8), (0, 1.6, 2.4))


def group(organisation: Organisation) -> str:
    """Return the group of an organisation: its umbrella kind, or the nearest thing to one."""
    kind = organisation.kind
    if organisation.is_cluster:
        return CLUSTER
    if kind is None:
        return UNKNOWN
    if "investor" in kind.code:
        return "investor"
    if kind.umbrella_kind in LOOKS:
        return kind.umbrella_kind
    if kind.diversity_group == "support-organisations":
        return "support-organisation"
    return {"industry": "company", "academia": "academia", "society": "society"}.get(
        kind.helix, OTHER
    )


def groups(used: frozenset[str], names: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the groups that are used, in the order of the legend, by the names of kinds."""
    return tuple(
        Group(code, _NAMES.get(code) or names.get(code, code)) for code in LOOKS if code in used
    )


def need_colours(needs: tuple[Group, ...]) -> Mapping[str, str]:
    """Return the colour of each need, of what serves several and of what serves none."""
    found = {
        need.code: NEED_COLOURS[number % len(NEED_COLOURS)] for number, need in enumerate(needs)
    }
    return {**found, SEVERAL: INK, NO_NEED: _GREY}


def sizes(nodes: int) -> tuple[float, ...]:
    """Return the radii of organisations by the number of things that they take part in.

    The area grows with the number; beyond the last they grow no more. Where few nodes are drawn
    all are larger.
    """
    drawn, _ = _scale(nodes)
    return tuple(
        round(drawn * min(_SMALLEST + _GROWTH * number**0.5, _LARGEST), 2)
        for number in range(_MOST)
    )


def square(nodes: int) -> float:
    """Return the half width of the square of an undertaking in a drawing of so many nodes."""
    drawn, _ = _scale(nodes)
    return round(drawn * _SQUARE, 2)


def room(nodes: int) -> float:
    """Return how much wider than itself the place of a node is: room for names where few stand."""
    drawn, place = _scale(nodes)
    return place / drawn


def _scale(nodes: int) -> tuple[float, float]:
    return next((drawn, place) for fewest, drawn, place in _SCALES if nodes >= fewest)
