"""The query of a question with example values written in, to start a query of one's own from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ecograph.errors import BadParameterError
from ecograph.periods import period
from ecograph.questions import live, values
from ecograph.questions.answers import period_terms
from ecograph.questions.catalogue import Parameter, Question
from ecograph.questions.live import Asker
from ecograph.questions.runnable import runnable_text
from ecograph.records import Term
from ecograph.store import Reader


def example_text(reader: Reader, question: Question, *, internal: bool, today: date) -> str:
    """Return the query that asks a question about today, its needed parameters filled in.

    The values are the examples of the question; in a register without them, things that it has.
    """
    asker = Asker(reader, internal)
    home = live.home(asker)
    asked = period(None, None, today, home.first_month if home else 1)
    terms: dict[str, Term] = {**period_terms(asked)}
    for parameter in question.parameters:
        alone = replace(question, parameters=(parameter,))
        given = _given(asker, alone, parameter)
        terms |= values.bindings(asker, alone, given, home, today.year)
    return runnable_text(question.text, terms)


def _given(asker: Asker, question: Question, parameter: Parameter) -> Mapping[str, str]:
    """Return what a needed parameter is given: its example if there is such a thing here."""
    if not parameter.required:
        return {}
    try:
        given = {parameter.name: parameter.example}
        values.bindings(asker, question, given, None, 0)
    except BadParameterError:
        return {parameter.name: values.first(asker, parameter) or parameter.example}
    return given
