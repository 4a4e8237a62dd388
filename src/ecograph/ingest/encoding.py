"""Find out the encoding and the delimiter of a text table."""

import re
from dataclasses import dataclass

from ecograph.errors import InputError

DELIMITERS = (",", ";", "\t")
_SAMPLE = 65536
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_KINDS = (
    (b"%PDF", "a PDF document", "Copy its table into a spreadsheet and save that as CSV."),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "Save it as .xlsx or as CSV."),
    (b"PK", "a packed file", "Unpack it, or save the spreadsheet as .xlsx or as CSV."),
    (b"\x89PNG", "a picture", "Give a table: CSV or XLSX."),
    (b"\xff\xd8\xff", "a picture", "Give a table: CSV or XLSX."),
    (b"\x1f\x8b", "a packed file", "Unpack it first."),
)
# What a byte that is not UTF-8 becomes when the rest of its file is.
BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file, and the encoding in which it was found to be written."""

    text: str
    encoding: str


def decode(data: bytes, file: str) -> Text:
    """Return the text of a file in UTF-8 (with or without mark), UTF-16 with mark or Windows-1252.

    In a file that is UTF-8 but for a few broken bytes these become lone surrogates (`BROKEN`), so
    that only their rows are refused. Raises InputError for an empty file and for one that is no
    text.
    """
    _refuse_what_is_no_text(data, file)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Text(_decoded(data, encoding, file), encoding.removesuffix("-sig"))
    try:
        return Text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data, file)


def delimiter(text: str) -> tuple[str, str]:
    """Return the sign between the columns, counted in the first line, and the text to read.

    A line `sep=;` that a spreadsheet wrote before the headings is believed and taken off.
    """
    hint = _HINT.match(text)
    if hint and hint[1] in DELIMITERS:
        return hint[1], text[hint.end() :]
    first = _QUOTED.sub("", text[:_SAMPLE].lstrip("\r\n")).split("\n", 1)[0]
    return max(DELIMITERS, key=first.count), text


def _refuse_what_is_no_text(data: bytes, file: str) -> None:
    if not data.strip():
        message = f"{file} is empty: it holds no headings and no rows. Save the table again."
        raise InputError(message)
    for start, kind, remedy in _KINDS:
        if data.startswith(start):
            message = f"{file} is not a table: it is {kind}. {remedy}"
            raise InputError(message)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = f"{file} is not a table: it holds no readable text. Give a table: CSV or XLSX."
        raise InputError(message)


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding, "surrogateescape" if encoding == "utf-8-sig" else "strict")
    except UnicodeDecodeError as error:
        message = f"{file} breaks off inside a character. Save the table again as CSV UTF-8."
        raise InputError(message) from error


def _not_quite_utf8(data: bytes, file: str) -> Text:
    text = data.decode("utf-8", "surrogateescape")
    broken = len(BROKEN.findall(text))
    if len(_BEYOND_ASCII.findall(text)) > 2 * broken:
        return Text(text, "utf-8")
    try:
        return Text(data.decode("cp1252"), "windows-1252")
    except UnicodeDecodeError as error:
        message = f"{file} is written neither in UTF-8 nor in Windows-1252. Save it as CSV UTF-8."
        raise InputError(message) from error
