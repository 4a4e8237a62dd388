"""What somebody reports of an indicator: the value that stands for a period, and those of groups.

A value without group is the total; values of groups may overlap, so they are shown apart and never
added up to one. A draft counts only where internal facts may be seen; elsewhere it is left out,
and supersedes nothing. A correction stands in the place of what it supersedes.

The value for a period is the one that is of exactly this period. Without one, values of parts of it
stand for it: what happens at one time only, such as events, adds up; of what may be there twice,
such as organisations, and of shares the last part's value is taken. The text says which parts they
are. Without these, it is the value of a longer time that ends within the period. A baseline is the
last one up to the period's end, and a target the one for the time in which the period lies.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from ecograph.frameworks.figures import LeftOut, Outcome, Silence
from ecograph.frameworks.model import Frameworks, Indicator, Observation
from ecograph.periods import Period

ACTUAL, BASELINE, TARGET = "actual", "baseline", "target"
DRAFT = "draft"
_MONEY = "money"
_FIRMNESS = (DRAFT, "approved", "locked")
# Units of what happens at one time only: the parts of a year make the year.
_ADDING_UP = frozenset(
    {
        *(_MONEY, "hours", "events", "meetings", "sessions", "missions", "scoutings", "deals"),
        *("requests", "applications", "consultations", "policy changes", "financing rounds"),
        *("publications", "articles", "posts", "mentions", "reactions", "reports", "job offers"),
    }
)
Reporter = Callable[[Indicator, Period, str], Outcome]


def reported(
    frameworks: Frameworks, indicator: Indicator, period: Period, kind: str = ACTUAL
) -> Outcome:
    """Return the total that is reported of an indicator for a period, or that none is."""
    return reporter(frameworks)(indicator, period, kind)


def reporter(frameworks: Frameworks) -> Reporter:
    """Return what answers like `reported`, for many indicators and periods of one edition."""
    by_indicator = _by_indicator(frameworks)

    def told(indicator: Indicator, period: Period, kind: str = ACTUAL) -> Outcome:
        found = [each for each in by_indicator.get(indicator.iri, ()) if each.kind == kind]
        total = [each for each in found if not each.group]
        return _outcome(frameworks, indicator, period, total)

    return told


def by_group(
    frameworks: Frameworks, indicator: Indicator, period: Period, kind: str = ACTUAL
) -> Mapping[str, Outcome]:
    """Return what is reported of an indicator for a period by group, in the order of the groups."""
    groups: dict[str, list[Observation]] = defaultdict(list)
    for each in _by_indicator(frameworks).get(indicator.iri, ()):
        if each.kind == kind and each.group:
            groups[each.group].append(each)
    found = {
        group: _outcome(frameworks, indicator, period, groups[group]) for group in sorted(groups)
    }
    return {group: outcome for group, outcome in found.items() if outcome.is_known}


def standing(frameworks: Frameworks) -> tuple[Observation, ...]:
    """Return the observations that count: no draft unless it may be seen, nothing superseded."""
    counted = [each for each in frameworks.observations if _is_counted(frameworks, each)]
    superseded = {iri for each in counted for iri in each.supersedes}
    return tuple(each for each in counted if each.iri not in superseded)


def is_of_the_whole(frameworks: Frameworks, observation: Observation) -> bool:
    """Tell whether an observation is of the whole ecosystem: of nothing else, or of our cluster."""
    own = frameworks.profile.cluster if frameworks.profile else ""
    return observation.about in {"", own}


def _by_indicator(frameworks: Frameworks) -> Mapping[str, Sequence[Observation]]:
    """Return what counts, with the drafts that do not, of the whole ecosystem, by indicator."""
    counting = {each.iri for each in standing(frameworks)}
    found: dict[str, list[Observation]] = defaultdict(list)
    for each in frameworks.observations:
        is_left_out = not _is_counted(frameworks, each)
        if (each.iri in counting or is_left_out) and is_of_the_whole(frameworks, each):
            found[each.indicator].append(each)
    return found


def _is_counted(frameworks: Frameworks, observation: Observation) -> bool:
    return frameworks.is_internal or observation.status != DRAFT


def _outcome(
    frameworks: Frameworks, indicator: Indicator, period: Period, found: Iterable[Observation]
) -> Outcome:
    near = [each for each in found if _applies(each, period)]
    drafts = tuple(
        (each.iri, LeftOut.DRAFT)
        for each in sorted(near, key=lambda each: each.iri)
        if not _is_counted(frameworks, each)
    )
    chosen = _chosen(indicator, period, [e for e in near if _is_counted(frameworks, e)])
    if not chosen:
        return Outcome(period, None, reason=Silence.NOT_REPORTED, left_out=drafts)
    by_unit = _sums(indicator, chosen)
    only = next(iter(by_unit.items())) if len(by_unit) == 1 else None
    return Outcome(
        period=period,
        value=only[1] if only else None,
        unit=only[0] if only else indicator.unit,
        by_unit=by_unit if len(by_unit) > 1 or indicator.unit == _MONEY else {},
        facts=tuple(each.iri for each in chosen),
        left_out=drafts,
        text=_text(period, chosen),
        status=min((each.status for each in chosen), key=_firmness),
    )


def _applies(observation: Observation, period: Period) -> bool:
    span = observation.span
    if observation.kind == BASELINE:
        return span.end <= period.end
    if observation.kind == TARGET and span.start <= period.start and span.end >= period.end:
        return True
    return period.start <= span.end <= period.end


def _chosen(
    indicator: Indicator, period: Period, found: Sequence[Observation]
) -> tuple[Observation, ...]:
    """Return those that make the value of a period, in the order of their time."""
    ordered = sorted(found, key=lambda each: (each.span.end, each.span.start, each.iri))
    if ordered and ordered[0].kind == BASELINE:
        return _last(ordered)
    exact = [each for each in ordered if _is_exactly(each, period)]
    parts = [each for each in ordered if each.span.start >= period.start]
    if exact or not parts:
        return _last(exact or ordered)
    return _apart(parts) if indicator.unit in _ADDING_UP else _last(parts)


def _last(ordered: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return those of the last time; amounts of several currencies are of one time."""
    return _apart([each for each in ordered if each.span == ordered[-1].span])


