"""The CORDIS layout: organisations, their projects, and the participations between them."""

from ecograph.ingest.cordis.layout import read_cordis

__all__ = ["read_cordis"]
