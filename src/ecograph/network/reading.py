"""Read affiliations from the register, each kind of fact by one query of `queries/network`."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from ecograph import vocabulary
from ecograph.network.affiliations import (
    Affiliations,
    Change,
    Organisation,
    Party,
    Profile,
    Relation,
    Rule,
    Thing,
)
from ecograph.network.codelists import codes
from ecograph.network.codes import Codes
from ecograph.periods import Span, date_span
from ecograph.store import Reader, Row, rows

_Ask = Callable[[str], Iterator[Row]]


def affiliations(reader: Reader, *, internal: bool) -> Affiliations:
    """Return who takes part in what, of all years, as the public or as staff may see it."""
    ask = partial(_ask, reader, internal=internal)
    lists = codes(ask("codes"))
    classes = _groups(ask("classes"), "thing", "class")
    concerned = list(ask("concerned"))
    return Affiliations(
        organisations=MappingProxyType(_organisations(ask, lists)),
        relations=MappingProxyType(_relations(ask, classes, concerned, lists)),
        rules=_rules(ask, lists),
        things=MappingProxyType(_things(concerned, classes)),
        codes=lists,
        profiles=profiles(reader, internal=internal),
        changes=_changes(ask, lists),
        is_internal=internal,
        edition=reader.edition,
    )


def profiles(reader: Reader, *, internal: bool) -> tuple[Profile, ...]:
    """Return whose register it is, as its profile says."""
    return tuple(_profile(row) for row in rows(reader, "network/profiles", internal=internal))


def _ask(reader: Reader, name: str, *, internal: bool) -> Iterator[Row]:
    return rows(reader, f"network/{name}", internal=internal)


def _groups(rows: Iterator[Row], key: str, value: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[row[key]][row[value]] = None
    return {name: tuple(values) for name, values in found.items()}


def _organisations(ask: _Ask, lists: Codes) -> dict[str, Organisation]:
    # Of several rows about one organisation the first counts, as a cell has one value.
    found: dict[str, Row] = {}
    for row in ask("organisations"):
        found.setdefault(row["organisation"], row)
    parents = {row["parent"] for row in found.values()}
    subsectors = _groups(ask("subsectors"), "thing", "subsector")
    wholes = _groups(ask("nesting"), "part", "whole")
    focuses = _groups(ask("focuses"), "outpost", "focus")
    return {
        iri: Organisation(
            iri=iri,
            name=row["name"],
            kind=lists.of(row["kind"]),
            size=_code(lists, row["size"]),
            stage=_code(lists, row["stage"]),
            city=row["city"],
            region=row["region"],
            country=row["country"],
            subsectors=tuple(_code(lists, value) for value in subsectors.get(iri, ())),
            part_of=wholes.get(iri, ()),
            focuses=tuple(_code(lists, value) for value in focuses.get(iri, ())),
            parent=row["parent"],
            is_outpost=bool(row["outpost"]),
            is_parent=iri in parents,
            is_cluster=bool(row["cluster"]),
            is_planned=_is_planned(row),
            is_undated=row["undated"] == "true",
            span=_span(row),
        )
        for iri, row in found.items()
    }


def _relations(
    ask: _Ask,
    classes: Mapping[str, tuple[str, ...]],
    concerned: list[Row],
    lists: Codes,
) -> dict[str, Relation]:
    parties: dict[str, dict[Party, None]] = defaultdict(dict)
    for row in ask("parties"):
        parties[row["relation"]][Party(row["party"], _code(lists, row["role"]))] = None
    things = _groups(iter(concerned), "relation", "thing")
    earlier = _groups(ask("follows"), "relation", "earlier")
    return {
        iri: Relation(
            iri=iri,
            classes=frozenset(classes.get(iri, ())),
            parties=tuple(parties.get(iri, ())),
            concerns=things.get(iri, ()),
            follows=earlier.get(iri, ()),
            kind=_code(lists, row["kind"]),
            span=_span(row),
            is_undated=row["undated"] == "true",
            is_planned=_is_planned(row),
            start=row["start"],
            end=row["end"],
            is_inferred=row["basis"] == vocabulary.concept("basis", "inferred").value,
            verified=date_span(row["verified"]).end if row["verified"] else None,
        )
        for row in ask("relations")
        for iri in (row["relation"],)
    }


def _things(concerned: list[Row], classes: Mapping[str, tuple[str, ...]]) -> dict[str, Thing]:
    return {
        iri: Thing(iri, row["name"], frozenset(classes.get(iri, ())))
        for row in reversed(concerned)
        for iri in (row["thing"],)
    }


def _changes(ask: _Ask, lists: Codes) -> tuple[Change, ...]:
    found = list(ask("changes"))
    originals = _groups(iter(found), "change", "original")
    resulting = _groups(iter(found), "change", "resulting")
    corrected = _groups(iter(found), "change", "corrected")
    return tuple(
        Change(
            iri=iri,
            kind=_code(lists, row["kind"]),
            span=date_span(row["date"]) if row["date"] else None,
            originals=_stated(originals[iri]),
            resulting=_stated(resulting[iri]),
            corrected=_stated(corrected[iri]),
        )
        for iri, row in {row["change"]: row for row in found}.items()
    )


def _stated(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _rules(ask: _Ask, lists: Codes) -> tuple[Rule, ...]:
    found = list(ask("rules"))
    roles = _groups(iter(found), "rule", "role")
    return tuple(
        Rule(
            code=iri.rsplit("/", 1)[-1],
            name=row["name"],
            applies_to=row["applies_to"],
            is_through_parties=row["through"] == vocabulary.PARTIES.value,
            concerns_class=row["concerns_class"],
            roles=frozenset(_code(lists, role) for role in roles[iri] if role),
            weight=float(row["weight"] or 1),
            is_default=row["on"] == "true",
            iri=iri,
        )
        for iri, row in {row["rule"]: row for row in found}.items()
    )


def _profile(row: Row) -> Profile:
    return Profile(
        cluster=row["cluster"],
        name=row["name"],
        organisations=frozenset({row["cluster_organisation"]} - {""}),
        city=row["city"],
        region=row["region"],
        country=row["country"],
        first_month=int(row["first_month"] or 1),
        baseline_year=int(row["baseline_year"]) if row["baseline_year"] else None,
        minimum_group_size=(int(row["minimum_group_size"]) if row["minimum_group_size"] else None),
        currency=row["currency"],
    )


def _span(row: Row) -> Span | None:
    if not row["from"] or not row["until"]:
        return None
    return Span(date.fromisoformat(row["from"]), date.fromisoformat(row["until"]))


def _is_planned(row: Row) -> bool:
    return row["status"] == vocabulary.concept("statuses", "planned").value


def _code(lists: Codes, iri: str) -> str:
    """Return the code of a concept, or the last part of an IRI that no list has."""
    known = lists.of(iri)
    return known.code if known else iri.rsplit("/", 1)[-1]
