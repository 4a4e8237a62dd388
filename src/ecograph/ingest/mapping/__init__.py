"""Any other table, by a mapping file that says which of its columns become which of a sheet."""

from ecograph.ingest.mapping.rows import read_mapped

__all__ = ["read_mapped"]
