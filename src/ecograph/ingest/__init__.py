"""What comes from outside: tables and RDF, read as one source of the register."""

from ecograph.ingest.held import Held, LockedLines
from ecograph.ingest.reading import read
from ecograph.ingest.rejects import write_rejects
from ecograph.ingest.report import (
    Known,
    KnownThing,
    Loaded,
    LoadReport,
    Progress,
    Reject,
    SheetCount,
)
from ecograph.ingest.template import write_template

__all__ = [
    "Held",
    "Known",
    "KnownThing",
    "LoadReport",
    "Loaded",
    "LockedLines",
    "Progress",
    "Reject",
    "SheetCount",
    "read",
    "write_rejects",
    "write_template",
]
