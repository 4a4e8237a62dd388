"""Rows of the queries of `queries/frameworks`, and what is said of one thing out of many rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ecograph import vocabulary
from ecograph.store import Reader, Row, rows

Said = Mapping[str, tuple[str, ...]]
Ask = Callable[[str], Iterator[Row]]
_FRAMEWORK = "https://w3id.org/ecograph/framework/"


def ask_rows(reader: Reader, name: str, *, internal: bool) -> Iterator[Row]:
    """Yield the rows of an answer to a query of `queries/frameworks`."""
    return rows(reader, f"frameworks/{name}", internal=internal)


def grouped(found_rows: Iterable[Row], key: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what rows of property and value say of each thing, by local name of the property.

    A concept of a list is given as its code.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in found_rows:
        said = found.setdefault(row[key], {})
        name, value = local_name(row["property"]), row.get("code") or code_of(row["value"])
        if value not in said.get(name, ()):
            said[name] = (*said.get(name, ()), value)
    return found


def code_of(value: str) -> str:
    """Return the code of a concept of a shipped list, and anything else as it is."""
    return value.rpartition("/")[2] if value.startswith(vocabulary.SCHEMES) else value


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]


def short_id(iri: str) -> str:
    """Return the id of a framework or element: its part of a shipped IRI, or its sheet's id."""
    shipped = iri.removeprefix(_FRAMEWORK)
    return shipped if shipped != iri else local_name(iri)