def _apart(found: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return those of which none is of a time of another, the longer and firmer one if two are."""
    kept: list[Observation] = []
    for each in sorted(found, key=_precedence):
        if not any(_overlap(each, other) and each.unit == other.unit for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: (each.span.end, each.iri)))


def _precedence(observation: Observation) -> tuple[int, int, str]:
    days = (observation.span.end - observation.span.start).days
    return -days, -_firmness(observation.status), observation.iri


def _overlap(one: Observation, other: Observation) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _is_exactly(observation: Observation, period: Period) -> bool:
    return (observation.span.start, observation.span.end) == (period.start, period.end)


def _sums(indicator: Indicator, chosen: Iterable[Observation]) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in chosen:
        if each.value is not None:
            unit = each.unit or indicator.unit
            adds_up = unit in found and indicator.unit in _ADDING_UP
            found[unit] = found[unit] + each.value if adds_up else each.value
    return dict(sorted(found.items()))


def _text(period: Period, chosen: Sequence[Observation]) -> str:
    """Return what is said in words, and of which parts the value is unless it is of the whole."""
    said = dict.fromkeys(each.text for each in chosen if each.text)
    if chosen[0].kind == ACTUAL and not _is_whole(period, chosen):
        said[f"of {' and '.join(dict.fromkeys(each.period for each in chosen))}"] = None
    return "; ".join(said)


def _is_whole(period: Period, chosen: Sequence[Observation]) -> bool:
    """Tell whether the times of these observations are together exactly a period."""
    days = {(each.span.start, each.span.end) for each in chosen}
    covered = sum((end - start).days + 1 for start, end in days)
    first, last = min(start for start, _ in days), max(end for _, end in days)
    is_full = covered == (period.end - period.start).days + 1
    return is_full and (first, last) == (period.start, period.end)


def _firmness(status: str) -> int:
    return _FIRMNESS.index(status) if status in _FIRMNESS else 1
