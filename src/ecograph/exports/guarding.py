"""Take out of results what would tell another cluster of a small group of people or of facts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ecograph.exports.results import REPORTED, Results, ResultValue
from ecograph.frameworks import Frameworks, Silence, withholding
from ecograph.frameworks.observations import TARGET
from ecograph.frameworks.withholding import shown_counts

_PEOPLE = frozenset({"people", "employees", "students", "applicants", "contacts", "FTE"})


def for_others(results: Results, until: date) -> Results:
    """Return results in which figures of groups below the minimum size are withheld.

    What is of a time that is not over by a day is left out: it can still change.

    Withheld are fewer people than that, the values of groups from which these could be worked out,
    and what is computed from fewer facts where some are internal: what public facts say of
    organisations is known to all. The minimum is the profile's.
    """
    frameworks = results.frameworks
    minimum = minimum_of(frameworks)
    alike: dict[tuple[object, ...], list[ResultValue]] = defaultdict(list)
    finished = [each for each in results.values if each.kind == TARGET or each.period.end <= until]
    for each in finished:
        alike[each.key[:4]].append(each)
    hidden = {
        each.key
        for group in alike.values()
        for each in _hidden(group, minimum, has_internal=frameworks.is_internal)
    }
    return Results(
        frameworks,
        tuple(_withheld(each) if each.key in hidden else each for each in finished),
    )


def minimum_of(frameworks: Frameworks) -> int:
    """Return the size below which a group is withheld, by the register's profile."""
    return withholding.minimum_of(frameworks.profile)


def _hidden(
    values: Sequence[ResultValue], minimum: int, *, has_internal: bool
) -> Iterator[ResultValue]:
    """Yield what is to be withheld of the values of one indicator, time, kind and way."""
    known = [each for each in values if each.value is not None and each.kind != TARGET]
    for each in known:
        if _is_of_people(each) and each.value is not None and 0 < each.value < minimum:
            yield each
        if has_internal and each.known_by != REPORTED and each.facts:
            # How many facts each of several amounts rests on is not known.
            is_one_of_several = len({one.unit for one in known}) > 1
            if each.facts < minimum or is_one_of_several:
                yield each
    counts = _counts(known)
    total = sum(int(each.value or 0) for each in known if not each.group)
    if counts and sum(counts.values()) == total:
        shown = shown_counts(counts, minimum, adds_up=True)
        yield from (each for each in known if each.group and shown[each.group] is None)


def _counts(known: Sequence[ResultValue]) -> Mapping[str, int]:
    """Return how many people each group counts; nothing for what is not counted in people."""
    groups = [each for each in known if each.group and _is_of_people(each)]
    return {each.group: int(each.value) for each in groups if each.value is not None}


def _is_of_people(value: ResultValue) -> bool:
    return value.unit in _PEOPLE or bool(value.group)


def _withheld(value: ResultValue) -> ResultValue:
    return replace(value, value=None, reason=Silence.TOO_SMALL_GROUP, facts=0)
