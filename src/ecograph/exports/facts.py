"""The facts that a reader may see, as the sources state them: Turtle, TriG, JSON-LD."""

from collections.abc import Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from ecograph.identifiers import matches_graph, source_graph
from ecograph.store import Edition

FORMATS = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
_BATCH = 10_000
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eco": "https://w3id.org/ecograph/ns#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def write_facts(path: Path, edition: Edition, form: RdfFormat, *, internal: bool) -> None:
    """Write the facts of all sources and which organisations are one; the ontology is left out.

    Formats of datasets keep each source as a named graph; others hold every fact once.
    """
    names = visible_graphs(edition, internal=internal)
    quads = _of_graphs(edition, names) if form.supports_datasets else _of_all(edition, names)
    serialize(quads, str(path), form, prefixes=_PREFIXES)


def visible_graphs(edition: Edition, *, internal: bool) -> tuple[str, ...]:
    """Return the named graphs of an edition that hold what the public, or staff, may see."""
    base = edition.manifest.base
    own = (source.name for source in edition.manifest.sources)
    parts = (False, True) if internal else (False,)
    names = [source_graph(base, name, internal=part) for name in own for part in parts]
    is_all = internal and matches_graph(base, internal=True) in edition.manifest.graphs
    names.append(matches_graph(base, internal=is_all))
    return tuple(name for name in names if name in edition.manifest.graphs)


def _of_graphs(edition: Edition, names: tuple[str, ...]) -> Iterator[Quad]:
    for name in names:
        graph = NamedNode(name)
        with _file(edition, name).open(encoding="utf-8") as lines:
            yield from _quads(lines, graph)


def _of_all(edition: Edition, names: tuple[str, ...]) -> Iterator[Quad]:
    with ExitStack() as stack:
        files = [stack.enter_context(_file(edition, name).open(encoding="utf-8")) for name in names]
        # Each file is sorted, so a fact that two sources state comes twice in a row.
        yield from _quads((line for line, _ in groupby(merge(*files))), DefaultGraph())


def _quads(lines: Iterator[str], graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    while batch := "".join(islice(lines, _BATCH)):
        for quad in parse(batch, RdfFormat.N_TRIPLES):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _file(edition: Edition, name: str) -> Path:
    return edition.graphs / edition.manifest.graphs[name].file
