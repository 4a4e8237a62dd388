"""What somebody has reported of an element for a period: a value, an answer or nothing."""

from ecograph.frameworks.figures import Outcome, Silence
from ecograph.frameworks.model import Frameworks, Observation
from ecograph.frameworks.observations import ACTUAL, standing
from ecograph.periods import Period


def given(
    frameworks: Frameworks, element: str, period: Period, about: str = ""
) -> Observation | None:
    """Return the actual value of a time that ends in a period, None where there is none.

    Of several the newest counts; one about another cluster does not, nor one of a group.
    """
    found = [
        each
        for each in standing(frameworks)
        if each.indicator == element
        and each.kind == ACTUAL
        and each.about in {"", about}
        and not each.group
        and period.start <= each.span.end <= period.end
    ]
    return max(found, key=lambda each: (each.span.end, each.iri), default=None)


def reported(frameworks: Frameworks, element: str, period: Period, about: str = "") -> Outcome:
    """Return what is reported of an element for a period, or that nothing is."""
    found = given(frameworks, element, period, about)
    if found is None:
        return Outcome(period, None, reason=Silence.NOT_REPORTED)
    return Outcome(
        period,
        found.value,
        unit=found.unit,
        facts=(found.iri,),
        text=found.text,
        status=found.status,
    )
