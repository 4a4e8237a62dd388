"""The rows that a service gives in JSON, as terms and in every other format."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from ecograph.errors import ServiceError
from ecograph.records import Table, Term

JSON = "application/sparql-results+json"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
# Virtuoso writes what is true as 1.
_TRUTH = {"1": "true", "0": "false"}
_VIRTUOSO_TRUTH = "__ASK_RETVAL"
_SHOWN = 200
Cell = dict[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The solutions of a SELECT query as JSON has them; truncated says that a limit cut them."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]
    truncated: bool = False

    def text(self) -> bytes:
        """Return the solutions as one JSON answer."""
        answer = {"head": {"vars": self.columns}, "results": {"bindings": self.rows}}
        return json.dumps(answer).encode()

    def table(self) -> Table:
        """Return the solutions as a table of terms."""
        solutions = parse_query_results(self.text(), QueryResultsFormat.JSON)
        if not isinstance(solutions, QuerySolutions):
            raise ServiceError("A table of solutions was asked for; this is none.")
        rows = tuple(
            tuple(_term(solution[column]) for column in self.columns) for solution in solutions
        )
        return Table(self.columns, rows, self.truncated)

    def written(self, form: QueryResultsFormat) -> bytes:
        """Return the solutions in another format."""
        return _serialised(self.text(), form)


def found(body: bytes, address: str) -> Found:
    """Return the solutions in an answer; ServiceError for one that is no table in JSON."""
    try:
        answer = json.loads(body)
        columns = tuple(answer["head"]["vars"])
        rows = cast("Sequence[dict[str, Cell]]", answer["results"]["bindings"])
        return Found(columns, tuple({name: _plain(row[name]) for name in row} for row in rows))
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(body, address) from error


def is_true(body: bytes, address: str) -> bool:
    """Return the answer to ASK; ServiceError for one that is neither true nor false."""
    try:
        answer = json.loads(body)
        if "boolean" in answer:
            return answer["boolean"] is True
        # Virtuoso answers with a table, of one row with a 1 for what is true.
        if answer["head"]["vars"] != [_VIRTUOSO_TRUTH]:
            raise unreadable(body, address)
        return any(row[_VIRTUOSO_TRUTH]["value"] == "1" for row in answer["results"]["bindings"])
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(body, address) from error


def truth(body: bytes, address: str, form: QueryResultsFormat) -> bytes:
    """Return the answer to ASK in another format."""
    answer = {"head": {}, "boolean": is_true(body, address)}
    return _serialised(json.dumps(answer).encode(), form)


def unreadable(body: bytes, address: str) -> ServiceError:
    """Return the error of an answer that is not what was asked for."""
    text = " ".join(body.decode("utf-8", "replace").split())[:_SHOWN]
    return ServiceError(
        f"{address} gave an answer that is not in the format asked for: “{text}”. "
        "Check that ECOGRAPH_STORE is the address of a SPARQL 1.1 service."
    )


def _plain(cell: Cell) -> Cell:
    if cell.get("datatype") == _BOOLEAN:
        return {**cell, "value": _TRUTH.get(cell["value"], cell["value"])}
    return cell


def _term(term: object) -> Term | None:
    if isinstance(term, NamedNode | Literal):
        return term
    return NamedNode(f"urn:blank:{term}") if isinstance(term, BlankNode) else None


def _serialised(text: bytes, form: QueryResultsFormat) -> bytes:
    results = parse_query_results(text, QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions | QueryBoolean):
        raise ServiceError("Neither a table nor a truth was answered.")
    return results.serialize(format=form) or b""
