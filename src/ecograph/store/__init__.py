"""The register: sources in, immutable editions out, and readers that ask them."""

from ecograph.store.editions.edition import Edition
from ecograph.store.editions.register import Outcome, Register
from ecograph.store.queries.asking import Row, rows
from ecograph.store.queries.reader import EditionReader, Reader
from ecograph.store.readers.workers import WorkerPool

__all__ = [
    "Edition",
    "EditionReader",
    "Outcome",
    "Reader",
    "Register",
    "Row",
    "WorkerPool",
    "rows",
]
