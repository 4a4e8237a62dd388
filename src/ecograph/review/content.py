"""What an annual review says: its years, headline figures, tables, and what they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecograph.exports import Provenance
from ecograph.metrics import Changing, Comparison, Coverage, Measure, Reason
from ecograph.network import Network, RuleUse
from ecograph.periods import Period
from ecograph.review.comparing import Cell, Compared
from ecograph.review.headlines import Headline
from ecograph.review.indicators import IndicatorRow
from ecograph.review.record.releases import Release
from ecograph.review.record.runs import installed
from ecograph.review.view import View


@dataclass(frozen=True, slots=True)
class Years:
    """The year of a review, the year before it, its baseline year if any, and those of a series."""

    this: int
    baseline: int | None
    series: tuple[int, ...]
    without_baseline: Reason = Reason.NO_PROFILE

    @property
    def previous(self) -> int:
        """Return the year before."""
        return self.this - 1

    @property
    def all(self) -> tuple[int, ...]:
        """Return every year that a review looks at."""
        baseline = () if self.baseline is None else (self.baseline,)
        return tuple(sorted({*self.series, self.this, self.previous, *baseline}))


@dataclass(frozen=True, slots=True)
class Row:
    """A headline figure: three years, the series, how well it is known, and by which sources.

    The target is that of an indicator that is switched on and names the measure, None without one;
    the caveat says how the number may mislead.
    """

    headline: Headline
    compared: Compared
    series: tuple[Cell, ...]
    coverage: Coverage | None
    sources: tuple[str, ...]
    target: float | None = None
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a table in three years."""

    id: str
    names: tuple[str, ...]
    compared: Compared


@dataclass(frozen=True, slots=True)
class PartTable:
    """A measure of many parts in three years; its total is that of the measure."""

    measure: Measure | Comparison
    total: Compared
    rows: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All that a review says, and what it rests on; the series is one of the periods.

    Beside these stand what earlier reviews published, the edition of the last one if corrections
    are told apart since, where facts in lists for staff come from, the versions of the libraries
    that worked it out, and the web address at which people open the pages, if it is known.
    """

    years: Years
    period: Period
    periods: tuple[Period, ...]
    network: Network
    rows: tuple[Row, ...]
    tables: tuple[PartTable, ...]
    provenance: Provenance
    indicators: tuple[IndicatorRow, ...] = ()
    view: View = field(default_factory=View)
    changing: Changing | None = None
    releases: tuple[Release, ...] = ()
    last_review: str = ""
    public_provenance: Provenance | None = None
    libraries: Mapping[str, str] = field(default_factory=installed)
    address: str = ""

    @property
    def listed(self) -> Provenance:
        """Return where the facts in lists come from: in those for staff, too, they are public."""
        return self.public_provenance or self.provenance

    @property
    def about(self) -> str:
        """Return the IRI of the cluster that it is about, "" without a profile."""
        profile = self.network.profile
        return profile.cluster if profile else ""

    @property
    def rules(self) -> tuple[RuleUse, ...]:
        """Return the rules by which relations became ties this year."""
        return self.network.rules
