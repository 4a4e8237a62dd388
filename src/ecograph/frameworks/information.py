"""What the register informs of: its facts by category of information and by practice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from ecograph.frameworks.rows import ask_rows, local_name
from ecograph.store import Reader, Row

CATEGORIES = "information-categories"
PRACTICES = "collection-practices"


@dataclass(frozen=True, slots=True)
class Listed:
    """A code of one of the two lists, with the codes that it serves: practices serve categories."""

    iri: str
    code: str
    name: str
    informs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact that the register holds: a class, a code or a property, with its number."""

    iri: str
    name: str
    facts: int


@dataclass(frozen=True, slots=True)
class Category:
    """A category of information with the kinds of fact that belong to it, most facts first."""

    listed: Listed
    kinds: tuple[Kind, ...]

    @property
    def facts(self) -> int:
        """Return how many facts belong to it."""
        return sum(kind.facts for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Information:
    """All categories, those without facts too, and the kinds of fact that belong to none."""

    categories: tuple[Category, ...]
    unassigned: tuple[Kind, ...]

    def of(self, code: str) -> Category:
        """Return the category of this code."""
        return next(each for each in self.categories if each.listed.code == code)


@dataclass(frozen=True, slots=True)
class Cell:
    """A practice and a category: whether the one serves the other, and how many facts show it."""

    is_linked: bool
    facts: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Practices of collecting information by categories of information.

    A fact that cites documents of two practices counts under both. Without a practice are the
    facts of a category of which no document says how it was collected.
    """

    practices: tuple[Listed, ...]
    categories: tuple[Listed, ...]
    cells: Mapping[tuple[str, str], Cell]
    without_practice: Mapping[str, int]

    @property
    def links(self) -> int:
        """Return how many links the matrix has."""
        return sum(cell.is_linked for cell in self.cells.values())

    def facts_of(self, practice: str) -> int:
        """Return how many facts a practice recorded."""
        return sum(self.cells[practice, each.code].facts for each in self.categories)


def information(reader: Reader, *, internal: bool) -> Information:
    """Return what the register holds of each category of information, of all years."""
    ask = partial(ask_rows, reader, internal=internal)
    belongs = categories_of_kinds(ask("information-kinds"))
    found: dict[str, list[Kind]] = defaultdict(list)
    for row in ask("information-facts"):
        kind = Kind(row["kind"], _name(row), int(row["facts"]))
        found[belongs.get(kind.iri, "")].append(kind)
    categories = _lists(ask("information-lists"))[CATEGORIES]
    return Information(
        tuple(Category(each, _largest_first(found[each.iri])) for each in categories),
        _largest_first(found[""]),
    )


def matrix(reader: Reader, *, internal: bool) -> Matrix:
    """Return practices by categories, with the facts that each practice recorded."""
    ask = partial(ask_rows, reader, internal=internal)
    belongs = categories_of_kinds(ask("information-kinds"))
    lists = _lists(ask("information-lists"))
    facts: dict[tuple[str, str], int] = defaultdict(int)
    for row in ask("information-practices"):
        facts[row["practice"], belongs.get(row["kind"], "")] += int(row["facts"])
    practices, categories = lists[PRACTICES], lists[CATEGORIES]
    cells = {
        (practice.code, category.code): Cell(
            category.iri in practice.informs, facts[practice.iri, category.iri]
        )
        for practice in practices
        for category in categories
    }
    unknown = {category.code: facts["", category.iri] for category in categories}
    return Matrix(practices, categories, MappingProxyType(cells), MappingProxyType(unknown))


def categories_of_kinds(rows: Iterable[Row]) -> Mapping[str, str]:
    """Return the category of each kind of fact: its own, else that of the nearest above it.

    Above a code stand the broader code and then its class, above a class the wider one.
    """
    own: dict[str, str] = {}
    above: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["category"]:
            own[row["kind"]] = row["category"]
        # What is broader stands before the class, whatever the order of the rows.
        above[row["kind"]] = [
            *([row["broader"]] if row["broader"] else []),
            *above[row["kind"]],
            *([row["class"]] if row["class"] else []),
        ]
    found = {kind: _nearest(kind, own, above) for kind in {*own, *above}}
    return MappingProxyType({kind: category for kind, category in found.items() if category})


def _nearest(kind: str, own: Mapping[str, str], above: Mapping[str, list[str]]) -> str:
    waiting = [kind]
    for here in waiting:
        if here in own:
            return own[here]
        waiting.extend(each for each in above.get(here, ()) if each not in waiting)
    return ""


def _name(row: Row) -> str:
    name = row["name"] or local_name(row["kind"])
    return name[:1].upper() + name[1:]


def _lists(rows: Iterable[Row]) -> Mapping[str, tuple[Listed, ...]]:
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    informs: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[local_name(row["scheme"])].setdefault(row["concept"], row)
        informs[row["concept"]].add(row["informs"])
    return {scheme: tuple(_listed(concepts, informs)) for scheme, concepts in found.items()}


def _listed(concepts: Mapping[str, Row], informs: Mapping[str, set[str]]) -> Iterator[Listed]:
    for iri, row in sorted(concepts.items(), key=lambda item: _place(item[1])):
        code = row["code"] or local_name(iri)
        yield Listed(iri, code, row["name"] or code, frozenset(informs[iri] - {""}))


def _place(row: Row) -> tuple[bool, int, str]:
    """Return where a code stands in its list: in its order, those without one last."""
    return not row["order"], int(row["order"] or 0), row["concept"]


def _largest_first(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    return tuple(sorted(kinds, key=lambda kind: (-kind.facts, kind.iri)))
