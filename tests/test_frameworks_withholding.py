"""No count of a small group is shown, and none can be worked out from what is shown."""

from collections import defaultdict
from itertools import product

import pytest

from ecograph.frameworks.withholding import DEFAULT_MINIMUM, minimum_group, shown_counts

Counts = tuple[int, ...]
Shown = tuple[int | None, ...]


def shown(*counts: int, minimum: int = 5, adds_up: bool = True) -> Shown:
    """Return counts as they are shown, in the order in which they are given."""
    named = {str(place): count for place, count in enumerate(counts)}
    return tuple(shown_counts(named, minimum, adds_up=adds_up).values())


@pytest.mark.parametrize(("stated", "minimum"), [(None, 5), (8, 8), (3, 3), (2, 3), (0, 3)])
def test_the_minimum_is_that_of_the_profile_but_never_below_three(
    stated: int | None, minimum: int
) -> None:
    assert DEFAULT_MINIMUM == 5
    assert minimum_group(stated) == minimum


def test_counts_of_large_groups_and_noughts_are_shown() -> None:
    assert shown(7, 5, 0) == (7, 5, 0)


@pytest.mark.row("R091")
def test_with_a_small_count_goes_the_next_smallest() -> None:
    # 2 alone would be 20 - 18; with the 6 that goes with it, 2 and 6 could be 1 and 7, 3 and 5, …
    assert shown(2, 6, 12) == (None, None, 12)


@pytest.mark.row("R091")
def test_two_small_counts_that_come_to_a_small_group_take_a_third_with_them() -> None:
    # 1 and 2 are together 3 of 20, which is a small group, too: the 7 goes with them.
    assert shown(1, 2, 7, 10) == (None, None, None, 10)


@pytest.mark.row("R091")
def test_equal_counts_go_together() -> None:
    # Which of two equal counts went would tell that it is the first of them.
    assert shown(2, 6, 6, 12) == (None, None, None, 12)


@pytest.mark.row("R091")
def test_noughts_go_with_the_small_counts() -> None:
    # Shown, the nought would tell that each of five groups of one has exactly one.
    assert shown(1, 1, 1, 1, 1, 0) == (None,) * 6


def test_counts_that_do_not_add_up_are_judged_one_by_one() -> None:
    # Each of the answers to a question that takes several: nothing follows from the others.
    assert shown(2, 6, 0, 12, adds_up=False) == (None, 6, 0, 12)


@pytest.mark.row("R091")
@pytest.mark.parametrize("minimum", [3, 4, 5])
@pytest.mark.parametrize("options", [2, 3, 4])
def test_whoever_knows_the_rule_and_the_total_cannot_solve_for_a_withheld_count(
    minimum: int, options: int
) -> None:
    # Every way in which up to 13 clusters can answer is tried. What is shown must fit at least two
    # numbers in each place that is withheld, and must leave a group of the minimum size withheld.
    for total in range(minimum, 14):
        fitting: dict[Shown, list[Counts]] = defaultdict(list)
        for counts in product(range(total + 1), repeat=options):
            if sum(counts) == total:
                fitting[shown(*counts, minimum=minimum)].append(counts)
        for seen, possible in fitting.items():
            withheld = [place for place, count in enumerate(seen) if count is None]
            for place in withheld:
                assert len({counts[place] for counts in possible}) > 1, (total, seen)
            assert not withheld or total - sum(count or 0 for count in seen) >= minimum
            assert not any(count is not None and 0 < count < minimum for count in seen)
