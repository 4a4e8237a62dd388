"""Ask an edition: the dataset that a reader may see, and answers as tables or in a format."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from ecograph.errors import (
    QueryRefusedError,
    QuerySyntaxError,
    QueryTooLargeError,
    RegisterError,
)
from ecograph.identifiers import matches_graph, merge_graph
from ecograph.records import Answer, Table, Term
from ecograph.store import edition as editions
from ecograph.store import formats, guards
from ecograph.store.edition import Edition

MAXIMUM_ROWS = 1_000_000
MAXIMUM_BYTES = 64 * 1024 * 1024


class Reader(Protocol):
    """Somebody who answers queries over the current edition, for the public or for staff."""

    @property
    def edition(self) -> str:
        """Return the name of the current edition, "" while the register is empty."""

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with some of its variables bound."""

    def answer(self, query: str, accept: str, *, internal: bool) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""


class OpenEdition:
    """One edition opened for reading in this process."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        try:
            self._store = Store.read_only(str(edition.store))
        except OSError as error:
            message = f"The edition {edition.id} cannot be opened: {error}. Roll back to another."
            raise RegisterError(message) from error

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query, cut at MAXIMUM_ROWS."""
        found = self._run(query, bindings, internal=internal)
        if not isinstance(found, QuerySolutions):
            message = "This is not a SELECT query; only a table of solutions can be shown here."
            raise QueryRefusedError(message)
        columns = tuple(variable.value for variable in found.variables)
        rows: list[tuple[Term | None, ...]] = []
        for solution in found:
            if len(rows) == MAXIMUM_ROWS:
                return Table(columns, tuple(rows), truncated=True)
            rows.append(tuple(_term(solution[column]) for column in columns))
        return Table(columns, tuple(rows))

    def answer(self, query: str, accept: str, *, internal: bool) -> Answer:
        """Return the answer to a query of any form, serialised in an acceptable format."""
        found = self._run(query, {}, internal=internal)
        output = _Limited()
        if isinstance(found, QueryTriples):
            graph = formats.for_graph(accept)
            found.serialize(output, graph.writer)
            return Answer(graph.media_type, output.getvalue())
        is_truth = isinstance(found, QueryBoolean)
        table = formats.for_truth(accept) if is_truth else formats.for_table(accept)
        found.serialize(output, table.writer)
        return Answer(table.media_type, output.getvalue())

    def _run(
        self, query: str, bindings: Mapping[str, Term], *, internal: bool
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        guards.check(query)
        default, named = _dataset(self.edition, internal=internal)
        try:
            return self._store.query(
                query,
                default_graph=default,
                named_graphs=named,
                substitutions={Variable(name): term for name, term in bindings.items()},
            )
        except SyntaxError as error:
            raise QuerySyntaxError(f"This is not SPARQL: {error}.") from error


class EditionReader:
    """A reader in this process that follows the register's pointer; it cannot stop a query."""

    def __init__(self, register: Path) -> None:
        self._register = register
        self._open: OpenEdition | None = None

    @property
    def edition(self) -> str:
        """Return the name of the current edition."""
        return editions.current_id(self._register)

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""
        return self._current().edition.manifest.base

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with some of its variables bound."""
        return self._current().select(query, bindings, internal=internal)

    def answer(self, query: str, accept: str, *, internal: bool) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""
        return self._current().answer(query, accept, internal=internal)

    def _current(self) -> OpenEdition:
        if self._open is None or self._open.edition.id != self.edition:
            self._open = OpenEdition(current_edition(self._register))
        return self._open


def current_edition(register: Path) -> Edition:
    """Return the current edition; RegisterError says how to fill an empty register."""
    edition = editions.current(register)
    if edition is None:
        message = f"The register {register} is empty. Fill it with: ecograph load PATH."
        raise RegisterError(message)
    return edition


class _Limited(io.BytesIO):
    """Bytes up to a limit: a larger answer is refused, never cut in silence."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # bytes are all it is given
        if self.tell() + len(data) > MAXIMUM_BYTES:
            message = (
                f"The answer has more than {MAXIMUM_BYTES // 1024 // 1024} MiB. "
                "Add LIMIT and OFFSET, or ask for less."
            )
            raise QueryTooLargeError(message)
        return super().write(data)


def _dataset(edition: Edition, *, internal: bool) -> tuple[NamedNode, list[NamedNode | BlankNode]]:
    base, graphs = edition.manifest.base, edition.manifest.graphs
    widest = merge_graph(base, internal=True)
    if internal and widest in graphs:
        sources = [name for name in graphs if name.startswith(f"{base}source/")]
        default, matched = widest, matches_graph(base, internal=True)
    else:
        sources = [
            name
            for name in graphs
            if name.startswith(f"{base}source/") and not name.endswith("/internal")
        ]
        default, matched = merge_graph(base, internal=False), matches_graph(base, internal=False)
    named = [*sources, matched] if matched in graphs else sources
    return NamedNode(default), [NamedNode(name) for name in named]


def _term(term: NamedNode | BlankNode | Literal | Triple | None) -> Term | None:
    if term is None or isinstance(term, (NamedNode, Literal)):
        return term
    return NamedNode(f"urn:blank:{term}" if isinstance(term, BlankNode) else "urn:triple")
