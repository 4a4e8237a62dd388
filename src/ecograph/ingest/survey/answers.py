"""What a cell under a question means: a number, options of the list, or words."""

from collections.abc import Mapping
from dataclasses import replace

from ecograph.cells import join_list, split_list
from ecograph.definitions import Column, Model
from ecograph.ingest.interpret import Interpreter
from ecograph.ingest.meaning import Fault
from ecograph.questionnaire import NUMBER, SEVERAL, SurveyQuestion

_MONEY = "money"


class Answers:
    """Reads answers by the columns of observations and the lists of one model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._interpreter = Interpreter(model)
        columns = {column.name: column for column in model.sheets["observations"].columns}
        self._value, self._answer = columns["value"], columns["answer"]

    def cells(
        self, question: SurveyQuestion, text: str, currency: str
    ) -> Mapping[str, str] | Fault:
        """Return an answer as cells of the sheet of observations, or what is wrong with it.

        Options become their codes, so that answers given in several languages are one.
        """
        if question.type == NUMBER:
            return self._number(question, text, currency.upper())
        if not question.has_options:
            return {"answer": text}
        items = split_list(text) if question.type == SEVERAL else [text]
        found = [self._option(question, item) for item in items]
        wrong = next((each for each in found if isinstance(each, Fault)), None)
        return wrong or {"answer": join_list(each for each in found if isinstance(each, str))}

    def _number(
        self, question: SurveyQuestion, text: str, currency: str
    ) -> Mapping[str, str] | Fault:
        faults = self._interpreter.meaning(self._value, text).faults
        if faults:
            return faults[0]
        if question.unit != _MONEY:
            return {"value": text, "unit": question.unit}
        if not currency:
            remedy = "Fill in the column currency, such as EUR; add it if there is none."
            return Fault("is an amount without currency.", remedy)
        return {"value": text, "unit": currency}

    def _option(self, question: SurveyQuestion, text: str) -> str | Fault:
        column = self._options(question)
        if concept := self._interpreter.concept(column, text):
            return concept.code
        if question.is_open:
            return text
        fault = self._interpreter.meaning(column, text).faults[0]
        return Fault(fault.reason, fault.remedy, text)

    def _options(self, question: SurveyQuestion) -> Column:
        scheme = self._model.schemes.get(question.scheme)
        codes = ", ".join(scheme.codes()) if scheme else ""
        return replace(
            self._answer,
            name=question.id,
            value_type="code",
            schemes=(question.scheme,),
            message=f"Write one of: {codes}.",
        )
