"""How often an indicator is measured: by its level, unless somebody has said otherwise.

Activities and outputs are measured twice a year, outcomes every year. Of impacts the source says
“bi-annually”, which can mean either; a setting says how it is read, every two years by default.
What is said of the indicator itself comes first, then of the element that it judges, then what its
definition says, and last what is said of its framework and of its level.
"""

from collections.abc import Iterator

from ecograph.frameworks.model import Frameworks, Indicator
from ecograph.frameworks.switching import is_command, level_iri

HALF_YEARLY, YEARLY, TWO_YEARLY, ONCE = "half-yearly", "yearly", "two-yearly", "once"
# How many months lie between two measurements; what is measured once is not measured again.
MONTHS = {HALF_YEARLY: 6, YEARLY: 12, TWO_YEARLY: 24}
READINGS = (TWO_YEARLY, HALF_YEARLY)
_USUAL = {"activity": HALF_YEARLY, "output": HALF_YEARLY, "outcome": YEARLY}
_AMBIGUOUS = "impact"


def interval_of(frameworks: Frameworks, indicator: Indicator, reading: str = TWO_YEARLY) -> str:
    """Return the code of the interval at which an indicator is measured.

    Reading is how “bi-annually” is read, two-yearly or half-yearly.
    """
    said = (each for each in _said(frameworks, indicator) if each)
    level = level_of(frameworks, indicator)
    usual = reading if level == _AMBIGUOUS else _USUAL.get(level, YEARLY)
    return next(said, usual)


def level_of(frameworks: Frameworks, indicator: Indicator) -> str:
    """Return the level of an indicator: its own, else that of the element that it judges."""
    judged = frameworks.elements.get(indicator.of)
    return indicator.element.level or (judged.level if judged else "")


def _said(frameworks: Frameworks, indicator: Indicator) -> Iterator[str]:
    """Yield what is said of the interval, the most specific first, "" for nothing."""
    yield _chosen(frameworks, indicator.iri)
    yield _chosen(frameworks, indicator.of)
    yield indicator.interval
    yield _chosen(frameworks, indicator.element.framework)
    yield _chosen(frameworks, level_iri(level_of(frameworks, indicator)))


def _chosen(frameworks: Frameworks, iri: str) -> str:
    """Return the interval that choices about this give; the command's comes before others'."""
    found = [each for each in frameworks.choices if each.element == iri and each.interval]
    ordered = sorted(found, key=lambda each: (not is_command(each), each.interval))
    return next((each.interval for each in ordered), "")
