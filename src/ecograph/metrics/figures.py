"""What a measure gives: a figure with its parts and coverage, or the reason why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ecograph.network import Network, Omission, Relation, Tally

Number = int | float | bool
# What a part is about: an organisation, a code, or the codes of a row and a column.
Key = tuple[str, ...]
_YEAR = timedelta(days=365)


class Reason(StrEnum):
    """Why there is no number."""

    NO_PROFILE = "no-profile"
    NO_SUCH_FACTS = "no-such-facts"
    UNDATED = "undated"
    TOO_SMALL_GROUP = "too-small-group"
    UNDEFINED = "undefined-for-this-network"
    NOT_TOLD_APART = "not-told-apart"


class Basis(StrEnum):
    """Which facts a measure rests on."""

    TIES = "ties"
    ACTIVITY = "activity"
    MEMBERSHIP = "membership"
    GOVERNANCE = "governance"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure: of an organisation, a code or a pair of codes.

    The error is the standard error of a value that is estimated.
    """

    key: Key
    names: tuple[str, ...]
    value: Number | None
    reason: Reason | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a measure finds in a network: a number, parts, or the reason why there is neither.

    Unknown counts what could not be assigned for want of a place, a kind or a group; the error is
    the standard error of a value that is estimated.
    """

    value: Number | None = None
    parts: tuple[Part, ...] = ()
    reason: Reason | None = None
    unknown: int = 0
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well the facts behind a figure are known.

    Of the facts, dated have both dates, inferred are not stated by a source, verified were
    verified no earlier than a year before the end of the period. Undated ones are left out, and
    unknown counts what could not be assigned.
    """

    facts: int
    dated: int
    verified: int
    inferred: int
    undated: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Figure:
    """The outcome of a measure: one number, parts, or a reason; and how well it is covered.

    An estimated number has its standard error beside it, and the caveat says how it is to be read.
    """

    value: Number | None
    parts: tuple[Part, ...]
    reason: Reason | None
    coverage: Coverage
    error: float | None = None
    caveat: str = ""

    def part(self, *key: str) -> Number | None:
        """Return the number of one part, None where there is none."""
        return next((part.value for part in self.parts if part.key == key), None)


def coverage(network: Network, facts: Iterable[str], basis: Basis, unknown: int = 0) -> Coverage:
    """Return how well the facts behind a figure are known, and how many lack a date for it."""
    return coverage_of((network.relations[iri] for iri in facts), network, basis, unknown)


def coverage_of(
    facts: Iterable[Relation], network: Network, basis: Basis, unknown: int = 0
) -> Coverage:
    """Return how well some relations are known at the end of the period of a network."""
    relations = list(facts)
    since = network.period.end - _YEAR
    return Coverage(
        facts=len(relations),
        dated=sum(bool(each.start and each.end) for each in relations),
        verified=sum(each.verified is not None and each.verified >= since for each in relations),
        inferred=sum(each.is_inferred for each in relations),
        undated=_undated(network, basis),
        unknown=unknown,
    )


def silence(network: Network, basis: Basis) -> Reason | None:
    """Return why the register cannot know a figure of this basis, None if it can.

    Nothing found is a true zero only where there are dated facts that could have counted.
    """
    if basis in {Basis.MEMBERSHIP, Basis.GOVERNANCE} and network.profile is None:
        return Reason.NO_PROFILE
    if basis is Basis.TIES:
        return _silence_of_ties(network)
    tally = _tally(network, basis)
    if tally.in_force or (basis is Basis.ACTIVITY and network.organisations):
        return None
    if tally.undated:
        return Reason.UNDATED
    return None if tally.another_time else Reason.NO_SUCH_FACTS


def _silence_of_ties(network: Network) -> Reason | None:
    reasons = {left_out.reason for left_out in network.left_out} - {Omission.PLANNED}
    if network.undertakings:
        return None
    if Omission.UNDATED in reasons:
        return Reason.UNDATED
    return None if reasons else Reason.NO_SUCH_FACTS


def _undated(network: Network, basis: Basis) -> int:
    if basis is not Basis.TIES:
        return _tally(network, basis).undated
    found = (each.relations for each in network.left_out if each.reason is Omission.UNDATED)
    return len({iri for relations in found for iri in relations})


def _tally(network: Network, basis: Basis) -> Tally:
    tallies = {Basis.MEMBERSHIP: network.membership, Basis.GOVERNANCE: network.governance}
    return tallies.get(basis, network.tally)


def in_force(network: Network) -> Iterable[Relation]:
    """Return the relations of any kind that are in force, plans left out."""
    return (each for each in network.relations.values() if not each.is_planned)
