"""Writing by SPARQL Update and by whole graphs: one edition with its author, or nothing."""

from ecograph.store.writers.jobs import Limits
from ecograph.writing.apart import WriterApart
from ecograph.writing.writer import ENDINGS, Request, Writer, Written

__all__ = ["ENDINGS", "Limits", "Request", "Writer", "WriterApart", "Written"]
