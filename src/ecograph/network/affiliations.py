"""What networks are made from: organisations, and the relations in which they are parties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ecograph.network.codes import Code, Codes
from ecograph.periods import Span


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation or a cluster with what it is compared by; a text is "" where unknown.

    The span holds the days of its existence, None where an outpost has no date; is_undated says
    that such a one is stated as active.
    """

    iri: str
    name: str
    kind: Code | None = None
    size: str = ""
    stage: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    subsectors: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    focuses: tuple[str, ...] = ()
    parent: str = ""
    is_outpost: bool = False
    is_parent: bool = False
    is_cluster: bool = False
    is_planned: bool = False
    is_undated: bool = False
    span: Span | None = None

    @property
    def umbrella_kind(self) -> str:
        """Return the one of the ten umbrella kinds that it falls under, "" for unknown."""
        return self.kind.umbrella_kind if self.kind else ""

    @property
    def helix(self) -> str:
        """Return academia, industry, government or society, "" for unknown."""
        return self.kind.helix if self.kind else ""

    @property
    def diversity_group(self) -> str:
        """Return the one of the five diversity groups that it falls under, "" for none."""
        return self.kind.diversity_group if self.kind else ""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a role of a relation; the role is a code, "" where not stated."""

    organisation: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated relation: its parties, what it is about, and how well it is known.

    The span holds the days on which it is in force in named periods, None for never; is_undated
    says that it is in force where no period is named. Start and end are as the source states them.
    It follows those that it continues.
    """

    iri: str
    classes: frozenset[str]
    parties: tuple[Party, ...]
    concerns: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    kind: str = ""
    span: Span | None = None
    is_undated: bool = False
    is_planned: bool = False
    start: str = ""
    end: str = ""
    is_inferred: bool = False
    verified: date | None = None

    @property
    def basis(self) -> str:
        """Return whether a source states it or it is inferred."""
        return "inferred" if self.is_inferred else "stated"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that relations are about: a project, an event, a cluster, a fund."""

    iri: str
    name: str
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to organisations, or to what is said of relations, on a day or in its span.

    A merger, a split or a new name turns the original organisations into the resulting ones; a
    correction names the relations that had been recorded wrongly.
    """

    iri: str
    kind: str
    span: Span | None = None
    originals: tuple[str, ...] = ()
    resulting: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by which relations of one class become ties between organisations.

    Either the parties of one relation are tied, or those of all relations that concern one thing
    of the class that the rule names, in the role that it names; "" and none stand for any.
    """

    code: str
    name: str
    applies_to: str
    is_through_parties: bool = True
    concerns_class: str = ""
    roles: frozenset[str] = frozenset()
    weight: float = 1.0
    is_default: bool = True
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose register it is: the cluster, the bodies that run it, and the place that is home."""

    cluster: str
    name: str
    organisations: frozenset[str] = frozenset()
    city: str = ""
    region: str = ""
    country: str = ""
    first_month: int = 1
    baseline_year: int | None = None
    minimum_group_size: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Affiliations:
    """All that a reader may see of who takes part in what, of all years, read once an edition."""

    organisations: Mapping[str, Organisation]
    relations: Mapping[str, Relation]
    rules: tuple[Rule, ...]
    things: Mapping[str, Thing] = field(default_factory=dict)
    codes: Codes = field(default_factory=lambda: Codes({}, {}))
    profiles: tuple[Profile, ...] = ()
    changes: tuple[Change, ...] = ()
    is_internal: bool = False
    edition: str = ""
