"""Explain a figure: its definition, the part asked for, and the relations that it rests on."""

from dataclasses import astuple, dataclass, fields

from ecograph.exports import DataTable, Provenance
from ecograph.metrics import Figure, Measure, Part
from ecograph.network import Affiliations, Network, Relation
from ecograph.review.beginnings import beginnings
from ecograph.review.figures import figure, measure_called, part_called

_ANY_CLASS = "Relation"


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation in words: what it is, who is in it, what it is about, when, and who says so."""

    relation: str
    what: str
    parties: str
    about: str
    start: str
    end: str
    sources: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure of a network, or one part of it, with the relations behind it by their IRIs."""

    measure: Measure
    network: Network
    figure: Figure
    part: Part | None
    facts: tuple[Fact, ...]


def explanation(
    affiliations: Affiliations, whence: Provenance, network: Network, name: str, part: str = ""
) -> Explanation:
    """Return what a figure of a network, or the part that a text names, rests on.

    Raises BadParameterError for a measure or a part that there is not.
    """
    measure = measure_called(name)
    found = figure(measure, network, beginnings(affiliations, network))
    chosen = part_called(found, part) if part else None
    relations = measure.facts(network, chosen.key if chosen else ())
    facts = tuple(
        relation_fact(affiliations, whence, affiliations.relations[iri]) for iri in relations
    )
    return Explanation(measure, network, found, chosen, facts)


def facts_table(found: Explanation) -> DataTable:
    """Return the relations behind a figure as a table for other programs."""
    columns = tuple(field.name for field in fields(Fact))
    rows = (tuple(text or None for text in astuple(fact)) for fact in found.facts)
    return DataTable("facts", columns, tuple(rows))


def relation_fact(affiliations: Affiliations, whence: Provenance, relation: Relation) -> Fact:
    """Return a relation in words."""
    known = affiliations.organisations
    parties = (known[each.organisation] for each in relation.parties if each.organisation in known)
    return Fact(
        relation=relation.iri,
        what=_what(affiliations, relation),
        parties=" – ".join(organisation.name for organisation in parties),
        about="; ".join(affiliations.things[iri].name for iri in relation.concerns),
        start=relation.start,
        end=relation.end,
        sources="; ".join(whence.behind((relation.iri,))),
    )


def _what(affiliations: Affiliations, relation: Relation) -> str:
    if relation.kind:
        return affiliations.codes.name("relation-kinds", relation.kind)
    own = {iri.rsplit("#", 1)[-1] for iri in relation.classes} - {_ANY_CLASS}
    return ", ".join(sorted(own)) or _ANY_CLASS
