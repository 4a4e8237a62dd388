"""Figures of what counts in a period: counts, sums, percentages, diversity."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ecograph.frameworks.computing.items import Counted, Item
from ecograph.frameworks.figures import LeftOut, Outcome, Silence
from ecograph.periods import Period, Span

Figure = Callable[[Counted, Period, str], Outcome]
_HUNDRED = Decimal(100)
MONEY = "money"


def count(found: Counted, period: Period, unit: str) -> Outcome:
    """Return how many different things are counted."""
    if silence := _silence(found, period):
        return silence
    part = tuple(each for each in found.items if each.is_part)
    number = Decimal(len({each.counted for each in part}))
    return _outcome(found, period, number, unit, items=part)


def reaching(found: Counted, period: Period, unit: str) -> Outcome:
    """Return how many things reach a threshold by their last figure of the period.

    A thing that reports figures of other periods alone is unknown, not below.
    """
    if silence := _silence(found, period):
        return silence
    last = {each.counted: each for each in sorted(found.items, key=_order)}
    placed = (each for each in found.all_items if each.is_placed and not each.doubt)
    there = (each for each in placed if _exists(each, period))
    silent = sorted({each.counted for each in there} - last.keys())
    missing = tuple((iri, LeftOut.NO_AMOUNT) for iri in silent)
    if not last:
        left = (*found.left_out, *missing)
        return Outcome(period, None, unit, reason=Silence.NOT_REPORTED, left_out=left)
    part = tuple(each for each in last.values() if each.is_part)
    return _outcome(found, period, Decimal(len(part)), unit, items=part, missing=missing)


def total(found: Counted, period: Period, unit: str) -> Outcome:
    """Return the sum of the values, each unit apart; what has no amount is left out and said.

    Amounts of several currencies are no one sum. A figure within the time of another one of the
    same series and thing is part of that one and adds nothing.
    """
    if silence := _silence(found, period):
        return silence
    missing = tuple((each.fact, LeftOut.NO_AMOUNT) for each in found.items if each.value is None)
    known = {
        (each.fact, each.counted): each for each in _apart(found.items) if each.value is not None
    }
    sums: dict[str, Decimal] = {}
    for each in known.values():
        key = each.unit if unit == MONEY else ""
        sums[key] = sums.get(key, Decimal(0)) + (each.value or Decimal(0))
    if not known and missing:
        left = (*found.left_out, *missing)
        return Outcome(period, None, unit, reason=Silence.NO_AMOUNTS, left_out=left)
    outcome = _outcome(
        found, period, Decimal(0), unit, items=tuple(known.values()), missing=missing
    )
    return _summed(outcome, sums, unit)


def percentage(found: Counted, period: Period, unit: str) -> Outcome:
    """Return how many of a hundred different things are in the part; undefined of none."""
    if silence := _silence(found, period):
        return silence
    everything = {each.counted for each in found.items}
    part = {each.counted for each in found.items if each.is_part}
    if not everything:
        return Outcome(period, None, unit, reason=Silence.UNDEFINED, left_out=found.left_out)
    return _outcome(found, period, _HUNDRED * len(part) / len(everything), unit)


def diversity(found: Counted, period: Period, unit: str) -> Outcome:
    """Return the chance that two things drawn with replacement differ: Blau 1977, 1 − Σp².

    A thing with several values of the attribute counts once in each; unknown is a value of its own.
    """
    if silence := _silence(found, period):
        return silence
    values = {each.counted: each.attributes or ("",) for each in found.items}
    counts = Counter(value for each in values.values() for value in each)
    everything = sum(counts.values())
    if not everything:
        return Outcome(period, None, unit, reason=Silence.UNDEFINED, left_out=found.left_out)
    squares = sum(((Decimal(each) / everything) ** 2 for each in counts.values()), Decimal(0))
    words = ", ".join(f"{name or 'unknown'}: {counts[name]}" for name in sorted(counts))
    return _outcome(found, period, 1 - squares, unit, text=words)


def _silence(found: Counted, period: Period) -> Outcome | None:
    """Return an outcome without a number where the register cannot know one.

    Nothing found is a true zero only from the first dated fact on that could have counted, and not
    in a year that is a gap.
    """
    reason = None if found.items else _why_not(found, period)
    if reason is None:
        return None
    return Outcome(period, None, reason=reason, left_out=found.left_out)


def _why_not(found: Counted, period: Period) -> Silence | None:
    if found.is_vague or (found.all_items and not found.is_any_dated):
        return Silence.UNDATED
    if LeftOut.NO_AMOUNT in {reason for _, reason in found.left_out}:
        return Silence.NO_AMOUNTS
    is_too_early = found.begins is None or found.begins > period.end
    return Silence.NO_SUCH_FACTS if is_too_early else None


def _apart(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items without the figures that lie within another one of their series."""
    kept: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for each in sorted(items, key=_longest_first):
        spans = kept[each.counted, each.series]
        if not each.span or not each.series:
            yield each
        elif not any(_holds(span, each.span) for span in spans):
            spans.append(each.span)
            yield each


def _longest_first(item: Item) -> tuple[int, str]:
    days = (item.span.end - item.span.start).days if item.span else 0
    return -days, item.fact


def _holds(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


def _order(item: Item) -> tuple[date, str]:
    return (item.span.end if item.span else date.min, item.fact)


def _exists(item: Item, period: Period) -> bool:
    began, ended = item.when.began, item.when.ended
    is_later = began is not None and began.start > period.end
    return not is_later and (ended is None or ended.end >= period.start)


def _outcome(
    found: Counted,
    period: Period,
    value: Decimal,
    unit: str,
    *,
    items: tuple[Item, ...] | None = None,
    missing: tuple[tuple[str, LeftOut], ...] = (),
    text: str = "",
) -> Outcome:
    shown = found.items if items is None else items
    inferred = {each.fact for each in shown if each.when.is_inferred}
    return Outcome(
        period=period,
        value=value,
        unit=unit,
        facts=tuple(sorted({each.fact for each in shown})),
        left_out=(*found.left_out, *missing),
        inferred=len(inferred),
        text=text,
    )


def _summed(found: Outcome, sums: dict[str, Decimal], unit: str) -> Outcome:
    if unit != MONEY:
        return replace(found, value=sum(sums.values(), Decimal(0)))
    if len(sums) == 1:
        ((currency, value),) = sums.items()
        return replace(found, value=value, unit=currency or unit)
    if not sums:
        return found
    return replace(found, value=None, by_unit=sums)
