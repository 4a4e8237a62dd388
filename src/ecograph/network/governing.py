"""Who governs or owns what: the holders of a relation and what is held."""

from collections.abc import Iterator

from ecograph import vocabulary
from ecograph.network.affiliations import Party, Profile, Relation

BOARD = "board-member"
_HOLDING = frozenset({BOARD, "manager", "shareholder", "founder", "owner", "operator"})
_HELD = frozenset({"governed", "owned"})
_CLASSES = frozenset({vocabulary.CLASS_GOVERNANCE.value, vocabulary.CLASS_OWNERSHIP.value})


def governs(relation: Relation, profile: Profile) -> bool:
    """Tell whether a relation says who governs or owns a cluster or a body that runs it."""
    held = {party.organisation for party in relation.parties if party.role in _HELD}
    cluster = {profile.cluster, *profile.organisations}
    return bool(_CLASSES & relation.classes) and bool(cluster & held.union(relation.concerns))


def holders(relation: Relation) -> Iterator[Party]:
    """Yield the parties that govern or own, each in its role."""
    yield from (party for party in relation.parties if party.role in _HOLDING)


def is_membership(relation: Relation, profile: Profile) -> bool:
    """Tell whether a relation makes its parties members of a cluster."""
    return (
        vocabulary.CLASS_MEMBERSHIP.value in relation.classes
        and profile.cluster in relation.concerns
    )
