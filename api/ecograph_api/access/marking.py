"""Mark on pages what only staff see, by what the public sees of the same things."""

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode

from ecograph.people import ANYBODY
from ecograph_api.register.things import Fact, Party, Relation, Thing
from ecograph_api.site import Record, Site

INTERNAL = "internal"
_PARTLY = "partly internal"


def marked(about: Thing, public: Thing | None) -> Thing:
    """Return a thing as staff see it, with what the public does not see marked as internal.

    Without a public side the whole thing is internal, and marked once.
    """
    if public is None:
        return replace(about, internal=INTERNAL)
    seen = {each.iri: each for relations in public.relations.values() for each in relations}
    return replace(
        about,
        facts=_facts(about.facts, public.facts),
        parties=_parties(about.parties, public.parties),
        belongs_to=_rows(about.belongs_to, public.belongs_to),
        relations={
            name: tuple(_relation(each, seen.get(each.iri)) for each in relations)
            for name, relations in about.relations.items()
        },
        references={
            way: _rows(rows, public.references.get(way, ()))
            for way, rows in about.references.items()
        },
        serves=_rows(about.serves, public.serves),
        evidence=_rows(about.evidence, public.evidence),
    )


def marked_items(site: Site, items: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return the items of a list, for staff those marked of which the public sees nothing."""
    if not site.internal or not items:
        return items
    seen = site.seen_by(ANYBODY).seen_among([NamedNode(item["iri"]) for item in items])
    return tuple({**item, "internal": "" if item["iri"] in seen else INTERNAL} for item in items)


def _facts(facts: Iterable[Fact], public: Iterable[Fact]) -> tuple[Fact, ...]:
    seen = {(each.section, each.property, value) for each in public for value in each.values}
    return tuple(
        replace(
            fact,
            values=tuple(
                value
                if (fact.section, fact.property, value) in seen
                else replace(value, internal=INTERNAL)
                for value in fact.values
            ),
        )
        for fact in facts
    )


def _parties(parties: Iterable[Party], public: Iterable[Party]) -> tuple[Party, ...]:
    seen = set(public)
    return tuple(each if each in seen else replace(each, internal=INTERNAL) for each in parties)


def _relation(relation: Relation, public: Relation | None) -> Relation:
    if public is None:
        return replace(relation, internal=INTERNAL)
    return replace(
        relation,
        internal="" if relation == public else _PARTLY,
        parties=_parties(relation.parties, public.parties),
        about=_rows(relation.about, public.about),
        evidence=_rows(relation.evidence, public.evidence),
    )


def _rows(rows: Iterable[Record], public: Iterable[Record]) -> tuple[Record, ...]:
    seen = list(public)
    return tuple(row if row in seen else {**row, "internal": INTERNAL} for row in rows)
