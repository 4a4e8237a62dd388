"""The structures of our data cubes, and how an observation of any of them is written."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple

from ecograph import resultterms, standards, vocabulary
from ecograph.exports.results import number_text
from ecograph.ingest.bundleform import STRUCTURE
from ecograph.standards import LABEL, TYPE

QB = standards.QB
DATA_SET, OBSERVATION = NamedNode(f"{QB}DataSet"), NamedNode(f"{QB}Observation")
IN_DATA_SET, STRUCTURED_BY = NamedNode(f"{QB}dataSet"), NamedNode(f"{QB}structure")
FIGURES = NamedNode(STRUCTURE)
SUMMARIES = NamedNode(STRUCTURE.replace("/figures", "/summaries"))
MEASURES = NamedNode(STRUCTURE.replace("/figures", "/measures"))

_RESOURCE = NamedNode(f"{standards.RDFS}Resource")
_CONCEPT = NamedNode(f"{standards.SKOS}Concept")
_STRING, _DECIMAL = NamedNode(f"{standards.XSD}string"), NamedNode(f"{standards.XSD}decimal")
_PROPERTY = NamedNode(f"{standards.RDF}Property")
_RANGE = NamedNode(f"{standards.RDFS}range")
_DIMENSIONS: Mapping[NamedNode, NamedNode] = MappingProxyType(
    {
        resultterms.INDICATOR: _RESOURCE,
        vocabulary.ABOUT: _RESOURCE,
        resultterms.PERIOD: _STRING,
        resultterms.VALUE_KIND: _CONCEPT,
        resultterms.WAY_OF_KNOWING: _CONCEPT,
        vocabulary.GROUP: _RESOURCE,
        vocabulary.CURRENCY: _STRING,
        resultterms.STATISTIC: _CONCEPT,
        resultterms.OPTION: _RESOURCE,
        resultterms.FIGURE: _RESOURCE,
    }
)
_LISTS: Mapping[NamedNode, str] = MappingProxyType(
    {
        resultterms.VALUE_KIND: "value-kinds",
        resultterms.WAY_OF_KNOWING: "ways-of-knowing",
        resultterms.STATISTIC: "statistics",
    }
)
_NAMES: Mapping[NamedNode, str] = MappingProxyType(
    {
        resultterms.INDICATOR: "indicator or survey question",
        vocabulary.ABOUT: "whose figure it is",
        resultterms.PERIOD: "period",
        resultterms.VALUE_KIND: "kind of value",
        resultterms.WAY_OF_KNOWING: "way of knowing",
        vocabulary.GROUP: "group that is counted",
        vocabulary.CURRENCY: "currency, XXX for none",
        resultterms.STATISTIC: "statistic",
        resultterms.OPTION: "option that is counted",
        resultterms.FIGURE: "figure of the network, or part of one",
        vocabulary.VALUE: "value",
        vocabulary.UNIT: "unit",
        resultterms.DEFINITION_VERSION: "version of the definition",
    }
)
# Of which dimensions and attributes each structure is made, in the order of its keys.
_COMPONENTS: Mapping[NamedNode, tuple[tuple[NamedNode, ...], tuple[NamedNode, ...]]] = (
    MappingProxyType(
        {
            FIGURES: (
                (
                    vocabulary.ABOUT,
                    resultterms.INDICATOR,
                    resultterms.PERIOD,
                    resultterms.VALUE_KIND,
                    resultterms.WAY_OF_KNOWING,
                    vocabulary.GROUP,
                    vocabulary.CURRENCY,
                ),
                (vocabulary.UNIT, resultterms.DEFINITION_VERSION),
            ),
            SUMMARIES: (
                (
                    resultterms.INDICATOR,
                    resultterms.PERIOD,
                    resultterms.STATISTIC,
                    resultterms.OPTION,
                    vocabulary.CURRENCY,
                ),
                (vocabulary.UNIT,),
            ),
            MEASURES: (
                (vocabulary.ABOUT, resultterms.FIGURE, resultterms.PERIOD),
                (vocabulary.UNIT, resultterms.DEFINITION_VERSION),
            ),
        }
    )
)


def observation(
    data_set: NamedNode, key: str, said: Mapping[NamedNode, NamedNode | Literal]
) -> Iterator[Triple]:
    """Yield an observation of a data set, under a key that no other has."""
    own = NamedNode(f"{data_set.value}/{key}")
    yield Triple(own, TYPE, OBSERVATION)
    yield Triple(own, IN_DATA_SET, data_set)
    for term, value in said.items():
        yield Triple(own, term, value)


def number(value: Decimal) -> Literal:
    """Return a number as cubes write it."""
    return Literal(number_text(value), datatype=_DECIMAL)


def moment(time: datetime) -> Literal:
    """Return a time as cubes write it."""
    return Literal(time.isoformat(), datatype=NamedNode(f"{standards.XSD}dateTime"))


def structure(iri: NamedNode) -> Iterator[Triple]:
    """Yield a data structure definition with everything that it speaks of."""
    dimensions, attributes = _COMPONENTS[iri]
    yield Triple(iri, TYPE, NamedNode(f"{QB}DataStructureDefinition"))
    parts = [("dimension", each) for each in dimensions]
    parts += [("measure", vocabulary.VALUE), *(("attribute", each) for each in attributes)]
    for order, (role, term) in enumerate(parts, 1):
        part = NamedNode(f"{iri.value}/{term.value.rpartition('#')[2]}")
        yield Triple(iri, NamedNode(f"{QB}component"), part)
        yield Triple(part, TYPE, NamedNode(f"{QB}ComponentSpecification"))
        yield Triple(part, NamedNode(f"{QB}{role}"), term)
        yield Triple(part, NamedNode(f"{QB}order"), Literal(order))
        if role == "attribute":
            yield Triple(part, NamedNode(f"{QB}componentRequired"), Literal(value=True))
        yield from _term(term, role)


def _term(term: NamedNode, role: str) -> Iterator[Triple]:
    yield Triple(term, TYPE, _PROPERTY)
    yield Triple(term, TYPE, NamedNode(f"{QB}{role.capitalize()}Property"))
    yield Triple(term, LABEL, Literal(_NAMES[term], language="en"))
    if role != "dimension":
        yield Triple(term, _RANGE, _DECIMAL if term == vocabulary.VALUE else _STRING)
        return
    yield Triple(term, _RANGE, _DIMENSIONS[term])
    if term in _LISTS:
        codes = vocabulary.scheme(_LISTS[term])
        yield Triple(term, TYPE, NamedNode(f"{QB}CodedProperty"))
        yield Triple(term, NamedNode(f"{QB}codeList"), codes)
        yield Triple(codes, TYPE, NamedNode(f"{standards.SKOS}ConceptScheme"))


def code(scheme: str, name: str) -> Iterator[Triple]:
    """Yield what a cube says of a code that it uses."""
    concept = vocabulary.concept(scheme, name)
    yield Triple(concept, TYPE, _CONCEPT)
    yield Triple(concept, standards.NOTATION, Literal(name))
    yield Triple(concept, standards.IN_SCHEME, vocabulary.scheme(scheme))
