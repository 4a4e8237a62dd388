"""The relations that figures rest on."""

from collections.abc import Callable, Iterable
from itertools import compress

from ecograph.metrics.figures import Key, in_force
from ecograph.network import Network, Organisation, Party, Relation
from ecograph.network.ends import Mask
from ecograph.network.governing import governs, holders, is_membership

# Finds the relations behind one part of a figure, or without a key behind all of it.
Evidence = Callable[[Network, Key], tuple[str, ...]]


def of_ties(network: Network, key: Key) -> tuple[str, ...]:
    """Return the relations behind the ties of one organisation, or behind all ties."""
    if not key:
        return _behind_all_ties(network)
    return network.relations_behind(tie for tie in network.ties if key[0] in tie.ends)


def of_ties_in_all(network: Network, _key: Key) -> tuple[str, ...]:
    """Return the relations behind all ties, for figures whose every part rests on all of them."""
    return of_ties(network, ())


def _behind_all_ties(network: Network) -> tuple[str, ...]:
    """Return the relations that put two or more organisations of the network together."""
    found: set[str] = set()
    for undertaking in network.undertakings:
        inside = [iri for iri in undertaking.parties if iri in network.organisations]
        if len(inside) > 1:
            found.update(*(undertaking.parties[iri] for iri in inside))
    return tuple(sorted(found))


def of_touching(counts: Callable[[Network, Key], Mask]) -> Evidence:
    """Return how the relations are found behind those ties that count in a part of a figure.

    Outward ties are among them. Without a key those are asked for that count anywhere.
    """

    def found(network: Network, key: Key) -> tuple[str, ...]:
        return network.relations_behind(compress(network.touching, counts(network, key).tolist()))

    return found


def of_outward(network: Network, _key: Key) -> tuple[str, ...]:
    """Return the relations behind the ties that lead out of the network."""
    return network.relations_behind(network.outward)


def of_partnerships(network: Network, _key: Key) -> tuple[str, ...]:
    """Return the partnerships between organisations of the network."""
    return network.partnerships()


def of_activity(network: Network, key: Key) -> tuple[str, ...]:
    """Return the relations of any kind to which organisations of the network are party."""
    wanted = frozenset(key) or network.organisations.keys()
    return _sorted(each for each in in_force(network) if wanted & _seated(network, each))


def of_membership(counts: Callable[[Organisation, Key], bool]) -> Evidence:
    """Return how the memberships of those members are found that count for a part of a figure."""

    def found(network: Network, key: Key) -> tuple[str, ...]:
        members = (network.organisation(iri) for iri in network.members)
        wanted = frozenset(each.iri for each in members if not key or counts(each, key))
        return _sorted(
            each
            for each in in_force(network)
            if network.profile is not None
            and is_membership(each, network.profile)
            and wanted & _seated(network, each)
        )

    return found


def of_governance(counts: Callable[[Party, Key], bool]) -> Evidence:
    """Return how the relations of those holders are found that count for a part of a figure."""

    def found(network: Network, key: Key) -> tuple[str, ...]:
        return _sorted(
            each
            for each in in_force(network)
            if network.profile is not None
            and governs(each, network.profile)
            and any(counts(party, key) for party in holders(each))
        )

    return found


def _seated(network: Network, relation: Relation) -> frozenset[str]:
    """Return the organisations under which the parties of a relation count."""
    seats = (network.seats.get(party.organisation, "") for party in relation.parties)
    return frozenset(seats)


def _sorted(relations: Iterable[Relation]) -> tuple[str, ...]:
    return tuple(sorted(relation.iri for relation in relations))
