"""Results frameworks as tables: elements, the steps of plans, questions, criteria, practices."""

from collections.abc import Iterable, Iterator

from ecograph.exports.frameworks import number
from ecograph.exports.tables import Cell, DataTable
from ecograph.frameworks import Element, Framework, Frameworks, Outcome
from ecograph.frameworks.answering import Answer
from ecograph.frameworks.filling import Entry, Filled
from ecograph.frameworks.plans import Plan
from ecograph.frameworks.practices import Case, Factor, Library, Practice
from ecograph.frameworks.scorecards import Criterion, Scorecard
from ecograph.frameworks.switching import is_on
from ecograph.frameworks.words import SILENCES

_ELEMENT = ("id", "type", "code", "name")
_STEP = ("leads", "lead_status", "timescales", "status", "priority", "funds", "depends_on", "lacks")
_QUESTION = ("section", "area", "part", "part_id", "question_type", "unit")
_ANSWER = ("value", "text", "chosen", "reason", "facts", "remark")
_REPORTED = ("reported", "reported_text")
_CRITERION = ("group", "known_by", "unit", "computed", "text", "reason", "facts")
_PRACTICE = ("factor", "practice", "practice_id", "case", "cluster")
_BETWEEN = "; "


def elements_table(frameworks: Frameworks, framework: Framework) -> DataTable:
    """Return the elements of a framework but its indicators, with what each leads to."""
    columns = (*_ELEMENT, "leads_to", "inferred", "on", "sources")
    rows = (
        (
            *_about(each),
            _joined(_ids(frameworks, each.leads_to)),
            each.is_inferred,
            is_on(frameworks, each.iri),
            _joined(each.sources),
        )
        for each in framework.elements
        if each.type != "Indicator"
    )
    return DataTable("elements", columns, tuple(rows))


def steps_table(frameworks: Frameworks, plan: Plan) -> DataTable:
    """Return the steps of a plan with their leads and timescales, and what each lacks."""
    rows = tuple(
        (
            *_about(each),
            _joined(group.name for group in plan.by_lead if each in group.steps),
            each.one("leadStatus") or None,
            _joined(each.all("timescale")),
            each.one("status") or None,
            each.one("priority") or None,
            _joined(group.name for group in plan.by_fund if each in group.steps),
            _joined(_ids(frameworks, each.all("dependsOn"))),
            _joined(_lacks(plan, each)),
        )
        for each in plan.steps
    )
    return DataTable("steps", (*_ELEMENT, *_STEP), rows)


def questions_table(questions: Iterable[Filled]) -> DataTable:
    """Return each part of the questions with what the register answers and what is reported."""
    rows = tuple(_part(each, entry) for each in questions for entry in each.entries)
    return DataTable("questions", (*_ELEMENT, *_QUESTION, *_ANSWER, *_REPORTED), rows)


def criteria_table(card: Scorecard) -> DataTable:
    """Return the criteria of a cluster, computed and reported apart."""
    columns = (*_ELEMENT, *_CRITERION, *_REPORTED, "threshold", "threshold_met")
    return DataTable("criteria", columns, tuple(_criterion(each) for each in card.criteria))


def practices_table(library: Library) -> DataTable:
    """Return the practices with their cases, a row a case; a practice without one has a row too."""
    columns = (*_PRACTICE, "cluster_inferred", "placing_inferred", "sources")
    rows = (row for factor in library.factors for row in _practices(factor))
    return DataTable("practices", columns, tuple(rows))


def _about(element: Element) -> tuple[Cell, ...]:
    return element.id, element.type, element.code, element.name


def _lacks(plan: Plan, step: Element) -> Iterator[str]:
    for name, steps in (
        ("lead", plan.without_lead),
        ("timescale", plan.without_timescale),
        ("status", plan.without_status),
        ("fund", plan.without_fund),
    ):
        if step in steps:
            yield name


def _part(asked: Filled, entry: Entry) -> tuple[Cell, ...]:
    question, part = asked.question, entry.part
    own = None if part.element.iri == question.element.iri else part.element.name
    return (
        *_about(question.element),
        question.section.name if question.section else None,
        question.area.name if question.area else None,
        own,
        part.element.id,
        part.type,
        part.unit or None,
        *_answer(entry.computed),
        *_reported(entry.reported),
    )


def _answer(found: Answer | None) -> tuple[Cell, ...]:
    if found is None:
        return None, None, None, "no register holds it", None, None
    reason = SILENCES[found.reason] if found.reason else None
    chosen, facts = _joined(found.chosen), len(found.facts)
    return number(found.value), found.text or None, chosen, reason, facts, found.remark or None


def _criterion(found: Criterion) -> tuple[Cell, ...]:
    return (
        *_about(found.element),
        found.area.name if found.area else None,
        found.way,
        found.element.one("unit") or None,
        *_computed(found.computed),
        *_reported(found.reported),
        found.element.one("threshold") or None,
        found.is_met,
    )


def _computed(found: Outcome | None) -> tuple[Cell, ...]:
    if found is None:
        return None, None, "not computed", None
    reason = SILENCES[found.reason] if found.reason else None
    return number(found.value), found.text or None, reason, len(found.facts)


def _reported(found: Outcome) -> tuple[Cell, Cell]:
    return number(found.value), found.text or None


def _practices(factor: Factor) -> Iterator[tuple[Cell, ...]]:
    for practice in factor.practices:
        for case in practice.cases or (None,):
            yield _case(factor, practice, case)
    for case in factor.other_cases:
        yield _case(factor, None, case)


def _case(factor: Factor, practice: Practice | None, case: Case | None) -> tuple[Cell, ...]:
    named = (practice.element.name, practice.element.id) if practice else (None, None)
    if case is None:
        return (factor.element.name, *named, None, None, None, None, None)
    sources = _joined(case.element.sources)
    inferred = case.is_inferred, case.is_placing_inferred
    return (
        factor.element.name,
        *named,
        case.element.name,
        case.cluster or None,
        *inferred,
        sources,
    )


def _ids(frameworks: Frameworks, iris: Iterable[str]) -> Iterator[str]:
    for iri in iris:
        found = frameworks.elements.get(iri)
        yield found.id if found else iri


def _joined(texts: Iterable[str]) -> str | None:
    return _BETWEEN.join(texts) or None
