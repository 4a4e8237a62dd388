"""The one who writes for people: an update or a whole graph, as one edition with its author."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ecograph.errors import (
    EditionChangedError,
    RepeatedRequestError,
    UnknownGraphError,
    UnknownSourceError,
    UsageError,
)
from ecograph.identifiers import source_graph
from ecograph.ingest.rdf.blanknodes import node_iris
from ecograph.ingest.rdf.sent import Parse
from ecograph.records import Dataset, SourceSummary
from ecograph.store import Register
from ecograph.store.editions import trail
from ecograph.store.editions.edition import AuditEntry, Edition
from ecograph.store.editions.parts import Parts
from ecograph.store.editions.register import Change
from ecograph.store.facts.naming import graph_names
from ecograph.store.writers.jobs import Limits, done
from ecograph.store.writers.updating import Update
from ecograph.writing import approval, text
from ecograph.writing.outcomes import Parted, changed_parts, contents, fact_lines
from ecograph.writing.places import Place, place

# The media types of a graph, and the ending of a file of each.
ENDINGS = {
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/rdf+xml": ".rdf",
    "application/ld+json": ".jsonld",
}
Made = Callable[[Edition | None, Parts, tuple[SourceSummary, ...]], Parted]


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: the edition that holds it, and whether it was done before.

    It has created a graph if that held nothing before.
    """

    edition: str
    changed: bool
    added: int
    removed: int
    created: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """Who writes and why; a request id makes a repetition harmless.

    With an edition, the write is done only while that is the current one.
    """

    by: str
    reason: str
    request_id: str = ""
    edition: str = ""


class Writer:
    """Somebody who writes to a register on behalf of people.

    The result of each write is one edition, or nothing: RefusedByChecksError names what it would
    break, ProtectedGraphError what nobody writes to.
    """

    def __init__(self, register: Register, limits: Limits | None = None) -> None:
        self._register = register
        self._limits = limits or Limits()

    def update(
        self, update: str, request: Request, *, using: Dataset | None = None, address: str = ""
    ) -> Written:
        """Run a SPARQL update over the sources as named graphs and all of them as default graph.

        An IRI that is not absolute is one at this address.
        """
        text.check(update)
        whole = text.with_dataset(update, using)

        def made(now: Edition | None, held: Parts, sources: tuple[SourceSummary, ...]) -> Parted:
            names = graph_names(self._register.base, sources)
            edition = now.id if now else ""
            job = Update(self._register.path, edition, names, whole, address)
            found = done(job, self._limits)
            return changed_parts(self._register.base, held, sources, found)

        return self._write("update", whole, request, made)

    def put_graph(self, graph: str, content: bytes, media_type: str, request: Request) -> Written:
        """Make a graph hold these facts and no others; "" is the default graph."""
        return self._send("put", graph, content, media_type, request)

    def post_graph(self, graph: str, content: bytes, media_type: str, request: Request) -> Written:
        """Add facts to a graph."""
        return self._send("post", graph, content, media_type, request)

    def delete_graph(self, graph: str, request: Request) -> Written:
        """Take a graph out; UnknownGraphError if there is none."""

        def made(now: Edition | None, held: Parts, sources: tuple[SourceSummary, ...]) -> Parted:
            del now
            where = place(self._register.base, graph, sources)
            if not held.get(self._graph(where)):
                raise _unknown(graph)
            return {where: frozenset()}

        return self._write("delete", graph, request, made)

    def publish(self, source: str, request: Request) -> Written:
        """Make all that a source says public."""

        def made(now: Edition | None, held: Parts, sources: tuple[SourceSummary, ...]) -> Parted:
            del now
            if source not in {each.name for each in sources}:
                raise UnknownSourceError(f"There is no source “{source}”.")
            public, hidden = Place(source, internal=False), Place(source, internal=True)
            every = held.get(self._graph(public), frozenset()) | held.get(
                self._graph(hidden), frozenset()
            )
            return {public: every, hidden: frozenset()}

        return self._write("publish", source, request, made)

    def _graph(self, where: Place) -> str:
        return source_graph(self._register.base, where.source, internal=where.internal)

    def _send(
        self, kind: str, graph: str, content: bytes, media_type: str, request: Request
    ) -> Written:
        lines = self._parsed(content, media_type)
        created = False

        def made(now: Edition | None, held: Parts, sources: tuple[SourceSummary, ...]) -> Parted:
            nonlocal created
            del now
            where = place(self._register.base, graph, sources)
            before = held.get(self._graph(where), frozenset())
            created = bool(lines) and not before
            return {where: lines | before if kind == "post" else lines}

        what = f"{graph}\n{media_type}\n{hashlib.sha256(content).hexdigest()}"
        return replace(self._write(kind, what, request, made), created=created)

    def _parsed(self, content: bytes, media_type: str) -> frozenset[str]:
        ending = ENDINGS.get(media_type.partition(";")[0].strip().lower())
        if ending is None:
            message = f"“{media_type}” is no format of a graph here. Send {', '.join(ENDINGS)}."
            raise UsageError(message)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"content{ending}"
            file.write_bytes(content)
            found = done(Parse(file), self._limits)
        quads = found.added.get("", ())
        return frozenset(fact_lines(quads, node_iris(quads, self._register.base)))

    def _write(self, kind: str, what: str, request: Request, made: Made) -> Written:
        digest = hashlib.sha256(f"{kind}\n{what}".encode()).hexdigest()
        when = datetime.now(UTC).isoformat(timespec="seconds")
        entry = AuditEntry(
            request.by, when, kind, request.reason, request.request_id, digest, "", 0, 0
        )
        known: AuditEntry | None = None

        def change(now: Edition | None) -> Change:
            nonlocal known
            known = trail.find(self._register.path, request.by, request.request_id)
            if known:
                return Change()
            _check_edition(now, request.edition)
            held = self._register.parts(now)
            sources = now.manifest.sources if now else ()
            parted = made(now, held, sources)
            new, without = contents(self._register.base, held, sources, parted)
            approval.check_public(held, _after(self._register.base, held, parted))
            return Change(new, without, f"{kind}: {request.reason}", entry)

        outcome = self._register.change(change, approval.check_rules)
        if known:
            return _repeated(known, digest)
        if not outcome.changed:
            with self._register.writing():
                trail.keep(self._register.path, replace(entry, edition=outcome.edition.id))
        return Written(outcome.edition.id, outcome.changed, outcome.added, outcome.removed)


def _check_edition(now: Edition | None, wanted: str) -> None:
    current = now.id if now else ""
    if wanted and wanted != current:
        message = (
            f"The write was meant for the edition {wanted}; now it is {current or 'none'}. "
            "Nothing was changed. Look at what is there now, and send it for that."
        )
        raise EditionChangedError(message)


def _repeated(known: AuditEntry, digest: str) -> Written:
    if known.digest != digest:
        message = (
            f"The request id “{known.request_id}” was given to another write on {known.when}. "
            "Give each write an id of its own."
        )
        raise RepeatedRequestError(message)
    changed = bool(known.added or known.removed)
    return Written(known.edition, changed, known.added, known.removed, repeated=True)


def _after(base: str, held: Parts, parted: Parted) -> Parts:
    found = dict(held)
    for where, said in parted.items():
        found[source_graph(base, where.source, internal=where.internal)] = said
    return found


def _unknown(graph: str) -> UnknownGraphError:
    return UnknownGraphError(f"There is no graph {graph or 'that is the default one'} here.")
