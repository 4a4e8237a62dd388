"""Editions: immutable snapshots of the register, their manifests, and the pointer to the newest."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ecograph.errors import RegisterError, UnknownEditionError
from ecograph.records import SourceSummary

_POINTER = "current"
_FOLDER = "editions"
_MANIFEST = "manifest.json"
_PIN = "pinned"


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One named graph of an edition: its file, the sum of its facts' hashes, and their number."""

    file: str
    hash: str
    facts: int


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry of the audit trail: a write by somebody, and what came of it.

    The digest stands for the text of the write, so that a repetition is recognised.
    """

    by: str
    when: str
    kind: str
    reason: str
    request_id: str
    digest: str
    edition: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """That something was erased from an edition, when and by whom; never what."""

    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an edition holds and where it comes from."""

    id: str
    number: int
    created: str
    base: str
    ontology_version: str
    content_hash: str
    previous: str
    reason: str
    conflicts: int
    matches: int
    added: int
    removed: int
    sources: tuple[SourceSummary, ...] = ()
    graphs: Mapping[str, GraphFile] = field(default_factory=dict)
    written: AuditEntry | None = None
    erased: tuple[Erasure, ...] = ()
    # What queries call a graph, where that is not the name it is kept under.
    names: Mapping[str, str] = field(default_factory=dict)

    def shown(self, graph: str) -> str:
        """Return the name by which queries know a graph."""
        return self.names.get(graph, graph)


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition: its folder and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Return the name of the edition, which is also the ETag of everything made from it."""
        return self.manifest.id

    @property
    def is_pinned(self) -> bool:
        """Tell whether the edition is kept for good."""
        return (self.path / _PIN).is_file()

    def pin(self, *, pinned: bool) -> None:
        """Keep the edition for good, or no longer."""
        if pinned:
            (self.path / _PIN).touch()
        else:
            (self.path / _PIN).unlink(missing_ok=True)

    @property
    def store(self) -> Path:
        """Return the folder of the Oxigraph store."""
        return self.path / "store"

    @property
    def graphs(self) -> Path:
        """Return the folder with one N-Triples file a named graph."""
        return self.path / "graphs"


def editions_folder(register: Path) -> Path:
    """Return the folder that holds the editions of a register."""
    return register / _FOLDER


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of the edition that is being made in a folder, down to the disk."""
    _write(folder / _MANIFEST, manifest_text(manifest))


def manifest_text(manifest: Manifest) -> str:
    """Return the text from which a manifest can be read."""
    return json.dumps(asdict(manifest), indent=1, sort_keys=True)


def read(folder: Path) -> Edition:
    """Return the edition in this folder; RegisterError if its manifest cannot be read."""
    try:
        return Edition(folder, manifest((folder / _MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = f"The edition {folder} cannot be read: {error}. Roll back to another one."
        raise RegisterError(message) from error


def manifest(text: str) -> Manifest:
    """Return the manifest that a text is; ValueError, TypeError or KeyError for another one."""
    fields = json.loads(text)
    fields["sources"] = tuple(SourceSummary(**source) for source in fields["sources"])
    fields["graphs"] = {name: GraphFile(**file) for name, file in fields["graphs"].items()}
    fields["erased"] = tuple(Erasure(**each) for each in fields.get("erased", ()))
    fields["written"] = AuditEntry(**fields["written"]) if fields.get("written") else None
    return Manifest(**fields)


def editions(register: Path) -> tuple[Edition, ...]:
    """Return the editions of a register, oldest first."""
    folder = editions_folder(register)
    if not folder.is_dir():
        return ()
    return tuple(read(path) for path in sorted(folder.iterdir()) if (path / _MANIFEST).is_file())


def find(register: Path, edition_id: str) -> Edition:
    """Return the edition of this name; UnknownEditionError lists the names there are."""
    for edition in editions(register):
        if edition.id == edition_id:
            return edition
    names = ", ".join(edition.id for edition in editions(register)) or "none"
    message = f"There is no edition “{edition_id}”. Editions here: {names}."
    raise UnknownEditionError(message)


def current_id(register: Path) -> str:
    """Return the name of the edition that the pointer names, "" for an empty register."""
    try:
        return (register / _POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        message = f"The register {register} cannot be read: {error.strerror}. Check its rights."
        raise RegisterError(message) from error


def current(register: Path) -> Edition | None:
    """Return the edition that the pointer names, or None for an empty register."""
    name = current_id(register)
    return read(editions_folder(register) / name) if name else None


def point_to(register: Path, edition_id: str) -> None:
    """Make an edition the current one, in one step that a crash cannot halve."""
    replace_file(register / _POINTER, edition_id + "\n")


def replace_file(path: Path, text: str) -> None:
    """Give a file a new text, in one step that a crash cannot halve."""
    waiting = path.with_name(f".{path.name}-{os.getpid()}")
    _write(waiting, text)
    waiting.replace(path)
    _sync_folder(path.parent)


def sync_folder_tree(folder: Path) -> None:
    """Bring the files of a new edition down to the disk before anything points to it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
