"""What came, changed and went between two editions, by source, thing and property."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ecograph import standards
from ecograph.identifiers import merge_graph, source_graph
from ecograph.store.editions import parts
from ecograph.store.editions.edition import Edition
from ecograph.store.facts.lines import LABEL, Fact, facts, line
from ecograph.store.facts.naming import ONTOLOGY

_NAMING = {LABEL, f"<{standards.PREF_LABEL.value}>"}
KINDS = ADDED, CHANGED, GONE = "added", "changed", "gone"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What one source says otherwise of one property of a thing; terms as N-Triples writes them.

    The kind is that of the thing: whether the source says anything of it before, after, or both.
    """

    source: str
    internal: bool
    thing: str
    kind: str
    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(earlier: Edition, later: Edition, *, internal: bool) -> tuple[Change, ...]:
    """Return what the sources of two editions say otherwise, that of the ontology left out."""
    found: list[Change] = []
    for graph in sorted({*_sources(earlier), *_sources(later)}):
        is_internal = graph.endswith("/internal")
        if is_internal and not internal:
            continue
        files = earlier.manifest.graphs.get(graph), later.manifest.graphs.get(graph)
        if all(files) and files[0] == files[1]:
            continue
        before, after = parts.lines(earlier, graph), parts.lines(later, graph)
        name = unquote(graph.split("/source/", 1)[1].removesuffix("/internal"))
        found += _of_source(name, before, after, internal=is_internal)
    return tuple(sorted(found))


def applied(said: frozenset[str], changed: Iterable[Change]) -> frozenset[str]:
    """Return the facts of a source's graph after its changes."""
    gone: set[str] = set()
    come: set[str] = set()
    for change in changed:
        gone.update(line((change.thing, change.property, term)) for term in change.before)
        come.update(line((change.thing, change.property, term)) for term in change.after)
    return said - gone | come


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: the names of what it is about, and its values as one reads them."""

    source: str
    visibility: str
    change: str
    thing: str
    name: str
    property: str
    before: str
    after: str


def told(
    found: Iterable[Change], earlier: Edition, later: Edition, *, internal: bool
) -> Iterator[Told]:
    """Yield changes with the names that the later edition has for things, else the earlier one."""
    listed = tuple(found)
    wanted = {term for change in listed for term in (change.thing, change.property)}
    wanted |= {t for change in listed for t in (*change.before, *change.after) if t[0] == "<"}
    names = {
        **_names(earlier, wanted, internal=internal),
        **_names(later, wanted, internal=internal),
    }
    base = later.manifest.base
    for change in listed:
        yield Told(
            change.source,
            "internal" if change.internal else "public",
            change.kind,
            change.thing[1:-1],
            names.get(change.thing, ""),
            _word(change.property, names, base),
            "; ".join(_word(term, names, base) for term in change.before),
            "; ".join(_word(term, names, base) for term in change.after),
        )


def _sources(edition: Edition) -> Iterator[str]:
    base = edition.manifest.base
    ontology = source_graph(base, ONTOLOGY)
    held = edition.manifest.graphs
    return (g for g in held if g.startswith(f"{base}source/") and g != ontology)


def _of_source(
    name: str, before: frozenset[str], after: frozenset[str], *, internal: bool
) -> Iterator[Change]:
    earlier, later = {f[0] for f in facts(before)}, {f[0] for f in facts(after)}
    went, came = _grouped(facts(before - after)), _grouped(facts(after - before))
    for thing, predicate in {*went, *came}:
        kind = GONE if thing not in later else CHANGED if thing in earlier else ADDED
        old, new = went.get((thing, predicate), ()), came.get((thing, predicate), ())
        yield Change(name, internal, thing, kind, predicate, tuple(sorted(old)), tuple(sorted(new)))


def _grouped(found: Iterable[Fact]) -> Mapping[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for subject, predicate, value in found:
        groups.setdefault((subject, predicate), []).append(value)
    return groups


def _names(edition: Edition, wanted: set[str], *, internal: bool) -> dict[str, str]:
    """Return the names of things in the widest merge that the reader may see; English first."""
    base = edition.manifest.base
    graph = merge_graph(base, internal=internal)
    if graph not in edition.manifest.graphs:
        graph = merge_graph(base, internal=False)
    found: dict[str, list[str]] = {}
    for subject, predicate, value in facts(parts.lines(edition, graph)):
        if predicate in _NAMING and subject in wanted:
            found.setdefault(subject, []).append(value)
    return {subject: _text(min(said, key=_preference)) for subject, said in found.items()}


def _preference(label: str) -> tuple[bool, bool, str]:
    return not label.endswith("@en"), not label.endswith('"'), label


def _word(term: str, names: Mapping[str, str], base: str) -> str:
    if term[0] != "<":
        return _text(term)
    return names.get(term) or term[1:-1].removeprefix(base)


def _text(term: str) -> str:
    (quad,) = parse(f"<urn:s> <urn:p> {term} .", RdfFormat.N_TRIPLES)
    return quad.object.value if isinstance(quad.object, Literal | NamedNode) else str(quad.object)
