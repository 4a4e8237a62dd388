"""What is part of what: clusters, parks, units and programmes, as a map folds and unfolds them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ecograph.store import Reader, rows


@dataclass(frozen=True, slots=True)
class Nesting:
    """The parts of each whole, by name, and what parts and wholes are called."""

    parts: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]

    def children(self, whole: str) -> tuple[str, ...]:
        """Return what is directly part of a whole, in the order of names."""
        return self.parts.get(whole, ())

    def outermost(self) -> Iterator[str]:
        """Yield the wholes that are part of nothing else, by name."""
        inside = {part for parts in self.parts.values() for part in parts}
        yield from (whole for whole in self.parts if whole not in inside)


def nesting(reader: Reader, *, internal: bool) -> Nesting:
    """Return what is part of what, as the public or as staff may see it."""
    parts: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, str] = {}
    for row in rows(reader, "network/nesting", internal=internal):
        parts[row["whole"]][row["part"]] = None
        names.setdefault(row["whole"], row["whole_name"])
        names.setdefault(row["part"], row["part_name"])
    return Nesting(
        MappingProxyType({whole: tuple(found) for whole, found in parts.items()}),
        MappingProxyType(names),
    )
