"""Read the files of the ontology, and look up what they say."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from ecograph import resources, standards
from ecograph.records import Term

_Node = NamedNode | Literal | BlankNode | pyoxigraph.Triple


def shipped_files() -> tuple[Path, ...]:
    """Return the files of the ontology that ships with ecograph, without its examples."""
    folder = resources.folder("ontology")
    return tuple(
        path
        for path in sorted(folder.rglob("*.ttl"))
        if path.relative_to(folder).parts[0] != "examples"
    )


def shipped_triples() -> list[pyoxigraph.Triple]:
    """Return what the shipped ontology says."""
    return [triple for path in shipped_files() for triple in _triples_of(path)]


def extra_triples(extra: Iterable[Path] | bytes) -> Iterator[pyoxigraph.Triple]:
    """Yield what extra files say, or N-Triples given as bytes."""
    if isinstance(extra, bytes):
        quads = pyoxigraph.parse(input=extra, format=RdfFormat.N_TRIPLES)
        yield from (quad.triple for quad in quads)
    else:
        for path in extra:
            yield from _triples_of(path)


def _triples_of(path: Path) -> Iterator[pyoxigraph.Triple]:
    return (quad.triple for quad in pyoxigraph.parse(path=path, rename_blank_nodes=True))


class Facts:
    """The triples of an ontology, looked up by subject and predicate."""

    def __init__(self, triples: Iterable[pyoxigraph.Triple]) -> None:
        self._nodes: dict[str, dict[str, dict[_Node, None]]] = {}
        for triple in triples:
            if not isinstance(triple.subject, pyoxigraph.Triple):
                said = self._nodes.setdefault(triple.subject.value, {})
                said.setdefault(triple.predicate.value, {})[triple.object] = None

    def texts(self, subject: str, predicate: NamedNode) -> tuple[str, ...]:
        """Return the texts or IRIs that are said of a subject, in the order of reading."""
        said = self._nodes.get(subject, {}).get(predicate.value, {})
        return tuple(node.value for node in said if not isinstance(node, pyoxigraph.Triple))

    def text(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the first text or IRI that is said of a subject, or None."""
        return next(iter(self.texts(subject, predicate)), None)

    def members(self, subject: str, predicate: NamedNode) -> Iterator[str]:
        """Yield the members of the list that is said of a subject."""
        place = self.text(subject, predicate)
        while place and place != standards.NIL.value:
            yield from self.texts(place, standards.FIRST)
            place = self.text(place, standards.REST)

    def labels(self, subject: str, predicate: NamedNode) -> Mapping[str, str]:
        """Return the texts by language, under "" where none is given."""
        terms = self._nodes.get(subject, {}).get(predicate.value, {})
        return MappingProxyType(
            {term.language or "": term.value for term in terms if isinstance(term, Literal)}
        )

    def properties(self, subject: str) -> Mapping[str, tuple[Term, ...]]:
        """Return everything that is said of a subject in terms, by property."""
        said = self._nodes.get(subject, {})
        return MappingProxyType(
            {
                iri: tuple(node for node in nodes if isinstance(node, NamedNode | Literal))
                for iri, nodes in said.items()
            }
        )

    def subjects(self, predicate: NamedNode, value: str | None = None) -> Iterator[str]:
        """Yield each subject of which this is said."""
        for subject in self._nodes:
            texts = self.texts(subject, predicate)
            if value in texts or (value is None and texts):
                yield subject
