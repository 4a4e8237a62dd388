"""Where facts come from: the sources of an edition, and what each relation cites."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ecograph.store import Reader, rows

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The edition, when something was last loaded into it, its sources, and those of relations.

    The ontology is the version of it that the facts are written in, "" where nobody says so.
    """

    edition: str
    loaded: datetime
    sources: tuple[str, ...]
    of_relations: Names
    ontology: str = ""

    def behind(self, relations: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sources that speak of any of these relations."""
        found = {name for iri in relations for name in self.of_relations.get(iri, ())}
        return tuple(sorted(found))


def provenance(reader: Reader, *, internal: bool) -> Provenance:
    """Return where the facts come from that the public, or staff, may see."""
    sources = list(rows(reader, "exports/sources", internal=internal))
    ontology = rows(reader, "exports/ontology", internal=internal)
    times = [datetime.fromisoformat(row["loaded"]) for row in sources]
    return Provenance(
        edition=reader.edition,
        loaded=max(times, default=datetime(1980, 1, 1, tzinfo=UTC)),
        sources=tuple(row["name"] for row in sources),
        of_relations=_grouped(rows(reader, "exports/sources-of-relations", internal=internal)),
        ontology="; ".join(row["version"] for row in ontology),
    )


def citations(reader: Reader, *, internal: bool) -> Names:
    """Return the documents that each relation cites, with the place in them."""
    return _grouped(
        {
            "relation": row["relation"],
            "name": ", ".join(part for part in (row["title"], row["place"]) if part),
        }
        for row in rows(reader, "exports/citations", internal=internal)
    )


def _grouped(found: Iterator[Mapping[str, str]]) -> Names:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for row in found:
        names[row["relation"]][row["name"]] = None
    return {relation: tuple(each) for relation, each in names.items()}
