"""One thing with all that the register says of it: facts, relations, evidence and sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from ecograph_api.register.addresses import page_of
from ecograph_api.register.filters import day_literal
from ecograph_api.site import Record, Site

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LANGUAGE_TEXT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: its text, where it leads, its language or the scheme that it is of.

    Here and below, internal is a word where only staff see it, and empty for what all see.
    """

    text: str
    iri: str
    url: str
    language: str
    scheme: str
    internal: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and the values that stand under it."""

    section: str
    property: str
    heading: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a relation, in its roles."""

    iri: str
    url: str
    name: str
    roles: tuple[str, ...]
    share: str
    contribution: str
    left_early: bool
    internal: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a thing: with whom, about what, when, and who says so."""

    iri: str
    url: str
    name: str
    start: str
    end: str
    status: str
    basis: str
    amount: str
    currency: str
    roles: tuple[str, ...]
    parties: tuple[Party, ...]
    about: tuple[Record, ...]
    evidence: tuple[Record, ...]
    sources: tuple[Record, ...]
    internal: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Everything that a page about one thing shows."""

    iri: str
    in_list: str
    name: str
    facts: tuple[Fact, ...]
    parties: tuple[Party, ...]
    belongs_to: tuple[Record, ...]
    relations: Mapping[str, tuple[Relation, ...]]
    references: Mapping[str, tuple[Record, ...]]
    serves: tuple[Record, ...]
    evidence: tuple[Record, ...]
    sources: tuple[Record, ...]
    internal: str = ""


@dataclass(frozen=True, slots=True)
class _Around:
    """What is said of a thing and of its relations, by the IRI that it is said of."""

    parties: Mapping[str, tuple[Party, ...]]
    evidence: Mapping[str, tuple[Record, ...]]
    sources: Mapping[str, tuple[Record, ...]]


def found_thing(site: Site, iri: str) -> Record | None:
    """Return the list on which a thing stands, the IRI that it goes by, and its name.

    An organisation that was merged into another goes by the IRI of that one.
    """
    node = NamedNode(iri)
    kept = next((row["kept"] for row in site.rows("thing-kept", thing=node)), iri)
    rows = site.rows("thing", thing=NamedNode(kept))
    return {**rows[0], "thing": kept} if rows else None


def thing(site: Site, iri: str, in_list: str, name: str) -> Thing:
    """Return what the register says of a thing to whoever asks."""
    node, base = NamedNode(iri), site.reader.base
    around = _Around(
        _parties(base, site.rows("thing-parties", thing=node)),
        _by("subject", site.rows("thing-evidence", thing=node)),
        _by("subject", site.rows("thing-sources", thing=node)),
    )
    parties = around.parties.get(iri, ())
    return Thing(
        iri=iri,
        in_list=in_list,
        name=name or " – ".join(party.name for party in parties) or iri,
        facts=facts_of(site, node),
        parties=parties,
        belongs_to=_linked(base, "above", site.rows("thing-above", thing=node)),
        relations=_relations(site, node, around),
        references=_by("way", _linked(base, "other", site.rows("thing-references", thing=node))),
        serves=_linked(base, "element", site.rows("thing-serves", thing=node), "elements"),
        evidence=around.evidence.get(iri, ()),
        sources=around.sources.get(iri, ()),
    )


def facts_of(site: Site, node: NamedNode) -> tuple[Fact, ...]:
    """Return the facts that are stated of a thing, in the order of its sheet."""
    found: dict[tuple[str, str, str], list[Value]] = {}
    table = site.table("thing-facts", thing=node)
    for cells in table.rows:
        row = dict(zip(table.columns, cells, strict=True))
        section, heading, name = (_text(row[key]) for key in ("section", "heading", "value_name"))
        prop, value = _text(row["property"]), row["value"]
        if isinstance(value, NamedNode | Literal):
            values = found.setdefault((section, prop, heading), [])
            values.append(_value(site.reader.base, value, name))
    return tuple(Fact(*key, tuple(dict.fromkeys(values))) for key, values in found.items())


def _text(term: NamedNode | Literal | None) -> str:
    return term.value if term else ""


def _value(base: str, value: NamedNode | Literal, name: str) -> Value:
    if isinstance(value, NamedNode):
        return Value(name, value.value, page_of(base, value.value), "", "")
    datatype = value.datatype.value
    is_own = not datatype.startswith(_XSD) and datatype != _LANGUAGE_TEXT
    scheme = datatype.rpartition("/")[2] if is_own else ""
    return Value(value.value, "", "", value.language or "", scheme)


def _relations(site: Site, node: NamedNode, around: _Around) -> Mapping[str, tuple[Relation, ...]]:
    """Return the relations of a thing by class, each once, however many things it is about."""
    rows = site.rows("thing-relations", thing=node, today=day_literal(site.today()))
    found: dict[str, list[Relation]] = {}
    for same in _by("relation", rows).values():
        relation = _relation(site.reader.base, node.value, same, around)
        found.setdefault(same[0]["class_name"], []).append(relation)
    return {name: tuple(relations) for name, relations in found.items()}


def _relation(base: str, own: str, rows: Sequence[Record], around: _Around) -> Relation:
    row = rows[0]
    iri = row["relation"]
    parties = around.parties.get(iri, ())
    about = [other for other in rows if other["about"] not in {"", own}]
    return Relation(
        iri=iri,
        url=page_of(base, iri, "partnerships"),
        name=row["kind_name"] or row["class_name"],
        start=row["start"],
        end=row["end"],
        status=row["state"],
        basis=row["basis"],
        amount=row["amount"],
        currency=row["currency"],
        roles=_unique(role for party in parties if party.iri == own for role in party.roles),
        parties=tuple(party for party in parties if party.iri != own),
        about=_linked(base, "about", about),
        evidence=around.evidence.get(iri, ()),
        sources=around.sources.get(iri, ()),
    )


def _parties(base: str, rows: Iterable[Record]) -> Mapping[str, tuple[Party, ...]]:
    return {
        relation: tuple(_party(base, same) for same in _by("organisation", of_relation).values())
        for relation, of_relation in _by("relation", rows).items()
    }


def _party(base: str, rows: Sequence[Record]) -> Party:
    row = rows[0]
    return Party(
        iri=row["organisation"],
        url=page_of(base, row["organisation"], "organisations"),
        name=row["name"],
        roles=_unique(row["role"] for row in rows if row["role"]),
        share=row["share"],
        contribution=row["contribution"],
        left_early=row["left"] == "true",
    )


def _linked(
    base: str, column: str, rows: Iterable[Record], in_list: str = ""
) -> tuple[Record, ...]:
    """Return rows with the address of the page about what stands in a column, each once."""
    linked = {row[column]: {**row, "url": page_of(base, row[column], in_list)} for row in rows}
    return tuple(linked.values())


def _by(column: str, rows: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return {key: tuple(same) for key, same in found.items()}


def _unique(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
