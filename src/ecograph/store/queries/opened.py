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
from ecograph.store.editions.edition import Edition
from ecograph.store.queries import clauses, datasets, formats, guards
from ecograph.store.queries.cutting import CutError, Cutter, LineCutter
from ecograph.store.queries.protections import NONE, Off, Protection

Found = QuerySolutions | QueryBoolean | QueryTriples
# Reading more facts into memory takes longer than it saves, and memory that may not be there.
_MOST_IN_MEMORY = 500_000
# Of so few, all are in memory in 0.3 seconds; each query is then 3 to 20 times faster.
_FEW = 100_000


class OpenEdition:
    """One edition opened for reading in this process."""

    def __init__(self, edition: Edition, store: Store | None = None, off: Off = NONE) -> None:
        self.edition = edition
        self._off = off
        self._store = store or _on_disk(edition)

    @classmethod
    def of_merge(cls, edition: Edition, *, internal: bool) -> "OpenEdition":
        """Return an edition for many queries over its default graph; in memory if it is small."""
        (merge,), _ = datasets.graphs(edition.manifest, None, internal=internal)
        file = edition.manifest.graphs[merge.value]
        if file.facts > _MOST_IN_MEMORY:
            return cls(edition)
        store = Store()
        path = str(edition.graphs / file.file)
        store.bulk_load(path=path, format=RdfFormat.N_TRIPLES, to_graph=merge)
        return cls(edition, store)

    @classmethod
    def quickest(cls, edition: Edition) -> "OpenEdition":
        """Return an edition that one process reads for a while; in memory if it is very small."""
        facts = sum(graph.facts for graph in edition.manifest.graphs.values())
        return cls(edition, loaded(edition) if facts <= _FEW else None)

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
        guards.check(query, self._off)
        asked = dataset or clauses.dataset(query)
        default, named = datasets.graphs(self.edition.manifest, asked, internal=internal)
        store = self._store
        if len(default) > 1:
            store, default = self._merged(default, named)
        hides = Protection.DATASET not in self._off
        try:
            return store.query(
                query,
                use_default_graph_as_union=not hides,
                default_graph=[*default] if hides else None,
                named_graphs=[*named] if hides else None,
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
            return self._write_graph(found, output)
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

    def _write_graph(self, found: QueryTriples, output: BinaryIO) -> bool:
        if self._graph != RdfFormat.N_TRIPLES:
            serialize(islice(found, self._rows), output, self._graph)
            return next(iter(found), None) is not None
        try:
            # Twice as fast, since no triple passes through Python; each is a line.
            found.serialize(LineCutter(output, self._rows), self._graph)  # type: ignore[arg-type]  # it is written to
        except CutError:
            return True
        return False


def loaded(edition: Edition) -> Store:
    """Return a store in memory with the graphs of an edition, under the names of queries."""
    store = Store()
    try:
        for name, graph in edition.manifest.graphs.items():
            path = str(edition.graphs / graph.file)
            graph_name = NamedNode(edition.manifest.shown(name))
            store.bulk_load(path=path, format=RdfFormat.N_TRIPLES, to_graph=graph_name)
    except OSError as error:
        raise _unopened(edition, error) from error
    return store


def _on_disk(edition: Edition) -> Store:
    try:
        return Store.read_only(str(edition.store))
    except OSError as error:
        raise _unopened(edition, error) from error


def _unopened(edition: Edition, error: OSError) -> RegisterError:
    message = f"The edition {edition.id} cannot be opened: {error}. Roll back to another."
    return RegisterError(message)


def _term(term: NamedNode | BlankNode | Literal | Triple | None) -> Term | None:
    if term is None or isinstance(term, (NamedNode, Literal)):
        return term
    return NamedNode(f"urn:blank:{term}" if isinstance(term, BlankNode) else "urn:triple")
