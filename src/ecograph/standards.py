"""The terms of other vocabularies that ecograph reuses, as Python names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from ecograph.vocabulary import ECO, SCHEMES

DCTERMS: Final = "http://purl.org/dc/terms/"
GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
QB: Final = "http://purl.org/linked-data/cube#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SHACL: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# The prefixes of queries and answers.
PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dcterms": DCTERMS,
        "eco": ECO,
        "geo": GEO,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "qb": QB,
        "rdf": RDF,
        "rdfs": RDFS,
        "sh": SHACL,
        "skos": SKOS,
        "xsd": XSD,
        "scheme": SCHEMES,
    }
)

# RDF.
TYPE: Final = NamedNode(RDF + "type")
FIRST: Final = NamedNode(RDF + "first")
REST: Final = NamedNode(RDF + "rest")
NIL: Final = NamedNode(RDF + "nil")

# RDF Schema.
LABEL: Final = NamedNode(RDFS + "label")
COMMENT: Final = NamedNode(RDFS + "comment")
IS_DEFINED_BY: Final = NamedNode(RDFS + "isDefinedBy")
SUBCLASS_OF: Final = NamedNode(RDFS + "subClassOf")
RDFS_CLASS: Final = NamedNode(RDFS + "Class")

# OWL.
OWL_CLASS: Final = NamedNode(OWL + "Class")
VERSION_INFO: Final = NamedNode(OWL + "versionInfo")

# SKOS, for lists of codes.
PREF_LABEL: Final = NamedNode(SKOS + "prefLabel")
ALT_LABEL: Final = NamedNode(SKOS + "altLabel")
HIDDEN_LABEL: Final = NamedNode(SKOS + "hiddenLabel")
NOTATION: Final = NamedNode(SKOS + "notation")
BROADER: Final = NamedNode(SKOS + "broader")
IN_SCHEME: Final = NamedNode(SKOS + "inScheme")
TOP_CONCEPT_OF: Final = NamedNode(SKOS + "topConceptOf")

# The W3C Organization Ontology.
CLASS_ORGANISATION: Final = NamedNode(ORG + "Organization")
IDENTIFIER: Final = NamedNode(ORG + "identifier")

# DCMI terms, for documents.
IS_PART_OF: Final = NamedNode(DCTERMS + "isPartOf")

# XML Schema data types.
YEAR: Final = NamedNode(XSD + "gYear")

# SHACL, for shapes.
CLASS_NODE_SHAPE: Final = NamedNode(SHACL + "NodeShape")
SHACL_PROPERTY: Final = NamedNode(SHACL + "property")
SHACL_PATH: Final = NamedNode(SHACL + "path")
SHACL_ORDER: Final = NamedNode(SHACL + "order")
SHACL_NAME: Final = NamedNode(SHACL + "name")
SHACL_DESCRIPTION: Final = NamedNode(SHACL + "description")
SHACL_MESSAGE: Final = NamedNode(SHACL + "message")
SHACL_TARGET_CLASS: Final = NamedNode(SHACL + "targetClass")
SHACL_MIN_COUNT: Final = NamedNode(SHACL + "minCount")
SHACL_MAX_COUNT: Final = NamedNode(SHACL + "maxCount")
SHACL_CLASS: Final = NamedNode(SHACL + "class")
SHACL_DATATYPE: Final = NamedNode(SHACL + "datatype")
SHACL_NODE_KIND: Final = NamedNode(SHACL + "nodeKind")
SHACL_NODE: Final = NamedNode(SHACL + "node")
SHACL_OR: Final = NamedNode(SHACL + "or")
SHACL_PATTERN: Final = NamedNode(SHACL + "pattern")
SHACL_MIN_LENGTH: Final = NamedNode(SHACL + "minLength")
SHACL_MIN_INCLUSIVE: Final = NamedNode(SHACL + "minInclusive")
SHACL_MAX_INCLUSIVE: Final = NamedNode(SHACL + "maxInclusive")
SHACL_HAS_VALUE: Final = NamedNode(SHACL + "hasValue")
SHACL_TARGET: Final = NamedNode(SHACL + "target")
SHACL_TARGET_SUBJECTS_OF: Final = NamedNode(SHACL + "targetSubjectsOf")
SHACL_NOT: Final = NamedNode(SHACL + "not")
SHACL_SELECT: Final = NamedNode(SHACL + "select")
