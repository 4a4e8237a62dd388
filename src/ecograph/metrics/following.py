"""Whether partnerships that ended led to another one, within a fixed time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from ecograph import vocabulary
from ecograph.metrics.comparison import Changing, Comparison
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level
from ecograph.network import Affiliations, Relation
from ecograph.periods import date_span

_PARTNERSHIP = vocabulary.CLASS_PARTNERSHIP.value
_YEARS = 3


def _ended(asked: Changing) -> Iterator[tuple[Relation, date]]:
    """Yield the partnerships that ended so long ago that their time to be followed is over."""
    here = asked.organisations(asked.now) | asked.organisations(asked.before)
    for relation in asked.affiliations.relations.values():
        if _PARTNERSHIP in relation.classes and relation.end and not relation.is_planned:
            until = _years_after(date_span(relation.end).end)
            if until <= asked.now.period.end and _is_local(asked, relation, here):
                yield relation, until


def _is_local(asked: Changing, relation: Relation, here: frozenset[str]) -> bool:
    """Tell whether a party is one of these organisations, as it is followed."""
    return any(
        asked.followed.get(party.organisation, party.organisation) in here
        for party in relation.parties
    )


def _years_after(day: date) -> date:
    try:
        return day.replace(year=day.year + _YEARS)
    except ValueError:
        return day.replace(year=day.year + _YEARS, day=28)


def _followers(affiliations: Affiliations) -> Mapping[str, list[Relation]]:
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation in affiliations.relations.values():
        if not relation.is_planned and relation.span:
            for earlier in relation.follows:
                found[earlier].append(relation)
    return found


def _follow_on(asked: Changing) -> Finding:
    later = _followers(asked.affiliations)
    ended = list(_ended(asked))
    if not ended:
        return Finding(reason=Reason.UNDEFINED)
    followed = sum(any(_in_time(each, until) for each in later[old.iri]) for old, until in ended)
    parts = (
        Part(("ended",), ("Ended long enough ago",), len(ended)),
        Part(("followed",), ("Followed in time",), followed),
    )
    return Finding(followed / len(ended), parts)


def _in_time(later: Relation, until: date) -> bool:
    return later.span is not None and later.span.start <= until


def _evidence(asked: Changing, key: Key) -> tuple[str, ...]:
    later = _followers(asked.affiliations)
    found = set[str]()
    for old, until in _ended(asked):
        after = [each.iri for each in later[old.iri] if _in_time(each, until)]
        if after or not key or key[0] == "ended":
            found.update((old.iri, *after))
    return tuple(sorted(found))


MEASURES = (
    Comparison(
        id="follow-on-rate",
        title="Share of partnerships that led to another",
        definition=(
            "Of the partnerships of organisations of the network that ended three years or more "
            "before the end of the period, the share that another relation follows, stated as "
            "following it, which began within three years of the end. Those that ended later are "
            "too young and left out. Undefined without any."
        ),
        formula="ended and followed within 3 years / ended at least 3 years ago",
        source="The partnerships of the register and what follows what",
        unit="share",
        direction=Direction.UP,
        level=Level.TABLE,
        explanation="Whether working together once makes partners want to go on.",
        basis=Basis.TIES,
        finding=_follow_on,
        evidence=_evidence,
        answers=Answers(*[Reason.UNDEFINED] * 4),
    ),
)
