"""Networks, tables and facts of the register for other tools."""

from ecograph.exports.asked import asked_period
from ecograph.exports.provenance import Provenance, provenance
from ecograph.exports.tables import Cell, DataTable, as_csv, published
from ecograph.exports.workbook import as_xlsx
from ecograph.exports.writing import Export, export, formats

__all__ = [
    "Cell",
    "DataTable",
    "Export",
    "Provenance",
    "as_csv",
    "as_xlsx",
    "asked_period",
    "export",
    "formats",
    "provenance",
    "published",
]
