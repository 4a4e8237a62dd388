"""What the readers count of their work: queries by lane and outcome, and their processes."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from ecograph.errors import (
    EcographError,
    QueryError,
    QueryTimeoutError,
    QueryTooLargeError,
    RegisterBusyError,
    RegisterError,
    TooManyQueriesError,
)

FAST, SLOW = "fast", "slow"
_OUTCOMES: tuple[tuple[type[EcographError], str], ...] = (
    (QueryTimeoutError, "too slow"),
    (QueryTooLargeError, "too large"),
    (TooManyQueriesError, "busy"),
    (RegisterBusyError, "busy"),
    (RegisterError, "failed"),
    (QueryError, "refused"),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted of queries and processes, and when the edition was written."""

    queries: Mapping[tuple[str, str], int]
    readers: int
    started: int
    written: datetime | None


class Tally:
    """Counts of queries; a query is counted in the lane in which its answer began, or failed."""

    def __init__(self) -> None:
        self._queries: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def counting(self) -> Iterator["Lanes"]:
        """Count the query of a block, in the lane that it names last."""
        where, outcome = Lanes(), "failed"
        try:
            yield where
            outcome = "answered"
        except EcographError as error:
            outcome = next((name for kind, name in _OUTCOMES if isinstance(error, kind)), "failed")
            raise
        finally:
            with self._lock:
                self._queries[where.lane, outcome] += 1

    def queries(self) -> Mapping[tuple[str, str], int]:
        """Return the counts by lane and outcome."""
        with self._lock:
            return dict(self._queries)


class Lanes:
    """The lane in which a query is."""

    lane = FAST
