"""What a measure of change is: a pure function of the networks of two periods."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from ecograph.metrics.figures import Basis, Figure, Finding, Key, Reason, coverage_of, silence
from ecograph.metrics.measure import Definition
from ecograph.network import Affiliations, Network, Relation
from ecograph.network.succession import successors

Pair = frozenset[str]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Published:
    """The earlier period as an earlier edition knew it, and all that it knew."""

    network: Network
    affiliations: Affiliations


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation or a pair that a part of a change counts, and the relations that say so."""

    part: str
    organisations: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Changing:
    """Two periods, looked at alike, as they are known now; and the earlier one as it was then.

    Organisations that merged, were taken over or changed their names between the two are followed:
    the earlier ones count as what became of them.
    """

    before: Network
    now: Network
    affiliations: Affiliations
    published: Published | None = None
    _kept: dict[Hashable, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def kept(self, key: Hashable, make: Callable[["Changing"], Result]) -> Result:
        """Return what is worked out of the two periods once and kept with them under a key."""
        if key not in self._kept:
            self._kept[key] = make(self)
        return cast("Result", self._kept[key])

    @cached_property
    def followed(self) -> Mapping[str, str]:
        """Return by which organisation each is followed that became another."""
        return successors(self.affiliations, self.before.period.start, self.now.period.end)

    def pairs(self, network: Network) -> Mapping[Pair, tuple[tuple[str, str], ...]]:
        """Return the ties of one of the networks between those followed, each with those it was."""
        return self.kept(("pairs", network is self.now), lambda _asked: self._pairs(network))

    def _pairs(self, network: Network) -> Mapping[Pair, tuple[tuple[str, str], ...]]:
        found: dict[Pair, list[tuple[str, str]]] = {}
        for tie in network.ties:
            pair = frozenset(self.followed.get(iri, iri) for iri in tie.ends)
            if len(pair) > 1:
                found.setdefault(pair, []).append(tie.ends)
        return {pair: tuple(ends) for pair, ends in found.items()}

    def organisations(self, network: Network) -> frozenset[str]:
        """Return the organisations of one of the networks as they are followed."""
        return frozenset(self.followed.get(iri, iri) for iri in network.organisations)

    def relation(self, iri: str) -> Relation:
        """Return a relation as it is known now, or else as it was known then."""
        then = self.published.affiliations.relations if self.published else {}
        known = (self.affiliations.relations, self.now.relations, self.before.relations, then)
        return next(relations[iri] for relations in known if iri in relations)

    def name(self, iri: str) -> str:
        """Return what an organisation of one of the two periods is called, now if it can be."""
        known = (self.now.organisations, self.before.organisations, self.affiliations.organisations)
        return next((each[iri].name for each in known if iri in each), iri)

    def silence(self, basis: Basis) -> Reason | None:
        """Return why nothing is known of one of the two periods, None if both are known."""
        return silence(self.now, basis) or silence(self.before, basis)


def _nobody(_asked: Changing) -> Iterator[Named]:
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Definition):
    """A measure of change; its answers are those for a network beside itself.

    Named are the organisations or pairs that its parts count.
    """

    finding: Callable[[Changing], Finding]
    evidence: Callable[[Changing, Key], tuple[str, ...]]
    named: Callable[[Changing], Iterator[Named]] = _nobody

    def of(self, asked: Changing) -> Figure:
        """Return the figure of two periods, or the reason why there is none."""
        reason = asked.silence(self.basis)
        found = Finding(reason=reason) if reason else self.finding(asked)
        relations = (asked.relation(iri) for iri in self.facts(asked))
        known = coverage_of(relations, asked.now, self.basis, found.unknown)
        return Figure(found.value, found.parts, found.reason, known, caveat=self.caveat)

    def facts(self, asked: Changing, key: Key = ()) -> tuple[str, ...]:
        """Return the relations that the figure rests on, or that one part of it rests on."""
        return self.evidence(asked, key)
