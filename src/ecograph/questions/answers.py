"""Ask a question: bind it, run it, and say what the answer rests on and what it left out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from ecograph.errors import BadParameterError
from ecograph.periods import Period, period
from ecograph.questions import live, values
from ecograph.questions.catalogue import Column, Question, Totals, catalogue
from ecograph.questions.coverage import EVER, Coverage, coverage, words
from ecograph.questions.live import Asker, Home
from ecograph.questions.rows import Cells, relations, rows
from ecograph.questions.runnable import runnable_text
from ecograph.records import Term
from ecograph.store import Reader

_XSD_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
_PERIOD = ("year", "as_of")


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """The rows of an answer, the period that they are about, and what a reader must know."""

    question: Question
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    period: Period | None
    period_words: str
    coverage: Coverage | None
    summary: str
    remarks: tuple[str, ...]
    query_text: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with all that it is asked with."""

    asker: Asker
    question: Question
    bound: Mapping[str, Term]
    period: Period

    def rows(self, asked: Period | None = None, **other: Term) -> tuple[tuple[Cells, ...], bool]:
        """Return the rows, for another period or other parameters if they are given."""
        bound = {**self.bound, **other}
        if self.question.period:
            bound |= period_terms(asked or self.period)
        reader, internal = self.asker.reader, self.asker.internal
        table = reader.select(self.question.text, bound, internal=internal)
        return rows(self.question, table), table.truncated


def ask(
    reader: Reader, question: Question, given: Mapping[str, str], *, internal: bool, today: date
) -> QuestionAnswer:
    """Return the answer to a question for the public or for staff.

    Year and as_of stand among the given values; neither means today. Raises BadParameterError or
    AmbiguousNameError for a value that does not do, UsageError for year and as_of together.
    """
    asker = Asker(reader, internal)
    home = live.home(asker)
    asked = _period(question, given, home, today)
    own = {
        name: value for name, value in given.items() if name not in _PERIOD or not question.period
    }
    bound = values.bindings(asker, question, own, home, today.year)
    this = _Asked(asker, question, bound, asked)
    found, is_cut = this.rows()
    ever = this.rows(EVER)[0] if question.period else ()
    remarks = [*_no_profile(question, own, home), *_cut(is_cut)]
    remarks += _companion(this, own, today) if found else _why_empty(this, ever)
    return QuestionAnswer(
        question=question,
        columns=question.shown,
        rows=found,
        period=asked if question.period else None,
        period_words=words(asked, today) if question.period else "",
        coverage=coverage(asker, asked, relations(found), relations(ever))
        if question.period
        else None,
        summary=_summary(question, found, bound),
        remarks=tuple(remarks),
        query_text=runnable_text(question.text, bound | period_terms(asked)),
    )


def _period(question: Question, given: Mapping[str, str], home: Home | None, today: date) -> Period:
    year = given.get("year", "").strip() if question.period else ""
    day = given.get("as_of", "").strip() if question.period else ""
    if year and not year.isdecimal():
        message = f"year is “{year}”: write a year of four digits, as 2018."
        raise BadParameterError(message)
    first_month = home.first_month if home else 1
    return period(int(year) if year else None, _day(day) if day else None, today, first_month)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"as_of is “{text}”: write a day, as 2018-05-03."
        raise BadParameterError(message) from error


def period_terms(asked: Period) -> dict[str, Term]:
    """Return what a question's query is bound to for a period."""
    return {
        "period_start": Literal(asked.start.isoformat(), datatype=_XSD_DATE),
        "period_end": Literal(asked.end.isoformat(), datatype=_XSD_DATE),
        "undated": Literal(not asked.named),
    }


def _no_profile(question: Question, given: Mapping[str, str], home: Home | None) -> list[str]:
    needs = [
        parameter
        for parameter in question.parameters
        if parameter.default == "profile" and not given.get(parameter.name)
    ]
    if home or not needs:
        return []
    names = " and ".join(f"{parameter.name} by hand" for parameter in needs)
    remark = (
        "no profile: the register does not say what is local or which cluster is meant. Load a "
        f"sheet “profile” (ecograph template shows it), or give {names}."
    )
    return [remark]


def _cut(is_cut: bool) -> list[str]:  # noqa: FBT001  # the one thing that it is about
    return ["The answer was cut at the row limit; ask for less to see all."] if is_cut else []


def _why_empty(this: _Asked, ever: tuple[Cells, ...]) -> list[str]:
    planned = _planned(this)
    reasons = []
    if ever:
        reasons.append(
            f"Nothing in this period; {len(ever)} rows without it. Try another year or none."
        )
    if planned:
        reasons.append(f"{planned} planned ones are there: ask with planned=yes.")
    if reasons:
        return reasons
    filters = [n for n, term in this.bound.items() if term != values.ANY]
    hint = "Try it with fewer conditions." if len(filters) > 1 else "Load a source that has them."
    return [f"The register holds nothing that answers this. {hint}"]


def _planned(this: _Asked) -> int:
    if this.bound.get("planned_wanted") != Literal(value=False):
        return 0
    return len(this.rows(planned_wanted=Literal(value=True))[0])


def _companion(this: _Asked, given: Mapping[str, str], today: date) -> list[str]:
    companion = this.question.companion
    if companion is None:
        return []
    other = catalogue()[companion.question]
    shared = {parameter.name for parameter in other.parameters}
    named = {name: value for name, value in given.items() if name in shared}
    home = live.home(this.asker)
    bound = values.bindings(this.asker, other, named, home, today.year)
    found, _ = _Asked(this.asker, other, bound, this.period).rows()
    counts = Counter(str(row.get("what", "")) for row in found)
    return [companion.remark.format_map(counts)]


def _summary(question: Question, found: tuple[Cells, ...], bound: Mapping[str, Term]) -> str:
    if question.totals and found:
        return _totals(question.totals, found)
    if not question.summary or not found:
        return ""
    asked = {name.removesuffix("_wanted"): term.value for name, term in bound.items()}
    return question.summary.format_map({**asked, **found[0]})


def _totals(totals: Totals, found: tuple[Cells, ...]) -> str:
    """Return the sum by unit, with how many rows have none: unknown is not zero."""
    sums: dict[str, Decimal] = {}
    missing = 0
    for row in found:
        amount = row.get(totals.column)
        if isinstance(amount, int | Decimal):
            unit = str(row.get(totals.unit) or "of unknown currency")
            sums[unit] = sums.get(unit, Decimal(0)) + amount
        else:
            missing += 1
    parts = ", ".join(f"{amount:,} {unit}" for unit, amount in sorted(sums.items())) or "none known"
    return (
        f"Total {totals.column}: {parts}; {missing} of {len(found)} rows have no {totals.column}."
    )
