"""Observations of indicators as claims: what each is a value of, and which contradict another."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecograph import vocabulary
from ecograph.errors import BadParameterError
from ecograph.periods import Span, period_span
from ecograph.store.facts.lines import eco, facts, literal_text

_ACTUAL = f"<{vocabulary.concept('value-kinds', 'actual').value}>"
_REPORTED = f"<{vocabulary.concept('ways-of-knowing', 'reported').value}>"
_CURRENCY = re.compile('"[A-Z]{3}"')
_LOCKED = f"<{vocabulary.concept('observation-statuses', 'locked').value}>"
_INDICATOR, _PERIOD = eco("indicator"), eco("period")
_ABOUT, _GROUP, _KIND = eco("about"), eco("group"), eco("valueKind")
_UNIT, _WAY = eco("unit"), eco("wayOfKnowing")
_STATUS, _SUPERSEDES = eco("observationStatus"), eco("supersedes")
_FIRST_MONTH = eco("firstMonth")
# What an observation says under each predicate, as N-Triples writes it.
Said = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """An observation of an indicator; IRIs and values stand as N-Triples writes them.

    The key says what it is a value of: indicator, thing, group, kind of value, way of knowing, and
    of an amount the currency.
    """

    iri: str
    indicator: str
    kind: str
    key: tuple[str, ...]
    span: Span | None
    is_locked: bool
    supersedes: frozenset[str]
    said: Said

    def is_of_the_same(self, other: "Claim") -> bool:
        """Tell whether both have one key and are partly of one time."""
        if self.span is None or other.span is None or self.key != other.key:
            return False
        return self.span.start <= other.span.end and other.span.start <= self.span.end


def claims(lines: Iterable[str], first_month: int) -> dict[str, Claim]:
    """Return the observations of indicators among N-Triples lines, by IRI."""
    said = sayings(lines)
    return {
        subject: _claim(subject, each, first_month)
        for subject, each in said.items()
        if _INDICATOR in each
    }


def sayings(lines: Iterable[str]) -> dict[str, Said]:
    """Return what N-Triples lines say of each subject, by predicate."""
    found: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value in facts(lines):
        found.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    return {
        subject: {predicate: frozenset(values) for predicate, values in said.items()}
        for subject, said in found.items()
    }


def observed(lines: Iterable[str]) -> frozenset[str]:
    """Return the IRIs of the observations of indicators among N-Triples lines."""
    mark = f" {_INDICATOR} "
    return frozenset(line.split(" ", 1)[0] for line in lines if mark in line)


def speaking_of(subjects: frozenset[str], lines: Iterable[str]) -> Iterator[str]:
    """Yield those of N-Triples lines that speak of these subjects."""
    if subjects:
        yield from (line for line in lines if line.split(" ", 1)[0] in subjects)


def first_month(lines: Iterable[str]) -> int | None:
    """Return the month in which a reporting year begins by a profile among lines, None for none."""
    mark = f" {_FIRST_MONTH} "
    said = sorted(literal_text(value) for _, _, value in facts(x for x in lines if mark in x))
    return next((int(text) for text in said if text.isdigit() and 1 <= int(text) <= 12), None)


def successors(found: Mapping[str, Claim], of: str) -> Iterator[str]:
    """Yield what an observation supersedes, directly or by way of others, each once."""
    seen: set[str] = set()
    waiting = [of]
    while waiting:
        here = found.get(waiting.pop())
        new = (here.supersedes if here else frozenset()) - seen
        seen |= new
        waiting += new
        yield from sorted(new)


def conflicts(found: Mapping[str, Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield each two observations of the same of which neither supersedes the other."""
    alike: dict[tuple[str, ...], list[Claim]] = {}
    for claim in found.values():
        alike.setdefault(claim.key, []).append(claim)
    for group in alike.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if one.is_of_the_same(other) and not _is_succession(found, one.iri, other.iri):
                    yield one, other


def _is_succession(found: Mapping[str, Claim], one: str, other: str) -> bool:
    return one in successors(found, other) or other in successors(found, one)


def _claim(subject: str, said: Said, month: int) -> Claim:
    def one(predicate: str, usual: str = "") -> str:
        return min(said.get(predicate, ()), default=usual)

    indicator, kind, unit = one(_INDICATOR), one(_KIND, _ACTUAL), one(_UNIT)
    currency = unit if _CURRENCY.fullmatch(unit) else ""
    return Claim(
        iri=subject,
        indicator=indicator,
        kind=kind,
        key=(indicator, one(_ABOUT), one(_GROUP), kind, one(_WAY, _REPORTED), currency),
        span=_span(one(_PERIOD), month),
        is_locked=one(_STATUS) == _LOCKED,
        supersedes=said.get(_SUPERSEDES, frozenset()),
        said=said,
    )


def _span(literal: str, month: int) -> Span | None:
    if not literal.startswith('"'):
        return None
    try:
        return period_span(literal_text(literal), month)
    except BadParameterError:
        return None
