"""Answers to SPARQL queries as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    Triple,
    parse_query_results,
)

from ecograph.records import Answer
from ecograph_api.http.representations import SUFFIXES
from ecograph_api.register.addresses import page_of

TABLE = "application/sparql-results+json"
FOR_PAGE = f"{TABLE}, text/turtle;q=0.9"
_MOST_ROWS = 1_000
# One more than is shown tells that there are more.
ROWS_FOR_PAGE = _MOST_ROWS + 1
_MOST_CHARACTERS = 200_000
# What a suffix asks for where tables and graphs have different types.
_BY_SUFFIX: Mapping[str, str] = {
    "json": f"{TABLE}, application/ld+json;q=0.9",
    "xml": f"{SUFFIXES['xml']}, application/rdf+xml;q=0.9",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an answer, and the page about it if there is one."""

    text: str
    url: str
    is_iri: bool
    language: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on a page: a table, a yes or no, or a graph as text."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool | None = None
    graph: str = ""
    is_cut: bool = False
    is_shortened: bool = False


def asked_for(suffix: str, accept: str) -> str:
    """Return the Accept header that a request's suffix or its own header comes to."""
    return _BY_SUFFIX.get(suffix, accept)


def shown(base: str, answer: Answer, most_rows: int) -> Shown:
    """Return an answer as a page shows it: a long one only in its first part.

    An answer that ends before that was cut at the most rows of the service.
    """
    is_cut = answer.truncated and most_rows < ROWS_FOR_PAGE
    if answer.media_type != TABLE:
        text = answer.body.decode("utf-8")
        is_long = len(text) > _MOST_CHARACTERS or (answer.truncated and not is_cut)
        return Shown(graph=text[:_MOST_CHARACTERS], is_cut=is_cut, is_shortened=is_long)
    found = parse_query_results(answer.body, QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Shown(truth=bool(found))
    columns = tuple(variable.value for variable in found.variables)
    rows = tuple(_cells(base, columns, row) for row in islice(found, _MOST_ROWS))
    more = next(iter(found), None) is not None
    return Shown(columns, rows, is_cut=is_cut, is_shortened=more)


def _cells(base: str, columns: tuple[str, ...], row: QuerySolution) -> tuple[Cell, ...]:
    return tuple(_cell(base, row[column]) for column in columns)


def _cell(base: str, term: NamedNode | BlankNode | Literal | Triple | None) -> Cell:
    if term is None:
        return Cell("", "", is_iri=False, language="")
    if isinstance(term, NamedNode):
        return Cell(term.value, page_of(base, term.value), is_iri=True, language="")
    if isinstance(term, Literal):
        return Cell(term.value, "", is_iri=False, language=term.language or "")
    return Cell(str(term), "", is_iri=False, language="")
