"""The formats of SPARQL answers, and which of them a client would like best."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from ecograph.errors import NotAcceptableError
from ecograph.negotiation import best

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
    Format("application/n-quads", RdfFormat.N_QUADS),
    Format("application/trig", RdfFormat.TRIG),
    Format("text/plain", RdfFormat.N_TRIPLES),
)


@lru_cache(maxsize=64)
def for_table(accept: str) -> Format[QueryResultsFormat]:
    """Return the format for the answer to SELECT that an Accept header ranks top."""
    return _best(accept, _TABLES)


def for_truth(accept: str) -> Format[QueryResultsFormat]:
    """Return the format for the answer to ASK that an Accept header ranks top."""
    return _best(accept, _TRUTH)


@lru_cache(maxsize=64)
def for_graph(accept: str) -> Format[RdfFormat]:
    """Return the format for a graph that an Accept header ranks top."""
    return _best(accept, _GRAPHS)


def _best(accept: str, offered: tuple[Format[Writer], ...]) -> Format[Writer]:
    """Return the first of the best; an empty header accepts all.

    Raises NotAcceptableError with the types that there are.
    """
    forms = {form.media_type: form for form in offered}
    top = best(accept, tuple(forms))
    if not top:
        message = f"None of “{accept}” fits this kind of query. Accept one of: {', '.join(forms)}."
        raise NotAcceptableError(message)
    return forms[top]
