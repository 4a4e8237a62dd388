"""Write what results frameworks come to: IATI, data cube, table, document or bundle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ecograph.errors import UsageError
from ecograph.exports.bundle import as_bundle
from ecograph.exports.cube import as_cube
from ecograph.exports.figuretables import as_document, figures_table
from ecograph.exports.guarding import minimum_of
from ecograph.exports.iati import WithoutCounterpart, as_iati
from ecograph.exports.iatireporter import reporter
from ecograph.exports.provenance import Provenance, provenance
from ecograph.exports.results import Results, result_values
from ecograph.exports.summaries import Summary, summed_up
from ecograph.exports.tables import as_csv
from ecograph.exports.writing import whole
from ecograph.frameworks import read_frameworks, years_of
from ecograph.frameworks.computing import read_findings
from ecograph.frameworks.observations import reporter as reporting
from ecograph.frameworks.switching import chosen
from ecograph.store import Reader

FORMATS = ("xml", "ttl", "csv", "json", "zip")


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did not hold, as is to be told to whoever asked for it."""

    left_out: tuple[WithoutCounterpart, ...] = ()
    remarks: tuple[str, ...] = ()


def export_frameworks(
    path: Path, reader: Reader, year: int | None, today: date, *, internal: bool
) -> Written:
    """Write what the switched-on indicators come to up to a reporting year, by a file's ending.

    The year is the one of today unless it is given. It is of what the public sees, or staff.
    Surveys are summed up in either case, for groups of the minimum size. Raises UsageError for an
    ending that is none of the formats and where a format needs a profile that is not there,
    InputError where the file cannot be written.
    """
    ending = path.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        message = f"“{path}” ends in no known format. There are: {', '.join(FORMATS)}."
        raise UsageError(message)
    found = results(reader, year, today, internal=internal)
    content, written = _content(ending, found, reader, internal=internal)
    with whole(path) as draft:
        draft.write_bytes(content)
    return written


def results(reader: Reader, year: int | None, today: date, *, internal: bool) -> Results:
    """Return what the switched-on indicators come to in the years of a report."""
    frameworks = read_frameworks(reader, internal=internal)
    findings = read_findings(reader, frameworks, internal=internal)
    begun = today.year - (today.month < frameworks.first_month)
    years = years_of(frameworks, begun if year is None else year)
    every = tuple(sorted({*years.series, *([years.baseline] if years.baseline else [])}))
    told = reporting(frameworks)
    return result_values(frameworks, chosen(frameworks), every, findings.outcome, told)


def _content(
    ending: str, found: Results, reader: Reader, *, internal: bool
) -> tuple[bytes, Written]:
    whence = provenance(reader, internal=internal)
    if ending == "xml":
        organisation = reporter(reader, internal=internal)
        file = as_iati(found, whence, organisation)
        remarks = () if organisation.is_known else (_NO_REFERENCE,)
        return file.content, Written(file.left_out, remarks)
    if ending == "csv":
        return as_csv(figures_table(found, whence, reader.base)), Written()
    groups = summed_up(reader, sorted({each.period.start.year for each in found.values}))
    remarks = (_SURVEYS.format(minimum_of(found.frameworks)),) if groups else ()
    return _WITH_SURVEYS[ending](found, groups, whence, reader.base), Written(remarks=remarks)


_Writer = Callable[[Results, tuple[Summary, ...], Provenance, str], bytes]
_WITH_SURVEYS: Mapping[str, _Writer] = MappingProxyType(
    {"ttl": as_cube, "zip": as_bundle, "json": as_document}
)
_SURVEYS = "Answers to surveys are in it as figures of groups of {} clusters or more."
_NO_REFERENCE = (
    "The reporting organisation has no identifier that IATI knows; it goes by its key here. Write "
    "one into its identifiers, such as iati:XI-LEI-5493001KJTIIGC8Y1R12 or lei:…"
)
