"""A record as its rows give it: one row of most sheets, all rows with one id of the relations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from urllib.parse import quote

from pyoxigraph import NamedNode

from ecograph import standards, vocabulary
from ecograph.cells import split_list
from ecograph.definitions import Column, Model, Sheet
from ecograph.identifiers import entity_iri, slug
from ecograph.ingest.interpret import Interpreter
from ecograph.ingest.meaning import Fault
from ecograph.ingest.rules import record_faults, share_fault
from ecograph.ingest.statements import Cell, Statements, row_problem, statements
from ecograph.records import Problem, Row

_TYPE = f"<{standards.TYPE.value}>"
_INTERNAL = "internal"
_PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that is not yet accepted: its statements, links and problems."""

    sheet: Sheet
    key: str
    iri: str
    types: frozenset[str]
    rows: tuple[Row, ...]
    said: Statements
    internal: bool


class Drafter:
    """Makes drafts of rows, by one model and for one source."""

    def __init__(
        self,
        model: Model,
        base: str,
        unreadable: Mapping[tuple[str, int], Problem],
        *,
        internal: bool,
    ) -> None:
        self._model = model
        self._base = base
        self._organisations = entity_iri(base, "organisation", "")
        self._unreadable = unreadable
        self._internal = internal
        self._interpreter = Interpreter(model)
        self._parted = {
            name
            for name, sheet in model.sheets.items()
            if any(column.party_level for column in sheet.columns)
        }

    def drafts(self, rows: Sequence[Row]) -> Iterator[Draft]:
        """Yield a draft a record, in the order in which the records first appear."""
        groups: dict[str, list[Row]] = {}
        for row in rows:
            if row.sheet in self._parted and _text(row, "id"):
                groups.setdefault(_text(row, "id"), []).append(row)
        for row in rows:
            if row.sheet in self._parted and _text(row, "id"):
                if group := groups.pop(_text(row, "id"), None):
                    yield self._draft(tuple(group))
            else:
                yield self._draft((row,))

    def _draft(self, rows: tuple[Row, ...]) -> Draft:
        problems = tuple(filter(None, map(self._problem, rows)))
        if problems:
            return self._of_unreadable(rows, problems)
        if rows[0].sheet in self._parted:
            return self._of_parties(rows)
        return self._of_one_row(rows[0])

    def _problem(self, row: Row) -> Problem | None:
        return row.problem or self._unreadable.get((row.file, row.line))

    def _of_unreadable(self, rows: tuple[Row, ...], problems: tuple[Problem, ...]) -> Draft:
        """Return a record that is refused for what was wrong with a row of it on reading."""
        sheet = self._model.sheets[rows[0].sheet]
        key = _text(rows[0], "id")
        iri = entity_iri(self._base, sheet.family, key)
        said = Statements((), (), problems)
        return Draft(sheet, key, iri, frozenset({sheet.class_iri}), rows, said, self._internal)

    def _of_one_row(self, row: Row) -> Draft:
        sheet = self._model.sheets[row.sheet]
        cells = tuple(_cells(row, sheet.columns))
        texts = {cell.column.name: cell.text for cell in cells}
        key = texts.get("id", "") if sheet.column("id") else _profile_key(texts)
        iri = entity_iri(self._base, sheet.family, key)
        types = self._types(sheet, cells)
        internal = self._is_internal(cells)
        said = self._said(iri, cells, internal=internal)
        problems = (*_missing(row, sheet.columns, texts), *_between(sheet, row, texts))
        return Draft(sheet, key, iri, types, (row,), _with(said, (iri, types), problems), internal)

    def _of_parties(self, rows: tuple[Row, ...]) -> Draft:
        sheet = self._model.sheets[rows[0].sheet]
        whole = [column for column in sheet.columns if not column.party_level]
        party = [column for column in sheet.columns if column.party_level]
        cells, problems = _agreed(rows, whole)
        texts = {cell.column.name: cell.text for cell in cells}
        key = texts.get("id", "")
        iri = entity_iri(self._base, sheet.family, key)
        types = self._types(sheet, cells)
        internal = self._is_internal(cells)
        problems += _missing(rows[0], whole, texts)
        problems += _between(sheet, rows[0], texts)
        problems += _relation_problems(rows, types, texts)
        said = _with(self._said(iri, cells, internal=internal), (iri, types), problems)
        for row, name in zip(rows, _numbered(map(self._party_name, rows)), strict=True):
            node = f"{iri}/party/{name}"
            part = self._said(node, _cells(row, party), internal=internal)
            missing = _missing(row, party, row.cells)
            involvement = frozenset({vocabulary.CLASS_INVOLVEMENT.value})
            said = _and(said, _with(part, (node, involvement), missing))
            link = f"<{iri}> <{vocabulary.INVOLVEMENT.value}> <{node}> ."
            said = Statements((*said.lines, link), said.links, said.problems)
        return Draft(sheet, key, iri, types, rows, said, internal)

    def _party_name(self, row: Row) -> str:
        """Return who takes part as what: sources that say so of one relation mean one party."""
        role, column = _text(row, "role"), self._model.sheets[row.sheet].column("role")
        concept = self._interpreter.concept(column, role) if column else None
        parties = split_list(_text(row, "organisation"))
        names = sorted(
            quote(each.removeprefix(self._organisations), safe="-_.~") for each in parties
        )
        return "/".join(filter(None, ("+".join(names), slug(concept.code if concept else role))))

    def _said(self, iri: str, cells: Iterable[Cell], *, internal: bool) -> Statements:
        return statements(iri, cells, self._interpreter, public=not internal)

    def _is_internal(self, cells: Iterable[Cell]) -> bool:
        for cell in cells:
            if cell.column.value_type == "visibility":
                concept = self._interpreter.concept(cell.column, cell.text)
                return concept is None or concept.code == _INTERNAL
        return self._internal

    def _types(self, sheet: Sheet, cells: Iterable[Cell]) -> frozenset[str]:
        """Return the classes of a record: its sheet's, and that of its kind or form."""
        found = {
            term.value
            for cell in cells
            if cell.column.property_iri in _CLASSIFYING
            for term in self._classes(cell)
        }
        # A cluster is a collaboration and no organisation, though both stand in one sheet.
        if vocabulary.CLASS_CLUSTER.value in found:
            return frozenset({vocabulary.CLASS_CLUSTER.value})
        if sheet.family == "organisation":
            found.add(standards.CLASS_ORGANISATION.value)
        return frozenset({sheet.class_iri, *found})

    def _classes(self, cell: Cell) -> Iterator[NamedNode]:
        concept = self._interpreter.concept(cell.column, cell.text)
        for property_iri in (vocabulary.CLASS, vocabulary.RELATION_CLASS):
            if concept:
                terms = self._model.inherited(concept, property_iri.value)
                yield from (term for term in terms if isinstance(term, NamedNode))


