"""What a register must be told when its facts use terms that the ontology no longer has.

A file of ontology/migrations is a SPARQL update over the sources; its header says for which version
of the ontology it is, and the terms that are no longer there.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from ecograph import resources
from ecograph.errors import OutdatedRegisterError
from ecograph.store.editions.edition import Edition
from ecograph.store.facts.naming import ONTOLOGY

_HEADER = re.compile(r"^#\+ (title|to|former): (.+)$", re.MULTILINE)
Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of the ontology that facts written before it must follow."""

    title: str
    to: Version
    former: tuple[str, ...]
    update: str

    def concerns(self, edition: Edition) -> bool:
        """Tell whether an edition is older and uses a term that is no longer there."""
        if stated(edition.manifest.ontology_version) >= self.to:
            return False
        files = [
            edition.graphs / file.file
            for name, file in edition.manifest.graphs.items()
            if "/source/" in name and not name.endswith(f"/source/{ONTOLOGY}")
        ]
        return any(f"<{term}>" in file.read_text("utf-8") for file in files for term in self.former)


def shipped_migrations(folder: Path | None = None) -> tuple[Migration, ...]:
    """Return the migrations that ship with ecograph, those for older versions first."""
    found = (folder or resources.folder("ontology") / "migrations").glob("*.ru")
    return tuple(sorted(map(_read, sorted(found)), key=lambda migration: migration.to))


def pending(edition: Edition | None) -> tuple[Migration, ...]:
    """Return the migrations that an edition needs, in the order in which they are made."""
    if edition is None:
        return ()
    return tuple(each for each in shipped_migrations() if each.concerns(edition))


def check(edition: Edition | None) -> None:
    """Raise OutdatedRegisterError for an edition that nothing is added to before it is migrated."""
    waiting = pending(edition)
    if edition and waiting:
        version = edition.manifest.ontology_version.partition("+")[0]
        message = (
            f"This register was written under the ontology {version}, and uses terms that are no "
            f"longer there. {' '.join(migration.title for migration in waiting)} "
            "Run: ecograph migrate. It writes a new edition; the old one stays."
        )
        raise OutdatedRegisterError(message)


def stated(version: str) -> Version:
    """Return the numbers of a version of the ontology, none for one that has no such number."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found.group().split(".")) if found else ()


def _read(path: Path) -> Migration:
    text = path.read_text("utf-8")
    said = [(match[1], match[2].strip()) for match in _HEADER.finditer(text)]
    (title,), (to,) = ([value for name, value in said if name == key] for key in ("title", "to"))
    former = tuple(value for name, value in said if name == "former")
    return Migration(title, stated(to), former, text)
