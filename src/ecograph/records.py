"""The values that pass between the layers: rows read, problems found, contents loaded, answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import Literal, NamedNode

# A blank node is never a term here: blank nodes get IRIs when they are loaded.
Term = NamedNode | Literal


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
class Row:
    """One row of a sheet as it was read, before any check; every layout yields these.

    The problem is what a layout itself found wrong with it, if anything; headings say what a
    column is called where the row comes from, if it is not called so there.
    """

    sheet: str
    cells: Mapping[str, str]
    file: str
    line: int
    problem: Problem | None = None
    headings: Mapping[str, str] = field(default_factory=dict)


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
class Dataset:
    """The graphs that a request asks to see; None stands for all that its reader may see."""

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    @classmethod
    def of(cls, default: Iterable[str], named: Iterable[str]) -> "Dataset | None":
        """Return what these parameters ask for, None if they name no graph at all.

        Who names some graphs sees no others: without a default graph, that one is empty.
        """
        chosen = cls(tuple(default), tuple(named))
        return chosen if chosen.default or chosen.named else None


class Stream(Protocol):
    """The answer to a query, given out piece by piece; close it when you are done."""

    @property
    def media_type(self) -> str:
        """Return the media type of the pieces."""

    @property
    def truncated(self) -> bool:
        """Tell whether a limit cut the answer; known after the last piece."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None:
        """Give back what the answer holds; the query ends if it still runs."""


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
