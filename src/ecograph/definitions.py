"""What can be said: sheets, columns and lists of codes, as the ontology declares them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph
from pyoxigraph import NamedNode

from ecograph import ontology, standards, vocabulary
from ecograph.identifiers import fold
from ecograph.ontology import Facts
from ecograph.questionnaire import SurveyQuestion, survey_questions
from ecograph.records import Term
from ecograph.resultelements import ResultElement, result_elements

_LISTS = frozenset({"texts", "names", "codes", "references", "identifiers", "evidence"})


@dataclass(frozen=True, slots=True)
class Concept:
    """One code of a list, with its labels by language and whatever else is said of it."""

    iri: str
    code: str
    scheme: str
    labels: Mapping[str, str]
    broader: str | None
    properties: Mapping[str, tuple[Term, ...]]

    def label(self, language: str = "en") -> str:
        """Return the label in this language, else in English, else the code."""
        return self.labels.get(language) or self.labels.get("en") or self.code


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of codes, in the order in which it is shown."""

    name: str
    iri: str
    labels: Mapping[str, str]
    concepts: tuple[Concept, ...]
    _by_text: Mapping[str, Concept] = field(repr=False, compare=False)

    def concept(self, text: str) -> Concept | None:
        """Return the concept with this code, IRI or label of any language, whatever its case."""
        return self._by_text.get(fold(text))

    def codes(self) -> tuple[str, ...]:
        """Return the codes in their order."""
        return tuple(concept.code for concept in self.concepts)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its heading, what its cells may hold and what they become."""

    name: str
    heading: str
    description: str
    value_type: str
    required: bool
    schemes: tuple[str, ...]
    property_iri: str | None
    target_classes: tuple[str, ...]
    party_level: bool
    minimum: Decimal | None
    maximum: Decimal | None
    pattern: str | None
    message: str

    @property
    def scheme(self) -> str | None:
        """Return the list of its codes, the first where they come from several."""
        return next(iter(self.schemes), None)

    @property
    def is_list(self) -> bool:
        """Tell whether a cell may hold several values, separated by semicolons."""
        return self.value_type in _LISTS


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns in order, and the family and class of the thing that a row becomes."""

    name: str
    columns: tuple[Column, ...]
    family: str
    class_iri: str

    def column(self, name: str) -> Column | None:
        """Return the column of this name, or None."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class of the ontology with its labels and the classes directly above it."""

    iri: str
    labels: Mapping[str, str]
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that can be said: sheets, lists, classes, survey questions, results elements."""

    sheets: Mapping[str, Sheet]
    schemes: Mapping[str, Scheme]
    classes: Mapping[str, ClassTerm]
    concepts: Mapping[str, Concept]
    questions: Mapping[str, SurveyQuestion]
    elements: Mapping[str, ResultElement]

    def concept(self, scheme: str, text: str) -> Concept | None:
        """Return the concept of a list with this code, IRI or label, or None."""
        found = self.schemes.get(scheme)
        return found.concept(text) if found else None

    def inherited(self, concept: Concept, property_iri: str) -> tuple[Term, ...]:
        """Return what is said of a concept, or else of the nearest broader one."""
        seen: set[str] = set()
        here: Concept | None = concept
        while here is not None and here.iri not in seen:
            if here.properties.get(property_iri):
                return here.properties[property_iri]
            seen.add(here.iri)
            here = self.concepts.get(here.broader) if here.broader else None
        return ()

    def ancestors(self, class_iri: str) -> tuple[str, ...]:
        """Return a class and all classes above it, nearest first."""
        found = [class_iri]
        for iri in found:
            above = self.classes[iri].parents if iri in self.classes else ()
            found.extend(parent for parent in above if parent not in found)
        return tuple(found)


@cache
def shipped_model() -> Model:
    """Return what the shipped ontology declares."""
    return model(ontology.shipped_triples())


def model_with(extra: Iterable[Path] | bytes) -> Model:
    """Return what the shipped ontology declares together with extra files or N-Triples."""
    return model([*ontology.shipped_triples(), *ontology.extra_triples(extra)])


def model(triples: Iterable[pyoxigraph.Triple]) -> Model:
    """Return what these triples declare."""
    facts = Facts(triples)
    schemes = _schemes(facts)
    return Model(
        sheets=MappingProxyType({sheet.name: sheet for sheet in _sheets(facts)}),
        schemes=MappingProxyType({scheme.name: scheme for scheme in schemes}),
        classes=MappingProxyType(_classes(facts)),
        concepts=MappingProxyType(
            {concept.iri: concept for scheme in schemes for concept in scheme.concepts}
        ),
        questions=survey_questions(facts),
        elements=result_elements(facts),
    )


def _schemes(facts: Facts) -> list[Scheme]:
    found: dict[str, list[str]] = {}
    for concept in facts.subjects(standards.IN_SCHEME):
        for scheme in facts.texts(concept, standards.IN_SCHEME):
            found.setdefault(scheme, []).append(concept)
    return [_scheme(facts, iri, concepts) for iri, concepts in found.items()]


def _scheme(facts: Facts, iri: str, concept_iris: list[str]) -> Scheme:
    name = _last_segment(iri)
    concepts = tuple(_concept(facts, concept, name) for concept in concept_iris)
    by_text: dict[str, Concept] = {}
    # A code wins over a label, and what was declared first over what joins later.
    for texts in (_codes, _labels):
        for concept in concepts:
            for text in texts(concept):
                by_text.setdefault(fold(text), concept)
    labels = facts.labels(iri, standards.PREF_LABEL)
    return Scheme(name, iri, labels, concepts, MappingProxyType(by_text))


def _codes(concept: Concept) -> Iterator[str]:
    yield from (concept.code, concept.iri)


def _labels(concept: Concept) -> Iterator[str]:
    yield from concept.labels.values()
    for label in (standards.ALT_LABEL, standards.HIDDEN_LABEL):
        yield from (term.value for term in concept.properties.get(label.value, ()))


def _concept(facts: Facts, iri: str, scheme: str) -> Concept:
    return Concept(
        iri=iri,
        code=facts.text(iri, standards.NOTATION) or _last_segment(iri),
        scheme=scheme,
        labels=facts.labels(iri, standards.PREF_LABEL),
        broader=facts.text(iri, standards.BROADER),
        properties=facts.properties(iri),
    )


def _sheets(facts: Facts) -> Iterator[Sheet]:
    for shape in facts.subjects(vocabulary.SHEET):
        yield Sheet(
            name=facts.text(shape, vocabulary.SHEET) or "",
            columns=_columns(facts, shape),
            family=facts.text(shape, vocabulary.FAMILY) or "",
            class_iri=facts.text(shape, vocabulary.ROW_CLASS) or "",
        )


def _columns(facts: Facts, shape: str) -> tuple[Column, ...]:
    shapes = (
        *facts.texts(shape, vocabulary.SHEET_COLUMN),
        *facts.texts(shape, standards.SHACL_PROPERTY),
    )
    columns = [iri for iri in shapes if facts.text(iri, vocabulary.COLUMN)]
    # A column without an order, such as one that an extra file adds, comes last.
    columns.sort(key=lambda iri: int(facts.text(iri, standards.SHACL_ORDER) or 10_000))
    return tuple(_column(facts, iri) for iri in columns)


def _column(facts: Facts, shape: str) -> Column:
    name = facts.text(shape, vocabulary.COLUMN) or ""
    required = facts.text(shape, vocabulary.REQUIRED) or "false"
    return Column(
        name=name,
        heading=facts.text(shape, standards.SHACL_NAME) or name,
        description=facts.text(shape, standards.SHACL_DESCRIPTION) or "",
        value_type=facts.text(shape, vocabulary.VALUE_TYPE) or "text",
        required=required == "true" or _number(facts, shape, standards.SHACL_MIN_COUNT) == 1,
        schemes=tuple(map(_last_segment, facts.texts(shape, vocabulary.SCHEME))),
        property_iri=facts.text(shape, standards.SHACL_PATH),
        target_classes=tuple(_target_classes(facts, shape)),
        party_level=facts.text(shape, vocabulary.PARTY_COLUMN) == "true",
        minimum=_number(facts, shape, standards.SHACL_MIN_INCLUSIVE),
        maximum=_number(facts, shape, standards.SHACL_MAX_INCLUSIVE),
        pattern=facts.text(shape, standards.SHACL_PATTERN),
        message=facts.text(shape, standards.SHACL_MESSAGE) or "",
    )


def _target_classes(facts: Facts, shape: str) -> Iterator[str]:
    yield from facts.texts(shape, standards.SHACL_CLASS)
    for either in facts.members(shape, standards.SHACL_OR):
        yield from facts.texts(either, standards.SHACL_CLASS)


def _number(facts: Facts, shape: str, predicate: NamedNode) -> Decimal | None:
    text = facts.text(shape, predicate)
    return None if text is None else Decimal(text)


def _classes(facts: Facts) -> dict[str, ClassTerm]:
    found = dict.fromkeys(
        [
            *facts.subjects(standards.TYPE, standards.OWL_CLASS.value),
            *facts.subjects(standards.TYPE, standards.RDFS_CLASS.value),
            *facts.subjects(standards.SUBCLASS_OF),
        ]
    )
    return {
        iri: ClassTerm(
            iri,
            facts.labels(iri, standards.LABEL),
            facts.texts(iri, standards.SUBCLASS_OF),
        )
        for iri in found
    }


def _last_segment(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
