"""The register: sources in, immutable editions out, and readers that ask them."""

from ecograph.store.asking import Row, rows
from ecograph.store.edition import Edition
from ecograph.store.reader import EditionReader, Reader
from ecograph.store.register import Outcome, Register
from ecograph.store.workers import WorkerPool

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
