"""How long to wait before a request is made again, and when to give it up."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import sleep

import httpx2

BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is made, and how long is waited in between, in seconds.

    Each pause is twice as long as the one before, less up to half of it by chance, so that many who
    wait do not come back at one moment.
    """

    attempts: int = 5
    first: float = 0.5
    most: float = 30.0
    wait: Callable[[float], None] = sleep

    def pause(self, attempt: int) -> float:
        """Return how long to wait after an attempt, of which the first is 0."""
        longest: float = min(self.first * 2**attempt, self.most)
        return longest * random.uniform(0.5, 1)  # noqa: S311  # it keeps no secret


def asked_to_wait(response: httpx2.Response) -> float | None:
    """Return for how many seconds a service asks to be left alone, None if it does not say."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - datetime.now(UTC)).total_seconds(), 0.0)
