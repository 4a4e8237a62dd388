"""Editions as one file, checked by hashes, and a register made from such a file, whole or not."""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ecograph.errors import BackupError, InputError, RegisterError
from ecograph.store.editions import edition as editions
from ecograph.store.editions import publish, trail
from ecograph.store.editions.edition import Edition
from ecograph.store.editions.register import Register

_INDEX = "ecograph-backup.json"
_FORMAT = 1
_MAXIMUM_INDEX = 256 * 1024 * 1024
_PIECE = 1024 * 1024
_EDITION = re.compile(r"\d{6,12}-[0-9a-f]{8}(?:-e\d{1,6})?")
# What of an edition is kept: its store is made again from its graphs.
_FILE = re.compile(r"manifest\.json|pinned|(?:added|removed)\.nq\.gz|graphs/[0-9a-f-]{1,64}\.nt")
_TRAIL = "audit.jsonl"


@dataclass(frozen=True, slots=True)
class _Index:
    """What a backup holds: its current edition, and the hash and size of each file by its path."""

    current: str
    files: Mapping[str, tuple[str, int]]


def backup(register: Register, file: Path, *, everything: bool = False) -> tuple[str, ...]:
    """Write the current edition, or all that are kept, into one file; return their names.

    The same editions give the same bytes. A file that is there is replaced once the new one is
    complete.
    """
    now = register.current()
    if now is None:
        raise RegisterError(f"The register {register.path} is empty: there is nothing to back up.")
    chosen = register.editions() if everything else (now,)
    with register.writing():
        _write_whole(file, now.id, dict(_files(register.path, chosen)))
    return tuple(edition.id for edition in chosen)


def restore(register: Register, file: Path) -> tuple[str, ...]:
    """Make an empty register of a backup; return the names of its editions.

    Raises BackupError for a file that is damaged or none of ours, and leaves the register empty.
    """
    if editions.current_id(register.path):
        message = (
            f"The register {register.path} is not empty. Restore into another folder (--store)."
        )
        raise BackupError(message)
    with (
        register.writing(),
        tempfile.TemporaryDirectory(
            prefix=publish.BUILDING, dir=editions.editions_folder(register.path)
        ) as folder,
    ):
        made = Path(folder)
        index = _extracted(file, made)
        names = tuple(sorted({path.split("/")[1] for path in index.files if "/" in path}))
        for name in names:
            _complete(made / "editions" / name, register.base)
        _take_over(register.path, made, names)
        editions.point_to(register.path, index.current)
    return names


def _files(register: Path, chosen: tuple[Edition, ...]) -> Iterator[tuple[str, Path]]:
    if (register / _TRAIL).is_file():
        yield _TRAIL, register / _TRAIL
    for edition in chosen:
        for path in sorted(edition.path.rglob("*")):
            name = path.relative_to(edition.path).as_posix()
            if path.is_file() and _FILE.fullmatch(name):
                yield f"editions/{edition.id}/{name}", path


def _write_whole(file: Path, current: str, files: Mapping[str, Path]) -> None:
    waiting = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        _write(waiting, current, files)
        waiting.replace(file)
    except OSError as error:
        message = (
            f"{file} cannot be written: {error.strerror or error}. Check the space and the rights "
            "of its folder."
        )
        raise BackupError(message) from error
    finally:
        waiting.unlink(missing_ok=True)


