"""Which graphs a query sees: what its reader may see, and of that what the request asks for."""

from pyoxigraph import NamedNode

from ecograph.identifiers import matches_graph, merge_graph
from ecograph.records import Dataset
from ecograph.store.editions.edition import Manifest


def graphs(
    manifest: Manifest, asked: Dataset | None, *, internal: bool
) -> tuple[list[NamedNode], list[NamedNode]]:
    """Return the graphs that make up the default graph, and the named ones.

    A graph that the reader may not see counts as one that is not there, so asking never widens.
    """
    merge, sources = _visible(manifest, internal=internal)
    asked = asked or Dataset()
    default = [merge] if asked.default is None else _among(asked.default, merge, *sources)
    named = sources if asked.named is None else _among(asked.named, merge, *sources)
    return [NamedNode(name) for name in default], [NamedNode(name) for name in named]


def visible(manifest: Manifest, *, internal: bool) -> tuple[str, ...]:
    """Return the named graphs that a reader may see, as one asks for no others."""
    return tuple(_visible(manifest, internal=internal)[1])


def _visible(manifest: Manifest, *, internal: bool) -> tuple[str, list[str]]:
    base, held = manifest.base, manifest.graphs
    widest = internal and merge_graph(base, internal=True) in held
    sources = [
        manifest.shown(name)
        for name in held
        if name.startswith(f"{base}source/") and (widest or not name.endswith("/internal"))
    ]
    matched = matches_graph(base, internal=widest)
    return merge_graph(base, internal=widest), [*sources, *([matched] if matched in held else [])]


def _among(asked: tuple[str, ...], *seen: str) -> list[str]:
    """Return, once each, the graphs asked for that are seen."""
    return [name for name in dict.fromkeys(asked) if name in seen]
