"""The only file that knows pyarrow: tables as Parquet, where it is installed."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from types import ModuleType

from ecograph.errors import UsageError
from ecograph.exports.tables import Cell, DataTable


def has_parquet() -> bool:
    """Tell whether what writes Parquet is installed."""
    return find_spec("pyarrow") is not None


def as_parquet(table: DataTable) -> bytes:
    """Return a table as Parquet; UsageError says how to install what writes it."""
    arrow = _pyarrow()
    columns = dict(zip(table.columns, map(_alike, _columns(table)), strict=True))
    kinds = [(name, _kind(arrow, values)) for name, values in columns.items()]
    output = BytesIO()
    import_module("pyarrow.parquet").write_table(
        arrow.table(columns, schema=arrow.schema(kinds)), output
    )
    return output.getvalue()


def _columns(table: DataTable) -> list[tuple[Cell, ...]]:
    return list(zip(*table.rows, strict=True)) or [()] * len(table.columns)


def _alike(values: Sequence[Cell]) -> Sequence[Cell]:
    """Return the values of a column as one kind: numbers where all are, else texts."""
    found = {type(value) for value in values if value is not None}
    if len(found) < 2:
        return values
    one: type[float | str] = str if str in found else float
    return tuple(None if value is None else one(value) for value in values)


def _kind(arrow: ModuleType, values: Sequence[Cell]) -> object:
    """Return the type of a column; one of which nothing is known holds texts."""
    kinds: Mapping[type, object] = {
        bool: arrow.bool_(),
        int: arrow.int64(),
        float: arrow.float64(),
        str: arrow.string(),
    }
    found = {type(value) for value in values if value is not None}
    return kinds[found.pop()] if len(found) == 1 else arrow.string()


def _pyarrow() -> ModuleType:
    try:
        return import_module("pyarrow")
    except ImportError as error:
        message = (
            "Parquet is written by pyarrow, which is not installed here. "
            "Install it with: pip install 'ecograph[parquet]', or export CSV or XLSX."
        )
        raise UsageError(message) from error
