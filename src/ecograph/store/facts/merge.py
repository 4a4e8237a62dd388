"""One set of facts out of many sources: duplicates gone, matches applied, first source first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ecograph.definitions import shipped_model
from ecograph.records import Match
from ecograph.store.facts import derived
from ecograph.store.facts.lines import ALT_LABEL, LABEL, Fact, facts, line
from ecograph.store.facts.matching import canonical, match_lines, matches


@dataclass(frozen=True, slots=True)
class SourceLines:
    """The facts of one source that a reader may see, and whether its organisations are matched."""

    lines: frozenset[str]
    match: bool = True


@dataclass(frozen=True, slots=True)
class Merged:
    """The facts of all sources as one set of N-Triples lines, and what was joined for it."""

    lines: frozenset[str]
    matches: tuple[Match, ...]
    conflicts: int


def merge(ontology: frozenset[str], sources: Sequence[SourceLines]) -> Merged:
    """Return the merge of the ontology and of sources in the order of their first load.

    Where two sources give one thing different values of a property that has one value only, the
    first source's stays; another name is kept as an alternative name.
    """
    found = matches([source.lines for source in sources if source.match])
    single = _single_valued()
    renamed = {f"<{old}>": f"<{new}>" for old, new in canonical(found).items()}
    merged = set(facts(ontology))
    conflicts = 0
    known: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        conflicts += _add(merged, known, _renamed(facts(source.lines), renamed), single)
    merged |= derived.facts_of(merged)
    return Merged(frozenset(map(line, merged)) | match_lines(found), found, conflicts)


@cache
def _single_valued() -> frozenset[str]:
    """Return the properties of which a thing has one value: no column takes a list of them."""
    columns = [column for sheet in shipped_model().sheets.values() for column in sheet.columns]
    lists = {column.property_iri for column in columns if column.is_list}
    return frozenset(f"<{c.property_iri}>" for c in columns if c.property_iri not in lists)


def _renamed(found: Iterable[Fact], renamed: Mapping[str, str]) -> Iterable[Fact]:
    if not renamed:
        return found
    return (
        (renamed.get(subject, subject), predicate, renamed.get(value, value))
        for subject, predicate, value in found
    )


def _add(
    merged: set[Fact],
    known: dict[tuple[str, str], set[str]],
    source: Iterable[Fact],
    single: frozenset[str],
) -> int:
    """Add a source's facts, sorted so that the outcome does not hang on the order of a set."""
    conflicts = 0
    own: dict[tuple[str, str], set[str]] = {}
    for fact in sorted(source):
        subject, predicate, value = fact
        if predicate not in single:
            merged.add(fact)
            continue
        earlier = known.get((subject, predicate))
        if earlier is None or value in earlier:
            own.setdefault((subject, predicate), set()).add(value)
            merged.add(fact)
        elif predicate == LABEL:
            merged.add((subject, ALT_LABEL, value))
        else:
            conflicts += 1
    for key, values in own.items():
        known.setdefault(key, set()).update(values)
    return conflicts
