"""The figures of a network and of its change: each measure, or why it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ecograph.errors import BadParameterError
from ecograph.metrics import Changing, Comparison, Figure, Key, Measure, Part, comparisons, measures
from ecograph.metrics.comparison import Published
from ecograph.network import Affiliations, Network
from ecograph.review.beginnings import Beginnings, beginnings, silence
from ecograph.review.view import NetworkOf, is_year, seen, view_of, year_before

_BETWEEN = " "
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one network by the ids of their measures, in the order of the registry.

    Those of change are of a reporting year since the one before; of another period there is none.
    """

    network: Network
    by_measure: Mapping[str, Figure]
    changes: Mapping[str, Figure] = field(default_factory=dict)


def figures(
    affiliations: Affiliations,
    network: Network,
    published: Affiliations | None = None,
    network_of: NetworkOf | None = None,
) -> Figures:
    """Return what every registered measure says of a network.

    With what was known when the year before was published, corrections stand apart.
    """
    begins = beginnings(affiliations, network)
    found = {name: figure(each, network, begins) for name, each in measures().items()}
    if not is_year(affiliations, network):
        return Figures(network, found)
    asked = beside_year_before(affiliations, network, published, network_of)
    changed = {name: changed_figure(each, asked, begins) for name, each in comparisons().items()}
    return Figures(network, found, changed)


def beside_year_before(
    affiliations: Affiliations,
    network: Network,
    published: Affiliations | None = None,
    network_of: NetworkOf | None = None,
) -> Changing:
    """Return a network of a reporting year beside that of the year before.

    Raises BadParameterError for a network of another period.
    """
    before = year_before(affiliations, network, network_of)
    then = seen(published, before.period, view_of(network)) if published else None
    known = Published(then, published) if then and published else None
    return Changing(before, network, affiliations, known)


def figure(measure: Measure, network: Network, begins: Beginnings) -> Figure:
    """Return what a measure says of a network, without numbers where the register is silent."""
    found = measure.of(network)
    reason = silence(network, measure.basis, begins)
    return replace(found, value=None, parts=(), reason=reason) if reason else found


def changed_figure(measure: Comparison, asked: Changing, begins: Beginnings) -> Figure:
    """Return what a measure of change says, without numbers where one period tells nothing."""
    found = measure.of(asked)
    silent = (silence(each, measure.basis, begins) for each in (asked.now, asked.before))
    reason = next((each for each in silent if each), None)
    return replace(found, value=None, parts=(), reason=reason) if reason else found


def measure_called(name: str) -> Measure:
    """Return the measure of this id; BadParameterError lists those there are."""
    if name not in measures():
        known = ", ".join((*measures(), *comparisons()))
        message = f"There is no measure “{name}”. Measures are: {known}."
        raise BadParameterError(message)
    return measures()[name]


def any_measure(name: str) -> Measure | Comparison:
    """Return the measure of this id, be it one of change; the id must be a known one."""
    return comparisons()[name] if name in comparisons() else measures()[name]


def part_called(found: Figure, text: str) -> Part:
    """Return the part of a figure that a text names; BadParameterError lists those there are."""
    for part in found.parts:
        if text in {part_id(part.key), *part.names}:
            return part
    known = ", ".join(part_id(part.key) for part in found.parts[:20]) or "none"
    message = f"This figure has no part “{text}”. Parts are: {known}."
    raise BadParameterError(message)


def part_id(key: Key) -> str:
    """Return the name by which a part is told from the others of a figure."""
    return _BETWEEN.join(each or _UNKNOWN for each in key)
