"""Look up rows of another table by the text in one of its columns."""

from collections.abc import Iterator, Mapping, Sequence

from ecograph.ingest.mapping.document import Lookup
from ecograph.ingest.tables import InputTable

_SHOWN = 5


class Lookups:
    """The tables that are looked up, and what of them was asked for."""

    def __init__(self, tables: Mapping[str, InputTable]) -> None:
        self._tables = tables
        self._by_text: dict[tuple[str, str], dict[str, list[dict[str, str]]]] = {}
        self._asked: dict[tuple[str, str], set[str]] = {}

    def rows(self, lookup: Lookup, cells: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        """Return the rows that a row's text leads to, none for an empty text."""
        place = (lookup.file, lookup.column)
        if place not in self._by_text:
            self._by_text[place] = self._index(lookup)
        text = lookup.text.text(cells)
        self._asked.setdefault(place, set()).add(text)
        return self._by_text[place].get(text, ()) if text else ()

    def remarks(self) -> Iterator[str]:
        """Yield which texts of the looked-up tables nobody asked for."""
        for (file, column), asked in self._asked.items():
            left = sorted(self._by_text[file, column].keys() - asked)
            if left:
                shown = ", ".join(left[:_SHOWN]) + ", …" * (len(left) > _SHOWN)
                yield f"{file}: no row asked for {len(left)} values of {column}: {shown}."

    def _index(self, lookup: Lookup) -> dict[str, list[dict[str, str]]]:
        index: dict[str, list[dict[str, str]]] = {}
        for _, cells in self._tables[lookup.file].records():
            index.setdefault(cells[lookup.column].strip(), []).append(cells)
        return index
