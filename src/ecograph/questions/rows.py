"""Rows of an answer as plain values: texts, numbers, lists, and None for what is unknown."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pyoxigraph import Literal

from ecograph.questions.catalogue import Column, Question
from ecograph.records import Table, Term

Value = str | int | Decimal | bool | tuple[str, ...] | None
Cells = Mapping[str, Value]
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BETWEEN = {True: " ", False: "\n"}


def rows(question: Question, table: Table) -> tuple[Cells, ...]:
    """Return the rows of a table in the columns of a question, hidden ones included."""
    places = {name: place for place, name in enumerate(table.columns)}
    return tuple(
        {
            column.name: _value(column, row[places[column.name]])
            for column in question.columns
            if column.name in places
        }
        for row in table.rows
    )


def relations(found: Sequence[Cells]) -> frozenset[str]:
    """Return the relations behind these rows."""
    single = {str(row["relation"]) for row in found if row.get("relation")}
    lists = (row.get("relations") for row in found)
    return frozenset(single.union(*(each for each in lists if isinstance(each, tuple))))


def _value(column: Column, term: Term | None) -> Value:
    if column.many or column.name == "relations":
        text = term.value if term else ""
        parts = text.split(_BETWEEN[column.name == "relations"])
        return tuple(sorted({part for part in parts if part}))
    if term is None:
        return None
    return _literal(term) if isinstance(term, Literal) else term.value


def _literal(term: Literal) -> Value:
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "integer":
        return int(term.value)
    if kind in {"decimal", "double", "float"}:
        return Decimal(term.value)
    if kind == "boolean":
        return term.value in {"true", "1"}
    return term.value or None
