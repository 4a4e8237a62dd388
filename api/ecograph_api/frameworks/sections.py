"""The page of a framework, section by section."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from pyoxigraph import NamedNode

from ecograph.exports.frameworks import framework_document
from ecograph.frameworks import Element, Framework, Frameworks, IndicatorReport
from ecograph.frameworks.filling import Filled
from ecograph.frameworks.model import LEVELS
from ecograph.frameworks.words import SILENCES, left_out_words, plain, told
from ecograph_api.frameworks.chains import chain_picture
from ecograph_api.frameworks.countedfacts import counted_facts
from ecograph_api.frameworks.matrices import class_words, levels
from ecograph_api.frameworks.parts import Parts
from ecograph_api.frameworks.readings import frameworks_of
from ecograph_api.network.readings import reading_of
from ecograph_api.register.labels import labels
from ecograph_api.register.things import facts_of
from ecograph_api.site import Site

_MOST_FACTS = 20
_IN_MATRIX = frozenset(level.capitalize() for level in LEVELS)
_CRITERION = "ScorecardCriterion"
# Classes that stand in sections of their own.
_APART = frozenset(
    {"Area", "Case", "ClusterFeature", "Dependency", "Indicator", "Practice", "QuestionPart"}
    | {_CRITERION, "Section", "SuccessFactor", "SurveyQuestion"}
)
_FORMS = {"foundIn": "yes", "foundPartlyIn": "in part", "missingIn": "no"}


@dataclass(frozen=True, slots=True)
class Feature:
    """What sets a cluster apart, and whether each other form has it: yes, no or in part."""

    element: Element
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading of a questionnaire."""

    heading: str
    questions: tuple[Filled, ...]


def sections(
    request: Request,
    site: Site,
    found: Framework,
    parts: Parts,
    reports: Sequence[IndicatorReport],
) -> Mapping[str, object]:
    """Return what the page of a framework shows."""
    frameworks = frameworks_of(request, site).frameworks
    elements = _judged(frameworks, found)
    features = [_feature(each) for each in found.of_type("ClusterFeature")]
    return {
        "found": found,
        "summary": framework_document(frameworks, found),
        "picture": chain_picture(frameworks, found),
        "levels": levels(frameworks, elements, {each.indicator.iri: each for each in reports}),
        "parts": parts,
        "by_section": _by_section(parts.questions),
        "facts": counted_facts(request, site, _shown_facts(parts)),
        "most_facts": _MOST_FACTS,
        "features": features,
        "forms_of_organisation": sorted({form for each in features for form in each.forms}),
        "clusters": _clusters(request, site) if found.of_type(_CRITERION) else (),
        "others": _others(found, elements, has_card=parts.card is not None),
        "notes": _notes(site, found),
        "class_words": class_words,
        "label": labels(site),
        "plain": plain,
        "left_out_words": left_out_words,
        "silences": SILENCES,
        "told": told,
    }


def _by_section(questions: Iterable[Filled]) -> list[Section]:
    found: dict[str, list[Filled]] = {}
    for each in questions:
        section = each.question.section
        found.setdefault(section.name if section else "Without a section", []).append(each)
    return [Section(heading, tuple(same)) for heading, same in found.items()]


def _shown_facts(parts: Parts) -> Iterator[str]:
    """Yield the facts that the page names beside answers and criteria."""
    entries = (entry for each in parts.questions for entry in each.entries)
    criteria = parts.card.criteria if parts.card else ()
    for found in (*(each.computed for each in entries), *(each.computed for each in criteria)):
        if found:
            yield from found.facts[:_MOST_FACTS]


def _judged(frameworks: Frameworks, framework: Framework) -> tuple[Element, ...]:
    """Return the elements that stand in matrices: of the levels, and what indicators judge."""
    known = frameworks.elements
    own = [each for each in framework.elements if each.type == "Indicator"]
    judged_by = {each.one("indicatorOf") for each in own}
    types = {known[iri].type for iri in judged_by if iri in known}
    return tuple(
        each
        for each in framework.elements
        if each.type in _IN_MATRIX or (each.type in types and each.type not in _APART)
    )


def _others(
    framework: Framework, shown: Iterable[Element], *, has_card: bool
) -> Mapping[str, list[Element]]:
    """Return the elements that stand in no other section, by the words of their class.

    Without a card for a cluster, its criteria are among them.
    """
    found: dict[str, list[Element]] = {}
    there = {each.iri for each in shown}
    apart = _APART if has_card else _APART - {_CRITERION}
    for each in framework.elements:
        if each.iri not in there and each.type not in apart:
            found.setdefault(each.type, []).append(each)
    return {class_words(name, plural=len(same) > 1): same for name, same in found.items()}


def _notes(site: Site, found: Framework) -> list[tuple[Element | None, str]]:
    """Return what is noted of a framework, and of its elements with the element."""
    own = [
        value.text
        for fact in facts_of(site, NamedNode(found.iri))
        if fact.property.endswith("#note")
        for value in fact.values
    ]
    of_elements = [(each, text) for each in found.elements for text in each.all("note")]
    return [*((None, text) for text in own), *of_elements]


def _clusters(request: Request, site: Site) -> list[tuple[str, str]]:
    """Return the clusters of the register by name, each with its IRI."""
    known = reading_of(request, site).affiliations.organisations.values()
    found = [(each.iri, each.name) for each in known if each.is_cluster]
    return sorted(found, key=lambda each: each[1].casefold())


def _feature(element: Element) -> Feature:
    forms = {form: words for name, words in _FORMS.items() for form in element.all(name)}
    return Feature(element, forms)
