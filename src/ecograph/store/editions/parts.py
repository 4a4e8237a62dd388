"""The facts of an edition by graph: those of its sources, and what is made of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ecograph.identifiers import matches_graph, merge_graph, source_graph
from ecograph.records import SourceSummary
from ecograph.store.editions.edition import Edition, GraphFile
from ecograph.store.facts.matching import match_lines
from ecograph.store.facts.merge import Merged, SourceLines, merge
from ecograph.store.facts.naming import ONTOLOGY
from ecograph.store.facts.sourcefacts import described

Parts = dict[str, frozenset[str]]
# A graph that is to be written: its facts, or the file of the edition before that holds them.
Graphs = dict[str, frozenset[str] | GraphFile]


@dataclass(frozen=True, slots=True)
class Changes:
    """The facts that came and went, by graph."""

    added: Mapping[str, set[str]] = field(default_factory=dict)
    removed: Mapping[str, set[str]] = field(default_factory=dict)

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many facts came, and how many went."""
        return sum(map(len, self.added.values())), sum(map(len, self.removed.values()))


def parts(edition: Edition | None) -> Parts:
    """Return the facts of the sources that an edition holds, by graph, the ontology among them."""
    if edition is None:
        return {}
    prefix = f"{edition.manifest.base}source/"
    return {
        name: lines(edition, name) for name in edition.manifest.graphs if name.startswith(prefix)
    }


def lines(edition: Edition, graph: str) -> frozenset[str]:
    """Return the facts of one graph of an edition, none for a graph that it does not have."""
    file = edition.manifest.graphs.get(graph)
    text = (edition.graphs / file.file).read_text("utf-8") if file else ""
    return frozenset(text.splitlines())


def drop(held: Parts, base: str, source: str) -> None:
    """Take out what a source gave."""
    for internal in (False, True):
        held.pop(source_graph(base, source, internal=internal), None)


def facts(held: Parts, *, internal: bool) -> Iterator[str]:
    """Yield the facts of the sources, those that are internal only if they are asked for."""
    for name, said in held.items():
        if not name.endswith(f"/source/{ONTOLOGY}") and (
            internal or not name.endswith("/internal")
        ):
            yield from said


def changes(before: Parts, after: Parts) -> Changes:
    """Return which facts stand after and not before, and which the other way round."""
    return Changes(_beyond(after, before), _beyond(before, after))


def merges(base: str, held: Parts, sources: Iterable[SourceSummary]) -> Mapping[bool, Merged]:
    """Return the merge of what the public sees and, with internal facts, that of all facts."""
    known = tuple(sources)
    readers = (False, True) if any(source.internal for source in known) else (False,)
    return {
        internal: merge(
            held[source_graph(base, ONTOLOGY)],
            [_seen(base, held, source, internal=internal) for source in known],
        )
        for internal in readers
    }


def merged_graphs(base: str, merged: Mapping[bool, Merged]) -> Graphs:
    """Return the graphs that are in no source: the merges and the matches behind them."""
    graphs: Graphs = {}
    for internal, made in merged.items():
        graphs[merge_graph(base, internal=internal)] = made.lines
        if made.matches:
            graphs[matches_graph(base, internal=internal)] = match_lines(made.matches)
    return graphs


def shared(now: Edition | None, earlier: Parts, held: Parts) -> Graphs:
    """Return the graphs to write, the unchanged ones as the files that hold them already."""
    files = now.manifest.graphs if now else {}
    return {name: files[name] if earlier.get(name) == said else said for name, said in held.items()}


def _seen(base: str, held: Parts, source: SourceSummary, *, internal: bool) -> SourceLines:
    said = held.get(source_graph(base, source.name), frozenset())
    if internal:
        said |= held.get(source_graph(base, source.name, internal=True), frozenset())
    if said:
        said |= described(base, source, said)
    return SourceLines(said, source.match)


def _beyond(these: Parts, those: Parts) -> dict[str, set[str]]:
    found = {name: set(said - those.get(name, frozenset())) for name, said in these.items()}
    return {name: said for name, said in found.items() if said}
