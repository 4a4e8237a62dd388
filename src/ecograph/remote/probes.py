"""Try what a service does: whether it keeps to the dataset asked for, and computes what we do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import uuid4

from ecograph.errors import EcographError, RegisterError
from ecograph.identifiers import merge_graph
from ecograph.questions import Question, ask, catalogue
from ecograph.remote import results, state
from ecograph.remote.service import Service
from ecograph.remote.state import RIGHT
from ecograph.resources import folder
from ecograph.store.queries.reader import Reader

_SHOWN = 200
# Queries on which figures hang, and questions whose patterns services are known to get wrong.
_QUERIES = (
    "network/organisations",
    "network/parties",
    "frameworks/own-activities",
    "frameworks/scorecard-members",
    "pages/relations-choices",
)
_QUESTIONS = (
    "agreements-and-bids",
    "bids-by-state",
    "clusters",
    "companies-by-headcount",
    "members-by-place",
    "organisations-by-function",
    "outposts-without-local-link",
    "partnerships-by-kind-and-year",
    "relations-with-unknown-dates",
)


def check_datasets(service: Service, base: str) -> None:
    """Raise RegisterError unless a query sees the graphs that the request names, and no others.

    Each expectation has one of the opposite beside it, so that neither a service whose default
    graph is the union of all nor one whose default graph is empty can meet both; and each is tried
    in two forms, since services are known that keep to the graphs in one of them only.
    """
    for case in _cases(base):
        seen = _ask(service, case), _select(service, case)
        if seen != (case.is_seen, case.is_seen):
            message = (
                f"{service.address.query} does not keep to the graphs that a request names "
                f"({case.parameter}), so internal facts could come out. Nothing is served from it; "
                "the command works. docs/remote.md says which services do."
            )
            raise RegisterError(message)


@dataclass(frozen=True, slots=True)
class _Case:
    """A pattern, the default graph and the named one, and whether something is seen then."""

    pattern: str
    default: str
    named: str
    parameter: str
    is_seen: bool


def _cases(base: str) -> tuple[_Case, ...]:
    own, merged = state.graph(base), merge_graph(base, internal=False)
    nothing = f"{base}nothing-{uuid4().hex}"
    default, named = "default-graph-uri", "named-graph-uri"
    elsewhere = f"GRAPH ?g {{ ?s a ?o }} FILTER (?g != <{own}>)"
    return (
        _Case("?s ?p ?o", merged, own, default, is_seen=True),
        _Case("?s ?p ?o", nothing, own, default, is_seen=False),
        _Case("?s a ?o", merged, own, default, is_seen=True),
        _Case("?s a ?o", own, own, default, is_seen=False),
        _Case(f"GRAPH <{merged}> {{ ?s ?p ?o }}", own, merged, named, is_seen=True),
        _Case(f"GRAPH <{merged}> {{ ?s ?p ?o }}", own, own, named, is_seen=False),
        _Case(f"GRAPH <{own}> {{ ?s ?p ?o }}", merged, merged, named, is_seen=False),
        _Case("GRAPH ?g { ?s ?p ?o }", merged, nothing, named, is_seen=False),
        _Case(elsewhere, merged, own, named, is_seen=False),
    )


def _ask(service: Service, case: _Case) -> bool:
    body = service.ask(f"ASK {{ {case.pattern} }}", case.default, [case.named])
    return results.is_true(body, service.address.query)


def _select(service: Service, case: _Case) -> bool:
    query = f"SELECT ?s WHERE {{ {case.pattern} }} LIMIT 1"
    body = service.ask(query, case.default, [case.named])
    return bool(results.found(body, service.address.query).rows)


def verdict(there: Reader, here: Reader, today: date) -> str:
    """Return RIGHT if both readers give the same rows, else the first query that tells them apart.

    What is compared is what was just loaded, so that the verdict is about these facts.
    """
    asks = [partial(_query, text=_text(name)) for name in _QUERIES]
    asks += [partial(_question, question=catalogue()[name], today=today) for name in _QUESTIONS]
    for name, asked in zip((*_QUERIES, *_QUESTIONS), asks, strict=True):
        try:
            found = asked(there)
        except EcographError as error:
            return f"{name}: {str(error)[:_SHOWN]}"
        if found != asked(here):
            return f"{name}: other rows"
    return RIGHT


def _query(reader: Reader, *, text: str) -> list[str]:
    return _fingerprints(reader.select(text, {}, internal=True).rows)


def _question(reader: Reader, *, question: Question, today: date) -> list[str]:
    return _fingerprints(ask(reader, question, {}, internal=True, today=today).rows)


def _fingerprints(rows: Iterable[object]) -> list[str]:
    """Return what stays of rows if neither their order counts nor that within joined texts."""
    return sorted("".join(sorted(str(row))) for row in rows)


def _text(name: str) -> str:
    return (folder("queries") / f"{name}.rq").read_text("utf-8")
