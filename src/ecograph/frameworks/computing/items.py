"""What a computation finds before any period is named, and what of it counts in a period."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ecograph.frameworks.computing.knowledge import ENDED, When
from ecograph.frameworks.computing.wanted import Timing
from ecograph.frameworks.figures import LeftOut
from ecograph.periods import Period, Span, in_force_span


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may count: the fact that says so, what is counted, and when it was.

    Of percentages, `is_part` says whether it is in the part; of counts, whether it counts: one that
    does not still tells that nought is known. Of sums, the value is None where the amount is
    unknown, and a series is of one measure and group. Where nobody knows whether the place is one
    that counts, `is_placed` is None; a doubt is another reason why it does not count. What is
    counted at the end is there on the last day of a period.
    """

    fact: str
    counted: str
    when: When
    value: Decimal | None = None
    unit: str = ""
    is_part: bool = True
    attributes: tuple[str, ...] = ()
    is_placed: bool | None = True
    span: Span | None = None
    series: str = ""
    doubt: LeftOut | None = None
    is_before: bool = False
    is_at_end: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """The items that count in a period, and the facts that were left out for a reason."""

    items: tuple[Item, ...] = ()
    left_out: tuple[tuple[str, LeftOut], ...] = ()
    begins: date | None = None
    is_any_dated: bool = False
    is_vague: bool = False
    all_items: tuple[Item, ...] = field(default=())


def in_country(item: Item, country: str) -> Item:
    """Return an item that counts its country; of an unknown one nobody knows whether it counts."""
    placed = item.is_placed if country or item.is_placed is False else None
    return replace(item, counted=country, is_placed=placed)


def counted(items: Iterable[Item], period: Period, timing: Timing) -> Counted:
    """Return what counts in a period: dates wholly inside it, places known, nothing planned."""
    kept: list[Item] = []
    left: set[tuple[str, LeftOut]] = set()
    known: list[Item] = []
    begins: list[date] = []
    is_vague = False
    for item in items:
        if item.is_placed is False:
            continue
        known.append(item)
        first = item.span.start if item.span else item.when.earliest
        if first and not item.when.is_planned:
            begins.append(first)
        reason = _reason(item, period, timing)
        if reason is not None:
            left.add((item.fact, reason))
            is_vague |= reason is LeftOut.UNDATED and _days(item, timing) is not None
        elif _is_in(item, period, timing):
            kept.append(item)
    first = min(begins, default=None)
    left_out = tuple(sorted(left))
    return Counted(tuple(kept), left_out, first, bool(begins), is_vague, tuple(known))


def _reason(item: Item, period: Period, timing: Timing) -> LeftOut | None:
    """Return why an item that could be of this period does not count, None if nothing speaks."""
    days = _days(item, timing)
    if days is None:
        is_open = not item.when.is_planned and not _is_elsewhere(item, period)
        return LeftOut.UNDATED if is_open else None
    if days.end < period.start or days.start > period.end:
        return None
    if item.when.is_planned:
        return LeftOut.PLANNED
    is_there = _is_there(item, days, period, timing)
    if is_there is None:
        return LeftOut.UNDATED
    if not is_there:
        return None
    return LeftOut.NO_PLACE if item.is_placed is None else item.doubt


def _is_in(item: Item, period: Period, timing: Timing) -> bool:
    days = _days(item, timing)
    return days is not None and _is_there(item, days, period, timing) is True


def _is_there(item: Item, days: Span, period: Period, timing: Timing) -> bool | None:
    """Tell whether something is of a period; None where its days do not decide that."""
    if days.end < period.start or days.start > period.end:
        return False
    if timing is not Timing.IN_FORCE or item.span:
        return True if period.start <= days.start and days.end <= period.end else None
    return _is_at_end(item.when, period.end) if item.is_at_end else True


def _is_at_end(when: When, day: date) -> bool | None:
    """Tell whether something is there on the last day of a period.

    What is closed in a year or a month is no longer there on the last day of it.
    """
    began, ended = when.began, when.ended
    if (began and began.start > day) or (ended and ended.end < day):
        return False
    if ended and ended.start < ended.end <= day:
        return False
    is_vague = bool((began and began.end > day) or (ended and ended.start <= day < ended.end))
    return None if is_vague or began is None or (when.status == ENDED and ended is None) else True


def _days(item: Item, timing: Timing) -> Span | None:
    """Return the days that decide, None where they are unknown."""
    if item.span:
        return item.span
    when = item.when
    if timing is Timing.BEGAN:
        return when.began
    if timing is Timing.ENDED:
        return when.ended
    stated = "active" if when.is_planned else when.status
    return in_force_span(when.start, when.end, stated)


def _is_elsewhere(item: Item, period: Period) -> bool:
    """Tell whether the one date that is known already rules a period out."""
    began, ended = item.when.began, item.when.ended
    is_over = ended is not None and ended.end < period.start
    return is_over or (began is not None and began.start > period.end)
