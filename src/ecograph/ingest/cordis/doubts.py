"""Cells of CORDIS that hold no value of their column: left out, counted and told."""

import re
from collections.abc import Iterator

from ecograph.ingest.identifierforms import is_identifier

_EXAMPLES = 3
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\";]+", re.IGNORECASE)
_POINT = re.compile(r"\(?\s*(-?[0-9]{1,2}(?:\.[0-9]+)?)\s*,\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*\)?")
_YES_NO = {"true": "yes", "yes": "yes", "false": "no", "no": "no", "1": "yes", "0": "no"}


class Doubts:
    """Reads cells of a published table that nobody here can mend, and remembers the useless ones.

    A cell such as “N/A” for a VAT number must not take an organisation and all its participations
    with it: it is left out, and the load says how many were.
    """

    def __init__(self) -> None:
        self._left_out: dict[str, dict[str, int]] = {}

    def number(self, column: str, text: str) -> str:
        """Return a number with a decimal point, "" for what is none."""
        if _DECIMAL_COMMA.fullmatch(text):
            return text.replace(",", ".")
        return text if not text or _NUMBER.fullmatch(text) else self._doubt(column, text)

    def vat(self, column: str, text: str) -> str:
        """Return a VAT number, "" for what is none."""
        return text if not text or is_identifier("vat", text) else self._doubt(column, text)

    def url(self, column: str, text: str) -> str:
        """Return the first web address of a cell, "" for what holds none."""
        found = _URL.search(text)
        if text and (not found or found[0] != text):
            self._doubt(column, text)
        return found[0].rstrip(",/") if found else ""

    def point(self, column: str, text: str) -> tuple[str, str]:
        """Return latitude and longitude, two empty texts for what is no such pair."""
        found = _POINT.fullmatch(text)
        if text and not found:
            self._doubt(column, text)
        return (found[1], found[2]) if found else ("", "")

    def yes_no(self, column: str, text: str) -> str:
        """Return yes or no, "" for what is neither."""
        answer = _YES_NO.get(text.casefold(), "")
        return self._doubt(column, text) if text and not answer else answer

    def one_of(self, column: str, text: str, meanings: dict[str, str]) -> str:
        """Return what a code means, "" for one that is not among the meanings."""
        meaning = meanings.get(text.upper(), "")
        return self._doubt(column, text) if text and not meaning else meaning

    def remarks(self) -> Iterator[str]:
        """Yield a remark a column: how many cells were left out, or used in part, and examples."""
        for column, values in self._left_out.items():
            shown = ", ".join(f"“{value[:60]}”" for value in sorted(values)[:_EXAMPLES])
            more = ", …" if len(values) > _EXAMPLES else ""
            yield (
                f"{column}: cells that hold no value of this column, or more than one, were left "
                f"out or cut to the first value: {sum(values.values())} ({shown}{more})."
            )

    def _doubt(self, column: str, text: str) -> str:
        seen = self._left_out.setdefault(column, {})
        seen[text] = seen.get(text, 0) + 1
        return ""
