"""Erase a source or a thing from every edition that is kept, so that no file holds it any more."""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ecograph.errors import NothingToEraseError
from ecograph.identifiers import source_graph
from ecograph.records import SourceSummary
from ecograph.store.editions import edition as editions
from ecograph.store.editions import parts, publish, replacing, trail
from ecograph.store.editions.edition import AuditEntry, Edition, Erasure, Manifest
from ecograph.store.editions.parts import Parts
from ecograph.store.editions.register import Register
from ecograph.store.editions.replacing import Replacement
from ecograph.store.facts.lines import SAME_AS, eco, facts
from ecograph.store.facts.naming import graph_names

_ORGANISATION = eco("organisation")
_DUMPS = ("added", "removed")
_ERASED = "(erased)"


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to go: the graphs of a source, or all that is said of things; its name in texts."""

    graphs: frozenset[str]
    things: frozenset[str]
    source: str
    name: str

    def takes(self, graph: str, line: str) -> bool:
        """Tell whether a fact of a graph goes."""
        if graph in self.graphs:
            return True
        ((subject, _, value),) = facts([line])
        return subject in self.things or value in self.things

    def without(self, text: str) -> str:
        """Return a text, or that it is erased if it names what goes."""
        names = {self.name, *(thing[1:-1] for thing in self.things)}
        named = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
        return _ERASED if named else text


def erase_source(register: Register, name: str, by: str) -> tuple[str, ...]:
    """Erase a source from every edition; return the names of the editions that are new for it."""
    graphs = frozenset(source_graph(register.base, name, internal=i) for i in (False, True))
    with register.writing():
        known = {s.name for e in register.editions() for s in e.manifest.sources}
        kept = register.editions()
        if name not in known and not any(_dumped(e, graphs) for e in kept):
            raise NothingToEraseError(f"No edition that is kept holds a source “{name}”.")
        node = f"<{source_graph(register.base, name)}>"
        return _erase(register, _Target(graphs, frozenset({node}), name, name), by)


def erase_thing(register: Register, iri: str, by: str) -> tuple[str, ...]:
    """Erase a thing from every edition: what is said of it, what points to it, and its parts.

    What was found to be one with it goes too, and so do its shares in relations.
    """
    with register.writing():
        things = _one_with(register.editions(), f"<{iri}>")
        if not things:
            raise NothingToEraseError(f"No edition that is kept says anything of {iri}.")
        return _erase(register, _Target(frozenset(), things, "", iri), by)


def _dumped(edition: Edition, graphs: frozenset[str]) -> bool:
    return any(graph in graphs for dump in _DUMPS for graph, _ in _dump(edition, dump))


def _one_with(kept: Iterable[Edition], first: str) -> frozenset[str]:
    """Return the things that go with one, none if nothing is said of it anywhere."""
    lines = {line for edition in kept for line in _every(edition)}
    found: set[str] = set()
    waiting = {first}
    said = list(facts(lines))
    while waiting:
        found |= waiting
        new: set[str] = set()
        for subject, predicate, value in said:
            if predicate == SAME_AS and (subject in waiting or value in waiting):
                new |= {subject, value}
            elif predicate == _ORGANISATION and value in waiting:
                new.add(subject)
            new.update(t for t in (subject, value) if _is_part(t, waiting))
        waiting = new - found
    is_known = any(first in (subject, value) for subject, _, value in said)
    return frozenset(found) if is_known else frozenset()


def _is_part(term: str, of: Iterable[str]) -> bool:
    return term[0] == "<" and any(term.startswith(f"{whole[:-1]}/") for whole in of)


def _every(edition: Edition) -> Iterator[str]:
    for graph in edition.manifest.graphs:
        if "/source/" in graph or "/matches/" in graph:
            yield from parts.lines(edition, graph)
    for dump in _DUMPS:
        yield from (line for _, line in _dump(edition, dump))


def _dump(edition: Edition, name: str) -> Iterator[tuple[str, str]]:
    """Yield the graph and the fact of each quad of a dump."""
    with gzip.open(edition.path / f"{name}.nq.gz", "rt", encoding="utf-8", newline="\n") as file:
        for quad in file:
            fact, _, graph = quad.rstrip("\n").removesuffix("> .").rpartition("<")
            yield graph, f"{fact}."


def _erase(register: Register, target: _Target, by: str) -> tuple[str, ...]:
    now = Erasure(datetime.now(UTC).isoformat(timespec="seconds"), by)
    names: dict[str, str] = {}
    drafts: dict[str, str] = {}
    with ExitStack() as stack:
        for edition in register.editions():
            before = edition.manifest
            previous = names.get(before.previous, before.previous)
            manifest = _clean(replace(before, previous=previous), target)
            held = parts.parts(edition)
            left = _left(held, target)
            if left == held and manifest == before and not _is_in_dumps(edition, target):
                continue
            folder = stack.enter_context(publish.draft(register.path))
            manifest = replace(manifest, erased=(*manifest.erased, now))
            names[edition.id] = drafts[folder.name] = _write(
                folder, edition, left, manifest, target
            )
        replacing.replace(register.path, _replacement(register, names, drafts, target, now))
    return tuple(drafts.values())


def _replacement(
    register: Register,
    names: Mapping[str, str],
    drafts: Mapping[str, str],
    target: _Target,
    now: Erasure,
) -> Replacement:
    pointed = editions.current_id(register.path)
    current = names.get(pointed, pointed)
    told = [
        replace(_clean_entry(entry, target), edition=names.get(entry.edition, entry.edition))
        for entry in trail.entries(register.path)
    ]
    entry = AuditEntry(now.by, now.when, "erase", "", "", "", current, 0, 0)
    return Replacement(drafts, tuple(names), current, trail.text([*told, entry]))


def _left(held: Parts, target: _Target) -> Parts:
    kept = {
        graph: frozenset(line for line in said if not target.takes(graph, line))
        for graph, said in held.items()
        if graph not in target.graphs
    }
    return {graph: said for graph, said in kept.items() if said}


def _is_in_dumps(edition: Edition, target: _Target) -> bool:
    return any(target.takes(graph, line) for d in _DUMPS for graph, line in _dump(edition, d))


def _write(folder: Path, edition: Edition, left: Parts, manifest: Manifest, target: _Target) -> str:
    """Write an edition anew with what is left of it, down to the disk; return its name."""
    base = manifest.base
    sources = tuple(_counted(base, left, s) for s in manifest.sources if s.name != target.source)
    merged = parts.merges(base, left, sources)
    graphs = parts.shared(edition, parts.parts(edition), left)
    graphs |= parts.merged_graphs(base, merged)
    names = graph_names(base, sources)
    written = publish.write_graphs(folder, graphs, names, edition)
    digest = publish.content_digest(written)
    dumps = [_dump_left(edition, name, target) for name in _DUMPS]
    publish.write_changes(folder, *dumps)
    added, removed = (sum(map(len, dump.values())) for dump in dumps)
    name = f"{manifest.number:06d}-{digest[:8]}-e{len(manifest.erased)}"
    entry = manifest.written
    if entry:
        entry = replace(entry, edition=name, added=added, removed=removed)
    made = replace(
        manifest,
        id=name,
        content_hash=digest,
        sources=sources,
        graphs=written,
        names=names,
        matches=len(merged[max(merged)].matches),
        conflicts=merged[max(merged)].conflicts,
        added=added,
        removed=removed,
        written=entry,
    )
    editions.write_manifest(folder, made)
    editions.read(folder).pin(pinned=edition.is_pinned)
    publish.settle(folder)
    return name


def _dump_left(edition: Edition, name: str, target: _Target) -> dict[str, set[str]]:
    left: dict[str, set[str]] = {}
    for graph, line in _dump(edition, name):
        if not target.takes(graph, line):
            left.setdefault(graph, set()).add(line)
    return left


def _counted(base: str, left: Parts, source: SourceSummary) -> SourceSummary:
    public, internal = (
        len(left.get(source_graph(base, source.name, internal=i), ())) for i in (False, True)
    )
    return replace(source, public=public, internal=internal)


def _clean(manifest: Manifest, target: _Target) -> Manifest:
    """Return a manifest whose texts no longer name what is erased."""
    entry = manifest.written
    written = _clean_entry(entry, target) if entry else None
    return replace(manifest, reason=target.without(manifest.reason), written=written)


def _clean_entry(entry: AuditEntry, target: _Target) -> AuditEntry:
    return replace(
        entry,
        by=target.without(entry.by),
        reason=target.without(entry.reason),
        request_id=target.without(entry.request_id),
    )
