"""What every route needs: the reader as the public, the queries of the pages, and the templates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Annotated, TypeAlias

from fastapi import Depends, Request
from jinja2 import Environment

from ecograph.questions import Question, QuestionAnswer, ask
from ecograph.records import Dataset, Stream, Table, Term
from ecograph.resources import folder
from ecograph.store import Reader

Record: TypeAlias = Mapping[str, str]

_FIRST_PART = "LIMIT 50\n    OFFSET 0\n"
# Tokens for staff are not part of this server: whoever asks is the public.
_INTERNAL = False


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of a long list are asked for."""

    start: int
    size: int


class Kept:
    """Answers that hold for one edition and are forgotten with it."""

    def __init__(self) -> None:
        self._edition = ""
        self._answers: dict[tuple[str, frozenset[tuple[str, Term]]], tuple[Record, ...]] = {}
        self._lock = Lock()

    def get(
        self,
        edition: str,
        key: tuple[str, frozenset[tuple[str, Term]]],
        ask: Callable[[], tuple[Record, ...]],
    ) -> tuple[Record, ...]:
        """Return the answer kept under this key, else ask for it."""
        with self._lock:
            if edition != self._edition:
                self._edition = edition
                self._answers.clear()
            if key in self._answers:
                return self._answers[key]
        answer = ask()
        with self._lock:
            if edition == self._edition:
                self._answers[key] = answer
        return answer


@dataclass(frozen=True, slots=True)
class Site:
    """One running site: everything that its routes ask goes through here."""

    reader: Reader
    pages: Environment
    queries: Mapping[str, str]
    questions: Mapping[str, Question]
    seconds: float
    today: Callable[[], date]
    biannual: str
    most_rows: int
    kept: Kept = field(default_factory=Kept)

    @property
    def internal(self) -> bool:
        """Tell whether whoever asks may see internal facts."""
        return _INTERNAL

    def table(self, query: str, **bindings: Term) -> Table:
        """Return the answer to a query of queries/pages."""
        return self.reader.select(self.queries[query], bindings, internal=self.internal)

    def rows(self, query: str, **bindings: Term) -> tuple[Record, ...]:
        """Return the rows of such an answer as texts, by column, unbound columns left empty."""
        return _records(self.table(query, **bindings))

    def part(self, query: str, part: Part, bindings: Mapping[str, Term]) -> tuple[Record, ...]:
        """Return some rows of the answer to a query over a long list."""
        # Nothing can be bound in LIMIT and OFFSET; these two are whole numbers.
        limits = f"LIMIT {part.size:d}\n    OFFSET {part.start:d}\n"
        text = self.queries[query].replace(_FIRST_PART, limits)
        return _records(self.reader.select(text, bindings, internal=self.internal))

    def kept_rows(self, query: str, **bindings: Term) -> tuple[Record, ...]:
        """Return such rows, asked for once an edition."""
        key = (query, frozenset(bindings.items()))
        return self.kept.get(self.reader.edition, key, lambda: self.rows(query, **bindings))

    def stream(self, query: str, accept: str, dataset: Dataset | None, client: str) -> Stream:
        """Return the answer to a query that somebody wrote, and whose turn hangs on who that is."""
        return self.reader.stream(
            query,
            accept,
            internal=self.internal,
            dataset=dataset,
            client=client,
            rows=self.most_rows,
        )

    def ask(self, question: Question, given: Mapping[str, str]) -> QuestionAnswer:
        """Return the answer to a ready-made question."""
        return ask(self.reader, question, given, internal=self.internal, today=self.today())


def _records(table: Table) -> tuple[Record, ...]:
    return tuple(
        {
            column: term.value if term else ""
            for column, term in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    )


def page_queries() -> Mapping[str, str]:
    """Return the queries of the pages by name."""
    files = sorted((folder("queries") / "pages").glob("*.rq"))
    return {file.stem: file.read_text("utf-8") for file in files}


def site_of(request: Request) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site


TheSite = Annotated[Site, Depends(site_of)]
