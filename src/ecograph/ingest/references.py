"""Find what a cell refers to: a record of this load, something the register knows, or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import quote

from pyoxigraph import Literal

from ecograph import standards, vocabulary
from ecograph.definitions import Model
from ecograph.identifiers import FAMILIES, entity_iri
from ecograph.ingest.drafts import Draft
from ecograph.ingest.meaning import Fault
from ecograph.ingest.report import Known
from ecograph.ingest.statements import Link, cell_problem
from ecograph.records import Problem
from ecograph.vocabulary import FRAMEWORKS, SCHEMES

_TYPE = f"<{standards.TYPE.value}>"
_IS_PART_OF = f"<{standards.IS_PART_OF.value}>"
_EVIDENCE = f"<{vocabulary.CLASS_EVIDENCE.value}>"
_PLACE = f"<{vocabulary.PLACE.value}>"
_LEVELS = f"{SCHEMES}levels/"
_CONCEPT = f"{standards.SKOS}Concept"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to; number is that of a draft of this load, None outside it."""

    iri: str
    number: int | None
    internal: bool


class References:
    """The records of a load by id and IRI, and what else may be referred to."""

    def __init__(self, drafts: Sequence[Draft], known: Known, model: Model, base: str) -> None:
        self._drafts = drafts
        self._known = known
        self._model = model
        self._base = base
        self._by_name: dict[str, list[int]] = {}
        self._outside: dict[str, tuple[Target, frozenset[str]] | None] = {}
        for number, draft in enumerate(drafts):
            self._by_name.setdefault(draft.key, []).append(number)
            self._by_name.setdefault(draft.iri, []).append(number)

    def follow(self, link: Link) -> Target | Problem:
        """Return what a link leads to, or what is wrong with it."""
        found = list(self._candidates(link.reference.target))
        wanted = link.cell.column.target_classes
        for target, classes in found:
            if not wanted or not classes or self._closure(classes) & set(wanted):
                return target
        remedy = link.cell.column.message
        if not found:
            reason = "refers to nothing: no row and nothing in the register has this id."
            near = self._near(link.reference.target, wanted)
            remedy = f"Did you mean “{near}”?" if near else remedy
        else:
            reason = f"is {self._what(found[0][1])}, which cannot stand here."
        return cell_problem(link.cell, Fault(reason, remedy, link.reference.target))

    def _near(self, name: str, wanted: Sequence[str]) -> str:
        """Return the id of an element of a results framework that is written almost like this."""
        ids = {
            iri.removeprefix(FRAMEWORKS)
            for iri, element in self._model.elements.items()
            if self._closure(element.classes) & set(wanted)
        }
        if ids:
            ids |= {each.key for each in self._drafts if self._closure(each.types) & set(wanted)}
        return next(iter(get_close_matches(name, sorted(ids), 1, 0.8)), "")

    def _candidates(self, name: str) -> Iterator[tuple[Target, frozenset[str]]]:
        for number in self._by_name.get(name, ()):
            draft = self._drafts[number]
            yield Target(draft.iri, number, internal=False), draft.types
        if name not in self._outside:
            self._outside[name] = self._elsewhere(name)
        if outside := self._outside[name]:
            yield outside

    def _elsewhere(self, name: str) -> tuple[Target, frozenset[str]] | None:
        is_iri = "://" in name
        for iri in [name] if is_iri else _iris(self._base, name):
            if thing := self._known(iri):
                return Target(iri, None, thing.internal), thing.classes
            if classes := self._shipped(iri):
                return Target(iri, None, internal=False), classes
        # What lies outside the register is nothing that we could know of.
        if is_iri and not name.startswith(self._base):
            return Target(name, None, internal=False), frozenset()
        return None

    def _shipped(self, iri: str) -> frozenset[str]:
        """Return the classes of what the ontology brings itself: results elements, levels."""
        if element := self._model.elements.get(iri):
            return element.classes
        is_level = iri.startswith(_LEVELS) and iri in self._model.concepts
        return frozenset({_CONCEPT}) if is_level else frozenset()

    def _closure(self, classes: Iterable[str]) -> set[str]:
        return {above for each in classes for above in self._model.ancestors(each)}

    def _what(self, classes: frozenset[str]) -> str:
        labels = [
            self._model.classes[each].labels.get("en", "")
            for each in sorted(classes, key=lambda name: (-len(self._model.ancestors(name)), name))
            if each in self._model.classes
        ]
        named = next((label for label in labels if label), "something else")
        return f"an {named}" if named[0] in "aeiou" else f"a {named}"


def link_lines(link: Link, iri: str) -> tuple[str, ...]:
    """Return the statements of a link; the citation of a place has a node of its own."""
    place = link.reference.place
    if not place:
        return (f"{link.subject} {link.predicate} <{iri}> .",)
    node = f"<{iri}/{quote(place, safe='-_.~')}>"
    return (
        f"{link.subject} {link.predicate} {node} .",
        f"{node} {_TYPE} {_EVIDENCE} .",
        f"{node} {_IS_PART_OF} <{iri}> .",
        f"{node} {_PLACE} {Literal(place)} .",
    )


def _iris(base: str, name: str) -> Iterator[str]:
    yield from (entity_iri(base, family, name) for family in FAMILIES)
    yield from (f"{shipped}{quote(name, safe='-_.~/')}" for shipped in (FRAMEWORKS, SCHEMES))
