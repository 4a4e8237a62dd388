"""What can be drawn: organisations, what they do together, the lines between, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecograph.periods import Period, Span


@dataclass(frozen=True, slots=True)
class Times:
    """When something is in force: in these spans, and whenever no period is named if it is open."""

    spans: tuple[Span, ...] = ()
    is_open: bool = False

    def meet(self, period: Period) -> bool:
        """Tell whether it is in force in a period."""
        if self.is_open and not period.named:
            return True
        return any(span.start <= period.end and span.end >= period.start for span in self.spans)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: a disc, or the shape of its group, at a place that it keeps in all years.

    There says when it exists, active when it takes part in anything, drawn or not. The whole is
    what it is part of or the outpost of, "" for nothing that can be drawn.
    """

    iri: str
    name: str
    names: tuple[str, ...]
    group: str
    kind: str
    kind_name: str
    place: str
    x: float
    y: float
    there: Times
    active: Times
    is_planned: bool = False
    whole: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What three or more organisations do together: a square with a line to each of them."""

    iri: str
    name: str
    sort: str
    x: float
    y: float
    page: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that a line rests on: its kind, its dates as stated, and who says so."""

    iri: str
    kind: str
    times: Times
    start: str = ""
    end: str = ""
    is_planned: bool = False
    is_inferred: bool = False
    roles: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a line rests on by one rule: the undertaking, and for each end the facts that say so."""

    rule: str
    undertaking: str
    name: str
    ends: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two organisations, or between an organisation and an undertaking."""

    first: str
    second: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that makes lines; a weak one makes ties that are no collaboration by themselves."""

    code: str
    name: str
    is_default: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """The things that look alike, and what the legend calls them."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Year:
    """A reporting year, the period that it stands for, and how many organisations are active."""

    number: int
    period: Period
    organisations: int


@dataclass(frozen=True, slots=True)
class Remark:
    """How many relations can never be drawn, and why."""

    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that can be drawn of a register for one reader, of all years, each thing at one place.

    Serves holds the codes of the needs that a thing contributes to, by its IRI.
    """

    title: str
    base: str
    edition: str
    is_internal: bool
    first_month: int
    organisations: Mapping[str, Organisation]
    undertakings: Mapping[str, Undertaking]
    facts: Mapping[str, Fact]
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    groups: tuple[Group, ...]
    years: tuple[Year, ...]
    remarks: tuple[Remark, ...] = ()
    needs: tuple[Group, ...] = ()
    serves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def nodes(self) -> int:
        """Return how many organisations and undertakings there are."""
        return len(self.organisations) + len(self.undertakings)

    def key(self, iri: str) -> str:
        """Return an IRI without the base of the register, short enough for an address."""
        return iri.removeprefix(self.base)

    def iri(self, key: str) -> str:
        """Return the IRI that a key, or an IRI itself, stands for; "" stays so."""
        return key if not key or "://" in key or key.startswith("urn:") else self.base + key
