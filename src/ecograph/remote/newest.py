"""The newest of something that is looked up elsewhere: by one at a time, and not too often."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Known = TypeVar("Known")


class Newest(Generic[Known]):
    """What was found last, which is looked up anew once it is older than some seconds.

    Who asks while another looks is given what was found before, and waits only where nothing was.
    An error of looking reaches the one who looked; the next one looks again.
    """

    def __init__(self, look: Callable[[], Known], seconds: float) -> None:
        self._look = look
        self._seconds = seconds
        self._found: tuple[float, Known] | None = None
        self._looking = Lock()

    def __call__(self) -> Known:
        """Return what was found last, after looking if that is too old and nobody else looks."""
        last = self._found
        if last is None:
            self._looking.acquire()
        elif not self._looking.acquire(blocking=False):
            return last[1]
        try:
            last = self._found
            if last is None or monotonic() - last[0] >= self._seconds:
                found = self._look()
                last = self._found = monotonic(), found
            return last[1]
        finally:
            self._looking.release()
