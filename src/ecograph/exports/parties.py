"""The relations as one table, party by party: who, in which role, about what, when, and whence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecograph.exports.provenance import Names, Provenance, citations
from ecograph.exports.tables import Cell, DataTable
from ecograph.network import Affiliations, Organisation, Party, Relation
from ecograph.network.slices import Standing, standing
from ecograph.periods import Period
from ecograph.store import Reader, rows

_BETWEEN = "; "
# Every relation is one; its other classes tell it apart.
_ANY_CLASS = "Relation"
_COLUMNS = (
    "relation",
    "class",
    "kind",
    "organisation",
    "organisation_name",
    "organisation_kind",
    "organisation_country",
    "role",
    "share",
    "about",
    "about_name",
    "start",
    "end",
    "status",
    "amount",
    "currency",
    "basis",
    "verified",
    "evidence",
    "sources",
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is said of relations beside their parties and dates."""

    amounts: Mapping[str, tuple[float, str]]
    shares: Mapping[tuple[str, str, str], float]
    citations: Names


def parties(
    reader: Reader, affiliations: Affiliations, provenance: Provenance, period: Period
) -> DataTable:
    """Return a row for each party of each relation, those of one relation together.

    In a named period these are the relations in force in it, else all that there are.
    """
    stated = _stated(reader, internal=affiliations.is_internal)
    found = (
        row
        for relation in _chosen(affiliations, period)
        for row in _rows(affiliations, relation, stated, provenance, period)
    )
    return DataTable("relations", _COLUMNS, tuple(found))


def _chosen(affiliations: Affiliations, period: Period) -> Iterator[Relation]:
    for _, relation in sorted(affiliations.relations.items()):
        if not period.named or standing(relation, period) is Standing.IN_FORCE:
            yield relation


def _stated(reader: Reader, *, internal: bool) -> _Stated:
    return _Stated(
        amounts={
            row["relation"]: (float(row["amount"]), row["currency"])
            for row in rows(reader, "exports/amounts", internal=internal)
        },
        shares={
            (row["relation"], row["party"], _last(row["role"])): float(row["share"])
            for row in rows(reader, "exports/shares", internal=internal)
        },
        citations=citations(reader, internal=internal),
    )


def _rows(
    affiliations: Affiliations,
    relation: Relation,
    stated: _Stated,
    provenance: Provenance,
    period: Period,
) -> Iterator[tuple[Cell, ...]]:
    shared = _of_relation(affiliations, relation, stated, provenance, period)
    for party in relation.parties:
        organisation = affiliations.organisations.get(party.organisation)
        share = stated.shares.get((relation.iri, party.organisation, party.role))
        row = {
            **shared,
            **_of_party(party, organisation or Organisation(party.organisation, "")),
            "share": share,
        }
        yield tuple(row[column] for column in _COLUMNS)


def _of_relation(
    affiliations: Affiliations,
    relation: Relation,
    stated: _Stated,
    provenance: Provenance,
    period: Period,
) -> Mapping[str, Cell]:
    names = (affiliations.things[iri].name for iri in relation.concerns)
    amount, currency = stated.amounts.get(relation.iri, (None, ""))
    return {
        "relation": relation.iri,
        "class": _text(sorted({_last(iri) for iri in relation.classes} - {_ANY_CLASS})),
        "kind": relation.kind or None,
        "about": _text(relation.concerns),
        "about_name": _text(names),
        "start": relation.start or None,
        "end": relation.end or None,
        "status": _status(relation, period),
        "amount": amount,
        "currency": currency or None,
        "basis": relation.basis,
        "verified": relation.verified.isoformat() if relation.verified else None,
        "evidence": _text(stated.citations.get(relation.iri, ())),
        "sources": _text(provenance.behind((relation.iri,))),
    }


def _of_party(party: Party, organisation: Organisation) -> Mapping[str, Cell]:
    return {
        "organisation": party.organisation,
        "organisation_name": organisation.name or None,
        "organisation_kind": organisation.kind.code if organisation.kind else None,
        "organisation_country": organisation.country or None,
        "role": party.role or None,
    }


def _status(relation: Relation, period: Period) -> str | None:
    """Return planned as stated, else ended if it lies before the period, else active."""
    if relation.is_planned:
        return "planned"
    if relation.span is None:
        return "active" if relation.is_undated else None
    return "ended" if relation.span.end < period.start else "active"


def _text(parts: Iterable[str]) -> str | None:
    return _BETWEEN.join(parts) or None


def _last(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]
