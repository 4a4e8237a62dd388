"""What measures and reviews are made from: read once an edition, and the last results kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Generic, TypeAlias, TypeVar

from fastapi import Request

from ecograph.exports import Provenance, provenance
from ecograph.network import Affiliations, Network, affiliations
from ecograph.periods import Period
from ecograph.review import (
    Explanation,
    Figures,
    IndicatorRow,
    Known,
    PublicSide,
    Release,
    Review,
    View,
    annual_review,
    explanation,
    figures,
    releases,
    seen,
)
from ecograph_api.network.making import Making, OncePerEdition
from ecograph_api.site import Site

_KEPT, _NETWORKS = 32, 8
Indicators = Callable[[], tuple[IndicatorRow, ...]]
Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


class Recent(Generic[Key, Result]):
    """The results that were asked for last; an older one is made again, one at a time."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._results: OrderedDict[Key, Result] = OrderedDict()
        self._lock = Lock()
        self._making = Making()

    def get(self, key: Key, make: Callable[[], Result]) -> Result:
        """Return the result kept under this key, else make it."""
        if kept := self._kept(key):
            return kept[0]
        with self._making:
            if kept := self._kept(key):
                return kept[0]
            result = make()
            self._keep(key, result)
        return result

    def _keep(self, key: Key, result: Result) -> None:
        with self._lock:
            self._results[key] = result
            while len(self._results) > self._most:
                self._results.popitem(last=False)

    def _kept(self, key: Key) -> tuple[Result, ...]:
        with self._lock:
            if key not in self._results:
                return ()
            self._results.move_to_end(key)
            return (self._results[key],)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who takes part in what, whence that is known, and what reviews said, in one edition."""

    edition: str
    affiliations: Affiliations
    whence: Provenance
    releases: tuple[Release, ...] = ()
    _networks: Recent[tuple[Period, View], Network] = field(
        default_factory=lambda: Recent(_NETWORKS)
    )
    _explaining: Making = field(default_factory=Making)
    _figures: Recent[tuple[Period, View], Figures] = field(default_factory=Recent)
    _reviews: Recent[tuple[int, int | None, View], Review] = field(default_factory=Recent)

    def network(self, asked: Period, view: View) -> Network:
        """Return the network of a period; what is worked out of it is kept with it."""
        return self._networks.get((asked, view), lambda: seen(self.affiliations, asked, view))

    def explanation(self, network: Network, name: str, part: str, also: Known) -> Explanation:
        """Return what a figure of one of these networks rests on, worked out one at a time."""
        known = replace(also, network_of=self.network)
        with self._explaining:
            return explanation(self.affiliations, self.whence, network, name, part, also=known)

    def figures(self, asked: Period, view: View) -> Figures:
        """Return every figure of a period."""
        return self._figures.get(
            (asked, view),
            lambda: figures(self.affiliations, self.network(asked, view), network_of=self.network),
        )

    def review(
        self,
        year: int,
        baseline: int | None,
        view: View,
        indicators: Indicators,
        public: Callable[[], PublicSide | None],
    ) -> Review:
        """Return the review of a year, with what is said of the indicators in it."""
        return self._reviews.get(
            (year, baseline, view),
            lambda: annual_review(
                self.affiliations,
                self.whence,
                year,
                baseline,
                view,
                indicators=indicators(),
                releases=self.releases,
                public=public(),
            ),
        )


Readings: TypeAlias = OncePerEdition[Reading]


def reading_of(request: Request, site: Site) -> Reading:
    """Return the reading that a request is answered from."""
    readings: Readings = request.app.state.readings

    def made(edition: str) -> Reading:
        known = affiliations(site.reader, internal=site.internal)
        whence = provenance(site.reader, internal=site.internal)
        return Reading(edition, known, whence, releases(site.reader, internal=site.internal))

    return readings.get(site, made)
