"""The formats of SPARQL answers, and which of them a client would like best."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from ecograph.errors import NotAcceptableError

Writer = TypeVar("Writer", QueryResultsFormat, RdfFormat)


@dataclass(frozen=True, slots=True)
class Format(Generic[Writer]):
    """A media type and what writes it."""

    media_type: str
    writer: Writer


_TRUTH = (
    Format("application/sparql-results+json", QueryResultsFormat.JSON),
    Format("application/json", QueryResultsFormat.JSON),
    Format("application/sparql-results+xml", QueryResultsFormat.XML),
    Format("application/xml", QueryResultsFormat.XML),
)
_TABLES = (
    *_TRUTH,
    Format("text/csv", QueryResultsFormat.CSV),
    Format("text/tab-separated-values", QueryResultsFormat.TSV),
)
_GRAPHS = (
    Format("text/turtle", RdfFormat.TURTLE),
    Format("application/n-triples", RdfFormat.N_TRIPLES),
    Format("application/rdf+xml", RdfFormat.RDF_XML),
    Format("application/ld+json", RdfFormat.JSON_LD),
    Format("text/plain", RdfFormat.N_TRIPLES),
)


def for_table(accept: str) -> Format[QueryResultsFormat]:
    """Return the format for the answer to SELECT that an Accept header ranks top."""
    return _best(accept, _TABLES)


def for_truth(accept: str) -> Format[QueryResultsFormat]:
    """Return the format for the answer to ASK that an Accept header ranks top."""
    return _best(accept, _TRUTH)


def for_graph(accept: str) -> Format[RdfFormat]:
    """Return the format for a graph that an Accept header ranks top."""
    return _best(accept, _GRAPHS)


def _best(accept: str, offered: tuple[Format[Writer], ...]) -> Format[Writer]:
    """Return the first of the best; an empty header accepts all.

    Raises NotAcceptableError with the types that there are.
    """
    ranked = [(_quality(accept, form.media_type), form) for form in offered]
    best = max(quality for quality, _ in ranked)
    if best <= 0:
        types = ", ".join(form.media_type for form in offered)
        message = f"None of “{accept}” fits this kind of query. Accept one of: {types}."
        raise NotAcceptableError(message)
    return next(form for quality, form in ranked if quality == best)


def _quality(accept: str, media_type: str) -> float:
    """Return the q-value of a media type; the most telling range decides (RFC 9110, 12.5.1)."""
    if not accept.strip():
        return 1.0
    found = (-1, 0.0)
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        precision = _precision(name, media_type)
        if precision > found[0]:
            found = (precision, _q(parameters))
    return found[1]


def _precision(asked: str, media_type: str) -> int:
    if asked == media_type:
        return 2
    if asked == media_type.partition("/")[0] + "/*":
        return 1
    return 0 if asked == "*/*" else -1


def _q(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
