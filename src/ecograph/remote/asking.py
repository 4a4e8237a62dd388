"""Ask a service for all rows of a query, page by page where it cuts answers."""

from collections.abc import Sequence

from ecograph.errors import QueryTooLargeError
from ecograph.remote import results
from ecograph.remote.results import Found
from ecograph.remote.service import Service
from ecograph.store.queries.reader import MAXIMUM_ROWS
from ecograph.store.queries.tokens import Token, tokens

# No service that is of any use cuts an answer shorter than this.
_NEVER_CUT = 100


class Asking:
    """Somebody who gets whole tables out of a service.

    A service tells nobody that it cut an answer. So after one that is longer than all that came
    whole before, it is asked whether there are more rows; if so, they are fetched page by page in
    an order that leaves no two rows to chance.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._came_whole = _NEVER_CUT

    def all(self, query: str, default: str, named: Sequence[str]) -> Found:
        """Return the solutions of a SELECT query, at most MAXIMUM_ROWS of them."""
        first = self._page(query, default, named)
        size = len(first.rows)
        if size <= self._came_whole:
            return first
        if not self._page(_part(query, first.columns, 1, size), default, named).rows:
            self._came_whole = size
            return first
        return self._paged(query, first.columns, size, (default, named))

    def _paged(
        self, query: str, columns: Sequence[str], size: int, graphs: tuple[str, Sequence[str]]
    ) -> Found:
        ordered = _in_order(query, columns)
        rows: list[dict[str, results.Cell]] = []
        while len(rows) < MAXIMUM_ROWS:
            page = self._page(_part(ordered, columns, size, len(rows)), *graphs)
            rows += [dict(row) for row in page.rows]
            if len(page.rows) < size:
                return Found(tuple(columns), tuple(rows))
        return Found(tuple(columns), tuple(rows[:MAXIMUM_ROWS]), truncated=True)

    def _page(self, query: str, default: str, named: Sequence[str]) -> Found:
        body = self._service.ask(query, default, named)
        return results.found(body, self._service.address.query)


def _part(query: str, columns: Sequence[str], size: int, start: int) -> str:
    """Return a query for some of the rows of a query.

    The query stands inside the one that cuts, since Virtuoso sorts at most 10,000 rows where ORDER
    BY and LIMIT stand side by side.
    """
    place = next((token.start for token in _outer(query) if token.text.upper() == "SELECT"), 0)
    shown = " ".join(f"?{column}" for column in columns)
    inner = f"{{ {{\n{query[place:]}\n}} }}"
    return f"{query[:place]}SELECT {shown} WHERE {inner} LIMIT {size:d} OFFSET {start:d}"


def _in_order(query: str, columns: Sequence[str]) -> str:
    """Return a query whose order hangs on all its columns.

    Raises QueryTooLargeError for one with a LIMIT of its own above what the service gives.
    """
    words = {token.text.upper() for token in _outer(query)}
    if words & {"LIMIT", "OFFSET"}:
        message = "The service gives fewer rows than the LIMIT of this query. Make it smaller."
        raise QueryTooLargeError(message)
    begin = "" if "ORDER" in words else "ORDER BY"
    return f"{query.rstrip()}\n{begin} {' '.join(f'?{column}' for column in columns)}"


def _outer(query: str) -> list[Token]:
    """Return the words of a query that stand outside all brackets."""
    found, depth = [], 0
    for token in tokens(query):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind == "word":
            found.append(token)
    return found
