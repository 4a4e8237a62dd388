"""Explain a figure: its definition, the part asked for, and the relations that it rests on."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from ecograph.exports import DataTable, Provenance
from ecograph.metrics import Basis, Changing, Comparison, Figure, Key, Measure, Part, comparisons
from ecograph.network import Affiliations, LeftOut, Network, Omission, Relation
from ecograph.review.beginnings import beginnings
from ecograph.review.figures import changed_figure, figure, measure_called, part_called
from ecograph.review.view import year_before
from ecograph.review.words import omissions

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
    """A figure of a network, or one part of it, with the relations behind it by their IRIs.

    Beside these stand the relations that it could have rested on and does not, and why.
    """

    measure: Measure | Comparison
    network: Network
    figure: Figure
    part: Part | None
    facts: tuple[Fact, ...]
    left_out: tuple[tuple[LeftOut, tuple[Fact, ...]], ...] = ()


def explanation(
    affiliations: Affiliations, whence: Provenance, network: Network, name: str, part: str = ""
) -> Explanation:
    """Return what a figure of a network, or the part that a text names, rests on.

    Raises BadParameterError for a measure or a part that there is not.
    """
    asked = _asked(affiliations, network, name)
    begins = beginnings(affiliations, network)
    if isinstance(asked, _Change):
        found = changed_figure(asked.measure, asked.years, begins)
    else:
        found = figure(asked.measure, network, begins)
    chosen = part_called(found, part) if part else None

    def facts(relations: Iterable[str]) -> tuple[Fact, ...]:
        known = (affiliations.relations[iri] for iri in relations)
        return tuple(relation_fact(affiliations, whence, each) for each in known)

    return Explanation(
        measure=asked.measure,
        network=network,
        figure=found,
        part=chosen,
        facts=facts(asked.facts(chosen.key if chosen else ())),
        left_out=tuple((each, facts(each.relations)) for each in _left_out(asked.measure, network)),
    )


@dataclass(frozen=True, slots=True)
class _State:
    """A measure of one network."""

    measure: Measure
    network: Network

    def facts(self, key: Key) -> tuple[str, ...]:
        return self.measure.facts(self.network, key)


@dataclass(frozen=True, slots=True)
class _Change:
    """A measure of a year beside the one before it."""

    measure: Comparison
    years: Changing

    def facts(self, key: Key) -> tuple[str, ...]:
        return self.measure.facts(self.years, key)


def _asked(affiliations: Affiliations, network: Network, name: str) -> _State | _Change:
    if name in comparisons():
        before = year_before(affiliations, network)
        return _Change(comparisons()[name], Changing(before, network, affiliations))
    return _State(measure_called(name), network)


def _left_out(measure: Measure | Comparison, network: Network) -> tuple[LeftOut, ...]:
    """Return what a figure could rest on; what is of another time is only counted elsewhere."""
    found = network.left_out if measure.basis is Basis.TIES else ()
    return tuple(each for each in found if each.reason is not Omission.ANOTHER_TIME)


def explained_omissions(found: Explanation) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Return the reasons why relations were left out, in words, each with its relations."""
    reasons = omissions(each for each, _ in found.left_out)
    return tuple(zip(reasons, (facts for _, facts in found.left_out), strict=True))


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
