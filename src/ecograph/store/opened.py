"""One edition opened for reading in this process, from its folder or from memory."""

from collections.abc import Mapping
from itertools import islice
from typing import BinaryIO

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    serialize,
)

from ecograph.errors import QueryRefusedError, QuerySyntaxError, RegisterError
from ecograph.records import Dataset, Table, Term
from ecograph.store import clauses, datasets, formats, guards
from ecograph.store.cutting import CutError, Cutter
from ecograph.store.edition import Edition

Found = QuerySolutions | QueryBoolean | QueryTriples


class OpenEdition:
    """One edition opened for reading in this process."""

    def __init__(self, edition: Edition, store: Store | None = None) -> None:
        self.edition = edition
        self._store = store or _on_disk(edition)

    def select(
        self, query: str, bindings: Mapping[str, Term], *, internal: bool, rows: int
    ) -> Table:
        """Return the solutions of a SELECT query, cut at a number of rows."""
        found = self._run(query, bindings, None, internal=internal)
        if not isinstance(found, QuerySolutions):
            message = "This is not a SELECT query; only a table of solutions can be shown here."
            raise QueryRefusedError(message)
        columns = tuple(variable.value for variable in found.variables)
        shown: list[tuple[Term | None, ...]] = []
        for solution in found:
            if len(shown) == rows:
                return Table(columns, tuple(shown), truncated=True)
            shown.append(tuple(_term(solution[column]) for column in columns))
        return Table(columns, tuple(shown))

    def write(
        self, query: str, accept: str, dataset: Dataset | None, *, internal: bool, rows: int
    ) -> "Result":
        """Return the result of a query of any form, ready to be written in a format."""
        return Result(self._run(query, {}, dataset, internal=internal), accept, rows)

    def _run(
        self,
        query: str,
        bindings: Mapping[str, Term],
        dataset: Dataset | None,
        *,
        internal: bool,
    ) -> Found:
        guards.check(query)
        asked = dataset or clauses.dataset(query)
        default, named = datasets.graphs(self.edition.manifest, asked, internal=internal)
        store = self._store
        if len(default) > 1:
            store, default = self._merged(default, named)
        try:
            return store.query(
                query,
                default_graph=[*default],
                named_graphs=[*named],
                substitutions={Variable(name): term for name, term in bindings.items()},
            )
        except SyntaxError as error:
            raise QuerySyntaxError(f"This is not SPARQL: {error}.") from error

    def _merged(
        self, default: list[NamedNode], named: list[NamedNode]
    ) -> tuple[Store, list[NamedNode]]:
        """Return a store in which several graphs are one without duplicates, and that one.

        Oxigraph would answer a fact that two of them hold twice.
        """
        merge = NamedNode("urn:ecograph:merge")
        store = Store()
        for graph in default:
            quads = self._store.quads_for_pattern(None, None, None, graph)
            store.bulk_extend(Quad(s, p, o, merge) for s, p, o, _ in quads)
        for graph in named:
            store.bulk_extend(self._store.quads_for_pattern(None, None, None, graph))
        return store, [merge]


class Result:
    """The result of a query in the format that its reader likes best."""

    def __init__(self, found: Found, accept: str, rows: int) -> None:
        self._found = found
        self._rows = rows
        if isinstance(found, QueryTriples):
            self._graph: RdfFormat | None = formats.for_graph(accept).writer
            self.media_type = formats.for_graph(accept).media_type
            return
        self._graph = None
        is_truth = isinstance(found, QueryBoolean)
        self._table = formats.for_truth(accept) if is_truth else formats.for_table(accept)
        self.media_type = self._table.media_type

    def write(self, output: BinaryIO) -> bool:
        """Write the result, and tell whether it was cut at the number of rows."""
        found = self._found
        if isinstance(found, QueryTriples):
            serialize(islice(found, self._rows), output, self._graph)
            return next(iter(found), None) is not None
        if isinstance(found, QueryBoolean):
            found.serialize(output, self._table.writer)
            return False
        cutter = Cutter(output, self._table.writer, self._rows)
        try:
            found.serialize(cutter, self._table.writer)  # type: ignore[arg-type]  # it is written to
            cutter.finish()
        except CutError:
            return True
        return False


def _on_disk(edition: Edition) -> Store:
    try:
        return Store.read_only(str(edition.store))
    except OSError as error:
        message = f"The edition {edition.id} cannot be opened: {error}. Roll back to another."
        raise RegisterError(message) from error


def _term(term: NamedNode | BlankNode | Literal | Triple | None) -> Term | None:
    if term is None or isinstance(term, (NamedNode, Literal)):
        return term
    return NamedNode(f"urn:blank:{term}" if isinstance(term, BlankNode) else "urn:triple")
