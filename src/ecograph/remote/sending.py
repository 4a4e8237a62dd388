"""Write an edition into a service: aside first, in bounded requests, then into place at once."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

from ecograph.errors import RegisterBusyError, ServiceError
from ecograph.remote import results, state
from ecograph.remote.service import Service
from ecograph.remote.state import State
from ecograph.store.editions.edition import Edition, Manifest, manifest_text

_log = logging.getLogger(__name__)
# Virtuoso takes no longer texts of updates; a whole graph may come in larger pieces.
_UPDATE_LINES, _GRAPH_LINES = 500, 20_000


def send(service: Service, before: Edition | None, edition: Edition) -> None:
    """Put the graphs of an edition in place of those of the edition that it was made of.

    They are written into graphs of their own, counted, and moved by one update, which a service
    with transactions does wholly or not at all. Whoever began to write last, writes: another one is
    told so and leaves nothing behind.
    """
    after, base = edition.manifest, edition.manifest.base
    held = state.read(service, base)
    if _id(held) != (before.id if before else ""):
        raise _other_writer(service)
    identity = uuid4().hex
    changed = _changed(held.manifest, after)
    staged = {name: f"{base}staging/{identity}/{n}" for n, name in enumerate(changed)}
    said = {**held.said, state.WRITER: state.writer(identity, tuple(staged.values()))}
    service.update(f"{_dropped(held.staged)}{state.update(base, said)}")
    try:
        for name, place in staged.items():
            _log.info("%s: %s facts", after.shown(name), after.graphs[name].facts)
            _stage(service, place, _lines(edition, name))
        _check_turn(service, held, base, identity)
        _commit(service, held, after, staged)
    except (ServiceError, RegisterBusyError):
        _clear(service, base, identity, tuple(staged.values()))
        raise


def judge(service: Service, base: str, trial: str) -> None:
    """Write down how well the service computes."""
    said = state.read(service, base).said
    service.update(state.update(base, {**said, state.TRIAL: trial}))


def _changed(before: Manifest | None, after: Manifest) -> list[str]:
    """Return the graphs whose facts or names are others than those that were written."""
    if before is None:
        return list(after.graphs)
    return [
        name
        for name, file in after.graphs.items()
        if name not in before.graphs
        or before.graphs[name].hash != file.hash
        or before.shown(name) != after.shown(name)
    ]


def _lines(edition: Edition, name: str) -> Sequence[str]:
    return (edition.graphs / edition.manifest.graphs[name].file).read_text("utf-8").splitlines()


def _stage(service: Service, place: str, lines: Sequence[str]) -> None:
    """Write facts into a graph, and make sure that it holds all of them."""
    size = _GRAPH_LINES if service.address.graphs else _UPDATE_LINES
    for start in range(0, len(lines), size):
        service.append(place, lines[start : start + size])
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{place}> {{ ?s ?p ?o }} }}"
    body = service.ask(count, place, [place])
    number = int(results.found(body, service.address.query).rows[0]["n"]["value"])
    if number != len(lines):
        message = (
            f"{service.address.update} was given {len(lines)} facts and holds {number} of them. "
            "Nothing was changed. Look into the log of the service."
        )
        raise ServiceError(message)


def _check_turn(service: Service, held: State, base: str, identity: str) -> None:
    now = state.read(service, base)
    if now.writer != identity or _id(now) != _id(held):
        raise _other_writer(service)


def _other_writer(service: Service) -> RegisterBusyError:
    return RegisterBusyError(
        f"Somebody else began to write to {service.address.update} meanwhile. Nothing was "
        "changed. Try again when they have ended."
    )


def _commit(service: Service, held: State, after: Manifest, staged: Mapping[str, str]) -> None:
    """Move everything into place; where the answer is lost, look whether it was done."""
    before = held.manifest
    gone = {before.shown(name) for name in before.graphs} if before else set()
    gone -= {after.shown(name) for name in after.graphs}
    said = {state.MANIFEST: manifest_text(after)}
    steps = [
        *(f"MOVE GRAPH <{staged[name]}> TO GRAPH <{after.shown(name)}> ;" for name in staged),
        *(f"DROP SILENT GRAPH <{name}> ;" for name in sorted(gone)),
        state.update(after.base, said),
    ]
    try:
        service.update("\n".join(steps), again=False)
    except ServiceError:
        if _id(state.read(service, after.base)) != after.id:
            raise


def _clear(service: Service, base: str, identity: str, staged: Sequence[str]) -> None:
    """Take away what was written aside; if that fails, the next load does it."""
    try:
        service.update(_dropped(staged).removesuffix(" ;\n"))
        now = state.read(service, base)
        if now.writer == identity:
            service.update(state.update(base, {**now.said, state.WRITER: ""}))
    except ServiceError as error:
        _log.warning("What was written aside is still there: %s", error)


def _dropped(graphs: Sequence[str]) -> str:
    return "".join(_drops(graphs))


def _drops(graphs: Sequence[str]) -> Iterator[str]:
    yield from (f"DROP SILENT GRAPH <{name}> ;\n" for name in graphs)


def _id(held: State) -> str:
    return held.manifest.id if held.manifest else ""
