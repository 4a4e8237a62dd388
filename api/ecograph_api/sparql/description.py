"""Describe the SPARQL service: what it takes and gives (SD), and what it holds (VoID)."""

from collections.abc import Iterator, Mapping, Sequence

from fastapi import Request
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from ecograph_api.http.proxies import address_of
from ecograph_api.http.representations import JSON_LD, SUFFIXES, TURTLE
from ecograph_api.site import Record, Site

FORMS: Mapping[str, RdfFormat] = {
    TURTLE: RdfFormat.TURTLE,
    JSON_LD: RdfFormat.JSON_LD,
    SUFFIXES["nt"]: RdfFormat.N_TRIPLES,
    SUFFIXES["rdf"]: RdfFormat.RDF_XML,
    SUFFIXES["nq"]: RdfFormat.N_QUADS,
    SUFFIXES["trig"]: RdfFormat.TRIG,
}
_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": _SD,
    "void": _VOID,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

Node = NamedNode | BlankNode


def description(request: Request, site: Site, form: str) -> bytes:
    """Return the description of the service at this address in a form."""
    address = address_of(request)
    writes = request.app.state.writer is not None and request.app.state.people.can_sign_in
    template = site.pages.get_template("service.ttl")
    text = template.render(writes=writes, internal=site.internal)
    said = [quad.triple for quad in parse(text, RdfFormat.TURTLE, base_iri=address)]
    found = [*said, *_contents(site, address)]
    return serialize(found, format=FORMS[form], prefixes=_PREFIXES) or b""


def _contents(site: Site, address: str) -> Iterator[Triple]:
    if not site.reader.edition:
        return
    dataset, default = NamedNode(f"{address}#dataset"), NamedNode(f"{address}#default-graph")
    yield from _named_graphs(dataset, site.kept_rows("graphs"))
    properties = site.kept_rows("properties")
    triples = sum(int(row["facts"]) for row in properties)
    for node in (dataset, default):
        yield Triple(node, _void("triples"), Literal(triples))
    classes = [(row["class"], row["things"]) for row in site.kept_rows("classes")]
    yield Triple(default, _void("classes"), Literal(len(classes)))
    yield from _parts(default, "class", "entities", classes)
    used = [(row["property"], row["facts"]) for row in properties]
    yield Triple(default, _void("properties"), Literal(len(used)))
    yield from _parts(default, "property", "triples", used)


def _named_graphs(dataset: NamedNode, graphs: Sequence[Record]) -> Iterator[Triple]:
    for number, row in enumerate(graphs):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield Triple(named, _TYPE, _sd("NamedGraph"))
        yield Triple(named, _sd("name"), NamedNode(row["graph"]))
        yield Triple(named, _sd("graph"), graph)
        yield Triple(graph, _TYPE, _sd("Graph"))
        yield Triple(graph, _TYPE, _void("Dataset"))
        yield Triple(graph, _void("triples"), Literal(int(row["facts"])))


def _parts(
    whole: Node, kind: str, counted: str, parts: Sequence[tuple[str, str]]
) -> Iterator[Triple]:
    for number, (iri, count) in enumerate(parts):
        part = BlankNode(f"{kind}{number}")
        yield Triple(whole, _void(f"{kind}Partition"), part)
        yield Triple(part, _void(kind), NamedNode(iri))
        yield Triple(part, _void(counted), Literal(int(count)))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)
