"""Which part of which source a graph stands for, when a client names it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from ecograph.errors import ProtectedGraphError, UsageError
from ecograph.records import SourceSummary
from ecograph.store.facts.naming import INTERNAL, ONTOLOGY, RESERVED, is_iri

EDITS = "edits"


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
    if not is_iri(graph):
        raise UsageError(f"“{graph}” is no absolute IRI, so no graph can have this name.")
    prefix = f"{base}source/"
    is_known = graph.startswith((base, RESERVED)) and not graph.startswith(prefix)
    name, is_internal = graph.removesuffix(INTERNAL), graph.endswith(INTERNAL)
    if name.startswith(prefix):
        name = unquote(name.removeprefix(prefix))
    if is_known or name == ONTOLOGY:
        raise _protected(graph)
    public = {source.name for source in sources if source.public}
    return Place(name, internal=is_internal or name not in public)


def _protected(graph: str) -> ProtectedGraphError:
    return ProtectedGraphError(
        f"The graph {graph} is made from the sources or ships with ecograph; nobody writes to it. "
        "Write to the graph of a source."
    )
