"""What an update of a copy means for the sources: which of their parts hold what after it."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Quad, Triple

from ecograph.errors import ProtectedGraphError, QueryRefusedError
from ecograph.identifiers import source_graph
from ecograph.ingest.rdf.blanknodes import node_iris
from ecograph.records import SourceContent, SourceSummary
from ecograph.store.editions.parts import Parts
from ecograph.store.facts.lines import facts
from ecograph.store.facts.naming import ONTOLOGY
from ecograph.store.writers.updating import Difference, stored
from ecograph.writing.places import EDITS, Place, place

# The parts of sources that a write changes, with all that each holds after it.
Parted = dict[Place, frozenset[str]]
_SHOWN = 3


def changed_parts(
    base: str, held: Parts, sources: tuple[SourceSummary, ...], found: Difference
) -> Parted:
    """Return the parts that an update changes.

    A fact that it takes from the default graph must stand in the source of edits, and there alone.
    """
    iris = node_iris([quad for quads in found.added.values() for quad in quads], base)
    parted: Parted = {}
    for graph in sorted({*found.added, *found.removed}):
        where = place(base, graph, sources)
        name = source_graph(base, where.source, internal=where.internal)
        gone = set(fact_lines(found.removed.get(graph, ()), {}))
        if not graph:
            gone = _of_edits(base, held, gone)
        said = parted.get(where, held.get(name, frozenset()))
        come = set(fact_lines(found.added.get(graph, ()), iris))
        parted[where] = _without(said, gone) | come
    return parted


def contents(
    base: str, held: Parts, sources: tuple[SourceSummary, ...], parted: Parted
) -> tuple[tuple[SourceContent, ...], tuple[str, ...]]:
    """Return the sources that are changed, as they are to be, and those that hold nothing more."""
    known = {source.name: source for source in sources}
    contents, without = [], []
    for name in sorted({where.source for where in parted}):
        public, internal = (
            parted.get(
                Place(name, internal=i), held.get(source_graph(base, name, internal=i), frozenset())
            )
            for i in (False, True)
        )
        source = known.get(name)
        if public or internal:
            layout, match = (source.layout, source.match) if source else ("rdf", True)
            contents.append(SourceContent(name, public, internal, layout, match))
        elif source:
            without.append(name)
    return tuple(contents), tuple(without)


def fact_lines(quads: Iterable[Quad], iris: Mapping[str, str]) -> Iterator[str]:
    """Yield facts as N-Triples lines, their blank nodes as the IRIs that they get."""
    for quad in quads:
        if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
            message = "A statement about a statement (<<…>>) has no place in the model."
            raise QueryRefusedError(f"{message} Give the relation a node of its own.")
        subject, value = (
            f"<{iris.get(term.value, term.value)}>" if isinstance(term, BlankNode) else str(term)
            for term in (quad.subject, quad.object)
        )
        yield f"{subject} {quad.predicate} {value} ."


def _of_edits(base: str, held: Parts, gone: set[str]) -> set[str]:
    """Return which of the facts taken from the default graph stand in edits.

    What is worked out goes with what it is worked out from. Raises ProtectedGraphError for a fact
    of another source.
    """
    own = source_graph(base, EDITS, internal=True)
    elsewhere = {
        line: name for name, said in held.items() if name != own for line in _found(said, gone)
    }
    if elsewhere:
        names = ", ".join(sorted(set(elsewhere.values()))[:_SHOWN])
        is_ontology = source_graph(base, ONTOLOGY) in elsewhere.values()
        help_ = (
            "Nobody changes the ontology." if is_ontology else "Name that graph (GRAPH or WITH)."
        )
        message = (
            f"{len(elsewhere)} facts that would go from the default graph stand in: {names}. "
            f"{help_} Nothing was changed."
        )
        raise ProtectedGraphError(message)
    return set(_found(held.get(own, frozenset()), gone))


def _without(said: frozenset[str], gone: set[str]) -> frozenset[str]:
    return said - set(_found(said, gone))


def _found(said: frozenset[str], gone: set[str]) -> Iterator[str]:
    """Yield the facts that are among others, which a store may have written in its own form."""
    direct = said & gone
    yield from direct
    rest = gone - direct
    about = {fact[:2] for fact in facts(rest) if fact[2].startswith('"')}
    if about:
        for line in said - direct:
            subject, predicate, _ = line.split(" ", 2)
            if (subject, predicate) in about and stored(line) in rest:
                yield line
