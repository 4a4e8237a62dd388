"""Logframes as IATI 2.03 activities, and what of them IATI has no place for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecograph.exports.iatireporter import Reporter
from ecograph.exports.iatiresults import RESULT_TYPES, add_result
from ecograph.exports.iatixml import LANGUAGE, OWN_VOCABULARY, Node, add, as_bytes, legal, narrate
from ecograph.exports.provenance import Provenance
from ecograph.exports.results import Results
from ecograph.frameworks import Element, Framework, Frameworks, Indicator

VERSION = "2.03"
# Codes of the code lists of IATI, by what they mean.
_OTHER_ORGANISATION, _IMPLEMENTING = "90", "4"
_UNDER_WAY, _ACTUAL_START = "2", "2"
_GENERAL, _OBJECTIVES, _FURTHER = "1", "2", "4"


@dataclass(frozen=True, slots=True)
class WithoutCounterpart:
    """An element that IATI has no place for, and why."""

    element: Element
    reason: str


@dataclass(frozen=True, slots=True)
class IatiFile:
    """The XML of logframes, and what of them does not stand in it."""

    content: bytes
    left_out: tuple[WithoutCounterpart, ...]


@dataclass(frozen=True, slots=True)
class _Logframe:
    """A logframe with those of its indicators that are switched on."""

    framework: Framework
    indicators: tuple[Indicator, ...]

    def judging(self, element: Element) -> tuple[Indicator, ...]:
        return tuple(each for each in self.indicators if each.of == element.iri)


def as_iati(results: Results, whence: Provenance, reporter: Reporter) -> IatiFile:
    """Return an activity a logframe of which indicators are switched on.

    Its outputs, outcomes and impact are results; activities, needs and the aim have no counterpart
    and are listed, as are indicators that judge something else.
    """
    attributes = {"version": VERSION, "generated-datetime": whence.loaded.isoformat()}
    root = Node("iati-activities", attributes)
    logframes = tuple(_logframes(results))
    for logframe in logframes:
        _activity(root, logframe, results, _Report(whence, reporter))
    return IatiFile(as_bytes(root), tuple(_left_out(results, logframes)))


@dataclass(frozen=True, slots=True)
class _Report:
    whence: Provenance
    reporter: Reporter


def _logframes(results: Results) -> Iterator[_Logframe]:
    chosen = {each.indicator.iri: each.indicator for each in results.values}.values()
    for framework in results.frameworks.frameworks.values():
        own = tuple(each for each in chosen if each.element.framework == framework.iri)
        if own and framework.type == "Logframe":
            yield _Logframe(framework, own)


def _activity(root: Node, logframe: _Logframe, results: Results, report: _Report) -> None:
    frameworks, framework = results.frameworks, logframe.framework
    name = report.reporter.name
    activity = add(root, "iati-activity", _attributes(frameworks, report.whence))
    identifier = f"{report.reporter.reference}-{framework.id}"
    add(activity, "iati-identifier").text = legal(identifier)
    organisation = {"ref": report.reporter.reference, "type": _OTHER_ORGANISATION}
    narrate(add(activity, "reporting-org", organisation), name)
    narrate(add(activity, "title"), framework.name)
    _descriptions(activity, frameworks, framework)
    narrate(add(activity, "participating-org", {**organisation, "role": _IMPLEMENTING}), name)
    add(activity, "activity-status", {"code": _UNDER_WAY})
    first = min(each.period.start for own in logframe.indicators for each in results.of(own))
    add(activity, "activity-date", {"type": _ACTUAL_START, "iso-date": first.isoformat()})
    if frameworks.profile and frameworks.profile.country:
        add(activity, "recipient-country", {"code": frameworks.profile.country})
    sector = {"vocabulary": OWN_VOCABULARY, "code": framework.id}
    narrate(add(activity, "sector", sector), framework.name)
    for element in framework.elements:
        if element.level in RESULT_TYPES and (judging := logframe.judging(element)):
            add_result(activity, element, judging, results)


def _attributes(frameworks: Frameworks, whence: Provenance) -> Mapping[str, str]:
    currency = frameworks.profile.currency if frameworks.profile else ""
    found = {LANGUAGE: "en", "last-updated-datetime": whence.loaded.isoformat()}
    return {**found, "default-currency": currency} if currency else found


def _descriptions(activity: Node, frameworks: Frameworks, framework: Framework) -> None:
    general = framework.description or framework.name
    narrate(add(activity, "description", {"type": _GENERAL}), general)
    above = {each.iri: each.name for each in _chains(frameworks, framework)}
    if above:
        narrate(add(activity, "description", {"type": _OBJECTIVES}), *above.values())
    if framework.preconditions:
        narrate(add(activity, "description", {"type": _FURTHER}), *framework.preconditions)


def _chains(frameworks: Frameworks, framework: Framework) -> Iterator[Element]:
    for impact in framework.of_type("Impact"):
        yield from frameworks.chain(impact.iri)


def _left_out(results: Results, logframes: Iterable[_Logframe]) -> Iterator[WithoutCounterpart]:
    frameworks = results.frameworks
    above: dict[str, Element] = {}
    written = set()
    for logframe in logframes:
        for element in logframe.framework.elements:
            if element.level in RESULT_TYPES and element.type != "Indicator":
                written |= {each.iri for each in logframe.judging(element)}
        yield from _without_result(logframe)
        chain = _chains(frameworks, logframe.framework)
        above |= {each.iri: each for each in chain if each.level not in RESULT_TYPES}
    for element in above.values():
        yield WithoutCounterpart(element, "is told among the objectives; IATI has no element of it")
    chosen = {each.indicator.iri: each.indicator for each in results.values}
    for iri, indicator in chosen.items():
        if iri not in written:
            yield WithoutCounterpart(indicator.element, "judges what is no result in IATI")


def _without_result(logframe: _Logframe) -> Iterator[WithoutCounterpart]:
    for element in logframe.framework.elements:
        if element.type == "Indicator":
            continue
        if element.level not in RESULT_TYPES:
            yield WithoutCounterpart(element, "is of a level that IATI has no results of")
        elif not logframe.judging(element):
            yield WithoutCounterpart(element, "has no indicator that is switched on")
