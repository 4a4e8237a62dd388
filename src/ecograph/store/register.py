"""The register's one writer: sources in and out, each change a new edition, all or nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ecograph.errors import InputError, RegisterBusyError, RegisterError, UnknownSourceError
from ecograph.identifiers import matches_graph, merge_graph, source_graph
from ecograph.records import Match, SourceContent, SourceSummary
from ecograph.store import edition as editions
from ecograph.store import publish, shipped
from ecograph.store.edition import Edition, GraphFile, Manifest
from ecograph.store.matching import match_lines
from ecograph.store.merge import Merged, SourceLines, merge
from ecograph.store.sourcefacts import described

ONTOLOGY = "ontology"
_RESERVED = {ONTOLOGY}
_WAIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: the edition that now is current, and how it differs from the one before."""

    edition: Edition
    changed: bool
    added: int = 0
    removed: int = 0
    matches: tuple[Match, ...] = ()
    conflicts: int = 0


Parts = dict[str, frozenset[str]]


class Register:
    """A folder of editions with one writer at a time.

    Raises RegisterError where the folder cannot be used, RegisterBusyError while another writer
    is at work.
    """

    def __init__(self, path: Path, base: str, keep: int = 20) -> None:
        self.path = path
        self.base = base
        self.keep = keep

    def current(self) -> Edition | None:
        """Return the current edition, or None while the register is empty."""
        return editions.current(self.path)

    def editions(self) -> tuple[Edition, ...]:
        """Return all editions that are kept, oldest first."""
        return editions.editions(self.path)

    def sources(self) -> tuple[SourceSummary, ...]:
        """Return what the current edition holds of each source, in the order of first load."""
        now = self.current()
        return now.manifest.sources if now else ()

    def replace(self, *contents: SourceContent, without: tuple[str, ...] = ()) -> Outcome:
        """Load sources, each in place of what it gave before, and drop others, in one edition."""
        for content in contents:
            _check_name(content.name)
        with self._writing():
            now = self.current()
            parts = self._parts(now)
            summaries = {s.name: s for s in self.sources() if s.name not in without}
            for name in without:
                self._drop(parts, name)
            for content in contents:
                self._put(parts, content)
                summaries[content.name] = _summary(content, summaries.get(content.name))
            reason = ", ".join(f"load {content.name}" for content in contents)
            return self._publish(now, parts, tuple(summaries.values()), reason)

    def unload(self, *names: str) -> Outcome:
        """Take sources out; UnknownSourceError names the sources there are."""
        known = [source.name for source in self.sources()]
        for name in names:
            if name not in known:
                message = f"There is no source “{name}”. Sources: {', '.join(known) or 'none'}."
                raise UnknownSourceError(message)
        return self.replace(without=names)

    def rollback(self, edition_id: str) -> Edition:
        """Make an earlier edition the current one again."""
        with self._writing():
            edition = editions.find(self.path, edition_id)
            editions.point_to(self.path, edition.id)
            return edition

    def pin(self, edition_id: str, *, pinned: bool) -> None:
        """Keep an edition for good, or no longer."""
        with self._writing():
            editions.find(self.path, edition_id).pin(pinned=pinned)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            editions.editions_folder(self.path).mkdir(parents=True, exist_ok=True)
            with FileLock(self.path / "lock", timeout=_WAIT_SECONDS):
                publish.sweep(self.path)
                yield
        except Timeout as error:
            message = f"Another command is writing to {self.path}. Try again when it has ended."
            raise RegisterBusyError(message) from error
        except OSError as error:
            message = (
                f"The register {self.path} cannot be written: {error.strerror or error}. "
                "Nothing was changed. Check the space and the rights of this folder."
            )
            raise RegisterError(message) from error

    def _parts(self, now: Edition | None) -> Parts:
        """Return the facts of the sources that the current edition holds, by graph."""
        if now is None:
            return {}
        if now.manifest.base != self.base:
            message = (
                f"The register {self.path} was made with the base {now.manifest.base}, not "
                f"{self.base}. Set ECOGRAPH_BASE to it, or load into an empty folder."
            )
            raise RegisterError(message)
        return {
            name: frozenset((now.graphs / graph.file).read_text("utf-8").splitlines())
            for name, graph in now.manifest.graphs.items()
            if name.startswith(f"{self.base}source/")
        }

    def _put(self, parts: Parts, content: SourceContent) -> None:
        self._drop(parts, content.name)
        for internal, lines in ((False, content.public), (True, content.internal)):
            if lines:
                parts[source_graph(self.base, content.name, internal=internal)] = lines

    def _drop(self, parts: Parts, name: str) -> None:
        for internal in (False, True):
            parts.pop(source_graph(self.base, name, internal=internal), None)

    def _publish(
        self, now: Edition | None, parts: Parts, sources: tuple[SourceSummary, ...], reason: str
    ) -> Outcome:
        parts[source_graph(self.base, ONTOLOGY)] = shipped.lines()
        earlier = self._parts(now)
        if now and parts == earlier and _matching(sources) == _matching(self.sources()):
            return Outcome(now, changed=False)
        added, removed = _difference(earlier, parts), _difference(parts, earlier)
        merged = self._merges(parts, sources)
        graphs = self._shared(now, earlier, parts) | self._made(merged)
        widest = merged[max(merged)]
        manifest = _manifest(self.base, now, sources, reason, widest)
        manifest = replace(manifest, added=_count(added), removed=_count(removed))
        edition = self._write(now, graphs, manifest, added, removed)
        return Outcome(
            edition,
            changed=True,
            added=_count(added),
            removed=_count(removed),
            matches=widest.matches,
            conflicts=widest.conflicts,
        )

    def _merges(self, parts: Parts, sources: tuple[SourceSummary, ...]) -> Mapping[bool, Merged]:
        """Return the merge of what the public sees and, with internal facts, that of all facts."""
        shipped = parts[source_graph(self.base, ONTOLOGY)]
        readers = (False, True) if any(source.internal for source in sources) else (False,)
        return {
            internal: merge(shipped, [self._seen(parts, s, internal=internal) for s in sources])
            for internal in readers
        }

    def _made(self, merged: Mapping[bool, Merged]) -> dict[str, frozenset[str] | GraphFile]:
        """Return the graphs that are in no source: the merges and the matches behind them."""
        graphs: dict[str, frozenset[str] | GraphFile] = {}
        for internal, made in merged.items():
            graphs[merge_graph(self.base, internal=internal)] = made.lines
            if made.matches:
                graphs[matches_graph(self.base, internal=internal)] = match_lines(made.matches)
        return graphs

    def _seen(self, parts: Parts, source: SourceSummary, *, internal: bool) -> SourceLines:
        lines = parts.get(source_graph(self.base, source.name), frozenset())
        if internal:
            lines |= parts.get(source_graph(self.base, source.name, internal=True), frozenset())
        if lines:
            lines |= described(self.base, source)
        return SourceLines(lines, source.match)

    def _shared(
        self, now: Edition | None, earlier: Parts, parts: Parts
    ) -> dict[str, frozenset[str] | GraphFile]:
        """Return the graphs to write, the unchanged ones as the files that hold them already."""
        held = now.manifest.graphs if now else {}
        return {
            name: held[name] if earlier.get(name) == lines else lines
            for name, lines in parts.items()
        }

    def _write(
        self,
        now: Edition | None,
        graphs: Mapping[str, frozenset[str] | GraphFile],
        manifest: Manifest,
        added: Mapping[str, set[str]],
        removed: Mapping[str, set[str]],
    ) -> Edition:
        with publish.draft(self.path) as folder:
            written = publish.write_graphs(folder, graphs, now)
            own = {name: file for name, file in written.items() if "/source/" in name}
            digest = publish.joint_hash(own)
            edition_id = f"{manifest.number:06d}-{digest[:8]}"
            manifest = replace(manifest, id=edition_id, content_hash=digest, graphs=written)
            publish.write_changes(folder, added, removed)
            editions.write_manifest(folder, manifest)
            publish.publish(folder, self.path, edition_id)
        editions.point_to(self.path, edition_id)
        self._prune(edition_id)
        return editions.find(self.path, edition_id)

    def _prune(self, current: str) -> None:
        kept = [e for e in self.editions() if e.id != current and not e.is_pinned]
        for edition in kept[: max(0, len(kept) - self.keep + 1)]:
            publish.discard(edition.path)


