"""A questionnaire: sections, areas, questions with their parts, and the answers to choose from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecograph.frameworks.model import Element, Framework, Frameworks
from ecograph.frameworks.rows import ask_rows, code_of, local_name
from ecograph.store import Reader, Row


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose, with the codes of other lists that it takes in."""

    code: str
    name: str
    matched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """What is answered by itself: a part of a question, or the question where it has no parts."""

    element: Element
    options: tuple[Option, ...]

    @property
    def type(self) -> str:
        """Return what an answer looks like: a code of the list question-types."""
        return self.element.one("questionType") or "text"

    @property
    def unit(self) -> str:
        """Return the unit of a number, "" where it has none."""
        return self.element.one("unit")

    @property
    def is_open(self) -> bool:
        """Tell whether it takes other answers than those to choose from."""
        return self.element.one("openEnded") == "true"

    def option(self, code: str) -> Option | None:
        """Return the answer of this code, None where there is none."""
        return next((each for each in self.options if each.code == code), None)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is to be answered in it."""

    element: Element
    section: Element | None
    area: Element | None
    parts: tuple[Part, ...]

    @property
    def answered_by(self) -> str:
        """Return the query by which the register can answer, "" where it cannot."""
        return self.element.one("answeredBy")


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire in the order of its source."""

    framework: Framework
    sections: tuple[Element, ...]
    areas: tuple[Element, ...]
    questions: tuple[Question, ...]

    def question(self, code: str) -> Question:
        """Return the question of this number."""
        return next(each for each in self.questions if each.element.code == code)

    def of_section(self, section: Element) -> tuple[Question, ...]:
        """Return the questions of a section."""
        return tuple(each for each in self.questions if each.section == section)

    def of_area(self, area: Element) -> tuple[Question, ...]:
        """Return the questions of an area."""
        return tuple(each for each in self.questions if each.area == area)


def questionnaire(reader: Reader, frameworks: Frameworks, framework: Framework) -> Questionnaire:
    """Return a questionnaire with the lists of answers as the register has them."""
    options = _options(ask_rows(reader, "options", internal=frameworks.is_internal))
    sections, areas = framework.of_type("Section"), framework.of_type("Area")
    headings = {each.iri: each for each in (*sections, *areas)}
    parts: dict[str, list[Part]] = defaultdict(list)
    for each in framework.of_type("QuestionPart"):
        parts[each.one("question")].append(_part(each, options))
    return Questionnaire(
        framework,
        sections,
        areas,
        tuple(
            Question(
                element=each,
                section=headings.get(each.one("section")),
                area=headings.get(each.one("area")),
                parts=tuple(parts[each.iri]) or (_part(each, options),),
            )
            for each in framework.of_type("SurveyQuestion")
        ),
    )


def _part(element: Element, options: Mapping[str, tuple[Option, ...]]) -> Part:
    return Part(element, options.get(element.iri, ()))


def _options(rows: Iterable[Row]) -> Mapping[str, tuple[Option, ...]]:
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["question"]][row["concept"]].append(row)
    return {question: tuple(_of_list(concepts)) for question, concepts in found.items()}


def _of_list(concepts: Mapping[str, list[Row]]) -> Iterator[Option]:
    for iri, rows in sorted(concepts.items(), key=lambda item: _place(item[1][0])):
        code = rows[0]["code"] or local_name(iri)
        matched = frozenset(code_of(row["matched"]) for row in rows if row["matched"])
        yield Option(code, rows[0]["name"] or code, matched)


def _place(row: Row) -> tuple[bool, int, str]:
    """Return where an answer stands in its list: in its order, those without one last."""
    return not row["order"], int(row["order"] or 0), row["concept"]
