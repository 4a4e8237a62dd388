"""Cut an answer at a number of rows while it is written, so that it stays well-formed.

Oxigraph writes results as bytes and cannot be told to stop, so rows are counted in the bytes.
"""

import re
from typing import BinaryIO

from pyoxigraph import QueryResultsFormat

# Where a row begins. A quotation mark inside a JSON text has a backslash before it, so a brace and
# a bare one begin a row, unless the text ends there. Markup inside an XML text is escaped. In the
# others a row begins after a line end; in CSV, outside quotation marks. A row without any value is
# not seen in JSON and counts as none.
_STARTS = {
    QueryResultsFormat.JSON: re.compile(rb'[\[,](?=\{"[^},])'),
    QueryResultsFormat.XML: re.compile(rb"(?=<result>)"),
    QueryResultsFormat.CSV: re.compile(rb"\n(?=.)", re.DOTALL),
    QueryResultsFormat.TSV: re.compile(rb"\n(?=.)", re.DOTALL),
}
_ENDS = {
    QueryResultsFormat.JSON: b"]}}",
    QueryResultsFormat.XML: b"</results></sparql>",
}
# How far each looks ahead of where it matches.
_AHEAD = {
    QueryResultsFormat.JSON: 3,
    QueryResultsFormat.XML: 7,
    QueryResultsFormat.CSV: 1,
    QueryResultsFormat.TSV: 1,
}
_OVERLAP = 8


class CutError(Exception):
    """The sign by which writing ends when there are rows enough; no fault."""


class LineCutter:
    """Somebody who passes on what is written, up to a number of lines."""

    def __init__(self, output: BinaryIO, lines: int) -> None:
        self._output = output
        self._left = lines
        self._is_cut = False

    def write(self, data: bytes) -> int:
        """Pass on the data; CutError once a line more than there may be begins."""
        if self._is_cut:  # as below
            return len(data)
        lines = data.split(b"\n", self._left) if data.count(b"\n") >= self._left else []
        if len(lines) > self._left and lines[-1]:
            self._output.write(data[: len(data) - len(lines[-1])])
            self._is_cut = True
            raise CutError
        self._left -= data.count(b"\n")
        self._output.write(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""


class Cutter:
    """Somebody who passes on what is written of a table, up to a number of rows."""

    def __init__(self, output: BinaryIO, form: QueryResultsFormat, rows: int) -> None:
        self._output = output
        self._form = form
        self._left = rows
        self._held = b""
        self._quoted = False
        self._is_cut = False

    def write(self, data: bytes) -> int:
        """Pass on the data; CutError once a row more than there may be begins."""
        if self._is_cut:  # Oxigraph writes what it still holds, even after an error
            return len(data)
        text = self._held + data
        shown = self._unquoted(text)
        safe = max(len(text) - _OVERLAP, 0)
        # Those that begin before the last bytes, of which the next ones may be a part.
        found = len(_STARTS[self._form].findall(shown, 0, safe + _AHEAD[self._form])) if safe else 0
        if found > self._left:
            self._cut(text, shown, self._left)
        self._left -= found
        self._pass(text[:safe])
        self._held = text[safe:]
        return len(data)

    def flush(self) -> None:
        """Do nothing: only the end shows which of the last bytes belong to a row."""

    def finish(self) -> None:
        """Pass on what was held back."""
        shown = self._unquoted(self._held)
        if sum(1 for _ in _STARTS[self._form].finditer(shown)) > self._left:
            self._cut(self._held, shown, self._left)
        self._output.write(self._held)

    def _cut(self, text: bytes, shown: bytes, keep: int) -> None:
        place = [match.start() for match in _STARTS[self._form].finditer(shown)][keep]
        is_kept = self._form not in _ENDS or text[place : place + 1] == b"["
        place += is_kept
        self._output.write(text[:place] + _ENDS.get(self._form, b""))
        self._is_cut = True
        raise CutError

    def _pass(self, text: bytes) -> None:
        if self._form == QueryResultsFormat.CSV and text.count(b'"') % 2:
            self._quoted = not self._quoted
        self._output.write(text)

    def _unquoted(self, text: bytes) -> bytes:
        """Return a text of the same length in which what CSV quotes cannot look like a row."""
        if self._form != QueryResultsFormat.CSV or not (self._quoted or b'"' in text):
            return text
        parts = text.split(b'"')
        for place in range(0 if self._quoted else 1, len(parts), 2):
            parts[place] = b"x" * len(parts[place])
        return b'"'.join(parts)
