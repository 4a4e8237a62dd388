"""A table as it goes through a pipe: each term once as texts, and in pieces.

Reading a large pickle is one step of the interpreter, in which the server answers nobody else, and
pickling terms takes six times as long as pickling their texts, reading them twice.
"""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ecograph.records import Table, Term

_PIECE = 5_000
# The texts of a term: of an IRI itself; of a literal its value, language and datatype. One of the
# few that have more goes as it is.
_Plain = str | tuple[str, str, str] | Literal | None


@dataclass(frozen=True, slots=True)
class Packed:
    """The columns of a table, its different terms and, by their numbers, its rows."""

    columns: tuple[str, ...]
    truncated: bool
    terms: tuple[bytes, ...]
    rows: tuple[bytes, ...]

    def table(self) -> Table:
        """Return the table."""
        terms = [_term(each) for piece in self.terms for each in _terms_of(piece)]
        rows = (tuple(terms[number] for number in row) for row in self._numbers())
        return Table(self.columns, tuple(rows), truncated=self.truncated)

    def _numbers(self) -> Iterator[tuple[int, ...]]:
        for piece in self.rows:
            rows: list[tuple[int, ...]] = pickle.loads(piece)  # noqa: S301  # our process wrote it
            yield from rows


def packed(table: Table) -> Packed:
    """Return a table packed."""
    numbers: dict[Term | None, int] = {}
    rows = [tuple(numbers.setdefault(term, len(numbers)) for term in row) for row in table.rows]
    terms = [_plain(term) for term in numbers]
    return Packed(table.columns, table.truncated, _pieces(terms), _pieces(rows))


def _pieces(parts: Sequence[object]) -> tuple[bytes, ...]:
    firsts = range(0, len(parts), _PIECE)
    return tuple(pickle.dumps(parts[first : first + _PIECE]) for first in firsts)


def _terms_of(piece: bytes) -> list[_Plain]:
    found: list[_Plain] = pickle.loads(piece)  # noqa: S301  # our own process wrote it
    return found


def _plain(term: Term | None) -> _Plain:
    if term is None or isinstance(term, NamedNode):
        return term.value if term else None
    if term.direction:
        return term
    return term.value, term.language or "", term.datatype.value


def _term(plain: _Plain) -> Term | None:
    if isinstance(plain, str):
        return NamedNode(plain)
    if not isinstance(plain, tuple):
        return plain
    value, language, datatype = plain
    if language:
        return Literal(value, language=language)
    return Literal(value, datatype=NamedNode(datatype))
