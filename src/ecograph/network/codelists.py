"""Make lists of codes from rows; a kind takes its groups from a broader one if it states none."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from ecograph.network.codes import UNKNOWN, Code, Codes


def codes(rows: Iterable[Mapping[str, str]]) -> Codes:
    """Return the lists of codes that these rows of the query `codes` describe."""
    found: dict[str, Mapping[str, str]] = {}
    for row in rows:
        found.setdefault(row["concept"], row)
    names = {iri: row["code"] or _last(iri) for iri, row in found.items()}
    lists: dict[str, list[Code]] = defaultdict(list)
    for iri, row in found.items():
        lists[_last(row["scheme"])].append(_code(found, names, iri))
    return Codes(
        lists=MappingProxyType({scheme: tuple(codes) for scheme, codes in lists.items()}),
        by_iri=MappingProxyType({code.iri: code for each in lists.values() for code in each}),
    )


def _code(found: Mapping[str, Mapping[str, str]], names: Mapping[str, str], iri: str) -> Code:
    def group(column: str) -> str:
        value = _nearest(found, iri, column)
        return names.get(value, _last(value))

    umbrella = _nearest(found, iri, "umbrella_kind")
    is_umbrella = umbrella in found and found[umbrella]["umbrella"] == "true"
    return Code(
        iri=iri,
        code=names[iri],
        name=found[iri]["name"] or names[iri],
        umbrella_kind=names[umbrella] if is_umbrella else UNKNOWN,
        helix=group("helix"),
        diversity_group=group("group"),
        is_umbrella=found[iri]["umbrella"] == "true",
    )


def _nearest(found: Mapping[str, Mapping[str, str]], iri: str, column: str) -> str:
    """Return what a concept says in a column, or else the nearest broader one that says it."""
    for above in _upwards(found, iri):
        row = found[above]
        if column == "umbrella_kind" and row["umbrella"] == "true":
            return above
        if column == "helix" and row["helix_unknown"] == "true":
            return ""
        if row[column]:
            return row[column]
    return ""


def _upwards(found: Mapping[str, Mapping[str, str]], iri: str) -> Iterator[str]:
    seen: set[str] = set()
    while iri in found and iri not in seen:
        yield iri
        seen.add(iri)
        iri = found[iri]["broader"]


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
