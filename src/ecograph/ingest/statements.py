"""What the cells of a row say of their subject: statements, links to other records, problems."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecograph import vocabulary
from ecograph.definitions import Column
from ecograph.ingest.contacts import contact_in
from ecograph.ingest.interpret import Interpreter
from ecograph.ingest.meaning import Fault, Reference
from ecograph.records import Problem, Row

_WORDS = frozenset({"text", "texts", "name", "names"})
_CONTACT = Fault(
    "is an e-mail address or telephone number, which may not stand among public facts.",
    "Take it out, or mark the row as internal.",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty, in its column and row."""

    column: Column
    text: str
    row: Row


@dataclass(frozen=True, slots=True)
class Link:
    """A statement whose object is the record that a cell refers to."""

    subject: str
    predicate: str
    reference: Reference
    cell: Cell


@dataclass(frozen=True, slots=True)
class Statements:
    """What cells say: lines of N-Triples, links still to be followed, and problems."""

    lines: tuple[str, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


def statements(
    iri: str, cells: Iterable[Cell], interpreter: Interpreter, *, public: bool
) -> Statements:
    """Return what cells say of the thing with this IRI; public ones may hold no contact data."""
    lines: list[str] = []
    links: list[Link] = []
    problems: list[Problem] = []
    subject = f"<{iri}>"
    for cell in cells:
        meaning = interpreter.meaning(cell.column, cell.text)
        problems += (cell_problem(cell, fault) for fault in meaning.faults)
        if public and (found := _contact(cell)):
            fault = Fault(_CONTACT.reason, _CONTACT.remedy, found)
            problems.append(cell_problem(cell, fault))
        if cell.column.property_iri:
            predicate = f"<{cell.column.property_iri}>"
            lines += (f"{subject} {predicate} {term} ." for term in meaning.terms)
            links += (Link(subject, predicate, each, cell) for each in meaning.references)
    return Statements(tuple(lines), tuple(links), tuple(problems))


def cell_problem(cell: Cell, fault: Fault) -> Problem:
    """Return what is wrong with a cell, with its place."""
    return row_problem(cell.row, cell.column.name, fault.value or cell.text, fault)


def row_problem(row: Row, column: str, value: str, fault: Fault) -> Problem:
    """Return what is wrong in a row, with its place."""
    heading = row.headings.get(column, column)
    return Problem(row.file, row.line, heading, value, fault.reason, fault.remedy)


def _contact(cell: Cell) -> str:
    if cell.column.value_type in _WORDS:
        is_address = cell.column.property_iri == vocabulary.ADDRESS.value
        return contact_in(cell.text, address=is_address)
    return contact_in(cell.text, address=True) if "@" in cell.text else ""
