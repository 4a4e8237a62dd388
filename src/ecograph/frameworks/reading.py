"""Read results frameworks from the register by the queries of `queries/frameworks`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from ecograph import vocabulary
from ecograph.frameworks.model import (
    Choice,
    Contribution,
    Element,
    Framework,
    Frameworks,
    Indicator,
    Observation,
)
from ecograph.frameworks.rows import Ask, Said, ask_rows, code_of, grouped, local_name, short_id
from ecograph.network import profiles
from ecograph.periods import period_span
from ecograph.store import Reader

_FRAMEWORKS = frozenset({"Framework", "Logframe", "Plan", "Questionnaire", "Scorecard"})
_FAMILIES = frozenset({"Organization", "Programme", "Relation", "Resource"})
_SOURCES = ("source", "evidence")


def read_frameworks(reader: Reader, *, internal: bool) -> Frameworks:
    """Return all results frameworks with what is reported, chosen and contributed.

    Internal tells whether internal facts may be seen.
    """
    ask = partial(ask_rows, reader, internal=internal)
    said = grouped(ask("elements"), "element")
    elements = {iri: _element(iri, each) for iri, each in said.items() if not _is_framework(each)}
    ordered = dict(sorted(elements.items(), key=lambda item: _place(item[1])))
    profile = next(iter(profiles(reader, internal=internal)), None)
    names = {iri: _name(iri, each) for iri, each in said.items()}
    return Frameworks(
        frameworks=MappingProxyType(_frameworks(said, ordered)),
        elements=MappingProxyType(ordered),
        indicators=MappingProxyType(_indicators(ordered)),
        observations=tuple(_observations(ask, profile.first_month if profile else 1)),
        contributions=tuple(_contributions(ask)),
        choices=tuple(_choices(ask)),
        names=MappingProxyType(names),
        profile=profile,
        is_internal=internal,
        edition=reader.edition,
    )


def _is_framework(said: Said) -> bool:
    return any(local_name(value) in _FRAMEWORKS for value in said.get("type", ()))


def _frameworks(said: Mapping[str, Said], elements: Mapping[str, Element]) -> dict[str, Framework]:
    members: dict[str, list[Element]] = defaultdict(list)
    for element in elements.values():
        members[element.framework].append(element)
    found = (
        _framework(iri, each, tuple(members[iri]))
        for iri, each in said.items()
        if _is_framework(each)
    )
    return {each.iri: each for each in sorted(found, key=lambda each: (each.order, each.iri))}


def _framework(iri: str, said: Said, elements: tuple[Element, ...]) -> Framework:
    types = sorted(local_name(value) for value in said.get("type", ()))
    return Framework(
        iri=iri,
        id=short_id(iri),
        type=next((name for name in types if name != "Framework"), "Framework"),
        name=_name(iri, said),
        description=next(iter(said.get("comment", said.get("description", ()))), ""),
        preconditions=said.get("precondition", ()),
        sources=_sources(said),
        order=int(next(iter(said.get("order", ())), "0")),
        elements=elements,
    )


def _element(iri: str, said: Said) -> Element:
    return Element(
        iri=iri,
        id=short_id(iri),
        type=_type(said),
        code=next(iter(said.get("code", ())), ""),
        name=_name(iri, said),
        framework=next(iter(said.get("framework", ())), ""),
        leads_to=said.get("leadsTo", ()),
        sources=_sources(said),
        is_inferred="inferred" in said.get("basis", ()),
        order=int(next(iter(said.get("order", ())), "0")),
        said=MappingProxyType(dict(said)),
    )


def _type(said: Said) -> str:
    names = sorted(local_name(value) for value in said.get("type", ()))
    return next((name for name in names if name != "Element"), "Element")


def _name(iri: str, said: Said) -> str:
    return next(iter(said.get("label", ())), short_id(iri))


def _sources(said: Said) -> tuple[str, ...]:
    return tuple(_citation(value) for name in _SOURCES for value in said.get(name, ()))


def _citation(value: str) -> str:
    """Return document and place as a sheet writes them, such as 002:624."""
    return value.partition("/evidence/")[2].replace("/", ":") or value


def _place(element: Element) -> tuple[str, int, str]:
    return element.framework, element.order, element.iri


def _indicators(elements: Mapping[str, Element]) -> dict[str, Indicator]:
    found = (_indicator(each) for each in elements.values() if each.type == "Indicator")
    return {each.iri: _with_framework(each, elements.get(each.of)) for each in found}


def _indicator(element: Element) -> Indicator:
    return Indicator(
        element=element,
        of=element.one("indicatorOf"),
        unit=element.one("unit"),
        direction=element.one("direction"),
        comparison=element.one("comparison"),
        interval=element.one("interval"),
        way=element.one("wayOfKnowing"),
        computation=element.one("computedBy"),
        version=element.one("definitionVersion"),
        missing_fact=element.one("missingFact"),
    )


def _with_framework(indicator: Indicator, judged: Element | None) -> Indicator:
    """Return an indicator that stands in the framework of what it judges, if it names none."""
    if indicator.element.framework or judged is None:
        return indicator
    return replace(indicator, element=replace(indicator.element, framework=judged.framework))


def _observations(ask: Ask, first_month: int) -> Iterator[Observation]:
    sources: dict[str, list[str]] = defaultdict(list)
    for row in ask("sources"):
        sources[row["observation"]].append(row["source"])
    for iri, said in grouped(ask("observations"), "observation").items():
        yield _observation(iri, said, first_month, tuple(sources[iri]))


def _observation(iri: str, said: Said, first_month: int, sources: tuple[str, ...]) -> Observation:
    def one(name: str) -> str:
        return next(iter(said.get(name, ())), "")

    period = one("period") or one("date")
    return Observation(
        iri=iri,
        indicator=one("indicator"),
        about=one("about"),
        value=Decimal(one("value")) if one("value") else None,
        text=one("answer"),
        unit=one("unit"),
        period=period,
        span=period_span(period, first_month),
        kind=code_of(one("valueKind")) or "actual",
        group=code_of(one("group")),
        status=code_of(one("observationStatus")) or "approved",
        supersedes=said.get("supersedes", ()),
        evidence=tuple(_citation(value) for value in said.get("evidence", ())),
        note=one("note"),
        sources=sources,
        known_by=code_of(one("wayOfKnowing")) or "reported",
        version=one("definitionVersion"),
    )


def _contributions(ask: Ask) -> Iterator[Contribution]:
    rows: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for row in ask("contributions"):
        said = rows.setdefault((row["element"], row["thing"]), {})
        for name in ("name", "class", "basis", "evidence"):
            values = said.get(name, ())
            if row[name] and row[name] not in values:
                said[name] = (*values, row[name])
    for (element, thing), said in rows.items():
        yield Contribution(
            thing=thing,
            thing_name=next(iter(said.get("name", ())), short_id(thing)),
            thing_class=_family(said.get("class", ())),
            element=element,
            is_inferred=vocabulary.concept("basis", "inferred").value in said.get("basis", ()),
            evidence=tuple(_citation(value) for value in said.get("evidence", ())),
        )


def _family(classes: tuple[str, ...]) -> str:
    """Return the most telling class of a thing, by its local name."""
    names = [local_name(each) for each in classes]
    return next((name for name in names if name not in _FAMILIES), next(iter(names), ""))


def _choices(ask: Ask) -> Iterator[Choice]:
    for row in ask("choices"):
        yield Choice(
            element=row["element"],
            is_on=row["on"] == "true" if row["on"] else None,
            interval=code_of(row["interval"]),
            note=row["note"],
            source=row["source"],
        )
