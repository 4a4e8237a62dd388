"""The facts of a register that computations look at, of all years, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ecograph.frameworks.model import Contribution
from ecograph.identifiers import fold
from ecograph.network import Profile
from ecograph.periods import Span, date_span

PLANNED, ENDED = "planned", "ended"


@dataclass(frozen=True, slots=True)
class When:
    """The stated dates and status of a fact, "" where unknown, and whether it is inferred."""

    start: str = ""
    end: str = ""
    status: str = ""
    is_inferred: bool = False

    @property
    def is_planned(self) -> bool:
        """Tell whether it is stated as planned."""
        return self.status == PLANNED

    @property
    def began(self) -> Span | None:
        """Return the days on one of which it began, None where that is unknown."""
        return date_span(self.start) if self.start else None

    @property
    def ended(self) -> Span | None:
        """Return the days on one of which it ended, None where that is unknown."""
        return date_span(self.end) if self.end else None

    @property
    def earliest(self) -> date | None:
        """Return the first day on which it may have begun or ended."""
        first = self.began or self.ended
        return first.start if first else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, "" where unknown."""

    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, cluster or outpost."""

    iri: str
    kind: str
    when: When
    place: Place
    size: str = ""
    growth_stage: str = ""
    subsectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    spin_off_of: str = ""
    parent: str = ""
    is_outpost: bool = False
    is_anchored: bool = False
    is_cluster: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """A programme or a resource."""

    iri: str
    family: str
    kind: str
    when: When
    place: Place
    categories: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    scope: str = ""
    attendance: Decimal | None = None
    hours: Decimal | None = None
    operator: str = ""
    meets: tuple[str, ...] = ()
    resulted_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A party of a relation in its role."""

    party: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A relation with its parties."""

    iri: str
    kind: str
    when: When
    seats: tuple[Seat, ...]
    concerns: tuple[str, ...] = ()
    amount: Decimal | None = None
    currency: str = ""
    country: str = ""
    topics: tuple[str, ...] = ()
    scope: str = ""
    state: str = ""
    follows: tuple[str, ...] = ()
    resulted_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A figure that a source reports of something for a period, such as a headcount."""

    iri: str
    about: str
    measure: str
    value: Decimal
    unit: str
    group: str
    span: Span
    is_inferred: bool = False
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All facts of an edition that computations look at, as the public or as staff may see them.

    The codes below a code are the code itself and all that are narrower or grouped under it.
    """

    bodies: Mapping[str, Body]
    things: Mapping[str, Thing]
    records: Mapping[str, Record]
    figures: tuple[ReportedFigure, ...]
    contributions: tuple[Contribution, ...]
    below: Mapping[str, frozenset[str]]
    profile: Profile | None
    rates: Mapping[tuple[int, str], Decimal] = field(default_factory=dict)

    def codes(self, wanted: tuple[str, ...]) -> frozenset[str]:
        """Return codes with all that are narrower or grouped under them."""
        return frozenset(code for each in wanted for code in self.below.get(each, {each}))

    def kind_of(self, iri: str) -> str:
        """Return the kind of anything, "" where it has none."""
        found = self.things.get(iri) or self.bodies.get(iri) or self.records.get(iri)
        return found.kind if found else ""

    def is_local(self, place: Place) -> bool | None:
        """Tell whether a place is in the home region; None where that cannot be known."""
        home = self.profile
        if home is None:
            return None
        if home.country and place.country and place.country != home.country:
            return False
        if not home.region:
            return True if place.country else None
        return fold(place.region) == fold(home.region) if place.region else None

    def is_foreign(self, place: Place) -> bool | None:
        """Tell whether a place is in another country than home; None where nobody can know."""
        home = self.profile
        if home is None or not (home.country and place.country):
            return None
        return place.country != home.country
