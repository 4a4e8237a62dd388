"""What a service holds of a register, as the register's own graph there says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal

from ecograph.errors import ServiceError
from ecograph.remote import results
from ecograph.remote.service import Service
from ecograph.store.editions import edition as editions
from ecograph.store.editions.edition import Manifest

_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
MANIFEST, WRITER, TRIAL = "manifest", "writer", "trial"
# The verdict of a trial that found no fault; another one says what the fault is.
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class State:
    """The manifest of what is there, who writes at the moment, and how well the service computes.

    Who writes has put facts into graphs of their own, which nobody else looks at.
    """

    manifest: Manifest | None = None
    writer: str = ""
    staged: tuple[str, ...] = ()
    trial: str = ""
    said: Mapping[str, str] = field(default_factory=dict)


def graph(base: str) -> str:
    """Return the graph in which a register speaks of itself."""
    return f"{base}register"


def read(service: Service, base: str) -> State:
    """Return the state of a register in a service; ServiceError for one that cannot be read."""
    own = graph(base)
    query = f"SELECT ?s ?o WHERE {{ GRAPH <{own}> {{ ?s <{_VALUE}> ?o }} }}"
    body = service.ask(query, own, [own])
    found = results.found(body, service.address.query)
    said = {row["s"]["value"].rpartition("#")[2]: row["o"]["value"] for row in found.rows}
    try:
        manifest = editions.manifest(said[MANIFEST]) if MANIFEST in said else None
        writer = json.loads(said.get(WRITER, '{"id": "", "staged": []}'))
        staged = tuple(map(str, writer["staged"]))
        return State(manifest, str(writer["id"]), staged, said.get(TRIAL, ""), said)
    except (ValueError, TypeError, KeyError) as error:
        message = (
            f"What {service.address.query} says of its register cannot be read: {error}. It may "
            "be of a newer version of ecograph, or somebody else has written into "
            f"<{own}>."
        )
        raise ServiceError(message) from error


def writer(identity: str, staged: tuple[str, ...]) -> str:
    """Return how it is said who writes, and into which graphs."""
    return json.dumps({"id": identity, "staged": staged})


def update(base: str, said: Mapping[str, str]) -> str:
    """Return the update after which the register says just this of itself."""
    own = graph(base)
    lines = "\n".join(
        f"<{own}#{name}> <{_VALUE}> {Literal(text)} ." for name, text in said.items() if text
    )
    return (
        f"DELETE WHERE {{ GRAPH <{own}> {{ ?s ?p ?o }} }} ;\n"
        f"INSERT DATA {{ GRAPH <{own}> {{\n{lines}\n}} }}"
    )
