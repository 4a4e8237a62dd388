"""Who is who: organisations of different sources that bear the same identifier are one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ecograph.records import Match
from ecograph.store.facts.lines import IDENTIFIER, SAME_AS, eco, facts, line, literal_text

# In order of trust. A PIC, a ROR or a LEI stands for one body: two that differ keep two records
# apart even where they share a VAT number, as the institutes of one legal body do.
_SCHEMES = ("pic", "ror", "lei", "registry", "vat")
_TELLING_APART = ("pic", "ror", "lei")
_COUNTRY = eco("country")


@dataclass(slots=True)
class _Records:
    """What the sources say of the identity of each organisation."""

    identifiers: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    countries: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # (scheme, value) → source → organisations, in the order of the sources
    bearers: dict[tuple[str, str], dict[int, set[str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )


def matches(sources: Sequence[frozenset[str]]) -> tuple[Match, ...]:
    """Return which organisations are one, over sources in the order of their first load.

    An identifier that two organisations of one source share tells nothing and matches nobody.
    """
    records = _records(sources)
    kept: dict[str, str] = {}
    found: list[Match] = []
    for scheme in _SCHEMES:
        for (_, value), bearers in sorted(_of_scheme(records, scheme).items()):
            found += _join(records, kept, scheme, value, bearers)
    return tuple(found)


def canonical(found: Sequence[Match]) -> Mapping[str, str]:
    """Return, for each organisation that was merged, the IRI that stays."""
    direct = {match.merged: match.kept for match in found}
    return {merged: _root(direct, merged) for merged in direct}


def match_lines(found: Sequence[Match]) -> frozenset[str]:
    """Return the matches as N-Triples lines: what stays is the same as what was merged into it."""
    roots = canonical(found)
    return frozenset(line((f"<{kept}>", SAME_AS, f"<{old}>")) for old, kept in roots.items())


def _records(sources: Sequence[frozenset[str]]) -> _Records:
    records = _Records()
    for number, source in enumerate(sources):
        for subject, predicate, value in facts(source):
            if predicate == IDENTIFIER:
                scheme = value[value.rindex("/") + 1 : -1]
                text = literal_text(value)
                records.identifiers[subject][scheme].add(text)
                records.bearers[scheme, text].setdefault(number, set()).add(subject)
            elif predicate == _COUNTRY:
                records.countries[subject].add(value)
    return records


def _of_scheme(records: _Records, scheme: str) -> dict[tuple[str, str], dict[int, set[str]]]:
    return {key: bearers for key, bearers in records.bearers.items() if key[0] == scheme}


def _join(
    records: _Records, kept: dict[str, str], scheme: str, value: str, bearers: dict[int, set[str]]
) -> list[Match]:
    if any(len(organisations) > 1 for organisations in bearers.values()):
        return []
    ordered = [next(iter(bearers[number])) for number in sorted(bearers)]
    found = []
    for organisation in ordered[1:]:
        first, other = _root(kept, ordered[0]), _root(kept, organisation)
        if first != other and not _are_apart(records, first, other):
            kept[other] = first
            _take_over(records, first, other)
            found.append(Match(first[1:-1], other[1:-1], scheme, value))
    return found


def _are_apart(records: _Records, first: str, other: str) -> bool:
    countries = records.countries[first], records.countries[other]
    if all(countries) and countries[0].isdisjoint(countries[1]):
        return True
    ours, theirs = records.identifiers[first], records.identifiers[other]
    return any(
        ours[scheme] and theirs[scheme] and ours[scheme].isdisjoint(theirs[scheme])
        for scheme in _TELLING_APART
    )


def _take_over(records: _Records, first: str, other: str) -> None:
    for scheme, values in records.identifiers[other].items():
        records.identifiers[first][scheme] |= values
    records.countries[first] |= records.countries[other]


def _root(kept: Mapping[str, str], organisation: str) -> str:
    while organisation in kept:
        organisation = kept[organisation]
    return organisation
