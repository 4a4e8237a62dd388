"""What the register says beside the network: names to search for, evidence and sources."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ecograph.errors import QueryTooLargeError
from ecograph.resources import folder
from ecograph.store import Reader

Texts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sayings:
    """The folded names of organisations, and the documents and sources behind relations, by IRI.

    The base is what the register's own IRIs begin with.
    """

    base: str = ""
    names: Texts = field(default_factory=dict)
    evidence: Texts = field(default_factory=dict)
    sources: Texts = field(default_factory=dict)


def sayings(reader: Reader, *, internal: bool) -> Sayings:
    """Return what a reader may see beside the network."""
    return Sayings(
        base=reader.base,
        names=_texts(_rows(reader, "names", internal=internal)),
        evidence=_texts(_rows(reader, "evidence", internal=internal)),
        sources=_texts(_rows(reader, "sources", internal=internal)),
    )


def _rows(reader: Reader, name: str, *, internal: bool) -> Iterator[tuple[str, ...]]:
    text = (folder("queries") / "map" / f"{name}.rq").read_text("utf-8")
    table = reader.select(text, {}, internal=internal)
    if table.truncated:
        message = f"The register has too many {name} for one map; load less into it."
        raise QueryTooLargeError(message)
    for row in table.rows:
        yield tuple(term.value for term in row if term)


def _texts(rows: Iterator[tuple[str, ...]]) -> Texts:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for iri, *texts in rows:
        found[iri][", ".join(texts)] = None
    return {iri: tuple(texts) for iri, texts in found.items()}
