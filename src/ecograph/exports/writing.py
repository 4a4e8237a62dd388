"""Write one export: what its file name asks for, whole or not at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ecograph.errors import InputError, UsageError
from ecograph.exports import facts
from ecograph.exports.asked import asked_period
from ecograph.exports.graphs import as_gexf, as_graphml
from ecograph.exports.parquet import as_parquet
from ecograph.exports.parties import parties
from ecograph.exports.provenance import Provenance, provenance
from ecograph.exports.tables import DataTable, as_csv
from ecograph.exports.workbook import as_xlsx
from ecograph.network import Network, affiliations, collaboration_network
from ecograph.store import Edition, Reader


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: an edition and its reader, for whom, and of which year or day if any."""

    edition: Edition
    reader: Reader
    is_internal: bool
    today: date
    year: int | None = None
    as_of: date | None = None

    @property
    def is_of_a_period(self) -> bool:
        """Tell whether a year or a day was given."""
        return self.year is not None or self.as_of is not None


def formats() -> tuple[str, ...]:
    """Return the endings that a file name of an export can have."""
    return (*_BYTES, *facts.FORMATS)


def export(path: Path, wanted: Export) -> None:
    """Write a network, a table of relations party by party, or all facts, by a file's ending.

    Raises UsageError for an ending that is none of the formats and for facts of one period, which
    are not told apart from the others; InputError where the file cannot be written.
    """
    ending = path.suffix.removeprefix(".").lower()
    if ending not in formats():
        message = f"“{path}” ends in no known format. There are: {', '.join(formats())}."
        raise UsageError(message)
    if ending in facts.FORMATS and wanted.is_of_a_period:
        message = (
            f"A file .{ending} holds all facts, each with its dates. Leave the period out, or "
            "export the relations of a period as CSV, XLSX or Parquet."
        )
        raise UsageError(message)
    with whole(path) as draft:
        if ending in facts.FORMATS:
            form = facts.FORMATS[ending]
            facts.write_facts(draft, wanted.edition, form, internal=wanted.is_internal)
        else:
            draft.write_bytes(_BYTES[ending](wanted))


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a file to write that takes the place of a file when it is done, never half of it."""
    try:
        with TemporaryDirectory(dir=path.resolve().parent, prefix=".export-") as folder:
            draft = Path(folder) / path.name
            yield draft
            draft.replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}. Check its folder."
        raise InputError(message) from error


def _gexf(wanted: Export) -> bytes:
    loaded = provenance(wanted.reader, internal=wanted.is_internal).loaded
    return as_gexf(_network(wanted), loaded)


def _graphml(wanted: Export) -> bytes:
    return as_graphml(_network(wanted))


def _network(wanted: Export) -> Network:
    known = affiliations(wanted.reader, internal=wanted.is_internal)
    asked = asked_period(known, wanted.year, wanted.as_of, wanted.today)
    return collaboration_network(known, asked)


def _csv(wanted: Export) -> bytes:
    table, _ = _parties(wanted)
    return as_csv(table)


def _xlsx(wanted: Export) -> bytes:
    table, whence = _parties(wanted)
    return as_xlsx([table], whence.loaded)


def _parquet(wanted: Export) -> bytes:
    table, _ = _parties(wanted)
    return as_parquet(table)


def _parties(wanted: Export) -> tuple[DataTable, Provenance]:
    known = affiliations(wanted.reader, internal=wanted.is_internal)
    whence = provenance(wanted.reader, internal=wanted.is_internal)
    asked = asked_period(known, wanted.year, wanted.as_of, wanted.today)
    return parties(wanted.reader, known, whence, asked), whence


_BYTES: Mapping[str, Callable[[Export], bytes]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
}
