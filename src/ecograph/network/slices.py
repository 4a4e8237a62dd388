"""What stands in a period: the relations in force and the organisations that are there."""

from enum import StrEnum

from ecograph.network.affiliations import Organisation, Relation
from ecograph.periods import LATEST, Period, Span, date_span


class Standing(StrEnum):
    """How a relation stands to a period."""

    IN_FORCE = "in-force"
    PLANNED = "planned"
    UNDATED = "undated"
    ANOTHER_TIME = "another-time"
    INFERRED = "inferred"


def standing(relation: Relation, period: Period, *, is_stated_only: bool = False) -> Standing:
    """Return whether a relation is in force in a period, or why it is not.

    One that no source states is left out where stated ones only are wanted.
    """
    found = _in_time(relation, period)
    is_left_out = is_stated_only and relation.is_inferred and found is Standing.IN_FORCE
    return Standing.INFERRED if is_left_out else found


def _in_time(relation: Relation, period: Period) -> Standing:
    if relation.is_planned:
        return Standing.PLANNED
    if relation.span is None:
        counts = relation.is_undated and not period.named
        return Standing.IN_FORCE if counts else Standing.UNDATED
    return Standing.IN_FORCE if _meets(relation.span, period) else Standing.ANOTHER_TIME


def is_there(organisation: Organisation, period: Period) -> bool:
    """Tell whether an organisation can take part in a period.

    One whose own dates are unknown is there whenever a relation in force names it.
    """
    if organisation.is_planned:
        return False
    return organisation.span is None or _meets(organisation.span, period)


def is_planned_for(relation: Relation, period: Period) -> bool:
    """Tell whether a relation is planned for a period; without a named one all plans are told."""
    if not relation.is_planned:
        return False
    if not period.named:
        return True
    span = _stated_span(relation)
    return span is not None and _meets(span, period)


def _stated_span(relation: Relation) -> Span | None:
    first = relation.start or relation.end
    if not first:
        return None
    last = date_span(relation.end).end if relation.end else LATEST
    return Span(date_span(first).start, last)


def _meets(span: Span, period: Period) -> bool:
    return span.start <= period.end and span.end >= period.start
