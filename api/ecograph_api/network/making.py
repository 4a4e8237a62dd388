"""What takes long to make is made one at a time: who needs it waits, but not everybody for ever."""

from collections.abc import Callable
from threading import Lock
from types import TracebackType
from typing import Generic, TypeVar

from ecograph.errors import RegisterBusyError
from ecograph_api.site import Site

Made = TypeVar("Made")

_MOST = 24
_SECONDS = 120.0
_BUSY = (
    "This is being made, and as many wait for it as may: it is made anew for each edition. "
    "Try again in a minute."
)
_TRIES = 3
_CHANGING = (
    "The register is being changed faster than this can be made from it. Try again in a minute."
)


class Making:
    """A block that one thread at a time goes through, and for which so many wait at most.

    Raises RegisterBusyError for one more, and for who has waited too long.
    """

    def __init__(self, most: int = _MOST, seconds: float = _SECONDS) -> None:
        self._most = most
        self._seconds = seconds
        self._waiting = 0
        self._counting = Lock()
        self._turn = Lock()

    def __enter__(self) -> None:
        self._count(1)
        try:
            has_turn = self._turn.acquire(timeout=self._seconds)
        finally:
            self._count(-1)
        if not has_turn:
            raise RegisterBusyError(_BUSY)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._turn.release()

    def _count(self, more: int) -> None:
        with self._counting:
            if more > 0 and self._turn.locked() and self._waiting >= self._most:
                raise RegisterBusyError(_BUSY)
            self._waiting += more


def of_one_edition(site: Site, make: Callable[[str], Made]) -> Made:
    """Return what is made of the current edition, made anew if another is published meanwhile.

    Raises RegisterBusyError if editions follow one another too fast.
    """
    for _ in range(_TRIES):
        edition = site.reader.edition
        made = make(edition)
        if site.reader.edition == edition:
            return made
    raise RegisterBusyError(_CHANGING)


class OncePerEdition(Generic[Made]):
    """What is made once of the current edition: the public's, and that of staff."""

    def __init__(self) -> None:
        self._made: dict[bool, tuple[str, Made]] = {}
        self._making = {internal: Making() for internal in (False, True)}

    def get(self, site: Site, make: Callable[[str], Made]) -> Made:
        """Return what is made of an edition for whoever asks; who asks meanwhile waits."""
        with self._making[site.internal]:
            found = self._made.get(site.internal)
            if found is None or found[0] != site.reader.edition:
                found = of_one_edition(site, lambda edition: (edition, make(edition)))
                self._made[site.internal] = found
            return found[1]
