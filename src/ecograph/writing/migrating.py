"""Make the facts of an older register follow the changes of the ontology, as one edition."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ecograph.store import Outcome, Register
from ecograph.store.editions.edition import AuditEntry, Edition
from ecograph.store.editions.migrations import Migration, pending
from ecograph.store.editions.register import Change
from ecograph.store.facts.naming import graph_names
from ecograph.store.writers.jobs import Limits, done
from ecograph.store.writers.updating import Update
from ecograph.writing.outcomes import changed_parts, contents

# It is done once, by who runs the register, and on all of it.
_LIMITS = Limits(seconds=3600, memory_mb=8192)


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration did, and which changes of the ontology it followed."""

    outcome: Outcome
    followed: tuple[Migration, ...]


def migrate(register: Register, by: str) -> Migrated:
    """Write an edition in which all is said by the terms of this release; the old one stays."""
    followed: tuple[Migration, ...] = ()

    def change(now: Edition | None) -> Change:
        nonlocal followed
        followed = pending(now)
        if now is None or not followed:
            return Change(reason="migrate", is_migrated=True)
        return _change(register, now, followed, by)

    return Migrated(register.change(change), followed)


def _change(register: Register, now: Edition, followed: tuple[Migration, ...], by: str) -> Change:
    base, sources = register.base, now.manifest.sources
    text = " ;\n".join(migration.update for migration in followed)
    found = done(Update(register.path, now.id, graph_names(base, sources), text), _LIMITS)
    held = register.parts(now)
    new, without = contents(base, held, sources, changed_parts(base, held, sources, found))
    when = datetime.now(UTC).isoformat(timespec="seconds")
    reason = " ".join(migration.title for migration in followed)
    entry = AuditEntry(by, when, "migrate", reason, "", "", "", 0, 0)
    return Change(new, without, f"migrate: {reason}", entry, is_migrated=True)
