"""By which IRI a query knows the graph of each source: its own, where its name is an IRI."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyoxigraph import NamedNode

from ecograph.errors import InputError
from ecograph.identifiers import source_graph
from ecograph.records import SourceSummary

INTERNAL = "/internal"
# The source that ships with ecograph.
ONTOLOGY = "ontology"
# Names that are given inside ecograph.
RESERVED = "urn:ecograph:"


def source_iri(base: str, name: str) -> str:
    """Return the IRI of a source: its name if that can be one, else one below the base."""
    is_own = ":" in name and not name.startswith((base, RESERVED)) and not name.endswith(INTERNAL)
    return name if is_own and is_iri(name) else source_graph(base, name)


def graph_names(base: str, sources: Iterable[SourceSummary]) -> Mapping[str, str]:
    """Return the name that queries have for a part of a source, where it is not the part's own.

    A source has one name: if some of it is public, what is internal is named apart.
    """
    names = {}
    for source in sources:
        iri = source_iri(base, source.name)
        names[source_graph(base, source.name)] = iri
        apart = INTERNAL if source.public else ""
        names[source_graph(base, source.name, internal=True)] = iri + apart
    return {graph: name for graph, name in names.items() if graph != name}


@lru_cache(maxsize=1024)
def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def check_name(base: str, name: str) -> None:
    """Raise InputError for what cannot name a source: it is a word, or an IRI of one's own."""
    is_own = ":" in name and is_iri(name)
    is_known = name == ONTOLOGY or (is_own and source_iri(base, name) != name)
    if not name or is_known or name != name.strip() or ("/" in name and not is_own):
        message = f"“{name}” cannot name a source: use letters, digits and hyphens (--source NAME)."
        raise InputError(message)
