"""What the clusters that answered a survey say, side by side and without rank: groups, no names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from ecograph.cells import split_list
from ecograph.frameworks.figures import Silence
from ecograph.frameworks.model import Element, Framework, Frameworks, Observation
from ecograph.frameworks.questionnaires import Option, Part, Question, Questionnaire
from ecograph.frameworks.withholding import minimum_of, shown_counts
from ecograph.identifiers import fold
from ecograph.periods import Period

OTHER = Option("other", "Other")
_ONE, _SEVERAL, _NUMBER = "single-choice", "multiple-choice", "number"
_COMPARED = frozenset({_ONE, _SEVERAL, _NUMBER})
# The answer of each cluster to one part of a question, by the cluster's IRI.
_Said = Mapping[str, Observation]


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many clusters chose an option; None if they are too few or would tell of too few."""

    option: Option
    count: int | None


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and highest of several numbers, and what divides them into four equal parts."""

    lowest: Decimal
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """What a group of clusters answered to a part of a question, in one unit.

    Where the group is too small there is the reason and nothing else but own, one's own answer,
    which stands there only if it was asked for.
    """

    question: Element
    part: Part
    unit: str
    answering: int | None = None
    reason: Silence | None = None
    spread: Spread | None = None
    options: tuple[OptionCount, ...] = ()
    own: str = ""


@dataclass(frozen=True, slots=True)
class ComparedArea:
    """The questions of one area, or of a section whose questions belong to none."""

    area: Element
    parts: tuple[ComparedPart, ...]


@dataclass(frozen=True, slots=True)
class SurveyComparison:
    """The answers of a reporting year; clusters is how many answered, None for too few."""

    questionnaire: Framework
    period: Period
    minimum: int
    clusters: int | None
    areas: tuple[ComparedArea, ...]


def compared_survey(
    frameworks: Frameworks, asked: Questionnaire, period: Period, *, has_own: bool = False
) -> SurveyComparison:
    """Return the answers to a questionnaire by area, for groups of the minimum size only.

    The minimum is that of the profile. Answers are internal, so the frameworks must be those that
    staff see; what comes out tells of groups alone, unless one's own answers are asked for, too.
    Words that somebody wrote are never part of it.
    """
    profile = frameworks.profile
    minimum = minimum_of(profile)
    said = _answers(frameworks, asked, period)
    clusters = len({cluster for answers in said.values() for cluster in answers})
    own = profile.cluster if profile and has_own else ""
    areas: dict[str, list[ComparedPart]] = defaultdict(list)
    headings: dict[str, Element] = {}
    for question in asked.questions:
        heading = question.area or question.section
        for part in question.parts:
            if heading and part.type in _COMPARED:
                headings[heading.iri] = heading
                found = _compared(question, part, said.get(part.element.iri, {}), minimum, own)
                areas[heading.iri] += found
    ordered = sorted(headings.values(), key=lambda heading: heading.order)
    return SurveyComparison(
        questionnaire=asked.framework,
        period=period,
        minimum=minimum,
        clusters=clusters if clusters >= minimum else None,
        areas=tuple(ComparedArea(each, tuple(areas[each.iri])) for each in ordered),
    )


def quartiles(values: Iterable[Decimal]) -> Spread:
    """Return how two or more numbers spread.

    Between two of them a quartile lies where a straight line has it, as in the spreadsheets'
    QUARTILE.INC.
    """
    ordered = sorted(values)
    lower, median, upper = quantiles(ordered, n=4, method="inclusive")
    return Spread(ordered[0], lower, median, upper, ordered[-1])


def _answers(frameworks: Frameworks, asked: Questionnaire, period: Period) -> Mapping[str, _Said]:
    """Return the newest answer of each cluster to each part of a question in a period.

    What is about nothing in particular is one's own answer.
    """
    home = frameworks.profile.cluster if frameworks.profile else ""
    parts = {part.element.iri for question in asked.questions for part in question.parts}
    superseded = {iri for each in frameworks.observations for iri in each.supersedes}
    found: dict[str, dict[str, Observation]] = defaultdict(dict)
    for each in sorted(frameworks.observations, key=lambda each: (each.span.end, each.iri)):
        overlaps = each.span.start <= period.end and each.span.end >= period.start
        stands = each.status != "draft" and each.iri not in superseded
        if each.indicator in parts and overlaps and stands:
            found[each.indicator][each.about or home] = each
    return found


def _compared(
    question: Question, part: Part, said: _Said, minimum: int, own: str
) -> Iterator[ComparedPart]:
    """Yield a part once, or once a unit where its numbers come in several, as amounts do."""
    mine = _own(said.get(own), part)
    groups: dict[str, list[Observation]] = defaultdict(list)
    for each in said.values():
        if each.value is not None if part.type == _NUMBER else each.text:
            groups[each.unit].append(each)
    shown = {unit: each for unit, each in sorted(groups.items()) if len(each) >= minimum}
    if not shown:
        reason = Silence.TOO_SMALL_GROUP
        yield ComparedPart(question.element, part, part.unit, reason=reason, own=mine)
    for unit, answers in shown.items():
        numbers = [each.value for each in answers if each.value is not None]
        is_number = part.type == _NUMBER
        yield ComparedPart(
            question=question.element,
            part=part,
            unit=unit,
            answering=len(answers),
            spread=quartiles(numbers) if is_number else None,
            options=() if is_number else tuple(_counts(part, answers, minimum)),
            own=mine,
        )


def _counts(part: Part, answers: Iterable[Observation], minimum: int) -> Iterator[OptionCount]:
    chosen = Counter(code for each in answers for code in _chosen(part, each))
    known = (*part.options, OTHER) if part.is_open or OTHER.code in chosen else part.options
    counts = {option.code: chosen[option.code] for option in known}
    shown = shown_counts(counts, minimum, adds_up=part.type == _ONE)
    return (OptionCount(option, shown[option.code]) for option in known)


def _chosen(part: Part, answer: Observation) -> set[str]:
    """Return the codes that an answer names, and other for words that are none of them."""
    codes = {fold(text): each.code for each in part.options for text in (each.code, each.name)}
    found = {codes.get(fold(item), OTHER.code) for item in split_list(answer.text)}
    return found if len(found) == 1 or part.type == _SEVERAL else {OTHER.code}


def _own(answer: Observation | None, part: Part) -> str:
    if answer is None:
        return ""
    if answer.value is not None:
        return f"{answer.value:f} {answer.unit}".strip()
    names = {option.code: option.name for option in part.options}
    return "; ".join(names.get(item, item) for item in split_list(answer.text))
