"""The values that pass between the layers: rows read, problems found, contents loaded, answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

# A blank node is never a term here: blank nodes get IRIs when they are loaded.
Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet as it was read, before any check; every layout yields these."""

    sheet: str
    cells: Mapping[str, str]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one cell or row, and how to mend it."""

    file: str
    line: int
    column: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, row {self.line}" + (f", {self.column}" if self.column else "")
        value = f" “{self.value[:80]}”" if self.value else ""
        return f"{where}:{value} {self.reason} {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class SourceContent:
    """What one load gives the register: N-Triples lines without line ends or blank nodes."""

    name: str
    public: frozenset[str]
    internal: frozenset[str]
    layout: str
    match: bool = True
    example: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT query; truncated says that a limit cut it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to any query, in the bytes of a media type."""

    media_type: str
    body: bytes
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Two organisations taken as one because they bear the same identifier."""

    kept: str
    merged: str
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What the register holds of one source."""

    name: str
    layout: str
    loaded: str
    first_loaded: str
    public: int
    internal: int
    match: bool
    example: bool = False
