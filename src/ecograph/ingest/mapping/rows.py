"""Make rows of sheets from any tables, as a mapping file says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from ecograph.cells import join_list
from ecograph.definitions import Model
from ecograph.errors import InputError
from ecograph.ingest import workbook
from ecograph.ingest.layout import ReadRows
from ecograph.ingest.mapping.document import ColumnRule, TableRule, read_mapping
from ecograph.ingest.mapping.lookups import Lookups
from ecograph.ingest.tables import SUFFIXES, InputTable, read_table
from ecograph.ingest.workbook import read_workbook
from ecograph.records import Problem, Row


def read_mapped(files: Sequence[Path], mapping: Path, model: Model) -> ReadRows:
    """Return the rows that a mapping makes of files; raises InputError where it does not fit."""
    rules = read_mapping(mapping, model)
    tables = _tables(files, rules)
    _refuse_unknown_columns(rules, tables, mapping)
    lookups = Lookups(tables)
    rows = list(_rows(rules, tables, lookups, str(mapping)))
    unread = [each for rule in rules if rule.file for each in _unread(rule, tables[rule.file])]
    used = [table for name, table in tables.items() if any(rule.file == name for rule in rules)]
    remarks = [remark for table in tables.values() for remark in table.remarks]
    return ReadRows(
        rows=[*rows, *(row for row, _ in unread)],
        tables=used,
        unreadable={(row.file, row.line): problem for row, problem in unread},
        remarks=[*remarks, *_unused_columns(rules, tables), *lookups.remarks()],
        headings=dict(_headings(rules, tables)),
    )


def _tables(files: Iterable[Path], rules: Sequence[TableRule]) -> Mapping[str, InputTable]:
    """Return the tables that the rules name; a single one goes with a single name."""
    named = {name for rule in rules for name in _named_by(rule)}
    found: dict[str, InputTable] = {}
    for file in files:
        if file.suffix.lower() == workbook.SUFFIX:
            found |= {f"{file.name}/{table.name}": table for table in read_workbook(file)}
        elif file.suffix.lower() in SUFFIXES and (file.name in named or len(named) == 1):
            found[file.name] = read_table(file)
    if len(named) == len(found) == 1:
        return dict(zip(named, found.values(), strict=True))
    if missing := sorted(named - found.keys()):
        given = ", ".join(found) or "no table"
        raise InputError(
            f"The mapping names {', '.join(missing)}, and the paths hold {given}. Give the folder "
            "that holds all its tables, or correct the names in the mapping."
        )
    return {name: found[name] for name in found if name in named}


def _named_by(rule: TableRule) -> Iterator[str]:
    if rule.file:
        yield rule.file
    yield from (column.lookup.file for column in rule.columns.values() if column.lookup)


def _needs(rule: TableRule) -> Iterator[tuple[str, str]]:
    """Yield each table and column that a rule needs."""
    for column in rule.columns.values():
        source = column.lookup.file if column.lookup else rule.file
        yield from ((source, name) for name in column.text.columns)
        if column.lookup:
            yield column.lookup.file, column.lookup.column
            yield from ((rule.file, name) for name in column.lookup.text.columns)


def _refuse_unknown_columns(
    rules: Iterable[TableRule], tables: Mapping[str, InputTable], mapping: Path
) -> None:
    wrong: list[str] = []
    for file, name in dict.fromkeys(need for rule in rules for need in _needs(rule)):
        header = tables[file].header
        if name not in header:
            near = get_close_matches(name, header, 1)
            meant = f"Did you mean “{near[0]}”?" if near else f"It has {', '.join(header)}."
            wrong.append(f"{file} has no column “{name}”. {meant}")
    if wrong:
        raise InputError(f"{mapping} does not fit its tables:\n" + "\n".join(wrong))


def _unused_columns(rules: Sequence[TableRule], tables: Mapping[str, InputTable]) -> Iterator[str]:
    needed = {need for rule in rules for need in _needs(rule)}
    for file, table in tables.items():
        unused = [name for name in table.header if (file, name) not in needed]
        if unused:
            yield f"{file}: columns that the mapping does not use: {', '.join(unused)}."


def _rows(
    rules: Iterable[TableRule],
    tables: Mapping[str, InputTable],
    lookups: Lookups,
    mapping: str,
) -> Iterator[Row]:
    ids: dict[str, set[str]] = {}
    for rule in rules:
        known = ids.setdefault(rule.sheet, set())
        made = (
            _from_table(rule, tables[rule.file], lookups) if rule.file else _written(rule, mapping)
        )
        for row in made:
            key = row.cells.get("id", "")
            if not rule.once or key not in known:
                yield row
            known.add(key)


def _written(rule: TableRule, mapping: str) -> Iterator[Row]:
    for number, cells in enumerate(rule.rows, 1):
        yield Row(rule.sheet, cells, mapping, number)


def _from_table(rule: TableRule, table: InputTable, lookups: Lookups) -> Iterator[Row]:
    for line, source in table.records():
        cells = {name: _cell(column, source, lookups) for name, column in rule.columns.items()}
        yield Row(rule.sheet, cells, table.file, line)


def _cell(rule: ColumnRule, source: Mapping[str, str], lookups: Lookups) -> str:
    if not rule.lookup:
        texts = [rule.text.text(source)]
    else:
        texts = [rule.text.text(row) for row in lookups.rows(rule.lookup, source)]
    if rule.split:
        texts = [part for text in texts for part in text.split(rule.split)]
    texts = [_translated(rule, text.strip()) for text in texts]
    if rule.split or rule.lookup:
        return join_list(dict.fromkeys(text for text in texts if text))
    return texts[0]


def _translated(rule: ColumnRule, text: str) -> str:
    if rule.pattern and text:
        found = rule.pattern.search(text)
        text = found[1] if found else ""
    if rule.meanings is not None and text in rule.meanings:
        return rule.meanings[text]
    return text if rule.otherwise is None or not text else rule.otherwise


def _unread(rule: TableRule, table: InputTable) -> Iterator[tuple[Row, Problem]]:
    for line, _, problem in table.bad_records():
        yield Row(rule.sheet, {}, table.file, line), problem


def _headings(
    rules: Iterable[TableRule], tables: Mapping[str, InputTable]
) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield how the columns of a sheet are called in the table that they are filled from."""
    for rule in rules:
        for name, column in rule.columns.items():
            text: Sequence[str] = column.text.columns
            if lookup := column.lookup:
                text = lookup.text.columns
            if text:
                yield (tables[rule.file].file, rule.sheet, name), ", ".join(text)
