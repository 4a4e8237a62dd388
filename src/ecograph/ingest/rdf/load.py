"""Read files of RDF as one source: which of their facts are public, internal or refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ecograph import resultterms, vocabulary
from ecograph.errors import BadParameterError, InputError
from ecograph.ingest.contacts import contact_in
from ecograph.ingest.held import Held, keeping_locked
from ecograph.ingest.layout import is_rdf
from ecograph.ingest.questions import CLASSES, IsQuestion
from ecograph.ingest.rdf.blanknodes import node_iris
from ecograph.ingest.rdf.parse import parsed
from ecograph.ingest.report import Loaded, LoadReport, Progress, SheetCount
from ecograph.ingest.results import NO_UNITS, fact_objections
from ecograph.ingest.spread import spread
from ecograph.periods import date_span
from ecograph.records import Problem, SourceContent
from ecograph.standards import RDF, TYPE, XSD

_STEP = 5000
_DATES = frozenset({vocabulary.START, vocabulary.END, vocabulary.DATE, vocabulary.VERIFIED})
_WORDS = frozenset({NamedNode(f"{XSD}string"), NamedNode(f"{RDF}langString")})
_CONTACT_IRIS = ("mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class _Fact:
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | Literal
    file: Path
    internal: bool

    @property
    def line(self) -> str:
        """The fact as a line of N-Triples."""
        return f"{self.subject} {self.predicate} {self.object} ."


def read_rdf(
    files: Sequence[Path],
    *,
    name: str,
    internal: bool,
    base: str,
    is_question: IsQuestion,
    progress: Progress | None,
    held: Held | None = None,
    units: Mapping[str, str] = NO_UNITS,
) -> Loaded:
    """Return what files of RDF say as a source; raises InputError for a file that is no RDF.

    A named graph whose name ends in /internal is internal; other graph names are dropped. What is
    accepted or refused is everything that is said of one subject, and what refers to it. Answers
    to the questions of a survey are internal, wherever they stand. Observations are judged by what
    the register holds, and by the units of shipped indicators.
    """
    chosen = [file for file in files if is_rdf(file)]
    if not chosen:
        raise InputError(f"{files[0]}: no file of RDF is here (.ttl, .nt, .jsonld and others).")
    facts: list[_Fact] = []
    remarks = [f"{file} was passed over: it is no RDF." for file in files if not is_rdf(file)]
    for file in chosen:
        quads = list(_watched(parsed(file), len(facts), progress))
        remarks += _graph_remarks(file, quads)
        facts += _facts(quads, file, base, internal=internal)
    held = held or Held()
    judged = _judged(facts, held, units)
    loaded, refused = _loaded(facts, set(_answers(facts, is_question)), judged, name, remarks)
    return keeping_locked(loaded, held, sorted(map(str, refused)))


def _watched(quads: Iterable[Quad], before: int, progress: Progress | None) -> Iterator[Quad]:
    for number, quad in enumerate(quads, before + 1):
        yield quad
        if progress and number % _STEP == 0:
            progress(number, None)


def _is_internal(quad: Quad) -> bool:
    graph = quad.graph_name
    return isinstance(graph, NamedNode) and graph.value.endswith("/internal")


def _graph_remarks(file: Path, quads: Iterable[Quad]) -> Iterator[str]:
    graphs = {quad.graph_name for quad in quads if not isinstance(quad.graph_name, DefaultGraph)}
    dropped = sorted(
        graph.value
        for graph in graphs
        if not (isinstance(graph, NamedNode) and graph.value.endswith("/internal"))
    )
    if dropped:
        shown = ", ".join(dropped[:3]) + ", …" * (len(dropped) > 3)
        yield f"{file}: the names of {len(dropped)} graphs were dropped, their facts kept: {shown}."


def _facts(quads: Sequence[Quad], file: Path, base: str, *, internal: bool) -> Iterator[_Fact]:
    iris = node_iris(quads, base)
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, BlankNode):
            subject = NamedNode(iris[subject.value])
        if isinstance(value, BlankNode):
            value = NamedNode(iris[value.value])
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            yield _Fact(subject, quad.predicate, value, file, internal or _is_internal(quad))


def _judged(
    facts: Sequence[_Fact], held: Held, units: Mapping[str, str]
) -> Mapping[NamedNode, Problem]:
    """Return what is wrong with observations, by observation."""
    found: dict[NamedNode, Problem] = {}
    files = {str(fact.subject): str(fact.file) for fact in facts}
    lines = [fact.line for fact in facts]
    for subject, predicate, fault in fact_objections(lines, files, held, units):
        about = [fact for fact in facts if str(fact.subject) == subject]
        fact = next((each for each in about if str(each.predicate) == predicate), about[0])
        value = fault.value or (fact.object.value if str(fact.predicate) == predicate else "")
        problem = _told(fact, fact.object.value, fault.reason, fault.remedy)
        named = f"{subject[1:-1]} {predicate[1:-1]}"
        found.setdefault(fact.subject, replace(problem, column=named, value=value))
    return found


def _loaded(
    facts: Sequence[_Fact],
    answers: set[NamedNode],
    judged: Mapping[NamedNode, Problem],
    name: str,
    remarks: Sequence[str],
) -> tuple[Loaded, set[NamedNode]]:
    referring = _referring(facts)
    only_internal = {fact.subject for fact in facts if fact.internal}
    only_internal -= {fact.subject for fact in facts if not fact.internal}
    hidden = spread(only_internal | answers, referring)
    problems = dict(judged) | {
        fact.subject: problem
        for fact in reversed(facts)
        if (problem := _problem(fact, internal=fact.internal or fact.subject in hidden))
    }
    refused = spread(problems, referring)
    lines: dict[bool, set[str]] = {True: set(), False: set()}
    for fact in facts:
        subject = fact.subject
        if subject not in refused:
            lines[fact.internal or subject in hidden].add(fact.line)
    subjects = {fact.subject for fact in facts}
    notes = list(remarks)
    if became := len(hidden - only_internal):
        reason = "they refer to what is internal or answer a survey"
        notes.append(f"{became} things became internal, because {reason}.")
    content = SourceContent(name, frozenset(lines[False]), frozenset(lines[True]), "rdf")
    counts = {"things": SheetCount(len(subjects - refused), len(refused & subjects))}
    told = (*problems.values(), *_going_with(facts, problems, refused))
    return Loaded(content, LoadReport(counts, told, tuple(notes)), ()), refused


def _answers(facts: Sequence[_Fact], is_question: IsQuestion) -> Iterator[NamedNode]:
    own = {
        fact.subject.value
        for fact in facts
        if fact.predicate == TYPE and fact.object.value in CLASSES
    }
    for fact in facts:
        asked = fact.object.value
        if fact.predicate == resultterms.INDICATOR and (asked in own or is_question(asked)):
            yield fact.subject


def _referring(facts: Iterable[_Fact]) -> Mapping[NamedNode, list[NamedNode]]:
    referring: dict[NamedNode, list[NamedNode]] = {}
    for fact in facts:
        if isinstance(fact.object, NamedNode):
            referring.setdefault(fact.object, []).append(fact.subject)
    return referring


def _problem(fact: _Fact, *, internal: bool) -> Problem | None:
    value = fact.object.value
    if fact.predicate in _DATES and isinstance(fact.object, Literal):
        try:
            date_span(value)
        except BadParameterError:
            return _told(fact, value, "is not a date.", "Write 2018, 2018-05 or 2018-05-03.")
    if internal:
        return None
    is_words = isinstance(fact.object, Literal) and fact.object.datatype in _WORDS
    is_address = fact.predicate == vocabulary.ADDRESS
    found = contact_in(value, address=is_address) if is_words else ""
    if found or value.startswith(_CONTACT_IRIS):
        reason = "is an e-mail address or telephone number, which may not stand among public facts."
        remedy = "Take it out, or load it as internal."
        return _told(fact, found or value, reason, remedy)
    return None


def _told(fact: _Fact, value: str, reason: str, remedy: str) -> Problem:
    data = fact.file.read_bytes()
    line = data.count(b"\n", 0, max(data.find(value.encode()), 0)) + 1
    subject = f"{fact.subject.value} {fact.predicate.value}"
    return Problem(str(fact.file), line, subject, value, reason, remedy)


def _going_with(
    facts: Iterable[_Fact], problems: Mapping[NamedNode, Problem], refused: set[NamedNode]
) -> Iterator[Problem]:
    told = set(problems)
    for fact in facts:
        subject = fact.subject
        if subject in refused and subject not in told and fact.object in refused:
            told.add(subject)
            reason = "refers to something that is refused."
            yield _told(fact, fact.object.value, reason, "Mend that first.")
