"""The collaboration network of a period: organisations, their ties, and the rules behind them."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar, cast

from ecograph import vocabulary
from ecograph.network.affiliations import Organisation, Profile, Relation, Rule, Thing
from ecograph.network.codes import Codes
from ecograph.network.projection import Tie
from ecograph.network.undertakings import LeftOut, Undertaking
from ecograph.periods import Period

Result = TypeVar("Result")


class Outposts(StrEnum):
    """Where the ties of an outpost count."""

    OWN = "outpost"
    PARENT = "parent"


class Within(StrEnum):
    """Which organisations a network is about."""

    EVERYWHERE = "everywhere"
    REGION = "region"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which organisations are wanted beside that; "" wants all, codes are those of the lists."""

    region: str = ""
    country: str = ""
    kind: str = ""
    subsector: str = ""


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule, whether it is in force, and what it gave in the whole network."""

    rule: Rule
    is_on: bool
    relations: int
    undertakings: int
    ties: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many relations are in force, and how many are not and why."""

    in_force: int
    undated: int
    planned: int
    another_time: int


@dataclass(frozen=True, slots=True)
class Network:
    """Who works with whom in a period, as one reader may see it, and how that is known.

    Organisations are those that the network is about, by name; ties join two of them, outward ties
    join one of them with one of the organisations outside. Seats say under which organisation each
    party of a relation in force counts. Undertakings are those of the whole network; the planned
    ones tie nobody and are there to be drawn. Relations are those in force and those planned for
    the period, things are what they are about; the tallies count all relations, those that make
    somebody a member of the cluster, and those by which somebody governs it.
    """

    period: Period
    profile: Profile | None
    rules: tuple[RuleUse, ...]
    organisations: Mapping[str, Organisation]
    ties: tuple[Tie, ...]
    undertakings: tuple[Undertaking, ...]
    planned: tuple[Undertaking, ...]
    left_out: tuple[LeftOut, ...]
    relations: Mapping[str, Relation]
    members: frozenset[str]
    tally: Tally
    membership: Tally
    governance: Tally
    codes: Codes
    seats: Mapping[str, str]
    outside: Mapping[str, Organisation]
    outward: tuple[Tie, ...] = ()
    outposts: Outposts = Outposts.OWN
    within: Within = Within.EVERYWHERE
    selection: Selection = Selection()
    relation_kind: str = ""
    is_stated_only: bool = False
    has_cluster_organisation: bool = True
    is_internal: bool = False
    edition: str = ""
    things: Mapping[str, Thing] = field(default_factory=dict)
    _kept: dict[Hashable, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def kept(self, key: Hashable, make: Callable[["Network"], Result]) -> Result:
        """Return what is worked out of this network once and kept with it under a key."""
        if key not in self._kept:
            self._kept[key] = make(self)
        return cast("Result", self._kept[key])

    def organisation(self, iri: str) -> Organisation:
        """Return an organisation of the network or at the other end of an outward tie."""
        return self.organisations.get(iri) or self.outside[iri]

    @property
    def touching(self) -> tuple[Tie, ...]:
        """Return the ties among the organisations and their outward ties."""
        return (*self.ties, *self.outward)

    def relations_behind(self, ties: Iterable[Tie]) -> tuple[str, ...]:
        """Return the relations that make two organisations a tie, for all of these ties."""
        shared = self.kept("by organisation", Network._by_organisation)
        found: set[str] = set()
        for tie in ties:
            for number in shared.get(tie.first, _NONE) & shared.get(tie.second, _NONE):
                parties = self.undertakings[number].parties
                found.update(parties[tie.first], parties[tie.second])
        return tuple(sorted(found))

    def partnerships(self) -> tuple[str, ...]:
        """Return the partnerships in force between two or more of the organisations."""
        return self.kept("partnerships", Network._partnerships)

    def _partnerships(self) -> tuple[str, ...]:
        shared = (
            undertaking.iri
            for undertaking in self.undertakings
            if sum(iri in self.organisations for iri in undertaking.parties) > 1
        )
        return tuple(sorted({iri for iri in shared if self._is_partnership(iri)}))

    def _is_partnership(self, iri: str) -> bool:
        relation = self.relations.get(iri)
        return relation is not None and vocabulary.CLASS_PARTNERSHIP.value in relation.classes

    def _by_organisation(self) -> Mapping[str, set[int]]:
        found: dict[str, set[int]] = {}
        for number, undertaking in enumerate(self.undertakings):
            for iri in undertaking.parties:
                found.setdefault(iri, set()).add(number)
        return found


_NONE: frozenset[int] = frozenset()
