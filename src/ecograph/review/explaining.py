"""Explain a figure: its definition, its query, the relations it rests on, and those left out."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields

from ecograph.exports import DataTable, Provenance
from ecograph.identifiers import fold
from ecograph.metrics import (
    Changing,
    Comparison,
    Figure,
    Key,
    Level,
    Measure,
    Number,
    Part,
    changes,
    comparisons,
)
from ecograph.network import Affiliations, Network, Relation
from ecograph.review.beginnings import Beginnings, beginnings
from ecograph.review.figures import (
    beside_year_before,
    changed_figure,
    figure,
    measure_called,
    part_called,
)
from ecograph.review.leaving import COUNTED, NOT_COUNTED, internal_words, left_out
from ecograph.review.restingon import query
from ecograph.review.view import NetworkOf, is_year, seen, view_of, year_before
from ecograph.review.words import omissions

_ANY_CLASS = "Relation"
# Of a table in these units a part that is not there counts 0.
_COUNTS = frozenset({"organisations", "pairs", "partnerships", "projects", "undertakings"})


@dataclass(frozen=True, slots=True)
class Known:
    """What explaining can reach beside what the reader sees.

    Published is what was known when the year before was; staff is all that there is, for whoever
    may know of it and looks at what the public sees. Networks that are kept are not made again.
    """

    published: Affiliations | None = None
    staff: Affiliations | None = None
    network_of: NetworkOf | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation in words: what it is, of whom, about what, when, on which basis, who says so."""

    relation: str
    what: str
    parties: str
    about: str
    start: str
    end: str
    basis: str
    sources: str


@dataclass(frozen=True, slots=True)
class NamedPart:
    """Organisations that a part of a change counts, by their IRIs and names, with their facts.

    One joined or left, one became the second, or both are a pair.
    """

    part: str
    organisations: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure of a network, or one part of it, with the relations behind it by their IRIs.

    The query gives these, or all that they are chosen from. Beside them stand the relations that
    the figure could have rested on and does not, by the reason in words, and what is said of
    internal facts. A change names the organisations or pairs that it counts, too; a table of counts
    of a year has beside it the one of the year before.
    """

    measure: Measure | Comparison
    network: Network
    figure: Figure
    part: Part | None
    facts: tuple[Fact, ...]
    query: str
    left_out: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    internal: str = ""
    named: tuple[NamedPart, ...] = ()
    previous: Figure | None = None

    @property
    def growth(self) -> Mapping[Key, Number | None]:
        """Return by how much each part of a table of counts has grown since the year before."""
        return changes(self.figure, self.previous) if self.previous else {}


def explanation(
    affiliations: Affiliations,
    whence: Provenance,
    network: Network,
    name: str,
    part: str = "",
    *,
    also: Known | None = None,
) -> Explanation:
    """Return what a figure of a network, or the part that a text names, rests on.

    Raises BadParameterError for a measure or a part that there is not.
    """
    also = also or Known()
    asked = _asked(affiliations, network, name, also)
    begins = beginnings(affiliations, network)
    found = asked.figure(begins)
    chosen = part_called(found, part) if part else None
    key = chosen.key if chosen else ()
    behind = asked.facts(key)

    def facts(relations: Iterable[str]) -> tuple[Fact, ...]:
        known = (asked.relation(affiliations, iri) for iri in relations)
        return tuple(relation_fact(affiliations, whence, each) for each in known)

    omitted = left_out(affiliations, asked.measure, network)
    why = zip(omissions(omitted), (facts(each.relations) for each in omitted), strict=True)
    return Explanation(
        measure=asked.measure,
        network=network,
        figure=found,
        part=chosen,
        facts=facts(behind),
        query=asked.query(key),
        left_out=(*why, *_internal(affiliations, network, name, key, also.staff)),
        internal=COUNTED if network.is_internal else NOT_COUNTED,
        named=() if found.reason else tuple(asked.named(key)),
        previous=asked.previous(affiliations, begins, also.network_of),
    )


def _internal(
    affiliations: Affiliations, network: Network, name: str, key: Key, staff: Affiliations | None
) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Return how many internal facts would have counted; which they are is left to staff's view."""
    if staff is None or network.is_internal:
        return ()
    asked = _asked(staff, seen(staff, network.period, view_of(network)), name, Known())
    hidden = [iri for iri in asked.facts(key) if iri not in affiliations.relations]
    return ((internal_words(len(hidden)), ()),) if hidden else ()


