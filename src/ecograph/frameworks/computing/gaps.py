"""Years of which the register knows nothing of a kind, so that nothing found is no nought."""

from collections.abc import Iterable, Iterator

from ecograph.frameworks.computing.knowledge import Body, Knowledge, Record, Thing
from ecograph.frameworks.computing.wanted import Timing, Wanted
from ecograph.periods import Period, Span


def is_gap(known: Knowledge, asked: Wanted, period: Period) -> bool:
    """Tell whether nothing of the kind is on record in a period.

    Where something of the kind is, though not what is asked for, nothing found is nought; so it is
    where what was in force has ended. Of reported figures, nought must be reported.
    """
    if asked.timing is Timing.IN_FORCE:
        return False
    if asked.measures and asked.threshold is None:
        return True
    spans = _reported(known, asked) if asked.measures else _recorded(known, asked)
    return not any(each.start <= period.end and each.end >= period.start for each in spans)


def _reported(known: Knowledge, asked: Wanted) -> Iterator[Span]:
    return (each.span for each in known.figures if each.measure in asked.measures)


def _recorded(known: Knowledge, asked: Wanted) -> Iterator[Span]:
    """Yield when facts of the kind began, or ended if that decides; without a kind, all facts."""
    everything: Iterable[Record | Thing | Body] = (
        *known.records.values(),
        *known.things.values(),
        *known.bodies.values(),
    )
    for each in everything:
        days = each.when.ended if asked.timing is Timing.ENDED else each.when.began
        if days and not each.when.is_planned and (not asked.kinds or each.kind in asked.kinds):
            yield days
