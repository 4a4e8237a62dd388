"""What measures and reviews are made from: read once an edition, and the last results kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from fastapi import Request

from ecograph.exports import Provenance, provenance
from ecograph.network import Affiliations, affiliations
from ecograph.periods import Period
from ecograph.review import Figures, IndicatorRow, Review, View, annual_review, figures, seen
from ecograph_api.site import Site

_KEPT = 32
Indicators = Callable[[], tuple[IndicatorRow, ...]]
Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


class Recent(Generic[Key, Result]):
    """The results that were asked for last; an older one is made again."""

    def __init__(self) -> None:
        self._results: OrderedDict[Key, Result] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Result]) -> Result:
        """Return the result kept under this key, else make it."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
        result = make()
        with self._lock:
            self._results[key] = result
            while len(self._results) > _KEPT:
                self._results.popitem(last=False)
        return result


@dataclass(frozen=True, slots=True)
class Reading:
    """Who takes part in what, and whence that is known, in one edition."""

    edition: str
    affiliations: Affiliations
    whence: Provenance
    _figures: Recent[tuple[Period, View], Figures] = field(default_factory=Recent)
    _reviews: Recent[tuple[int, int | None, View], Review] = field(default_factory=Recent)

    def figures(self, asked: Period, view: View) -> Figures:
        """Return every figure of a period."""
        return self._figures.get(
            (asked, view),
            lambda: figures(self.affiliations, seen(self.affiliations, asked, view)),
        )

    def review(self, year: int, baseline: int | None, view: View, indicators: Indicators) -> Review:
        """Return the review of a year, with what is said of the indicators in it."""
        return self._reviews.get(
            (year, baseline, view),
            lambda: annual_review(
                self.affiliations, self.whence, year, baseline, view, indicators=indicators()
            ),
        )


class Readings:
    """The reading of the current edition; who asks while it is made waits for it."""

    def __init__(self) -> None:
        self._reading: Reading | None = None
        self._lock = Lock()

    def current(self, site: Site) -> Reading:
        """Return what the public may see of the current edition."""
        with self._lock:
            edition = site.reader.edition
            if self._reading is None or self._reading.edition != edition:
                known = affiliations(site.reader, internal=site.internal)
                whence = provenance(site.reader, internal=site.internal)
                self._reading = Reading(edition, known, whence)
            return self._reading


def reading_of(request: Request, site: Site) -> Reading:
    """Return the reading that a request is answered from."""
    readings: Readings = request.app.state.readings
    return readings.current(site)
