"""Date an office file, a ZIP of parts, to a given time, so that its bytes say nothing of now."""

import io
import re
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
# Read and write for its owner, as a file on Unix.
_UNIX, _RIGHTS = 3, 0o600 << 16
# The first day that a ZIP can name.
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def dateable(moment: datetime) -> datetime:
    """Return a moment in UTC that a ZIP can name."""
    return max(moment.astimezone(UTC), _EARLIEST)


def dated(content: bytes, moment: datetime) -> bytes:
    """Return an office file with the same parts, all of them of one time instead of now."""
    moment = dateable(moment)
    output = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as given, ZipFile(output, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            part = ZipInfo(name, moment.timetuple()[:6])
            part.compress_type, part.create_system, part.external_attr = (
                ZIP_DEFLATED,
                _UNIX,
                _RIGHTS,
            )
            written.writestr(part, _settled(name, given.read(name), moment))
    return output.getvalue()


def _settled(name: str, content: bytes, moment: datetime) -> bytes:
    if name != _PROPERTIES:
        return content
    time = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return _MODIFIED.sub(rf"\g<1>{time}", content.decode("utf-8")).encode("utf-8")
