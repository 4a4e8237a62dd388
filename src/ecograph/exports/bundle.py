"""The bundle that a cluster gives another one: figures and what they mean, and nothing else."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ecograph.errors import UsageError
from ecograph.exports.cube import as_cube, whose
from ecograph.exports.figuretables import figures_table, summaries_table
from ecograph.exports.guarding import for_others, minimum_of
from ecograph.exports.provenance import Provenance
from ecograph.exports.results import Results
from ecograph.exports.summaries import Summary
from ecograph.exports.tables import as_csv
from ecograph.ingest.bundleform import CUBE, MANIFEST, STRUCTURE, VALUES

_COMPARISON = "comparison.csv"
# The first day that a ZIP can name.
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
# Read and write for its owner, as a file on Unix.
_UNIX, _RIGHTS = 3, 0o600 << 16


def as_bundle(results: Results, found: tuple[Summary, ...], whence: Provenance, base: str) -> bytes:
    """Return a ZIP with figures as table and cube, what sums up surveys, and what it is.

    It tells of groups of the minimum size only, and holds no facts, notes or names but the
    cluster's own. The same register gives the same bytes. Raises UsageError without a profile.
    """
    if results.frameworks.profile is None:
        message = "A bundle says whose figures it holds, and there is no profile to say it."
        raise UsageError(f"{message} Load the sheet profile first.")
    given = for_others(results, whence.loaded.date())
    files = {
        VALUES: as_csv(figures_table(given, whence, base)),
        _COMPARISON: as_csv(summaries_table(found)),
        CUBE: as_cube(given, found, whence, base),
    }
    return _zipped({MANIFEST: _manifest(given, whence, base, tuple(files)), **files}, whence.loaded)


def _manifest(results: Results, whence: Provenance, base: str, files: tuple[str, ...]) -> bytes:
    profile = results.frameworks.profile
    document = {
        "form": STRUCTURE,
        "cluster": whose(results.frameworks, base).value,
        "cluster_name": profile.name if profile else "",
        "edition": whence.edition,
        "loaded": whence.loaded.isoformat(),
        "minimum_group_size": minimum_of(results.frameworks),
        "values": sum(each.value is not None for each in results.values),
        "definitions": _versions(results),
        "files": files,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _versions(results: Results) -> Mapping[str, str]:
    return {each.indicator.iri: each.indicator.version for each in results.values}


def _zipped(files: Mapping[str, bytes], moment: datetime) -> bytes:
    output = io.BytesIO()
    day = max(moment.astimezone(UTC), _EARLIEST).timetuple()[:6]
    with ZipFile(output, "w") as archive:
        for name, content in files.items():
            part = ZipInfo(name, day)
            part.compress_type, part.create_system, part.external_attr = (
                ZIP_DEFLATED,
                _UNIX,
                _RIGHTS,
            )
            archive.writestr(part, content)
    return output.getvalue()
