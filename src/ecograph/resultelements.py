"""The results frameworks and their elements that the ontology brings, for what refers to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ecograph import resultterms, standards, vocabulary
from ecograph.ontology import Facts


@dataclass(frozen=True, slots=True)
class ResultElement:
    """A results framework or an element of one: its classes and, of an indicator, the unit."""

    classes: frozenset[str]
    unit: str


def result_elements(facts: Facts) -> Mapping[str, ResultElement]:
    """Return the results frameworks and elements that facts declare, by IRI."""
    tops = (resultterms.CLASS_FRAMEWORK.value, resultterms.CLASS_ELEMENT.value)
    wanted = _with_narrower(facts, tops)
    return MappingProxyType(
        {
            iri: ResultElement(classes, facts.text(iri, vocabulary.UNIT) or "")
            for iri in facts.subjects(standards.TYPE)
            if wanted & (classes := frozenset(facts.texts(iri, standards.TYPE)))
        }
    )


def _with_narrower(facts: Facts, tops: Iterable[str]) -> frozenset[str]:
    above = {
        iri: facts.texts(iri, standards.SUBCLASS_OF)
        for iri in facts.subjects(standards.SUBCLASS_OF)
    }
    found = set(tops)
    while new := {iri for iri, broader in above.items() if found & {*broader}} - found:
        found |= new
    return frozenset(found)
