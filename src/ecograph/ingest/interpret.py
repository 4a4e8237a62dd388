"""Read a cell as its column demands: the values and references it stands for, or its faults."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from ecograph.cells import split_list
from ecograph.definitions import Column, Concept, Model
from ecograph.identifiers import fold, normalise_identifier
from ecograph.ingest.identifierforms import identifier_fault
from ecograph.ingest.meaning import Fault, Meaning, Reference, joined
from ecograph.ingest.values import PLAIN

_IDENTIFIERS = "identifier-schemes"
_IRI = re.compile(r"https?://.+")
# Cells of these types repeat from row to row: reading each text once saves most of the work.
_REPEATED = frozenset({"code", "codes", "country", "currency", "date", "boolean", "evidence"})


class Interpreter:
    """Reads cells by the lists of one model, and remembers those that repeat."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._seen: dict[tuple[str, tuple[str, ...], str], Meaning] = {}
        self._readers: dict[str, Callable[[str, Column], Meaning]] = {
            **PLAIN,
            "code": self._code,
            "codes": self._code,
            "visibility": self._code,
            "identifiers": self._identifier,
            "reference": _reference,
            "references": _reference,
            "evidence": _citation,
        }

    def meaning(self, column: Column, text: str) -> Meaning:
        """Return what a cell that is not empty means in a column."""
        if column.value_type not in _REPEATED:
            return self._read(column, text)
        key = (column.name, column.schemes, text)
        if key not in self._seen:
            self._seen[key] = self._read(column, text)
        return self._seen[key]

    def concept(self, column: Column, text: str) -> Concept | None:
        """Return the concept that a cell of a code column names."""
        found = (self._model.concept(scheme, text) for scheme in column.schemes)
        return next((concept for concept in found if concept), None)

    def _read(self, column: Column, text: str) -> Meaning:
        if not column.is_list:
            return self._checked(column, text, text)
        items = split_list(text)
        return joined([self._checked(column, item, text) for item in items])

    def _checked(self, column: Column, item: str, cell: str) -> Meaning:
        meaning = self._readers[column.value_type](item, column)
        if not meaning.faults and column.pattern:
            pattern = re.compile(column.pattern)
            if not all(pattern.search(term.value) for term in meaning.terms):
                remedy = column.message or column.description
                meaning = Meaning(faults=(Fault("is not written as this column asks.", remedy),))
        if item == cell or not meaning.faults:
            return meaning
        faults = tuple(Fault(each.reason, each.remedy, item) for each in meaning.faults)
        return Meaning(faults=faults)

    def _code(self, text: str, column: Column) -> Meaning:
        concept = self.concept(column, text)
        if concept:
            return Meaning((NamedNode(concept.iri),))
        lists = " or ".join(column.schemes)
        reason = f"is not in the list {lists}."
        return Meaning(faults=(Fault(reason, self._code_remedy(text, column)),))

    def _code_remedy(self, text: str, column: Column) -> str:
        texts: dict[str, str] = {}
        for scheme in filter(None, map(self._model.schemes.get, column.schemes)):
            for concept in scheme.concepts:
                for known in (concept.code, *concept.labels.values()):
                    texts.setdefault(fold(known), concept.code)
        near = get_close_matches(fold(text), texts, 1, 0.6)
        return f"Did you mean “{texts[near[0]]}”?" if near else column.message

    def _identifier(self, text: str, column: Column) -> Meaning:
        name, _, value = text.partition(":")
        concept = self._model.concept(_IDENTIFIERS, name.strip())
        if not concept or not value.strip():
            fault = Fault("is not an identifier with its scheme.", column.message)
            return Meaning(faults=(fault,))
        normal = normalise_identifier(concept.code, value)
        wrong = identifier_fault(concept.code, normal)
        if wrong:
            return Meaning(faults=(wrong,))
        return Meaning((Literal(normal, datatype=NamedNode(concept.iri)),))


def _reference(text: str, _column: Column) -> Meaning:
    if not _IRI.fullmatch(text):
        return Meaning(references=(Reference(text),))
    try:
        return Meaning(references=(Reference(NamedNode(text).value),))
    except ValueError:
        fault = Fault("is not an IRI that can be used.", "Write the id of a row, or a whole IRI.")
        return Meaning(faults=(fault,))


def _citation(text: str, column: Column) -> Meaning:
    if _IRI.fullmatch(text):
        return _reference(text, column)
    document, _, place = text.partition(":")
    return Meaning(references=(Reference(document.strip(), place.strip()),))
