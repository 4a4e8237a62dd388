"""The audit trail: every write by somebody, for good, in one file beside the editions.

An edition's manifest holds the entry of the write that made it, so both are there or neither. The
file outlives the editions; what a crash kept out of it is put in from their manifests.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from ecograph.errors import RegisterError
from ecograph.store.editions.edition import AuditEntry, Edition, replace_file

_FILE = "audit.jsonl"
_log = logging.getLogger(__name__)


def entries(register: Path) -> tuple[AuditEntry, ...]:
    """Return the entries of the trail, oldest first."""
    path = register / _FILE
    try:
        return tuple(
            AuditEntry(**json.loads(line)) for line in path.read_text("utf-8").splitlines()
        )
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        message = f"The audit trail {path} cannot be read: {error}. Put it back from a backup."
        raise RegisterError(message) from error


def find(register: Path, by: str, request_id: str) -> AuditEntry | None:
    """Return what the trail says of a request, if that is there."""
    found = (e for e in entries(register) if e.by == by and e.request_id == request_id)
    return next(found, None) if request_id else None


def keep(register: Path, entry: AuditEntry | None) -> None:
    """Add an entry to the trail, if there is one that it does not hold."""
    known = entries(register)
    if entry and entry not in known:
        write(register, (*known, entry))


def keep_told(register: Path, entry: AuditEntry | None) -> None:
    """Add the entry of an edition that is published, or leave that to who writes next."""
    try:
        keep(register, entry)
    except OSError as error:
        _log.warning("The audit trail of %s waits for the next write: %s.", register, error)


def keep_all(register: Path, editions: Iterable[Edition]) -> None:
    """Add what the manifests of editions tell and the trail does not hold."""
    known = entries(register)
    told = (edition.manifest.written for edition in editions)
    new = [entry for entry in told if entry and entry not in known]
    if new:
        write(register, (*known, *new))


def write(register: Path, trail: Iterable[AuditEntry]) -> None:
    """Write the whole trail, in one step that a crash cannot halve."""
    replace_file(register / _FILE, text(trail))


def text(trail: Iterable[AuditEntry]) -> str:
    """Return the trail as its file has it, a line of JSON an entry."""
    return "".join(json.dumps(asdict(entry), sort_keys=True) + "\n" for entry in trail)
