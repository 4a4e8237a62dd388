"""What a writing process is asked to do: run an update, or read a graph that somebody sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad

from ecograph.errors import InputError
from ecograph.ingest.rdf.parse import parsed
from ecograph.store import edition as editions
from ecograph.store.updating import Copy, Difference


@dataclass(frozen=True, slots=True)
class Update:
    """A request to run an update on a copy of an edition, "" for an empty register."""

    register: Path
    edition: str
    names: Mapping[str, tuple[str, ...]]
    text: str

    def prepare(self) -> Copy:
        """Copy the edition into memory, before the limits hold."""
        found = editions.find(self.register, self.edition) if self.edition else None
        return Copy(found, self.names)

    def run(self, copy: Copy | None) -> Difference:
        """Run the update, and return what it changes."""
        if copy is None:
            copy = self.prepare()
        return copy.update(self.text)


@dataclass(frozen=True, slots=True)
class Parse:
    """A request to read the file of a graph."""

    file: Path

    def prepare(self) -> None:
        """Need nothing before the limits hold."""

    def run(self, copy: Copy | None) -> Difference:
        """Return the facts of the file as what is added to the default graph."""
        del copy
        quads = tuple(parsed(self.file))
        if any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads):
            raise InputError(f"{self.file.name} names graphs; send the facts of one graph only.")
        return Difference({"": _without_duplicates(quads)}, {})


def _without_duplicates(quads: tuple[Quad, ...]) -> tuple[Quad, ...]:
    return tuple(dict.fromkeys(quads))
