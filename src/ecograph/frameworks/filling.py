"""A questionnaire in a year: answered by the register, by a report, or left to fill in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecograph.frameworks.answering import Answer, answers
from ecograph.frameworks.figures import Outcome
from ecograph.frameworks.given import reported
from ecograph.frameworks.model import Frameworks
from ecograph.frameworks.questionnaires import Part, Question, Questionnaire
from ecograph.frameworks.reports import reporting_year
from ecograph.frameworks.rows import local_name
from ecograph.store import Reader

# Columns of the sheet observations.
COLUMNS = ("id", "indicator", "about", "of", "period", "value", "unit", "answer", "visibility")
_MONEY = "money"


@dataclass(frozen=True, slots=True)
class Entry:
    """One part with the register's answer, None if it has no way to know, and the reported one."""

    part: Part
    computed: Answer | None
    reported: Outcome

    @property
    def is_answered(self) -> bool:
        """Tell whether either of them says anything."""
        return self.reported.is_known or (self.computed is not None and self.computed.is_known)


@dataclass(frozen=True, slots=True)
class Filled:
    """A question with its entries."""

    question: Question
    entries: tuple[Entry, ...]


def filled(
    reader: Reader, frameworks: Frameworks, asked: Questionnaire, year: int
) -> tuple[Filled, ...]:
    """Return the questions of a questionnaire with their answers for a reporting year."""
    period = reporting_year(frameworks, year)
    cluster = frameworks.profile.cluster if frameworks.profile else ""

    def entries(question: Question) -> Iterator[Entry]:
        found = answers(reader, frameworks, question, year)
        for part in question.parts:
            iri = part.element.iri
            yield Entry(part, found.get(iri), reported(frameworks, iri, period, cluster))

    return tuple(Filled(question, tuple(entries(question))) for question in asked.questions)


def sheet(
    frameworks: Frameworks, found: Iterable[Filled], year: int
) -> tuple[Mapping[str, str], ...]:
    """Return a row of the sheet observations for each part that has no answer yet.

    A number goes into value, a text or codes separated by semicolons into answer; an amount of
    money takes its currency as unit. The rows are about the cluster of the profile, and internal:
    answers stay out of the public part.
    """
    about = local_name(frameworks.profile.cluster) if frameworks.profile else ""
    return tuple(
        {**_row(each.question, entry.part, year), "about": about}
        for each in found
        for entry in each.entries
        if not entry.is_answered
    )


def _row(question: Question, part: Part, year: int) -> Mapping[str, str]:
    element = part.element
    return {
        "id": f"answer-{year}-{element.id.replace('/', '-')}",
        "indicator": element.id,
        "of": _told(question, part),
        "period": str(year),
        "value": "",
        "unit": "" if part.unit == _MONEY else part.unit,
        "answer": "",
        "visibility": "internal",
    }


def _told(question: Question, part: Part) -> str:
    """Return what is asked, with the codes to choose from."""
    text = f"{question.element.code}. {question.element.name}"
    if part.element != question.element:
        text = f"{text} {part.element.name}"
    codes = [each.code for each in part.options]
    if part.is_open:
        codes.append("or in words")
    return f"{text} ({'; '.join(codes)})" if codes else text
