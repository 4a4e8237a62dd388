"""Withhold the count of a small group, and every count from which it could be worked out."""

from collections.abc import Collection, Mapping

from ecograph.network import Profile

DEFAULT_MINIMUM = 5
# In a group of two, each knows what the other said.
_LEAST = 3

# A count by name; None stands for one that is withheld.
Shown = Mapping[str, int | None]


def minimum_group(stated: int | None) -> int:
    """Return the size below which a group is withheld: as the profile says, but never below 3."""
    return DEFAULT_MINIMUM if stated is None else max(stated, _LEAST)


def minimum_of(profile: Profile | None) -> int:
    """Return the size below which a group is withheld in a register of this profile."""
    return minimum_group(profile.minimum_group_size if profile else None)


def shown_counts(counts: Mapping[str, int], minimum: int, *, adds_up: bool) -> Shown:
    """Return counts without those of groups that are smaller than the minimum.

    Where they add up to a total that is known, what is withheld must not follow from the rest, not
    even for those who know this rule: noughts go with the small ones, and then the next smallest,
    equal ones together, until those withheld are a group of the minimum size that could be shared
    out among them in several ways.
    """
    if not any(0 < count < minimum for count in counts.values()):
        return dict(counts)
    limit = minimum - 1
    if adds_up:
        sizes = sorted({limit, *(count for count in counts.values() if count >= minimum)})
        limit = next((size for size in sizes if _is_safe(counts, size, minimum)), sizes[-1])
    least = 0 if adds_up else 1
    return {name: None if least <= n <= limit else n for name, n in counts.items()}


def could_be_shared_out(withheld: Collection[int], minimum: int) -> bool:
    """Tell whether counts of a known sum are a group of the minimum size that hides each of them.

    Two that differ could stand the other way round, which no rule that treats all alike can tell.
    """
    return sum(withheld) >= minimum and len(set(withheld)) > 1


def _is_safe(counts: Mapping[str, int], limit: int, minimum: int) -> bool:
    return could_be_shared_out([count for count in counts.values() if count <= limit], minimum)
