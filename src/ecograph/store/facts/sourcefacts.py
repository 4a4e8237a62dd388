"""What the merge says of each source itself: its name, its layout and when it was loaded."""

from ecograph.records import SourceSummary
from ecograph.store.facts.lines import LABEL, RDF_TYPE, XSD, eco, line, string
from ecograph.store.facts.naming import source_iri


def described(base: str, source: SourceSummary, said: frozenset[str]) -> frozenset[str]:
    """Return the facts about a source, as N-Triples lines, beside what it says.

    A source whose IRI is that of a thing that it names keeps that name.
    """
    node = f"<{source_iri(base, source.name)}>"
    named = (node, LABEL, string(source.name))
    names = () if _is_named(node, said) else (line(named),)
    return frozenset(
        {
            *names,
            line((node, RDF_TYPE, eco("Source"))),
            line((node, eco("layout"), string(source.layout))),
            line((node, eco("loaded"), f'"{source.loaded}"^^<{XSD}dateTime>')),
        }
    )


def _is_named(node: str, said: frozenset[str]) -> bool:
    return any(fact.startswith(f"{node} {LABEL} ") for fact in said)
