"""What the merge says of each source itself: its name, its layout and when it was loaded."""

from ecograph.identifiers import source_graph
from ecograph.records import SourceSummary
from ecograph.store.lines import LABEL, RDF_TYPE, XSD, eco, line, string


def described(base: str, source: SourceSummary) -> frozenset[str]:
    """Return the facts about a source, as N-Triples lines."""
    node = f"<{source_graph(base, source.name)}>"
    return frozenset(
        {
            line((node, RDF_TYPE, eco("Source"))),
            line((node, LABEL, string(source.name))),
            line((node, eco("layout"), string(source.layout))),
            line((node, eco("loaded"), f'"{source.loaded}"^^<{XSD}dateTime>')),
        }
    )
