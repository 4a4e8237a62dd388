"""A mapping file: its tables, the sheets they become, and what fills each column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ecograph.definitions import Model
from ecograph.errors import InputError
from ecograph.ingest.mapping.fill import Fill, fill
from ecograph.ingest.mapping.yamltext import read_yaml

_YES = frozenset({"yes", "true"})
_NO = frozenset({"no", "false"})
_COLUMN = ("from", "lookup", "match", "take", "pattern", "split", "map", "otherwise")


@dataclass(frozen=True, slots=True)
class Lookup:
    """The rows of another table that have, in one column, the text that this row gives."""

    file: str
    column: str
    text: Fill


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What fills a column: a text, perhaps from another table, cut out, split and translated."""

    text: Fill
    lookup: Lookup | None = None
    pattern: re.Pattern[str] | None = None
    split: str = ""
    meanings: Mapping[str, str] | None = None
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """How a table, or rows that stand in the mapping itself, become rows of a sheet."""

    sheet: str
    file: str
    rows: Sequence[Mapping[str, str]]
    columns: Mapping[str, ColumnRule]
    once: bool


def read_mapping(path: Path, model: Model) -> tuple[TableRule, ...]:
    """Return the tables of a mapping file; raises InputError with everything wrong in it."""
    reader = _Reader(model)
    top = reader.mapping(read_yaml(path), "the file", ("tables", "description"))
    listed = reader.sequence(top.get("tables"), "tables")
    tables = tuple(reader.table(each, number) for number, each in enumerate(listed, 1))
    if reader.wrong:
        raise InputError(f"{path} is no mapping that can be used:\n" + "\n".join(reader.wrong))
    return tables


class _Reader:
    """Reads the parts of a mapping and collects what is wrong with them."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.wrong: list[str] = []

    def mapping(
        self, value: object, where: str, keys: Sequence[str] | None = None
    ) -> Mapping[str, object]:
        """Return keys and values; a key that is not among those given is wrong."""
        if not isinstance(value, dict):
            self.wrong.append(f"{where}: write keys and values here.")
            return {}
        for key in value if keys is not None else ():
            if key not in (keys or ()):
                near = get_close_matches(str(key), keys or (), 1)
                meant = f"Did you mean “{near[0]}”?" if near else "Take it out."
                self.wrong.append(f"{where}: “{key}” is not known here. {meant}")
        return {str(key): each for key, each in value.items()}

    def sequence(self, value: object, where: str) -> Sequence[object]:
        """Return the items of a list."""
        if not isinstance(value, list):
            self.wrong.append(f"{where}: write a list here, each item after a hyphen.")
            return ()
        return tuple(value)

    def text(self, value: object, where: str) -> str:
        """Return a text."""
        if not isinstance(value, str):
            self.wrong.append(f"{where}: write a text here.")
            return ""
        return value

    def texts(self, value: object, where: str) -> Mapping[str, str]:
        """Return keys and their texts, whatever the keys are."""
        pairs = self.mapping(value, where)
        return {key: self.text(each, f"{where}, {key}") for key, each in pairs.items()}

    def table(self, value: object, number: int) -> TableRule:
        """Return one table of the mapping."""
        where = f"table {number}"
        table = self.mapping(value, where, ("sheet", "file", "rows", "columns", "once"))
        name = self.text(table.get("sheet", ""), f"{where}, sheet")
        sheet = self._model.sheets.get(name)
        if not sheet:
            known = ", ".join(self._model.sheets)
            self.wrong.append(f"{where}: “{name}” is no sheet. There are {known}.")
        if table.keys() & {"file", "rows", "columns"} not in ({"file", "columns"}, {"rows"}):
            self.wrong.append(f"{where}: give either file and columns, or rows.")
        names = [column.name for column in sheet.columns] if sheet else None
        where = f"{where} ({name})"
        return TableRule(
            name,
            self.text(table.get("file", ""), f"{where}, file"),
            self._rows(table.get("rows", []), names, where),
            self._columns(table.get("columns", {}), names, where),
            self._is_yes(table.get("once", "no"), f"{where}, once"),
        )

    def _is_yes(self, value: object, where: str) -> bool:
        if value not in _YES | _NO:
            self.wrong.append(f"{where}: write yes or no.")
        return value in _YES

    def _rows(
        self, value: object, names: Sequence[str] | None, where: str
    ) -> Sequence[Mapping[str, str]]:
        rows = self.sequence(value, f"{where}, rows")
        for number, row in enumerate(rows, 1):
            self.mapping(row, f"{where}, row {number}", names)
        return [self.texts(row, where) for row in rows if isinstance(row, dict)]

    def _columns(
        self, value: object, names: Sequence[str] | None, where: str
    ) -> Mapping[str, ColumnRule]:
        columns = self.mapping(value, f"{where}, columns", names)
        return {name: self._column(each, f"{where}, {name}") for name, each in columns.items()}

    def _column(self, value: object, where: str) -> ColumnRule:
        if isinstance(value, str):
            return ColumnRule(self._fill(value, where))
        rule = self.mapping(value, where, _COLUMN)
        if rule.keys() & set(_COLUMN[:4]) not in ({"from"}, {"lookup", "match", "take"}):
            self.wrong.append(f"{where}: give either from, or lookup with match and take.")
        return ColumnRule(
            self._fill(rule.get("take", rule.get("from", "")), where),
            self._lookup(rule, where) if "lookup" in rule else None,
            self._pattern(rule["pattern"], where) if "pattern" in rule else None,
            self.text(rule.get("split", ""), f"{where}, split"),
            self.texts(rule["map"], f"{where}, map") if "map" in rule else None,
            self.text(rule["otherwise"], where) if "otherwise" in rule else None,
        )

    def _fill(self, value: object, where: str) -> Fill:
        made = fill(self.text(value, where))
        if isinstance(made, Fill):
            return made
        self.wrong.append(f"{where}: {made}")
        return Fill(())

    def _lookup(self, rule: Mapping[str, object], where: str) -> Lookup:
        match = self.texts(rule.get("match", {}), f"{where}, match")
        if len(match) != 1:
            self.wrong.append(f"{where}, match: name one column of the other table and a text.")
        column, text = next(iter(match.items()), ("", ""))
        file = self.text(rule["lookup"], f"{where}, lookup")
        return Lookup(file, column, self._fill(text, where))

    def _pattern(self, value: object, where: str) -> re.Pattern[str] | None:
        text = self.text(value, f"{where}, pattern")
        try:
            pattern = re.compile(text)
        except re.error as error:
            self.wrong.append(f"{where}, pattern: “{text}” is no regular expression: {error}.")
            return None
        if pattern.groups != 1:
            self.wrong.append(f"{where}, pattern: put what is wanted into one pair of brackets.")
            return None
        return pattern
