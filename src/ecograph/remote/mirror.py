"""A folder with the newest edition of a service, for what is computed here."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import RLock
from weakref import finalize

from pyoxigraph import RdfFormat, parse

from ecograph.errors import ServiceError
from ecograph.identifiers import source_graph
from ecograph.remote import state
from ecograph.remote.asking import Asking
from ecograph.remote.service import Service
from ecograph.remote.state import State
from ecograph.store.editions import edition as editions
from ecograph.store.editions import parts, publish
from ecograph.store.editions.edition import Manifest
from ecograph.store.facts import shipped
from ecograph.store.facts.lines import line
from ecograph.store.facts.naming import ONTOLOGY

_log = logging.getLogger(__name__)
_KEPT = 2


class Mirror:
    """A folder for the time of this process that follows the register in a service.

    What the sources say is fetched when it has changed; the merges are made of it anew.
    """

    def __init__(self, service: Service, base: str) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="ecograph-"))
        self.base = base
        self._service = service
        self._asking = Asking(service)
        self._lock = RLock()
        finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def refresh(self) -> State:
        """Return the state of the service, once the folder is as new."""
        with self._lock:
            now = state.read(self._service, self.base)
            if now.manifest:
                self.follow(now.manifest)
            return now

    def follow(self, manifest: Manifest) -> None:
        """Fetch what a manifest tells of, unless the folder holds it."""
        with self._lock:
            if manifest.id != editions.current_id(self.path):
                self._fetch(manifest)

    def _fetch(self, manifest: Manifest) -> None:
        prefix = f"{manifest.base}source/"
        held = {
            name: frozenset(self._lines(manifest, name))
            for name in manifest.graphs
            if name.startswith(prefix)
        }
        merged = parts.merges(manifest.base, held, manifest.sources)
        graphs: parts.Graphs = {**held, **parts.merged_graphs(manifest.base, merged)}
        editions.editions_folder(self.path).mkdir(exist_ok=True)
        with publish.draft(self.path) as folder:
            written = publish.write_graphs(folder, graphs, manifest.names, None)
            publish.write_changes(folder, {}, {})
            editions.write_manifest(folder, replace(manifest, graphs=written))
            publish.publish(folder, self.path, manifest.id)
        for earlier in editions.editions(self.path)[:-_KEPT]:
            publish.discard(earlier.path)

    def _lines(self, manifest: Manifest, name: str) -> Iterator[str]:
        if name == source_graph(manifest.base, ONTOLOGY) and _is_ours(manifest):
            yield from shipped.lines()
            return
        graph, expected = manifest.shown(name), manifest.graphs[name].facts
        found = set(self._whole(graph)) if self._service.address.graphs else set()
        if len(found) < expected:
            # Virtuoso cuts whole graphs, too.
            found |= set(self._by_pages(graph))
        if len(found) != expected:
            _log.warning(
                "<%s> holds %s facts where %s were written: somebody else writes there, or a load "
                "was broken off. Load its source again.",
                graph,
                len(found),
                expected,
            )
        yield from found

    def _by_pages(self, graph: str) -> Iterator[str]:
        query = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        for row in self._asking.all(query, graph, [graph]).table().rows:
            yield line((str(row[0]), str(row[1]), str(row[2])))

    def _whole(self, graph: str) -> Iterator[str]:
        body = self._service.fetch(graph)
        try:
            for quad in parse(body, RdfFormat.N_TRIPLES):
                yield line((str(quad.subject), str(quad.predicate), str(quad.object)))
        except SyntaxError as error:
            message = (
                f"{self._service.address.graphs} gave <{graph}> not as N-Triples: {error}. Check "
                "that ECOGRAPH_STORE_GRAPHS is the address of its Graph Store Protocol."
            )
            raise ServiceError(message) from error


def _is_ours(manifest: Manifest) -> bool:
    """Tell whether the ontology that is there is the one that ships with this release."""
    return manifest.ontology_version == shipped.version()
