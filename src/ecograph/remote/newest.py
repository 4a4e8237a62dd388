"""The newest of something that is looked up elsewhere: by one at a time, and not too often."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from ecograph.errors import EcographError

Known = TypeVar("Known")


class Newest(Generic[Known]):
    """What was found last, which is looked up anew once it is older than some seconds.

    Who asks while another looks is given what was found before. Where nothing was, it waits for
    what the other finds, or for the error that it meets; the next one looks again.
    """

    def __init__(self, look: Callable[[], Known], seconds: float) -> None:
        self._look = look
        self._seconds = seconds
        self._found: tuple[float, Known] | None = None
        self._error: EcographError | None = None
        self._failures = 0
        self._looking = Lock()

    def __call__(self) -> Known:
        """Return what was found last, after looking if that is too old and nobody else looks."""
        last, failures = self._found, self._failures
        if last is None:
            self._looking.acquire()
        elif not self._looking.acquire(blocking=False):
            return last[1]
        try:
            return self._newest(failures)
        finally:
            self._looking.release()

    def _newest(self, failures: int) -> Known:
        """Look if that is needed, for somebody who came when so many had failed."""
        if self._found and monotonic() - self._found[0] < self._seconds:
            return self._found[1]
        if self._error and self._failures > failures:
            raise self._error
        try:
            found = self._look()
        except EcographError as error:
            self._failures += 1
            self._error = error
            raise
        self._found, self._error = (monotonic(), found), None
        return found
