"""What ties organisations: each partnership, project or event, as a rule in force sees it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ecograph.network.affiliations import Affiliations, Relation, Rule
from ecograph.network.slices import Standing


class Omission(StrEnum):
    """Why a relation that a rule is about gave no tie, or not to all of its parties."""

    PLANNED = Standing.PLANNED.value
    UNDATED = Standing.UNDATED.value
    ANOTHER_TIME = Standing.ANOTHER_TIME.value
    INFERRED = Standing.INFERRED.value
    ANOTHER_KIND = "another-kind"
    NOT_THERE = "party-not-there"
    NO_ORGANISATION = "party-is-no-organisation"
    NO_SECOND_PARTY = "no-second-party"


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One thing that organisations do together, as one rule sees it.

    It is a relation, or the project, event or network that relations concern; the parties are the
    organisations in it, each with the relations that say so.
    """

    iri: str
    name: str
    rule: str
    weight: float
    parties: Mapping[str, tuple[str, ...]]

    @property
    def pair_weight(self) -> float:
        """Return the weight that it gives to each pair: 1/(n-1) of its own (Newman 2001)."""
        return self.weight / (len(self.parties) - 1)

    @property
    def relations(self) -> tuple[str, ...]:
        """Return the relations that it rests on."""
        return tuple(sorted({iri for relations in self.parties.values() for iri in relations}))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Relations that a rule in force is about and that it left out, wholly or for one party."""

    rule: str
    reason: Omission
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The undertakings that rules found in relations, and what they left out."""

    undertakings: tuple[Undertaking, ...]
    left_out: tuple[LeftOut, ...]


# Where a party takes its seat: at itself, at its parent, or nowhere for a reason.
Seat = str | Omission
Seating = Callable[[str, Rule], Seat]


def gather(
    affiliations: Affiliations,
    relations: Sequence[Relation],
    rules: Iterable[Rule],
    seating: Seating,
) -> Gathered:
    """Return what relations have organisations do together, by each of some rules."""
    undertakings: list[Undertaking] = []
    omitted: dict[tuple[str, Omission], set[str]] = defaultdict(set)
    for rule in rules:
        for iri, members in sorted(_members(affiliations, relations, rule).items()):
            seats = _seats(members, rule, seating, omitted)
            if len(seats) > 1:
                name = _name(affiliations, iri)
                undertakings.append(Undertaking(iri, name, rule.code, rule.weight, seats))
            else:
                alone = (relation for relations in seats.values() for relation in relations)
                omitted[rule.code, Omission.NO_SECOND_PARTY].update(alone)
    return Gathered(tuple(undertakings), tuple(left_out(omitted)))


def left_out(omitted: Mapping[tuple[str, Omission], Iterable[str]]) -> Iterator[LeftOut]:
    """Yield what was left out, in the order of rules and reasons."""
    for (rule, reason), relations in sorted(omitted.items()):
        if found := tuple(sorted(relations)):
            yield LeftOut(rule, reason, found)


def applies(affiliations: Affiliations, rule: Rule, relation: Relation) -> bool:
    """Tell whether a rule is about a relation."""
    return any(_joined(affiliations, rule, relation))


def _joined(affiliations: Affiliations, rule: Rule, relation: Relation) -> Iterator[str]:
    """Yield the undertakings that a relation belongs to by a rule."""
    if rule.applies_to not in relation.classes:
        return
    if rule.is_through_parties:
        yield relation.iri
        return
    for iri in relation.concerns:
        classes = affiliations.things[iri].classes if iri in affiliations.things else frozenset()
        if not rule.concerns_class or rule.concerns_class in classes:
            yield iri


def _members(
    affiliations: Affiliations, relations: Sequence[Relation], rule: Rule
) -> dict[str, dict[str, set[str]]]:
    """Return, by undertaking, each party that a rule is about with its relations."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for relation in relations:
        for iri in _joined(affiliations, rule, relation):
            for party in relation.parties:
                if not rule.roles or party.role in rule.roles:
                    found[iri][party.organisation].add(relation.iri)
    return found


def _seats(
    members: Mapping[str, set[str]],
    rule: Rule,
    seating: Seating,
    omitted: Mapping[tuple[str, Omission], set[str]],
) -> Mapping[str, tuple[str, ...]]:
    seats: dict[str, set[str]] = defaultdict(set)
    for party, relations in members.items():
        seat = seating(party, rule)
        if isinstance(seat, Omission):
            omitted[rule.code, seat].update(relations)
        else:
            seats[seat].update(relations)
    return MappingProxyType({iri: tuple(sorted(found)) for iri, found in sorted(seats.items())})


def _name(affiliations: Affiliations, iri: str) -> str:
    if iri in affiliations.things:
        return affiliations.things[iri].name
    kind = affiliations.relations[iri].kind
    return affiliations.codes.name("relation-kinds", kind)
