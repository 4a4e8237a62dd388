"""Ask the current edition: what every reader can do, and the one that does it in this process."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ecograph.errors import QueryTooLargeError, RegisterError
from ecograph.records import Answer, Dataset, Stream, Table, Term
from ecograph.store.editions import edition as editions
from ecograph.store.editions.edition import Edition
from ecograph.store.queries.opened import OpenEdition

MAXIMUM_ROWS = 1_000_000
MAXIMUM_BYTES = 64 * 1024 * 1024


class Reader(Protocol):
    """Somebody who answers queries over the current edition, for the public or for staff."""

    @property
    def edition(self) -> str:
        """Return the name of the current edition, "" while the register is empty."""

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with some of its variables bound."""

    def answer(
        self, query: str, accept: str, *, internal: bool, dataset: Dataset | None = None
    ) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""

    def stream(
        self,
        query: str,
        accept: str,
        *,
        internal: bool,
        dataset: Dataset | None = None,
        client: str = "",
        rows: int | None = None,
        export: bool = False,
    ) -> Stream:
        """Return the same answer piece by piece, cut at a number of rows.

        An export takes its turn among exports, and may take longer. The client is who asks: who
        has asked for much waits for the others. An error that comes
        after the first piece is a StreamBrokenError, raised by the loop over the pieces.
        """


class EditionReader:
    """A reader in this process; it cannot stop a query.

    It follows the register's pointer, or stays with the edition that it is given.
    """

    def __init__(self, register: Path, edition: str = "") -> None:
        self._register = register
        self._pinned = edition
        self._open: OpenEdition | None = None

    @property
    def edition(self) -> str:
        """Return the name of the edition that it reads."""
        return self._pinned or editions.current_id(self._register)

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""
        return self._current().edition.manifest.base

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with some of its variables bound."""
        return self._current().select(query, bindings, internal=internal, rows=MAXIMUM_ROWS)

    def answer(
        self, query: str, accept: str, *, internal: bool, dataset: Dataset | None = None
    ) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""
        return collected(self.stream(query, accept, internal=internal, dataset=dataset))

    def stream(
        self,
        query: str,
        accept: str,
        *,
        internal: bool,
        dataset: Dataset | None = None,
        client: str = "",  # noqa: ARG002  # one process, one reader: nobody waits for another
        rows: int | None = None,
        export: bool = False,  # noqa: ARG002  # as above
    ) -> Stream:
        """Return the same answer in one piece."""
        most = MAXIMUM_ROWS if rows is None else rows
        result = self._current().write(query, accept, dataset, internal=internal, rows=most)
        output = _Limited()
        truncated = result.write(output)
        return WholeStream(result.media_type, (output.getvalue(),), truncated)

    def _current(self) -> OpenEdition:
        if self._open is None or self._open.edition.id != self.edition:
            self._open = OpenEdition.quickest(self._wanted())
        return self._open

    def _wanted(self) -> Edition:
        if self._pinned:
            return editions.find(self._register, self._pinned)
        return current_edition(self._register)


@dataclass(frozen=True, slots=True)
class WholeStream:
    """An answer that is there already."""

    media_type: str
    frames: tuple[bytes, ...]
    truncated: bool

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.frames)

    def close(self) -> None:
        """Hold nothing."""


def collected(stream: Stream) -> Answer:
    """Return a stream as one answer; one that is too large is refused, never cut in silence."""
    output = _Limited()
    try:
        for frame in stream:
            output.write(frame)
    finally:
        stream.close()
    return Answer(stream.media_type, output.getvalue(), stream.truncated)


def current_edition(register: Path) -> Edition:
    """Return the current edition; RegisterError says how to fill an empty register."""
    edition = editions.current(register)
    if edition is None:
        message = f"The register {register} is empty. Fill it with: ecograph load PATH."
        raise RegisterError(message)
    return edition


class _Limited(io.BytesIO):
    """Bytes up to a limit."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # bytes are all it is given
        if self.tell() + len(data) > MAXIMUM_BYTES:
            message = (
                f"The answer has more than {MAXIMUM_BYTES // 1024 // 1024} MiB. "
                "Add LIMIT and OFFSET, or ask for less."
            )
            raise QueryTooLargeError(message)
        return super().write(data)
