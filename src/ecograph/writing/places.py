"""Which part of which source a graph stands for, when a client names it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from ecograph.errors import ProtectedGraphError
from ecograph.identifiers import source_graph
from ecograph.records import SourceSummary
from ecograph.store.parts import ONTOLOGY

EDITS = "edits"
_INTERNAL = "/internal"


@dataclass(frozen=True, slots=True)
class Place:
    """The public or the internal part of a source."""

    source: str
    internal: bool


def place(base: str, graph: str, sources: Iterable[SourceSummary]) -> Place:
    """Return the part that a graph stands for; "" is the default graph, whose writes are edits.

    What is not public yet stays internal, whatever its graph is called. ProtectedGraphError for a
    graph that is made from the sources, or that of the ontology.
    """
    if not graph:
        return Place(EDITS, internal=True)
    prefix = f"{base}source/"
    if graph.startswith(base) and not graph.startswith(prefix):
        raise _protected(graph)
    name, is_internal = graph, False
    if graph.startswith(prefix):
        rest = graph.removeprefix(prefix)
        name, is_internal = unquote(rest.removesuffix(_INTERNAL)), rest.endswith(_INTERNAL)
    if name == ONTOLOGY:
        raise _protected(graph)
    public = {source.name for source in sources if source.public}
    return Place(name, internal=is_internal or name not in public)


def other_names(base: str, sources: Iterable[SourceSummary]) -> Mapping[str, tuple[str, ...]]:
    """Return by which other IRIs a client may name each graph of the sources."""
    found: dict[str, tuple[str, ...]] = {}
    for source in sources:
        own = (source.name,) if ":" in source.name else ()
        public = source_graph(base, source.name)
        if source.public:
            found[public] = own
        else:
            found[source_graph(base, source.name, internal=True)] = (public, *own)
    return found


def _protected(graph: str) -> ProtectedGraphError:
    return ProtectedGraphError(
        f"The graph {graph} is made from the sources or ships with ecograph; nobody writes to it. "
        "Write to the graph of a source."
    )
