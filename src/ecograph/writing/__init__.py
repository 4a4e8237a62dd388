"""Writing by SPARQL Update and by whole graphs: one edition with its author, or nothing."""

from ecograph.writing.process import Limits
from ecograph.writing.writer import Request, Writer, Written

__all__ = ["Limits", "Request", "Writer", "Written"]