def _check_name(name: str) -> None:
    if not name or name in _RESERVED or "/" in name or name != name.strip():
        message = f"“{name}” cannot name a source: use letters, digits and hyphens (--source NAME)."
        raise InputError(message)


def _summary(content: SourceContent, earlier: SourceSummary | None) -> SourceSummary:
    loaded = datetime.now(UTC).isoformat(timespec="seconds")
    return SourceSummary(
        name=content.name,
        layout=content.layout,
        loaded=loaded,
        first_loaded=earlier.first_loaded if earlier else loaded,
        public=len(content.public),
        internal=len(content.internal),
        match=content.match,
        example=content.example,
    )


def _manifest(
    base: str,
    now: Edition | None,
    sources: tuple[SourceSummary, ...],
    reason: str,
    merged: Merged,
) -> Manifest:
    return Manifest(
        id="",
        number=now.manifest.number + 1 if now else 1,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        base=base,
        ontology_version=shipped.version(),
        content_hash="",
        previous=now.id if now else "",
        reason=reason,
        conflicts=merged.conflicts,
        matches=len(merged.matches),
        added=0,
        removed=0,
        sources=sources,
    )


def _difference(before: Parts, after: Parts) -> dict[str, set[str]]:
    """Return the facts of each graph that stand after and did not stand before."""
    changes = {name: set(lines - before.get(name, frozenset())) for name, lines in after.items()}
    return {name: lines for name, lines in changes.items() if lines}


def _count(changes: Mapping[str, set[str]]) -> int:
    return sum(map(len, changes.values()))


def _matching(sources: tuple[SourceSummary, ...]) -> list[tuple[str, bool]]:
    return [(source.name, source.match) for source in sources]
