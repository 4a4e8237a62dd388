"""The parameters of a question as a VALUES block, at each line of its text that says so."""

from collections.abc import Mapping

from ecograph.errors import QueryError
from ecograph.records import Term

LINE = "# parameters"


def bound(query: str, bindings: Mapping[str, Term]) -> str:
    """Return a query whose parameters are bound; the RDF library writes the terms.

    A pattern sees only what is bound in its own group, so a query has the line in each group that
    speaks of a parameter. Raises QueryError for a query without such a line.
    """
    if not bindings:
        return query
    lines = query.split("\n")
    if LINE not in map(str.strip, lines):
        message = f"This query has no line “{LINE}”, so it takes none here: {', '.join(bindings)}."
        raise QueryError(message)
    names = " ".join(f"?{name}" for name in bindings)
    terms = " ".join(str(term) for term in bindings.values())
    block = f"VALUES ({names}) {{ ({terms}) }}"
    return "\n".join(line.replace(LINE, block) if line.strip() == LINE else line for line in lines)
