"""Read a graph that somebody sent, in a process of its own."""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph

from ecograph.errors import InputError
from ecograph.ingest.rdf.parse import parsed
from ecograph.store.writers.updating import Difference


@dataclass(frozen=True, slots=True)
class Parse:
    """The job of reading the file of a graph."""

    file: Path

    def prepare(self) -> None:
        """Need nothing before the limits hold."""

    def run(self, prepared: None) -> Difference:
        """Return the facts of the file as what is added to the default graph."""
        del prepared
        quads = tuple(dict.fromkeys(parsed(self.file)))
        if any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads):
            raise InputError(f"{self.file.name} names graphs; send the facts of one graph only.")
        return Difference({"": quads}, {})
