"""Run a SPARQL update on a copy of an edition in memory, and tell which facts come and go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from ecograph.errors import QueryRefusedError, QuerySyntaxError
from ecograph.identifiers import merge_graph
from ecograph.store.editions import edition as editions
from ecograph.store.editions.edition import Edition

_HASHES = 1 << 64
Node = NamedNode | BlankNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Difference:
    """The quads that an update adds and takes away, by graph; "" is the default graph."""

    added: Mapping[str, tuple[Quad, ...]]
    removed: Mapping[str, tuple[Quad, ...]]


class Copy:
    """The facts of an edition in memory: each source a named graph, all of them the default graph.

    Names are those that queries have for graphs.
    """

    def __init__(self, edition: Edition | None, names: Mapping[str, str]) -> None:
        self._edition = edition
        self._store = Store()
        # The graph of the edition that each graph here is a copy of.
        self._origin: dict[str, str] = {}
        if edition is None:
            return
        held = edition.manifest.graphs
        merges = (merge_graph(edition.manifest.base, internal=i) for i in (True, False))
        self._origin[""] = next(graph for graph in merges if graph in held)
        for graph in held:
            if "/source/" in graph:
                self._origin[names.get(graph, graph)] = graph
        for name, graph in self._origin.items():
            self._fill(self._store, name, graph)
        self._before = self._sums()

    def update(self, text: str, address: str) -> Difference:
        """Run an update, and return what it changed; raises QuerySyntaxError for no update."""
        if self._edition is None:
            self._before = {}
        try:
            self._store.update(text, base_iri=address or None)
        except SyntaxError as error:
            raise QuerySyntaxError(f"This is not a SPARQL update: {error}.") from error
        except OSError as error:
            raise QueryRefusedError(f"The update cannot be run: {error}.") from error
        after = self._sums()
        graphs = {*self._before, *after}
        changed = [graph for graph in graphs if self._before.get(graph) != after.get(graph)]
        found = {graph: self._difference(graph) for graph in sorted(changed)}
        return Difference(
            {graph: added for graph, (added, _) in found.items() if added},
            {graph: removed for graph, (_, removed) in found.items() if removed},
        )

    def _difference(self, graph: str) -> tuple[tuple[Quad, ...], tuple[Quad, ...]]:
        former = Store()
        if graph in self._origin:
            self._fill(former, graph, self._origin[graph])
        before, after = set(_quads(former, graph)), set(_quads(self._store, graph))
        return _sorted(after - before), _sorted(before - after)

    def _fill(self, store: Store, name: str, graph: str) -> None:
        if self._edition:
            file = self._edition.graphs / self._edition.manifest.graphs[graph].file
            store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES, to_graph=_node(name))

    def _sums(self) -> Mapping[str, int]:
        """Return the sum of the hashes of the quads of each graph."""
        sums: dict[str, int] = {}
        for quad in self._store:
            graph = quad.graph_name
            name = "" if isinstance(graph, DefaultGraph) else graph.value
            sums[name] = (sums.get(name, 0) + hash(quad)) % _HASHES
        return sums


@dataclass(frozen=True, slots=True)
class Update:
    """The job of running an update on a copy of an edition, "" for an empty register.

    An IRI that is not absolute is one at this address.
    """

    register: Path
    edition: str
    names: Mapping[str, str]
    text: str
    address: str = ""

    def prepare(self) -> Copy:
        """Copy the edition into memory, before the limits hold."""
        found = editions.find(self.register, self.edition) if self.edition else None
        return Copy(found, self.names)

    def run(self, prepared: Copy) -> Difference:
        """Run the update, and return what it changes."""
        return prepared.update(self.text, self.address)


def stored(line: str) -> str:
    """Return a fact as a store gives it back: a number, a date in the one form it is kept in."""
    store = Store()
    store.extend(parse(line, RdfFormat.N_TRIPLES))
    (quad,) = store
    return f"{quad.subject} {quad.predicate} {quad.object} ."


def _quads(store: Store, graph: str) -> Iterator[Quad]:
    return store.quads_for_pattern(None, None, None, _node(graph))


def _node(graph: str) -> NamedNode | DefaultGraph:
    return NamedNode(graph) if graph else DefaultGraph()


def _sorted(quads: set[Quad]) -> tuple[Quad, ...]:
    return tuple(sorted(quads, key=str))
