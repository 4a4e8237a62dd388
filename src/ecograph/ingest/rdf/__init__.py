"""The RDF layout: files of triples and quads in any common format."""

from ecograph.ingest.rdf.load import read_rdf

__all__ = ["read_rdf"]
