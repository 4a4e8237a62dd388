"""Read from an edition the facts that computations look at, by queries of `queries/frameworks`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from ecograph.frameworks.computing.knowledge import (
    Body,
    Knowledge,
    Place,
    Record,
    ReportedFigure,
    Seat,
    Thing,
    When,
)
from ecograph.frameworks.model import Frameworks
from ecograph.frameworks.rows import Ask, Said, ask_rows, code_of, grouped, local_name
from ecograph.identifiers import fold
from ecograph.periods import period_span
from ecograph.store import Reader, Row

_PROGRAMME, _RESOURCE, _PARTICIPATION = "Programme", "Resource", "participation"
_DRAFT = "draft"


def read_knowledge(reader: Reader, frameworks: Frameworks, *, internal: bool) -> Knowledge:
    """Return the facts of the current edition that the public, or staff, may see."""
    ask = partial(ask_rows, reader, internal=internal)
    concepts = list(ask("concepts"))
    codes = {row["concept"]: row["code"] or code_of(row["concept"]) for row in concepts}
    said = grouped(_coded(ask("things"), codes), "thing")
    families = {iri: _names(each) for iri, each in said.items()}
    things = {
        iri: _thing(iri, each, families[iri])
        for iri, each in said.items()
        if not _is_body(families[iri])
    }
    below = _below(concepts, codes)
    return Knowledge(
        bodies={iri: _body(iri, each) for iri, each in said.items() if _is_body(families[iri])},
        things=things,
        records={
            iri: _dated(each, things) if each.kind in below[_PARTICIPATION] else each
            for iri, each in _records(ask, codes).items()
        },
        figures=tuple(_figures(ask, codes, frameworks.first_month)),
        contributions=frameworks.contributions,
        below=below,
        profile=frameworks.profile,
        rates=_rates(ask, frameworks),
    )


def _coded(rows: Iterable[Row], codes: Mapping[str, str]) -> Iterator[Row]:
    for row in rows:
        yield {**row, "code": codes.get(row["value"], "")}


def _names(said: Said) -> frozenset[str]:
    return frozenset(local_name(each) for each in said.get("type", ()))


def _is_body(names: frozenset[str]) -> bool:
    return not names & {_PROGRAMME, _RESOURCE}


def _one(said: Said, name: str) -> str:
    return next(iter(said.get(name, ())), "")


def _number(said: Said, name: str) -> Decimal | None:
    text = _one(said, name)
    return Decimal(text) if text else None


def _when(said: Said) -> When:
    return When(
        _one(said, "start"),
        _one(said, "end"),
        _one(said, "status"),
        is_inferred=_one(said, "basis") == "inferred",
    )


def _place(said: Said) -> Place:
    return Place(_one(said, "city"), _one(said, "region"), _one(said, "country"))


def _body(iri: str, said: Said) -> Body:
    names = _names(said)
    return Body(
        iri=iri,
        kind=_one(said, "kind"),
        when=_when(said),
        place=_place(said),
        size=_one(said, "size"),
        growth_stage=_one(said, "growthStage"),
        subsectors=said.get("subsector", ()),
        topics=tuple(fold(each) for each in said.get("topic", ())),
        spin_off_of=_one(said, "spinOffOf"),
        parent=_one(said, "parent"),
        is_outpost="Outpost" in names,
        is_anchored=_one(said, "anchored") == "true",
        is_cluster="Cluster" in names,
    )


def _thing(iri: str, said: Said, names: frozenset[str]) -> Thing:
    return Thing(
        iri=iri,
        family=_PROGRAMME if _PROGRAMME in names else _RESOURCE,
        kind=_one(said, "kind"),
        when=_when(said),
        place=_place(said),
        categories=said.get("category", ()),
        topics=tuple(fold(each) for each in said.get("topic", ())),
        scope=_one(said, "scope"),
        attendance=_number(said, "attendance"),
        hours=_number(said, "hours"),
        operator=_one(said, "operator"),
        meets=said.get("meets", ()),
        resulted_from=said.get("resultedFrom", ()),
    )


def _records(ask: Ask, codes: Mapping[str, str]) -> dict[str, Record]:
    seats: dict[str, list[Seat]] = defaultdict(list)
    for row in ask("parties"):
        role = codes.get(row["role"], code_of(row["role"]))
        seats[row["relation"]].append(Seat(row["party"], role))
    said = grouped(_coded(ask("relations"), codes), "relation")
    return {iri: _record(iri, each, tuple(seats.get(iri, ()))) for iri, each in said.items()}


def _record(iri: str, said: Said, seats: tuple[Seat, ...]) -> Record:
    return Record(
        iri=iri,
        kind=_one(said, "kind"),
        when=_when(said),
        seats=seats,
        concerns=said.get("concerns", ()),
        amount=_number(said, "amount"),
        currency=_one(said, "currency"),
        country=_one(said, "country"),
        topics=tuple(fold(each) for each in said.get("topic", ())),
        scope=_one(said, "scope"),
        state=_one(said, "bidState"),
        follows=said.get("follows", ()),
        resulted_from=said.get("resultedFrom", ()),
    )


def _dated(record: Record, things: Mapping[str, Thing]) -> Record:
    """Return a participation with the dates of its programme where it has none of its own."""
    thing = next((things[each] for each in record.concerns if each in things), None)
    if thing is None or record.when.start or record.when.end:
        return record
    status = record.when.status or thing.when.status
    inferred = record.when.is_inferred
    return replace(record, when=replace(thing.when, status=status, is_inferred=inferred))


def _figures(ask: Ask, codes: Mapping[str, str], first_month: int) -> Iterator[ReportedFigure]:
    figures = grouped(_coded(ask("figures"), codes), "figure")
    replaced = {
        old
        for said in figures.values()
        if _one(said, "observationStatus") != _DRAFT
        for old in said.get("supersedes", ())
    }
    for iri, said in figures.items():
        value, when = _number(said, "value"), _one(said, "period") or _one(said, "date")
        is_own = bool(said.get("indicator")) or _one(said, "valueKind") not in {"", "actual"}
        if value is None or not when or is_own or iri in replaced:
            continue
        yield ReportedFigure(
            iri=iri,
            about=_one(said, "about"),
            measure=_one(said, "measure"),
            value=value,
            unit=_one(said, "unit"),
            group=_one(said, "group"),
            span=period_span(when, first_month),
            is_inferred=_one(said, "basis") == "inferred",
            is_draft=_one(said, "observationStatus") == _DRAFT,
        )


def _below(concepts: Iterable[Row], codes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return for each code the codes that are it, are narrower, or are grouped under it."""
    above: dict[str, set[str]] = defaultdict(set)
    for row in concepts:
        above[row["concept"]].update({row["above"]} - {""})
    found: dict[str, set[str]] = defaultdict(set)
    for concept in above:
        for higher in _up(concept, above):
            found[codes.get(higher, code_of(higher))].add(codes[concept])
    return {code: frozenset(each) for code, each in found.items()}


def _up(concept: str, above: Mapping[str, set[str]]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [concept]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting.extend(above.get(here, ()))
            yield here


def _rates(ask: Ask, frameworks: Frameworks) -> dict[tuple[int, str], Decimal]:
    """Return the yearly rates into the currency of the profile, by year and currency."""
    home = frameworks.profile.currency if frameworks.profile else ""
    return {
        (int(row["year"]), row["from"]): Decimal(row["rate"])
        for row in ask("exchange-rates")
        if home and row["to"] == home
    }
