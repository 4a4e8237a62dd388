"""Results frameworks: elements, indicators, what fills them, and what is due."""

from ecograph.frameworks.figures import LeftOut, Outcome, Silence
from ecograph.frameworks.model import (
    Choice,
    Contribution,
    Element,
    Framework,
    Frameworks,
    Indicator,
    Observation,
)
from ecograph.frameworks.reading import read_frameworks
from ecograph.frameworks.reports import (
    IndicatorReport,
    Line,
    Standing,
    Years,
    report,
    reporting_year,
    years_of,
)

__all__ = [
    "Choice",
    "Contribution",
    "Element",
    "Framework",
    "Frameworks",
    "Indicator",
    "IndicatorReport",
    "LeftOut",
    "Line",
    "Observation",
    "Outcome",
    "Silence",
    "Standing",
    "Years",
    "read_frameworks",
    "report",
    "reporting_year",
    "years_of",
]
