"""What every route needs: the register as its asker may see it, the queries and the templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Annotated, TypeAlias

from fastapi import Depends, HTTPException, Request
from jinja2 import Environment
from pyoxigraph import NamedNode

from ecograph.errors import EcographError
from ecograph.people import ANYBODY, Person
from ecograph.questions import Question, QuestionAnswer, ask
from ecograph.records import Dataset, Stream, Table, Term
from ecograph.resources import folder
from ecograph.store import Reader
from ecograph_api.access.rights import person_of

Record: TypeAlias = Mapping[str, str]
# What is kept, by whether internal facts are in it.
Key: TypeAlias = tuple[bool, str, frozenset[tuple[str, Term]]]

_FIRST_PART = "LIMIT 50\n    OFFSET 0\n"
# Stands in a query for the things that it is asked about.
_THING = "<urn:ecograph:thing>"


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of a long list are asked for."""

    start: int
    size: int


class Kept:
    """Answers that hold for one edition and are forgotten with it."""

    def __init__(self) -> None:
        self._edition = ""
        self._answers: dict[Key, tuple[Record, ...]] = {}
        self._lock = Lock()

    def get(
        self, edition: str, key: Key, ask: Callable[[], tuple[Record, ...]]
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


@dataclass(frozen=True)
class Site:
    """One running site as one person sees it: all that its routes ask goes through here.

    What is made from an edition that may no longer be the current one is answered by the site that
    names it.
    """

    reader: Reader
    pages: Environment
    queries: Mapping[str, str]
    questions: Mapping[str, Question]
    seconds: float
    today: Callable[[], date]
    biannual: str
    address: str
    most_rows: int
    kept: Kept = field(default_factory=Kept)
    person: Person = ANYBODY
    made_from: str = ""

    @cached_property
    def edition(self) -> str:
        """Return the edition that an answer is made from: the current one when first asked for."""
        return self.made_from or self.reader.edition

    @property
    def is_current(self) -> bool:
        """Tell whether that edition still stands, so that an answer made from it may be kept."""
        return self.edition == self.reader.edition

    @property
    def internal(self) -> bool:
        """Tell whether whoever asks may see internal facts."""
        return self.person.sees_internal

    def seen_by(self, person: Person) -> "Site":
        """Return the site as it is now and as this person sees it."""
        return replace(self, person=person)

    def of_edition(self, edition: str) -> "Site":
        """Return the same site for an answer that is made from this edition."""
        return replace(self, made_from=edition)

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

    def seen_among(self, things: Sequence[NamedNode]) -> frozenset[str]:
        """Return the IRIs of those of some things of which anything is seen."""
        text = self.queries["things-seen"].replace(_THING, " ".join(map(str, things)))
        found = _records(self.reader.select(text, {}, internal=self.internal))
        return frozenset(row["thing"] for row in found)

    def kept_rows(self, query: str, **bindings: Term) -> tuple[Record, ...]:
        """Return such rows, asked for once an edition."""
        key = (self.internal, query, frozenset(bindings.items()))
        return self.kept.get(self.reader.edition, key, lambda: self.rows(query, **bindings))

    def stream(
        self,
        query: str,
        accept: str,
        dataset: Dataset | None,
        client: str,
        rows: int | None = None,
        *,
        export: bool = False,
    ) -> Stream:
        """Return the answer to a query that somebody wrote, and whose turn hangs on who that is.

        It has so many rows at most, never more than the service gives out. An export takes its
        turn among exports.
        """
        return self.reader.stream(
            query,
            accept,
            internal=self.internal,
            dataset=dataset,
            client=client,
            rows=min(rows or self.most_rows, self.most_rows),
            export=export,
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
    """Return the site that a request came to, as its sender may see it."""
    site: Site = request.app.state.site
    return site.seen_by(person_of(request))


def site_of_problem(request: Request) -> Site:
    """Return the site on which a problem is told; to somebody with a wrong token, as to anybody."""
    try:
        return site_of(request)
    except (EcographError, HTTPException):
        return site_of(request)


async def _site(request: Request) -> Site:
    """Return it without a thread of its own, which takes longer than the work."""
    return site_of(request)


TheSite = Annotated[Site, Depends(_site)]