def _write(target: Path, current: str, files: Mapping[str, Path]) -> None:
    """Write a tar file: the index, then each content once, in the order of the hashes."""
    hashes = {name: _hashed(path) for name, path in files.items()}
    contents = {hashes[name][0]: path for name, path in files.items()}
    index = {"format": _FORMAT, "current": current, "files": hashes}
    text = json.dumps(index, indent=1, sort_keys=True).encode()
    with (
        target.open("wb") as output,
        gzip.GzipFile("", "wb", 6, output, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        _add(archive, _INDEX, len(text), io.BytesIO(text))
        for digest, path in sorted(contents.items()):
            with path.open("rb") as content:
                _add(archive, digest, path.stat().st_size, content)
    with target.open("rb") as written:
        os.fsync(written.fileno())


def _add(archive: tarfile.TarFile, name: str, size: int, content: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.size = size
    archive.addfile(member, content)


def _hashed(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def _extracted(file: Path, made: Path) -> _Index:
    try:
        with file.open("rb") as packed, tarfile.open(fileobj=packed, mode="r|gz") as archive:
            index = _index(archive, file)
            _extract(archive, index, made)
        _read_to_the_end(file)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {file}.") from error
    except IsADirectoryError as error:
        raise InputError(f"{file} is a folder; name the file of a backup.") from error
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(file, str(error)) from error
    return index


def _read_to_the_end(file: Path) -> None:
    """Read the checksum that stands at the end of the file."""
    with gzip.open(file, "rb") as packed:
        while packed.read(_PIECE):
            pass


def _index(archive: tarfile.TarFile, file: Path) -> _Index:
    first = archive.next()
    content = archive.extractfile(first) if first and first.name == _INDEX else None
    if first is None or content is None or first.size > _MAXIMUM_INDEX:
        raise BackupError(f"{file} is no backup of ecograph: it does not begin with {_INDEX}.")
    try:
        said = json.loads(content.read())
        index = _Index(
            said["current"], {k: (str(h), int(n)) for k, (h, n) in said["files"].items()}
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(file, f"its index cannot be read ({error})") from error
    if said.get("format") != _FORMAT:
        message = (
            f"{file} is a backup of format {said.get('format')}; this version reads {_FORMAT}."
        )
        raise BackupError(message)
    strange = [path for path in index.files if not _is_ours(path)]
    if strange or f"editions/{index.current}/manifest.json" not in index.files:
        raise _damaged(file, f"its index names {(strange or ['no current edition'])[0]}")
    return index


def _is_ours(path: str) -> bool:
    folder, _, rest = path.partition("/")
    edition, _, name = rest.partition("/")
    is_file = folder == "editions" and _EDITION.fullmatch(edition) and _FILE.fullmatch(name)
    return path == _TRAIL or bool(is_file)


def _extract(archive: tarfile.TarFile, index: _Index, made: Path) -> None:
    """Write each content to its places; what the index does not name or tell right is refused."""
    places: dict[str, list[str]] = {}
    for path, (digest, _) in index.files.items():
        places.setdefault(digest, []).append(path)
    sizes = dict(index.files.values())
    while member := archive.next():
        content = archive.extractfile(member)
        if content is None or member.size != sizes.get(member.name):
            raise tarfile.ReadError(f"it holds {member.name}, which its index does not")
        paths = places.pop(member.name)
        first = made / paths[0]
        _write_checked(content, first, member.name)
        for path in paths[1:]:
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(first, made / path)
    if places:
        raise tarfile.ReadError(f"{len(places)} of its files are not there")


def _write_checked(content: IO[bytes], path: Path, digest: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with path.open("wb") as output:
        while piece := content.read(_PIECE):
            found.update(piece)
            output.write(piece)
    if found.hexdigest() != digest:
        raise tarfile.ReadError(f"the content of {path.name} is not the one that was backed up")


def _complete(folder: Path, base: str) -> None:
    """Give an edition its store, once its facts are those that its manifest tells of."""
    edition = editions.read(folder)
    manifest = edition.manifest
    if manifest.base != base:
        message = (
            f"The backup was made with the base {manifest.base}, not {base}. "
            "Set ECOGRAPH_BASE to it."
        )
        raise BackupError(message)
    publish.write_store(folder, manifest.graphs, manifest.names)
    if publish.recounted(folder, manifest.graphs) != manifest.content_hash:
        raise BackupError(f"The edition {folder.name} of the backup is damaged. Nothing was done.")
    editions.sync_folder_tree(folder)


def _take_over(register: Path, made: Path, names: tuple[str, ...]) -> None:
    # Without a pointer, an edition that is there was never published: it gives way.
    home = editions.editions_folder(register)
    for name in names:
        publish.discard(home / name)
        (made / "editions" / name).rename(home / name)
    if (made / _TRAIL).is_file():
        trail.write(register, trail.entries(made))


def _damaged(file: Path, what: str) -> BackupError:
    return BackupError(f"{file} is damaged: {what}. Nothing was done; take another copy of it.")
