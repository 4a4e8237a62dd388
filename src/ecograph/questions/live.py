"""What the register itself offers as answers to a parameter: things, places, codes, sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from ecograph.identifiers import FAMILIES, entity_iri, fold, normalise_identifier
from ecograph.records import Table, Term
from ecograph.resources import folder
from ecograph.store import Reader

_SCHEME = "https://w3id.org/ecograph/scheme/"
_ENTITIES = FAMILIES[:3]


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who looks things up, for the public or for staff."""

    reader: Reader
    internal: bool

    def table(self, query: str, **bindings: Term) -> Table:
        """Return the answer to a query of queries/parameters."""
        return self.reader.select(_text(query), bindings, internal=self.internal)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in the register that a name or an identifier can stand for."""

    iri: str
    label: str
    place: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list with its labels."""

    iri: str
    code: str
    label: str
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Home:
    """What the profile says: the cluster, the home place, the first month of the year."""

    cluster: str
    city: str
    region: str
    country: str
    first_month: int


def things(asker: Asker, text: str) -> tuple[Thing, ...]:
    """Return the things that a text stands for: by IRI, by id, by identifier, else by name."""
    for found in (_by_iri, _by_id, _by_identifier, _by_name):
        if known := tuple(found(asker, text.strip())):
            return known
    return ()


def names(asker: Asker, class_iris: frozenset[str]) -> dict[str, str]:
    """Return the folded names of all things of some classes, with the name in use."""
    rows = asker.table("names").rows
    return {
        name.value: label.value
        for kind, name, label in rows
        if kind and name and label and kind.value in class_iris
    }


def places(asker: Asker) -> tuple[tuple[str, str], ...]:
    """Return every city, region and country as its part of a place and its text."""
    rows = asker.table("places").rows
    return tuple((part.value.rpartition("#")[2], t.value) for part, t in rows if part and t)


def codes(asker: Asker, scheme: str) -> tuple[Code, ...]:
    """Return the codes of a list, those that were added by data included."""
    table = asker.table("concepts", scheme=NamedNode(_SCHEME + scheme))
    texts: dict[str, set[str]] = {}
    found: dict[str, tuple[str, str]] = {}
    for _, concept, code, label, _ in table.rows:
        if concept and code:
            said = texts.setdefault(concept.value, {fold(code.value)})
            english = found.get(concept.value, (code.value, code.value))
            if isinstance(label, Literal):
                said.add(fold(label.value))
                english = (code.value, label.value) if label.language == "en" else english
            found[concept.value] = english
    return tuple(
        Code(iri, code, label, frozenset(texts[iri])) for iri, (code, label) in found.items()
    )


def sources(asker: Asker) -> Mapping[str, str]:
    """Return the graphs of the sources by name."""
    rows = asker.table("sources").rows
    return {name.value: source.value for source, name in rows if source and name}


def home(asker: Asker) -> Home | None:
    """Return what the profile says, or None without a profile."""
    for row in asker.table("profile").rows:
        cluster, city, region, country, month = (term.value if term else "" for term in row)
        return Home(cluster, city, region, country, int(month or 1))
    return None


@cache
def _text(query: str) -> str:
    return (folder("queries") / "parameters" / f"{query}.rq").read_text("utf-8")


def _by_iri(asker: Asker, text: str) -> Iterator[Thing]:
    if ":" not in text or any(letter in text for letter in '<>"{}|^`\\ '):
        return
    yield from _things(asker.table("things-by-iri", asked=NamedNode(text)))


def _by_id(asker: Asker, text: str) -> Iterator[Thing]:
    for family in _ENTITIES:
        iri = NamedNode(entity_iri(asker.reader.base, family, text))
        yield from _things(asker.table("things-by-iri", asked=iri))


def _by_identifier(asker: Asker, text: str) -> Iterator[Thing]:
    scheme, _, value = text.rpartition(":")
    normal = normalise_identifier(scheme, value) if scheme else value
    table = asker.table("things-by-identifier", value=Literal(normal))
    kept = tuple(row for row in table.rows if not scheme or _ends(row[-1], scheme.lower()))
    yield from _things(Table(table.columns, kept))


def _by_name(asker: Asker, text: str) -> Iterator[Thing]:
    yield from _things(asker.table("things-by-name", name=Literal(fold(text))))


def _things(table: Table) -> Iterator[Thing]:
    classes: dict[str, set[str]] = {}
    said: dict[str, tuple[str, str]] = {}
    for row in table.rows:
        thing, label, kind, city, country = (term.value if term else "" for term in row[1:6])
        classes.setdefault(thing, set()).add(kind)
        place = ", ".join(part for part in (city, country) if part)
        said.setdefault(thing, (label, place))
    for iri, (label, place) in said.items():
        yield Thing(iri, label, place, frozenset(classes[iri]))


def _ends(term: Term | None, scheme: str) -> bool:
    return term is not None and term.value.endswith(f"/{scheme}")
