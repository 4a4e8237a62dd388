"""Tell survey questions, whose answers are internal, from everything else that is observed."""

from collections.abc import Callable

from ecograph import resultterms
from ecograph.definitions import Model
from ecograph.ingest.report import Known

CLASSES = frozenset(
    {resultterms.CLASS_SURVEY_QUESTION.value, resultterms.CLASS_QUESTION_PART.value}
)
# Answers for an IRI whether a survey question or a part of one bears it.
IsQuestion = Callable[[str], bool]


def questions_of(model: Model, known: Known) -> IsQuestion:
    """Return what recognises the questions that the ontology declares or the register holds."""

    def is_question(iri: str) -> bool:
        if iri in model.questions:
            return True
        found = known(iri)
        return found is not None and not CLASSES.isdisjoint(found.classes)

    return is_question
