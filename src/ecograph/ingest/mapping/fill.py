"""A text with columns in braces, to be filled in from a row: `imi-{organisation_id}`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ecograph.identifiers import slug

_PART = re.compile(r"\{\{|\}\}|\{([^{}|]+)(?:\|([a-z]+))?\}|([{}])|([^{}]+)")
_WAYS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"slug": slug, "lower": str.lower, "upper": str.upper}
)


@dataclass(frozen=True, slots=True)
class Fill:
    """The parts of a text in their order: fixed ones, and columns with the way to write them."""

    parts: tuple[tuple[str, str | None, str], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it needs."""
        return tuple(dict.fromkeys(column for _, column, _ in self.parts if column is not None))

    def text(self, cells: Mapping[str, str]) -> str:
        """Return the text for a row, "" if one of its columns is empty there."""
        written: list[str] = []
        for fixed, column, way in self.parts:
            cell = "" if column is None else cells[column].strip()
            if column is not None and not cell:
                return ""
            written.append(_WAYS[way](cell) if way else fixed or cell)
        return "".join(written)


def fill(text: str) -> Fill | str:
    """Return what a text asks to be filled in, or what is wrong with it."""
    parts: list[tuple[str, str | None, str]] = []
    for found in _PART.finditer(text):
        column, way, stray, fixed = found.groups()
        if stray:
            return f"“{text}” has a brace without its other half; write {{{{ for a brace itself."
        if way and way not in _WAYS:
            return f"“{text}” asks for “|{way}”; there are {', '.join(_WAYS)}."
        if column is not None:
            parts.append(("", column.strip(), way or ""))
        else:
            parts.append((fixed or found[0][0], None, ""))
    return Fill(tuple(parts))
