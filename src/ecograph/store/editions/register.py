"""The register's one writer: sources in and out, each change a new edition, all or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ecograph.errors import RegisterBusyError, RegisterError, UnknownSourceError
from ecograph.identifiers import source_graph
from ecograph.records import Match, SourceContent, SourceSummary
from ecograph.store.editions import edition as editions
from ecograph.store.editions import migrations, parts, publish, replacing, trail
from ecograph.store.editions.edition import AuditEntry, Edition, Manifest
from ecograph.store.editions.failing import unwritable
from ecograph.store.editions.locking import check_locks
from ecograph.store.editions.parts import Changes, Graphs, Parts
from ecograph.store.facts import naming, shipped
from ecograph.store.facts.merge import Merged
from ecograph.store.facts.naming import ONTOLOGY

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


@dataclass(frozen=True, slots=True)
class Change:
    """What a write is to do: sources to put in, sources to take out, and who writes, if known.

    Nothing else is written to a register whose facts must first be migrated.
    """

    contents: tuple[SourceContent, ...] = ()
    without: tuple[str, ...] = ()
    reason: str = ""
    written: AuditEntry | None = None
    is_migrated: bool = False


# Called with an edition before it is named, and the one that is current until then.
Approve = Callable[[Edition, Edition | None], None]


def _approve(made: Edition, now: Edition | None) -> None:
    """Have nothing against an edition."""


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
        """Load sources, each in place of what it gave before, and drop others, in one edition.

        Raises LockedError, and changes nothing, if that would touch what is locked.
        """
        reason = ", ".join(f"load {content.name}" for content in contents)
        return self.change(lambda _: Change(contents, without, reason))

    def change(
        self, made: Callable[[Edition | None], Change], approve: Approve = _approve
    ) -> Outcome:
        """Do what is made of the current edition while nobody else writes, in one edition.

        Who approves is given the finished edition before it is named, and the one before it; what
        they raise leaves the register as it is.
        """
        with self.writing():
            now = self.current()
            change = made(now)
            if not change.is_migrated:
                migrations.check(now)
            for content in change.contents:
                naming.check_name(self.base, content.name)
            held = self.parts(now)
            before = dict(held)
            summaries = {s.name: s for s in self.sources() if s.name not in change.without}
            for name in change.without:
                parts.drop(held, self.base, name)
            for content in change.contents:
                self._put(held, content)
                summaries[content.name] = _summary(content, summaries.get(content.name))
            self._check_locks(before, held)
            return self._publish(now, held, tuple(summaries.values()), change, approve)

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
        with self.writing():
            edition = editions.find(self.path, edition_id)
            editions.point_to(self.path, edition.id)
            return edition

    def pin(self, edition_id: str, *, pinned: bool) -> None:
        """Keep an edition for good, or no longer."""
        with self.writing():
            editions.find(self.path, edition_id).pin(pinned=pinned)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one who writes, once what a writer that was killed has left is cleared up."""
        try:
            editions.editions_folder(self.path).mkdir(parents=True, exist_ok=True)
            with FileLock(self.path / "lock", timeout=_WAIT_SECONDS):
                replacing.finish(self.path)
                publish.sweep(self.path)
                trail.keep_all(self.path, self.editions())
                yield
        except Timeout as error:
            message = f"Another command is writing to {self.path}. Try again when it has ended."
            raise RegisterBusyError(message) from error
        except OSError as error:
            raise unwritable(self.path, error) from error

    def parts(self, now: Edition | None) -> Parts:
        """Return the facts of the sources of an edition; RegisterError if its base is another."""
        if now and now.manifest.base != self.base:
            message = (
                f"The register {self.path} was made with the base {now.manifest.base}, not "
                f"{self.base}. Set ECOGRAPH_BASE to it, or load into an empty folder."
            )
            raise RegisterError(message)
        return parts.parts(now)

    def _put(self, held: Parts, content: SourceContent) -> None:
        parts.drop(held, self.base, content.name)
        for internal, lines in ((False, content.public), (True, content.internal)):
            if lines:
                held[source_graph(self.base, content.name, internal=internal)] = lines

    def _check_locks(self, before: Parts, after: Parts) -> None:
        """Raise LockedError if a locked observation is not the same after; examples may go."""
        kept = dict(before)
        for source in self.sources():
            if source.example:
                parts.drop(kept, self.base, source.name)
        for internal in (False, True):
            check_locks(parts.facts(kept, internal=internal), parts.facts(after, internal=internal))

    def _publish(
        self,
        now: Edition | None,
        held: Parts,
        sources: tuple[SourceSummary, ...],
        change: Change,
        approve: Approve,
    ) -> Outcome:
        held[source_graph(self.base, ONTOLOGY)] = shipped.lines()
        earlier = self.parts(now)
        names = naming.graph_names(self.base, sources)
        known = _matching(now.manifest.sources) if now else []
        same = held == earlier and _matching(sources) == known
        if now and same and now.manifest.names == names:
            return Outcome(now, changed=False)
        changes = parts.changes(earlier, held)
        merged = parts.merges(self.base, held, sources)
        graphs = parts.shared(now, earlier, held) | parts.merged_graphs(self.base, merged)
        widest = merged[max(merged)]
        manifest = _manifest(self.base, now, sources, change, widest)
        manifest = replace(manifest, number=self._next_number())
        edition = self._write(now, graphs, manifest, changes, approve)
        added, removed = changes.counts
        return Outcome(
            edition,
            changed=True,
            added=added,
            removed=removed,
            matches=widest.matches,
            conflicts=widest.conflicts,
        )

    def _write(
        self,
        now: Edition | None,
        graphs: Graphs,
        manifest: Manifest,
        changes: Changes,
        approve: Approve,
    ) -> Edition:
        added, removed = changes.counts
        with publish.draft(self.path) as folder:
            written = publish.write_graphs(folder, graphs, manifest.names, now)
            digest = publish.content_digest(written)
            edition_id = f"{manifest.number:06d}-{digest[:8]}"
            manifest = replace(
                manifest,
                id=edition_id,
                content_hash=digest,
                graphs=written,
                added=added,
                removed=removed,
            )
            if manifest.written:
                entry = replace(manifest.written, edition=edition_id, added=added, removed=removed)
                manifest = replace(manifest, written=entry)
            publish.write_changes(folder, changes.added, changes.removed)
            editions.write_manifest(folder, manifest)
            approve(editions.read(folder), now)
            publish.publish(folder, self.path, edition_id)
        trail.keep_told(self.path, manifest.written)
        self._prune(edition_id)
        return editions.find(self.path, edition_id)

    def _next_number(self) -> int:
        # After a rollback the current edition is not the last one.
        return 1 + max((edition.manifest.number for edition in self.editions()), default=0)

    def _prune(self, current: str) -> None:
        kept = [e for e in self.editions() if e.id != current and not e.is_pinned]
        for edition in kept[: max(0, len(kept) - self.keep + 1)]:
            publish.discard(edition.path)


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
    change: Change,
    merged: Merged,
) -> Manifest:
    return Manifest(
        id="",
        number=0,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        base=base,
        ontology_version=shipped.version(),
        content_hash="",
        previous=now.id if now else "",
        reason=change.reason,
        conflicts=merged.conflicts,
        matches=len(merged.matches),
        added=0,
        removed=0,
        sources=sources,
        written=change.written,
        names=naming.graph_names(base, sources),
    )


def _matching(sources: tuple[SourceSummary, ...]) -> list[tuple[str, bool]]:
    return [(source.name, source.match) for source in sources]
