"""The form of a bundle of figures that one cluster gives another: its files and columns."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ecograph.errors import InputError
from ecograph.ingest.tables import SUFFIXES, read_header

MANIFEST, VALUES, CUBE = "manifest.json", "values.csv", "cube.ttl"
SUFFIX = ".zip"
# The structure that every data set of figures names; a reader tells a cube by it.
STRUCTURE = "https://w3id.org/ecograph/cube/figures"
COLUMNS = (
    "cluster",
    "cluster_name",
    "indicator",
    "name",
    "framework",
    "level",
    "period",
    "start",
    "end",
    "value_kind",
    "known_by",
    "group",
    "value",
    "unit",
    "reason",
    "definition_version",
    "edition",
)
_FIRST_BYTES = 100_000


def is_bundle(file: Path) -> bool:
    """Tell whether a file is a bundle, or a table or cube of figures out of one."""
    suffix = file.suffix.lower()
    if suffix == SUFFIX:
        return {MANIFEST, VALUES} <= set(_names(file))
    if suffix in SUFFIXES:
        return _has_columns(file)
    return suffix == Path(CUBE).suffix and STRUCTURE.encode() in _beginning(file)


def _names(file: Path) -> Iterator[str]:
    try:
        with ZipFile(file) as archive:
            yield from archive.namelist()
    except (BadZipFile, OSError):
        return


def _has_columns(file: Path) -> bool:
    try:
        return set(read_header(file)) >= set(COLUMNS)
    except InputError:
        return False


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_FIRST_BYTES)
    except OSError:
        return b""
