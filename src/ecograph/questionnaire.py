"""The survey questions that can be answered, as the ontology declares them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ecograph import resultterms, vocabulary
from ecograph.ontology import Facts

ONE, SEVERAL, NUMBER, PARTS = "single-choice", "multiple-choice", "number", "parts"


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question of a questionnaire, or a part of one; the list is that of its options, if any."""

    iri: str
    questionnaire: str
    code: str
    type: str
    scheme: str
    unit: str
    is_open: bool

    @property
    def id(self) -> str:
        """Return the last part of its IRI, such as question-18."""
        return _last(self.iri)

    @property
    def has_options(self) -> bool:
        """Tell whether its answers are chosen from a list."""
        return self.type in {ONE, SEVERAL}


def survey_questions(facts: Facts) -> Mapping[str, SurveyQuestion]:
    """Return the questions and parts of questions by their IRI."""
    return MappingProxyType({each.iri: each for each in _questions(facts)})


def by_heading(questions: Iterable[SurveyQuestion]) -> Mapping[str, SurveyQuestion]:
    """Return the questions that take an answer by each heading that means them, as folded below.

    A number alone, such as 18 or q18, means a question if only one questionnaire has that number.
    """
    found: dict[str, SurveyQuestion] = {}
    by_code: dict[str, list[SurveyQuestion]] = {}
    for question in questions:
        if question.type != PARTS:
            by_code.setdefault(question.code, []).append(question)
            own = (question.id, f"q{question.code}")
            names = (question.iri, *(f"{question.questionnaire}/{each}" for each in own))
            found |= {folded_heading(each): question for each in names}
    for code, same in by_code.items():
        if len(same) == 1:
            found |= {folded_heading(each): same[0] for each in (code, f"q{code}", same[0].id)}
    return MappingProxyType(found)


def folded_heading(heading: str) -> str:
    """Return a heading as headings are compared, so that `Question 18` is question-18."""
    return heading.strip().casefold().replace(" ", "-").replace("_", "-")


def _questions(facts: Facts) -> Iterator[SurveyQuestion]:
    for iri in facts.subjects(resultterms.QUESTION_TYPE):
        yield SurveyQuestion(
            iri=iri,
            questionnaire=_last(facts.text(iri, resultterms.FRAMEWORK) or ""),
            code=facts.text(iri, resultterms.CODE) or "",
            type=_last(facts.text(iri, resultterms.QUESTION_TYPE) or ""),
            scheme=_last(facts.text(iri, resultterms.OPTIONS) or ""),
            unit=facts.text(iri, vocabulary.UNIT) or "",
            is_open=facts.text(iri, resultterms.OPEN_ENDED) == "true",
        )


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
