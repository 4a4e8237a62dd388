"""Read the bundle layout: figures that another cluster gives, as observations about it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

from pyoxigraph import Literal, NamedNode

from ecograph import resultterms, standards, vocabulary
from ecograph.errors import InputError
from ecograph.identifiers import entity_iri, slug
from ecograph.ingest.bundleform import COLUMNS, CUBE, MANIFEST, STRUCTURE, SUFFIX, VALUES, is_bundle
from ecograph.ingest.clusters import Clusters
from ecograph.ingest.layout import ReadRows
from ecograph.ingest.rdf.parse import parsed
from ecograph.ingest.report import Known
from ecograph.ingest.tables import MAX_BYTES, InputTable, TableRow, read_table, table_of
from ecograph.records import Problem, Row

_SHEET = "observations"
_CUBE = Path(CUBE).suffix
_COPIED = ("period", "value_kind", "known_by", "group", "value", "unit", "definition_version")
# What each column is called in the cube; a code of a list ends its IRI.
_IN_CUBE: Mapping[str, NamedNode] = {
    "cluster": vocabulary.ABOUT,
    "indicator": resultterms.INDICATOR,
    "period": resultterms.PERIOD,
    "value_kind": resultterms.VALUE_KIND,
    "known_by": resultterms.WAY_OF_KNOWING,
    "group": vocabulary.GROUP,
    "value": vocabulary.VALUE,
    "unit": vocabulary.UNIT,
    "definition_version": resultterms.DEFINITION_VERSION,
}
_CODES = frozenset({"value_kind", "known_by", "group"})


def read_bundle(files: Sequence[Path], known: Known, base: str) -> ReadRows:
    """Return the figures of another cluster as observations about it, with the bundle as evidence.

    What is withheld or unknown there has no number and is passed over. Raises InputError for what
    is no bundle, and for one of the register's own cluster.
    """
    chosen = [file for file in files if is_bundle(file)]
    if not chosen:
        raise InputError(f"{files[0]} is no bundle of figures. `ecograph frameworks export` does.")
    # In an unpacked bundle the cube says once more what the table says.
    tables = [file for file in chosen if file.suffix.lower() != _CUBE] or chosen
    found = [_table(file) for file in tables]
    clusters = Clusters(known, base)
    rows = [row for table in found for row in _rows(table, clusters, known, base)]
    return ReadRows(rows, found, remarks=[remark for t in found for remark in _remarks(t)])


def _table(file: Path) -> InputTable:
    suffix = file.suffix.lower()
    if suffix == SUFFIX:
        return table_of(_content(file), f"{file}/{VALUES}", file.stem)
    return _of_cube(file) if suffix == _CUBE else read_table(file)


def _content(file: Path) -> bytes:
    with ZipFile(file) as archive:
        # The size that is declared is the most that is unpacked.
        if max(archive.getinfo(name).file_size for name in (MANIFEST, VALUES)) > MAX_BYTES:
            raise InputError(f"{file} unpacks to more than can be read. Ask for a smaller one.")
        try:
            form = json.loads(archive.read(MANIFEST)).get("form")
        except (ValueError, AttributeError) as error:
            raise InputError(f"{file}: its {MANIFEST} cannot be read. Ask for it again.") from error
        if form != STRUCTURE:
            raise InputError(f"{file} is a bundle of another form, {form}. Ask for it again.")
        return archive.read(VALUES)


def _rows(table: InputTable, clusters: Clusters, known: Known, base: str) -> Iterator[Row]:
    for line, cells in table.records():
        key = cells["cluster"].rpartition("/")[2]
        if fault := clusters.fault(key):
            place = Problem(table.file, line, "cluster", key, fault.reason, fault.remedy)
            yield Row(_SHEET, {"id": key}, table.file, line, place)
            continue
        if known(entity_iri(base, "profile", slug(key))):
            message = f"{table.file} holds the figures of your own cluster, which are here already."
            raise InputError(f"{message} Load the bundle of another one.")
        if clusters.is_new(key):
            about = {"id": key, "name": cells["cluster_name"], "form": "cluster"}
            yield Row("organisations", about, table.file, line)
        if clusters.is_new(f"bundle-{key}"):
            yield _evidence(table, line, key, cells)
        if cells["value"]:
            yield _observation(table, line, key, cells)
    for line, _, problem in table.bad_records():
        yield Row(_SHEET, {}, table.file, line, problem)


def _evidence(table: InputTable, line: int, key: str, cells: Mapping[str, str]) -> Row:
    said = {
        "id": f"bundle-{key}",
        "title": f"Figures that {cells['cluster_name']} gave, edition {cells['edition']}",
        "publisher": cells["cluster_name"],
    }
    return Row("evidence", said, table.file, line)


def _observation(table: InputTable, line: int, key: str, cells: Mapping[str, str]) -> Row:
    parts = (key, cells["indicator"].partition("/framework/")[2] or cells["indicator"])
    told = (cells[name] for name in ("period", "value_kind", "known_by", "group", "unit"))
    said = {
        "id": slug(" ".join([*parts, *told])),
        "indicator": cells["indicator"],
        "about": key,
        "status": "approved",
        "evidence": f"bundle-{key}",
        **{name: cells[name] for name in _COPIED},
    }
    return Row(_SHEET, said, table.file, line)


def _remarks(table: InputTable) -> Iterator[str]:
    yield from table.remarks
    without = sum(not cells["value"] for _, cells in table.records())
    if without:
        yield f"{table.file}: {without} figures have no number, for the reasons told there."


def _of_cube(file: Path) -> InputTable:
    """Return the figures of a cube as the table that says the same."""
    told: dict[str, dict[NamedNode, str]] = {}
    for quad in parsed(file):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            told.setdefault(quad.subject.value, {})[quad.predicate] = quad.object.value
    structures = {iri for iri, said in told.items() if said.get(_STRUCTURED) == STRUCTURE}
    found = (said for _, said in sorted(told.items()) if said.get(_DATA_SET) in structures)
    rows = (_cells(said, told) for said in found)
    lines = tuple(TableRow(number, cells) for number, cells in enumerate(rows, 2))
    return InputTable(str(file), file.stem, COLUMNS, lines)


_DATA_SET = NamedNode(f"{standards.QB}dataSet")
_STRUCTURED = NamedNode(f"{standards.QB}structure")


def _cells(
    said: Mapping[NamedNode, str], told: Mapping[str, Mapping[NamedNode, str]]
) -> tuple[str, ...]:
    cells = {column: said.get(term, "") for column, term in _IN_CUBE.items()}
    for column in _CODES:
        code = cells[column]
        cells[column] = "" if code == vocabulary.ANY.value else code.rpartition("/")[2]
    cells["cluster_name"] = told.get(cells["cluster"], {}).get(standards.LABEL, "")
    return tuple(cells.get(column, "") for column in COLUMNS)