_CLASSIFYING = frozenset({vocabulary.KIND.value, vocabulary.FORM.value})


def _text(row: Row, column: str) -> str:
    return row.cells.get(column, "").strip()


def _cells(row: Row, columns: Iterable[Column]) -> Iterator[Cell]:
    for column in columns:
        if text := row.cells.get(column.name, "").strip():
            yield Cell(column, text, row)


def _agreed(rows: Sequence[Row], columns: Iterable[Column]) -> tuple[list[Cell], list[Problem]]:
    """Return the cells that all rows of a relation share, and where rows disagree."""
    cells: list[Cell] = []
    problems: list[Problem] = []
    for column in columns:
        filled = [cell for row in rows for cell in _cells(row, (column,))]
        cells += filled[:1]
        for cell in filled[1:]:
            if cell.text != filled[0].text:
                reason = f"disagrees with row {filled[0].row.line} of the same relation, "
                remedy = "Give its rows the same value, or empty the cell in all but one."
                fault = Fault(f"{reason}which says “{filled[0].text}”.", remedy)
                problems.append(row_problem(cell.row, column.name, cell.text, fault))
    return cells, problems


def _missing(row: Row, columns: Iterable[Column], texts: Mapping[str, str]) -> Iterator[Problem]:
    for column in columns:
        if column.required and not texts.get(column.name, "").strip():
            remedy = column.message or f"Fill in the column {column.name}."
            yield row_problem(row, column.name, "", Fault("is missing.", remedy))


def _between(sheet: Sheet, row: Row, texts: Mapping[str, str]) -> Iterator[Problem]:
    for column, fault in record_faults(sheet, texts):
        yield row_problem(row, column, texts.get(column, ""), fault)


def _relation_problems(
    rows: Sequence[Row], types: frozenset[str], texts: Mapping[str, str]
) -> Iterator[Problem]:
    if fault := share_fault([_text(row, "share") for row in rows]):
        last = [row for row in rows if _text(row, "share")][-1]
        yield row_problem(last, "share", _text(last, "share"), fault)
    if vocabulary.CLASS_PRESENCE.value in types and not texts.get("country"):
        fault = Fault("is missing: a presence is somewhere.", "Fill in the country.")
        yield row_problem(rows[0], "country", "", fault)


def _profile_key(texts: Mapping[str, str]) -> str:
    """Return the key of the one row that needs no id: the cluster that it is about."""
    return slug(texts.get("cluster", "").rstrip("/").rsplit("/", 1)[-1]) or _PROFILE


def _numbered(names: Iterable[str]) -> Iterator[str]:
    """Yield names of which none is like another: from the second on they end in a number."""
    taken = {""}
    for name in names:
        forms = chain((name,), (f"{name}/{number}" for number in count(2)))
        taken.add(free := next(form for form in forms if form not in taken))
        yield free


def _with(
    said: Statements, typed: tuple[str, frozenset[str]], problems: Iterable[Problem]
) -> Statements:
    iri, types = typed
    lines = (f"<{iri}> {_TYPE} <{each}> ." for each in sorted(types))
    return Statements((*lines, *said.lines), said.links, (*problems, *said.problems))


def _and(one: Statements, other: Statements) -> Statements:
    return Statements(
        one.lines + other.lines, one.links + other.links, one.problems + other.problems
    )
