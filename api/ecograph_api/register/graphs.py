"""Facts of the register as a graph: Turtle and JSON-LD with the prefixes that they need."""

from collections.abc import Mapping

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from ecograph.records import Table, Term
from ecograph_api.http.representations import JSON_LD, TURTLE
from ecograph_api.register.addresses import FAMILIES
from ecograph_api.site import Site

GRAPHS: Mapping[str, RdfFormat] = {TURTLE: RdfFormat.TURTLE, JSON_LD: RdfFormat.JSON_LD}
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eco": "https://w3id.org/ecograph/ns#",
    "framework": "https://w3id.org/ecograph/framework/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "org": "http://www.w3.org/ns/org#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FRAMEWORK_FAMILIES = ("element", "framework", "indicator", "observation")


def graph(site: Site, query: str, form: str, **bindings: Term) -> bytes:
    """Return the answer to a query of subjects, properties and values as a graph of that type."""
    triples = _triples(site.table(query, **bindings))
    prefixes = _PREFIXES | _families(site.reader.base)
    return serialize(triples, format=GRAPHS[form], prefixes=prefixes) or b""


def _triples(table: Table) -> list[Triple]:
    at = [table.columns.index(name) for name in ("subject", "property", "value")]
    found = (tuple(row[each] for each in at) for row in table.rows)
    return [
        Triple(subject, prop, value)
        for subject, prop, value in found
        if isinstance(subject, NamedNode) and isinstance(prop, NamedNode) and value
    ]


def _families(base: str) -> dict[str, str]:
    families = {*FAMILIES.values(), *_FRAMEWORK_FAMILIES}
    own = {family: f"{base}{family}/" for family in sorted(families)}
    return {f"own-{name}" if name in _PREFIXES else name: iri for name, iri in own.items()}
