"""Ask a shipped query by its name, and take the answer as rows of texts."""

from collections.abc import Iterator, Mapping

from ecograph.errors import QueryTooLargeError
from ecograph.resources import folder
from ecograph.store.queries.reader import Reader

Row = Mapping[str, str]


def rows(reader: Reader, query: str, *, internal: bool) -> Iterator[Row]:
    """Yield the rows of the answer to a query of `queries`, such as network/parties.

    What is not bound is "". Raises QueryTooLargeError rather than leave rows out in silence.
    """
    text = (folder("queries") / f"{query}.rq").read_text("utf-8")
    table = reader.select(text, {}, internal=internal)
    if table.truncated:
        message = f"The register has too many {query.rpartition('/')[2]}; load less into it."
        raise QueryTooLargeError(message)
    for row in table.rows:
        values = (term.value if term else "" for term in row)
        yield dict(zip(table.columns, values, strict=True))