@dataclass(frozen=True, slots=True)
class _State:
    """A measure of one network."""

    measure: Measure
    network: Network

    def figure(self, begins: Beginnings) -> Figure:
        return figure(self.measure, self.network, begins)

    def facts(self, key: Key) -> tuple[str, ...]:
        return self.measure.facts(self.network, key)

    def query(self, key: Key) -> str:
        return query(self.measure, self.network, key)

    def relation(self, affiliations: Affiliations, iri: str) -> Relation:
        return affiliations.relations[iri]

    def named(self, _key: Key) -> Iterable[NamedPart]:
        return ()

    def previous(
        self, affiliations: Affiliations, begins: Beginnings, network_of: NetworkOf | None
    ) -> Figure | None:
        measure = self.measure
        if measure.level is not Level.TABLE or measure.unit not in _COUNTS:
            return None
        if not is_year(affiliations, self.network):
            return None
        before = year_before(affiliations, self.network, network_of)
        found = figure(measure, before, begins)
        return found if all(isinstance(part.value, int) for part in found.parts) else None


@dataclass(frozen=True, slots=True)
class _Change:
    """A measure of a year beside the one before it."""

    measure: Comparison
    years: Changing

    def figure(self, begins: Beginnings) -> Figure:
        return changed_figure(self.measure, self.years, begins)

    def facts(self, key: Key) -> tuple[str, ...]:
        return self.measure.facts(self.years, key)

    def query(self, key: Key) -> str:
        return query(self.measure, self.years.now, key, self.years.before.period)

    def relation(self, _affiliations: Affiliations, iri: str) -> Relation:
        return self.years.relation(iri)

    def named(self, key: Key) -> Iterable[NamedPart]:
        found: dict[str, list[NamedPart]] = {}
        for each in self.measure.named(self.years):
            if not key or each.part == key[0]:
                both = tuple((iri, self.years.name(iri)) for iri in each.organisations)
                found.setdefault(each.part, []).append(NamedPart(each.part, both, each.facts))
        for some in found.values():
            yield from sorted(some, key=_by_names)

    def previous(
        self, _affiliations: Affiliations, _begins: Beginnings, _network_of: NetworkOf | None
    ) -> Figure | None:
        # A change stands beside the year before already.
        return None


def _by_names(named: NamedPart) -> tuple[tuple[str, str], ...]:
    return tuple((fold(name), iri) for iri, name in named.organisations)


def _asked(
    affiliations: Affiliations, network: Network, name: str, also: Known
) -> _State | _Change:
    if name not in comparisons():
        return _State(measure_called(name), network)
    years = beside_year_before(affiliations, network, also.published, also.network_of)
    return _Change(comparisons()[name], years)


def facts_table(found: Explanation) -> DataTable:
    """Return the relations behind a figure as a table for other programs."""
    columns = tuple(field.name for field in fields(Fact))
    rows = (tuple(text or None for text in astuple(fact)) for fact in found.facts)
    return DataTable("facts", columns, tuple(rows))


def relation_fact(affiliations: Affiliations, whence: Provenance, relation: Relation) -> Fact:
    """Return a relation in words."""
    known = affiliations.organisations
    parties = (known[each.organisation] for each in relation.parties if each.organisation in known)
    things = (affiliations.things[iri] for iri in relation.concerns if iri in affiliations.things)
    return Fact(
        relation=relation.iri,
        what=_what(affiliations, relation),
        parties=" – ".join(organisation.name for organisation in parties),
        about="; ".join(each.name for each in things),
        start=relation.start,
        end=relation.end,
        basis=relation.basis,
        sources="; ".join(whence.behind((relation.iri,))),
    )


def _what(affiliations: Affiliations, relation: Relation) -> str:
    if relation.kind:
        return affiliations.codes.name("relation-kinds", relation.kind)
    own = {iri.rsplit("#", 1)[-1] for iri in relation.classes} - {_ANY_CLASS}
    return ", ".join(sorted(own)) or _ANY_CLASS
