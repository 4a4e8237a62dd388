"""Which numbers that add up must go, so that none of those withheld can be solved for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy import linalg

from ecograph.frameworks.withholding import could_be_shared_out

# What tells a number from the others: of which year it is, and what it counts.
Name: TypeAlias = tuple[str, str]
# The least and the most that a number can be.
Range: TypeAlias = tuple[int, int]
_NEARLY = 1e-9
_REST = "rest"
_ANY, _ROUNDS = 10**9, 20


@dataclass(frozen=True, slots=True)
class Count:
    """A number as it is, and what it is by public facts alone, which readers know; None for none.

    It is told if it stands in the review, and a group unless it says only by how much two differ.
    """

    value: int
    public: int | None = 0
    is_told: bool = True
    is_group: bool = True

    @property
    def added(self) -> int:
        """Return what internal facts add to it, or take away."""
        return self.value - (self.public or 0)

    @property
    def is_known(self) -> bool:
        """Tell whether readers know it from public facts."""
        return self.value == self.public

    @property
    def possible(self) -> Range:
        """Return what readers take it to be that only know the public number, and which is more."""
        if self.public is None:
            return 0 if self.value > 0 else -_ANY, 0 if self.value < 0 else _ANY
        if self.added > 0:
            return self.public, _ANY if self.value > 0 else 0
        return 0 if self.public > 0 and self.value >= 0 else -_ANY, self.public


@dataclass(frozen=True, slots=True)
class Sum:
    """How often each number counts in a sum that is 0: parts once, their total once less.

    It may lack a rest that no number tells.
    """

    times: Mapping[Name, int]
    has_rest: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """All numbers that public facts do not tell, told by the review or not, and how they add up."""

    counts: Mapping[Name, Count]
    sums: Sequence[Mapping[Name, int]]
    minimum: int

    @property
    def untold(self) -> frozenset[Name]:
        return frozenset(name for name, each in self.counts.items() if not each.is_told)


def withheld(counts: Mapping[Name, Count], sums: Iterable[Sum], minimum: int) -> frozenset[Name]:
    """Return the counts that must not be told, so that no small group can be worked out.

    Those that stand nowhere are among them: what hangs on them must not be told either.
    Small is a group to which internal facts add something, but less than the minimum. With it goes
    the next smallest of the same sum, equal ones together, until it could be any of several. What
    internal facts add nothing to is known from public facts, and told.
    """
    known = _known(counts, sums, minimum)
    hidden = {
        name
        for name, each in known.counts.items()
        if each.is_group and 0 < abs(each.added) < minimum
    }
    while more := _beside(known, hidden) or _beside_solved(known, hidden):
        hidden |= more
    return frozenset(hidden)


def _known(counts: Mapping[Name, Count], sums: Iterable[Sum], minimum: int) -> _Known:
    """Return the counts that are not known from public facts, and the rests of sums among them."""
    known, closed = {name: each for name, each in counts.items() if not each.is_known}, []
    for number, each in enumerate(sums):
        inside = {name: times for name, times in each.times.items() if name in known}
        rest = _rest(counts, each)
        if each.has_rest and not rest.is_known:
            known[_REST, str(number)] = rest
            inside[_REST, str(number)] = 1
        closed.append(inside)
    return _Known(known, closed, minimum)


def _rest(counts: Mapping[Name, Count], each: Sum) -> Count:
    found = [(times, counts[name]) for name, times in each.times.items() if name in counts]
    return Count(
        -sum(times * count.value for times, count in found),
        -sum(times * (count.public or 0) for times, count in found),
        is_told=False,
    )


def _beside(known: _Known, hidden: set[Name]) -> set[Name]:
    """Return what must go beside those hidden so far, for a sum by itself not to tell them."""
    unknown = hidden | known.untold
    for each in known.sums:
        if hidden & each.keys() and not _is_safe(known, each, unknown):
            more = _smallest(known, each, unknown)
            if more:
                return more
    return set()


def _is_safe(known: _Known, each: Mapping[Name, int], unknown: set[Name]) -> bool:
    """Tell whether what is unknown of a sum could be otherwise, also to those who know the rule.

    Where one of two goes up as the other does, both can be more; else they share out a sum.
    """
    terms = [times * known.counts[name].added for name, times in each.items() if name in unknown]
    if min(terms) < 0 < max(terms):
        return True
    return len(terms) > 1 and could_be_shared_out([abs(term) for term in terms], known.minimum)


def _smallest(known: _Known, each: Mapping[Name, int], unknown: set[Name]) -> set[Name]:
    left = {name: abs(known.counts[name].added) for name in each if name not in unknown}
    least = min(left.values(), default=0)
    return {name for name, added in left.items() if added == least}


def _beside_solved(known: _Known, hidden: set[Name]) -> set[Name]:
    """Return what must go for those that several sums together tell, from the nearest sum."""
    unknown = hidden | known.untold
    solved = (_followed(known, unknown) | _pinned(known, unknown)) & hidden
    nearest = [each for each in known.sums if solved & each.keys()]
    touched = [each for each in known.sums if solved and unknown & each.keys()]
    found = (_smallest(known, each, unknown) for each in (*nearest, *touched))
    return next((more for more in found if more), set())


def _followed(known: _Known, unknown: set[Name]) -> set[Name]:
    """Return those unknown that follow from the sums, whatever they are."""
    names = sorted({name for each in known.sums for name in each if name in unknown})
    if not names:
        return set()
    matrix = np.array([[each.get(name, 0) for name in names] for each in known.sums])
    free = linalg.null_space(matrix.astype(np.float64))
    rows = zip(names, free, strict=True)
    return {name for name, row in rows if np.abs(row).max(initial=0) < _NEARLY}


def _pinned(known: _Known, unknown: set[Name]) -> set[Name]:
    """Return those unknown that can be one number only, since none is below the public one."""
    ranges = {name: known.counts[name].possible for name in unknown}
    for _ in range(_ROUNDS):
        before = dict(ranges)
        for each in known.sums:
            _narrow(known, each, ranges)
        if ranges == before:
            break
    return {name for name, (least, most) in ranges.items() if least == most}


def _narrow(known: _Known, each: Mapping[Name, int], ranges: dict[Name, Range]) -> None:
    """Narrow what the unknown of one sum can be, by what all others of it can be."""
    unknown = {name: times for name, times in each.items() if name in ranges}
    fixed = -sum(times * known.counts[name].value for name, times in unknown.items())
    ends = {name: _times(ranges[name], times) for name, times in unknown.items()}
    least, most = (fixed + sum(end[side] for end in ends.values()) for side in (0, 1))
    for name, times in unknown.items():
        low, high = _times((ends[name][1] - most, ends[name][0] - least), times)
        ranges[name] = max(ranges[name][0], low), min(ranges[name][1], high)


def _times(found: Range, times: int) -> Range:
    ends = [times * end for end in found]
    return min(ends), max(ends)
