"""Values that other clusters gave, to stand beside one's own without rank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ecograph.frameworks.model import Frameworks, Indicator
from ecograph.frameworks.rows import ask_rows
from ecograph.periods import Period
from ecograph.store import Reader

# What other clusters are called, by IRI.
Neighbours = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NeighbourValue:
    """A value that another cluster gave, with how it knows it and by which definition.

    Only of one definition are values of two clusters the same measure.
    """

    cluster: str
    name: str
    period: str
    known_by: str
    value: Decimal
    unit: str
    version: str
    is_same_definition: bool


def neighbours(reader: Reader, frameworks: Frameworks) -> Neighbours:
    """Return the clusters, other than one's own, of which there are values of indicators."""
    home = frameworks.profile.cluster if frameworks.profile else ""
    found = ask_rows(reader, "neighbours", internal=frameworks.is_internal)
    return {row["cluster"]: row["name"] for row in found if row["cluster"] != home}


def side_by_side(
    frameworks: Frameworks, others: Neighbours, indicator: Indicator, period: Period
) -> tuple[NeighbourValue, ...]:
    """Return what other clusters gave of an indicator for a period, by name and never by value."""
    found = _values(frameworks, others, indicator, period)
    return tuple(
        sorted(found, key=lambda each: (each.name, each.cluster, each.known_by, each.unit))
    )


def _values(
    frameworks: Frameworks, others: Neighbours, indicator: Indicator, period: Period
) -> Iterator[NeighbourValue]:
    superseded = {iri for each in frameworks.observations for iri in each.supersedes}
    for each in frameworks.observations:
        is_asked = each.indicator == indicator.iri and each.about in others
        is_whole = each.kind == "actual" and not each.group and each.value is not None
        is_inside = period.start <= each.span.start and each.span.end <= period.end
        stands = each.status != "draft" and each.iri not in superseded
        if is_asked and is_whole and is_inside and stands and each.value is not None:
            yield NeighbourValue(
                cluster=each.about,
                name=others[each.about],
                period=each.period,
                known_by=each.known_by,
                value=each.value,
                unit=each.unit or indicator.unit,
                version=each.version,
                is_same_definition=each.version in {"", indicator.version},
            )
