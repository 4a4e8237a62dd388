"""Answers to questions as a page shows them: cells with links, and the facts behind each row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from ecograph.questions import Column, QuestionAnswer, Value, text
from ecograph_api.register.addresses import page_of
from ecograph_api.site import Site

_MOST_ROWS = 1_000
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Cell:
    """The texts of one cell and the page that the first leads to."""

    texts: tuple[str, ...]
    url: str
    look: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the pages of the relations that it rests on."""

    cells: tuple[Cell, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on a page, in its first part if it is long, and where the whole is."""

    answer: QuestionAnswer
    rows: tuple[Row, ...]
    has_facts: bool
    parameters: str


def shown(site: Site, answer: QuestionAnswer, given: Mapping[str, str]) -> Shown:
    """Return an answer as a page shows it."""
    base = site.reader.base
    rows = tuple(_row(base, answer, row) for row in answer.rows[:_MOST_ROWS])
    return Shown(answer, rows, any(row.facts for row in rows), urlencode(given))


def _row(base: str, answer: QuestionAnswer, row: Mapping[str, Value]) -> Row:
    cells = tuple(_cell(base, column, row) for column in answer.columns)
    behind = row.get("relations") or row.get("relation") or ()
    iris = behind if isinstance(behind, tuple) else (str(behind),)
    pages = ((iri.rpartition("/")[2], page_of(base, iri, "partnerships")) for iri in iris)
    return Row(cells, tuple(pages))


def _cell(base: str, column: Column, row: Mapping[str, Value]) -> Cell:
    value = row.get(column.name)
    texts = value if isinstance(value, tuple) else (text(value),)
    iri = row.get(f"{column.name}_iri")
    url = page_of(base, iri) if isinstance(iri, str) else ""
    return Cell(texts, url, _look(value))


def _look(value: Value) -> str:
    """Return how a value is set: a number, a date, or as any other text."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return "number"
    return "date" if isinstance(value, str) and _DATE.fullmatch(value) else ""
