"""What sums up the answers to a survey, figure by figure, as exports write it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecograph import vocabulary
from ecograph.frameworks import Element, Silence, read_frameworks, reporting_year
from ecograph.frameworks.questionnaires import questionnaire
from ecograph.frameworks.surveys import (
    OTHER,
    ComparedPart,
    SurveyComparison,
    compared_survey,
)
from ecograph.periods import Period
from ecograph.store import Reader

ANSWERING, CHOSEN = "answering", "chosen"


@dataclass(frozen=True, slots=True)
class Summary:
    """One figure about the answers of a group: which statistic, and of which option if of one.

    The option is an IRI: that of a code, eco:none for other words, eco:any for no single one. What
    the answers are given in is a currency for amounts, else the unit of the question. What is
    withheld has no value but the reason.
    """

    question: Element
    area: Element
    period: Period
    statistic: str
    option: str
    option_name: str
    answered_in: str
    unit: str
    value: Decimal | None
    reason: Silence | None = None


def summaries(comparison: SurveyComparison) -> tuple[Summary, ...]:
    """Return every figure that a comparison has, those that it withholds without value."""
    return tuple(
        summary
        for area in comparison.areas
        for part in area.parts
        for summary in _of_part(area.area, part, comparison.period)
    )


def summed_up(reader: Reader, years: Sequence[int]) -> tuple[Summary, ...]:
    """Return what sums up the surveys of reporting years, for groups of the minimum size."""
    frameworks = read_frameworks(reader, internal=True)
    asked = [
        questionnaire(reader, frameworks, framework)
        for framework in frameworks.frameworks.values()
        if framework.type == "Questionnaire"
    ]
    compared = (
        compared_survey(frameworks, each, reporting_year(frameworks, year))
        for each in asked
        for year in years
    )
    return tuple(summary for each in compared if each.clusters for summary in summaries(each))


def _of_part(area: Element, compared: ComparedPart, period: Period) -> Iterator[Summary]:
    for statistic, value in _statistics(compared):
        yield Summary(
            question=compared.part.element,
            area=area,
            period=period,
            statistic=statistic,
            option=vocabulary.ANY.value,
            option_name="",
            answered_in=compared.unit,
            unit="clusters" if statistic == ANSWERING else compared.unit,
            value=value,
            reason=compared.reason,
        )
    for each in compared.options:
        yield Summary(
            question=compared.part.element,
            area=area,
            period=period,
            statistic=CHOSEN,
            option=_iri(compared.part.element, each.option.code),
            option_name=each.option.name,
            answered_in=compared.unit,
            unit="clusters",
            value=None if each.count is None else Decimal(each.count),
            reason=Silence.TOO_SMALL_GROUP if each.count is None else None,
        )


def _statistics(compared: ComparedPart) -> Iterator[tuple[str, Decimal | None]]:
    yield ANSWERING, None if compared.answering is None else Decimal(compared.answering)
    if spread := compared.spread:
        yield "lowest", spread.lowest
        yield "lower-quartile", spread.lower_quartile
        yield "median", spread.median
        yield "upper-quartile", spread.upper_quartile
        yield "highest", spread.highest


def _iri(question: Element, code: str) -> str:
    if code == OTHER.code:
        return vocabulary.NONE.value
    return vocabulary.concept(question.one("options"), code).value
