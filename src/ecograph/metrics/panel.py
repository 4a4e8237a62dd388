"""What happened to organisations and their ties between two periods, each of them by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ecograph.identifiers import fold
from ecograph.metrics.comparison import Changing, Named, Pair
from ecograph.metrics.figures import in_force
from ecograph.network import Network, Tie

# Who makes a tie: two who were there, a newcomer with one who was, or two newcomers.
MIX = ("incumbents", "one-newcomer", "newcomers")


class Turn(StrEnum):
    """What happened to a tie between two periods."""

    FORMED = "formed"
    JOINED = "joined"
    DISSOLVED = "dissolved"
    LEFT = "left"
    MERGED = "merged"
    PERSISTENT = "persistent"


@dataclass(frozen=True, slots=True)
class Turnover:
    """The ties of two periods, between organisations as they are followed, by what happened."""

    pairs: Mapping[Turn, frozenset[Pair]]
    merged: int

    @property
    def new(self) -> frozenset[Pair]:
        """Return the ties of the later period that the earlier one had not."""
        return self.pairs[Turn.FORMED] | self.pairs[Turn.JOINED]


def turnover(asked: Changing) -> Turnover:
    """Return what happened to the ties between two periods, as both are known now."""
    return asked.kept(Turnover, _turnover)


def _turnover(asked: Changing) -> Turnover:
    before, now = asked.pairs(asked.before), asked.pairs(asked.now)
    there, here = asked.organisations(asked.before), asked.organisations(asked.now)
    new, gone = now.keys() - before.keys(), before.keys() - now.keys()
    pairs = {
        Turn.FORMED: frozenset(pair for pair in new if pair <= there),
        Turn.JOINED: frozenset(pair for pair in new if not pair <= there),
        Turn.DISSOLVED: frozenset(pair for pair in gone if pair <= here),
        Turn.LEFT: frozenset(pair for pair in gone if not pair <= here),
        Turn.PERSISTENT: frozenset(now.keys() & before.keys()),
    }
    merged = (len(asked.now.ties) - len(now)) - (len(asked.before.ties) - len(before))
    return Turnover(pairs, merged)


def changed_pairs(asked: Changing) -> Iterator[Named]:
    """Yield each pair that came or went, by what happened to it."""
    for turn, pairs in turnover(asked).pairs.items():
        if turn is not Turn.PERSISTENT:
            yield from _named(asked, turn.value, pairs)


def panel_pairs(asked: Changing) -> Iterator[Named]:
    """Yield each pair of organisations of both periods that works together in one of them."""
    for turn in (Turn.PERSISTENT, Turn.FORMED, Turn.DISSOLVED):
        yield from _named(asked, turn.value, turnover(asked).pairs[turn])


def pairs_that_went_on(asked: Changing) -> Iterator[Named]:
    """Yield each pair that works together in both periods."""
    return _named(asked, Turn.PERSISTENT.value, turnover(asked).pairs[Turn.PERSISTENT])


def new_pairs(asked: Changing) -> Iterator[Named]:
    """Yield each pair that did not work together before, by who makes it."""
    there = asked.organisations(asked.before)
    for number, code in enumerate(MIX):
        pairs = (pair for pair in turnover(asked).new if len(pair - there) == number)
        yield from _named(asked, code, pairs)


def _named(asked: Changing, part: str, pairs: Iterable[Pair]) -> Iterator[Named]:
    for pair in sorted(map(sorted, pairs)):
        ends = sorted(pair, key=lambda iri: (fold(asked.name(iri)), iri))
        yield Named(part, tuple(ends), behind(asked, [frozenset(pair)]))


def changed_organisations(asked: Changing) -> Iterator[Named]:
    """Yield who joined and who left, and who became another, with the one that it became."""
    there, here = asked.organisations(asked.before), asked.organisations(asked.now)
    for part, network, found in (
        (Turn.JOINED.value, asked.now, here - there),
        (Turn.LEFT.value, asked.before, there - here),
    ):
        known = followed_activities(asked, network)
        for iri in sorted(found):
            yield Named(part, (iri,), known.get(iri, ()))
    own = activities(asked.before)
    for iri in sorted(asked.before.organisations):
        follower = asked.followed.get(iri, iri)
        if follower != iri:
            yield Named(Turn.MERGED.value, (iri, follower), own.get(iri, ()))


def behind(asked: Changing, pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Return the relations behind some ties, in the later period and in the earlier one."""
    wanted, found = frozenset(pairs), set[str]()
    for network in (asked.now, asked.before):
        ends = asked.pairs(network)
        ties = [Tie(*each, 0) for pair in wanted & ends.keys() for each in ends[pair]]
        found.update(network.relations_behind(ties))
    return tuple(sorted(found))


def followed_activities(asked: Changing, network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return the relations of all that each organisation was, by what it is followed to."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, relations in activities(network).items():
        found[asked.followed.get(iri, iri)].update(relations)
    return {iri: tuple(sorted(relations)) for iri, relations in found.items()}


def activities(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return the relations in force in which each organisation of a network takes part."""
    return network.kept("activities", _found_activities)


def _found_activities(network: Network) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for relation in in_force(network):
        for seat in {network.seats.get(party.organisation, "") for party in relation.parties}:
            found[seat].append(relation.iri)
    return {iri: tuple(sorted(relations)) for iri, relations in found.items()}
