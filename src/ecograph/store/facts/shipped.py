"""The shipped ontology as facts of the register: lines without blank nodes, and their version."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from ecograph.ontology import shipped_files
from ecograph.resources import folder

_SKOLEM = "https://w3id.org/ecograph/ns/genid/"
_VERSION = NamedNode("http://www.w3.org/2002/07/owl#versionInfo")


@cache
def lines() -> frozenset[str]:
    """Return the whole ontology as N-Triples lines without blank nodes."""
    return frozenset(line for path in shipped_files() for line in _file_lines(path))


@cache
def version() -> str:
    """Return the ontology's stated version and the hash of what its files say."""
    stated = next(
        (
            quad.object.value
            for path in shipped_files()
            for quad in parse(path=str(path), format=RdfFormat.TURTLE)
            if quad.predicate == _VERSION and isinstance(quad.object, Literal)
        ),
        "unversioned",
    )
    digest = hashlib.sha256("\n".join(sorted(lines())).encode()).hexdigest()
    return f"{stated}+{digest[:8]}"


def skolemised(quads: Iterable[Quad], key: str) -> Iterator[Quad]:
    """Yield quads with each blank node made an IRI by its place in the file of this key."""
    names: dict[str, NamedNode] = {}

    def name(node: BlankNode) -> NamedNode:
        return names.setdefault(node.value, NamedNode(f"{_SKOLEM}{key}-{len(names)}"))

    for quad in quads:
        subject = name(quad.subject) if isinstance(quad.subject, BlankNode) else quad.subject
        value = name(quad.object) if isinstance(quad.object, BlankNode) else quad.object
        yield Quad(subject, quad.predicate, value, quad.graph_name)


def _file_lines(path: Path) -> Iterator[str]:
    key = path.relative_to(folder("ontology")).with_suffix("").as_posix().replace("/", "-")
    for quad in skolemised(parse(path=str(path), format=RdfFormat.TURTLE), key):
        yield f"{quad.subject} {quad.predicate} {quad.object} ."
