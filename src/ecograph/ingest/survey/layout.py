"""Read tables of answers as observations: internal ones, whatever the load was told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from ecograph.countries import is_currency
from ecograph.definitions import Model
from ecograph.errors import BadParameterError, InputError
from ecograph.identifiers import slug
from ecograph.ingest import tables
from ecograph.ingest.clusters import Clusters
from ecograph.ingest.layout import ReadRows
from ecograph.ingest.meaning import Fault
from ecograph.ingest.rejects import ADDED
from ecograph.ingest.report import Known
from ecograph.ingest.survey.answers import Answers
from ecograph.ingest.tables import InputTable, read_table
from ecograph.periods import period_span
from ecograph.questionnaire import SurveyQuestion, by_heading, folded_heading
from ecograph.records import Problem, Row

_CLUSTER, _PERIOD, _CURRENCY = "cluster", "period", "currency"
_SHEET = "observations"
_LIKE_A_QUESTION = re.compile(r"(question|q)?-?[0-9]{1,3}[-.]?[a-z]?")
# What a cluster says of itself is for those who compare, never for the public.
_INTERNAL: Mapping[str, str] = MappingProxyType({"visibility": "internal"})


def read_survey(files: Sequence[Path], model: Model, known: Known, base: str) -> ReadRows:
    """Return the answers of tables that have a row a cluster and a column a question.

    Columns that are neither a question nor cluster, period or currency are passed over, so that
    contact data beside the answers does not enter the register. Raises InputError where a table
    says of no row whose answers they are or of when.
    """
    found = [read_table(file) for file in files if file.suffix.lower() in tables.SUFFIXES]
    if not found:
        raise InputError(f"{files[0]}: no table of answers is here. Save it as CSV.")
    reader = _Reader(model, known, base)
    return ReadRows(
        rows=[row for table in found for row in reader.rows(table)],
        tables=found,
        problems=[problem for table in found for problem in reader.problems(table)],
        remarks=[remark for table in found for remark in reader.remarks(table)],
    )


class _Reader:
    """Makes rows of the tables of one load."""

    def __init__(self, model: Model, known: Known, base: str) -> None:
        self._questions = by_heading(model.questions.values())
        self._answers = Answers(model)
        self._clusters = Clusters(known, base)
        self._first: dict[tuple[str, str], tuple[str, int]] = {}

    def rows(self, table: InputTable) -> Iterator[Row]:
        headings = {folded_heading(heading): heading for heading in table.header}
        if missing := sorted({_CLUSTER, _PERIOD} - set(headings)):
            raise InputError(f"{table.file} lacks a column: {' and '.join(missing)}. Add it.")
        self._refuse_repeated(table)
        for line, cells in table.records():
            texts = {key: cells[heading].strip() for key, heading in headings.items()}
            wrong = self._wrong(table.file, line, texts)
            if wrong:
                yield Row(_SHEET, {"id": texts[_CLUSTER]}, table.file, line, wrong)
            else:
                yield from self._of_cluster(table.file, line, texts, headings)
        for line, _, problem in table.bad_records():
            yield Row(_SHEET, {}, table.file, line, problem)

    def _refuse_repeated(self, table: InputTable) -> None:
        first: dict[str, str] = {}
        for heading in table.header:
            question = self._questions.get(folded_heading(heading))
            if question and first.setdefault(question.iri, heading) != heading:
                message = f"{table.file}: {first[question.iri]} and {heading} are one question."
                raise InputError(f"{message} Delete one of the two columns.")

    def problems(self, table: InputTable) -> Iterator[Problem]:
        """Yield a problem for each heading that looks like a question and is none to answer."""
        for heading in self._passed_over(table):
            if _is_like_a_question(heading):
                reason = "is no question that takes an answer, so its cells were passed over."
                remedy = "Write its number or id; what has parts is answered part by part."
                yield Problem(table.file, 1, heading, "", reason, remedy)

    def remarks(self, table: InputTable) -> Iterator[str]:
        """Yield how a table was read, and how many of its columns were left out."""
        yield from table.remarks
        left = [each for each in self._passed_over(table) if not _is_like_a_question(each)]
        if left:
            shown = ", ".join(left)
            yield f"{table.file}: columns that are no questions were passed over: {shown}."

    def _passed_over(self, table: InputTable) -> Iterator[str]:
        known = {*self._questions, _CLUSTER, _PERIOD, _CURRENCY, *ADDED}
        return (heading for heading in table.header if folded_heading(heading) not in known)

    def _of_cluster(
        self, file: str, line: int, texts: Mapping[str, str], headings: Mapping[str, str]
    ) -> Iterator[Row]:
        cluster = self._clusters.key(texts[_CLUSTER])
        if self._clusters.is_new(cluster):
            cells = {"id": cluster, "name": texts[_CLUSTER], "form": "cluster", **_INTERNAL}
            yield Row("organisations", cells, file, line)
        for key, text in texts.items():
            question = self._questions.get(key)
            if question and text:
                said = self._answers.cells(question, text, texts.get(_CURRENCY, ""))
                about = _about(cluster, texts[_PERIOD], question)
                if isinstance(said, Fault):
                    wrong = _problem(file, line, headings[key], text, said)
                    yield Row(_SHEET, about, file, line, wrong)
                else:
                    asked = {"id": _CLUSTER, "about": _CLUSTER, "unit": _CURRENCY}
                    asked |= dict.fromkeys(said.keys() - {"unit"}, headings[key])
                    yield Row(_SHEET, {**about, **said}, file, line, headings=asked)

    def _wrong(self, file: str, line: int, texts: Mapping[str, str]) -> Problem | None:
        """Return what is wrong with whose answers they are, of when, and in which currency."""
        faults = {
            _CLUSTER: self._clusters.fault(texts[_CLUSTER]),
            _PERIOD: _period_fault(texts[_PERIOD]),
            _CURRENCY: _currency_fault(texts.get(_CURRENCY, "")),
        }
        for column, fault in faults.items():
            if fault:
                return _problem(file, line, column, texts[column], fault)
        answered = self._clusters.key(texts[_CLUSTER]), texts[_PERIOD]
        first = self._first.setdefault(answered, (file, line))
        if first == (file, line):
            return None
        reason = f"has answered for {texts[_PERIOD]} in {first[0]}, row {first[1]}."
        return _problem(file, line, _CLUSTER, texts[_CLUSTER], Fault(reason, "Keep one row."))


def _about(cluster: str, period: str, question: SurveyQuestion) -> dict[str, str]:
    return {
        "id": slug(f"{cluster} {period} {question.questionnaire} {question.id}"),
        "indicator": question.iri,
        "about": cluster,
        "period": period,
        "status": "approved",
        **_INTERNAL,
    }


def _problem(file: str, line: int, column: str, text: str, fault: Fault) -> Problem:
    return Problem(file, line, column, fault.value or text, fault.reason, fault.remedy)


def _is_like_a_question(heading: str) -> bool:
    return _LIKE_A_QUESTION.fullmatch(folded_heading(heading)) is not None


def _period_fault(text: str) -> Fault | None:
    if not text:
        return Fault("is missing.", "Write the year that the answers are of, such as 2024.")
    try:
        period_span(text)
    except BadParameterError:
        return Fault("is not a period.", "Write it as 2024, 2024-H1 or 2024-03.")
    return None


def _currency_fault(text: str) -> Fault | None:
    if not text or is_currency(text.upper()):
        return None
    return Fault("is not a currency of ISO 4217.", "Write its three letters, such as EUR.")
