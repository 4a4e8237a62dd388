"""The query that asks for the facts behind a figure, for whoever wants to look further."""

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode

from ecograph.resources import folder

# So many fit a query text that the service runs.
MOST = 100
_PLACE = "    # facts\n"


def facts_query(facts: Iterable[str]) -> str:
    """Return SPARQL that lists the first MOST of some facts with their dates and evidence."""
    first = list(facts)[:MOST]
    values = "".join(f"    {NamedNode(iri)}\n" for iri in first)
    return _text().replace(_PLACE, values)


@cache
def _text() -> str:
    lines = (folder("queries") / "frameworks" / "counted-facts.rq").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")) + "\n"
