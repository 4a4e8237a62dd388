"""Withhold the count of a small group, and every count from which it could be worked out."""

from collections.abc import Mapping

DEFAULT_MINIMUM = 5
# In a group of two, each knows what the other said.
_LEAST = 3

# A count by name; None stands for one that is withheld.
Shown = Mapping[str, int | None]


def minimum_group(stated: int | None) -> int:
    """Return the size below which a group is withheld: as the profile says, but never below 3."""
    return DEFAULT_MINIMUM if stated is None else max(stated, _LEAST)


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


def _is_safe(counts: Mapping[str, int], limit: int, minimum: int) -> bool:
    withheld = [count for count in counts.values() if count <= limit]
    return sum(withheld) >= minimum and len(set(withheld)) > 1
