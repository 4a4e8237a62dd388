"""The register in a SPARQL 1.1 service elsewhere: loading, asking, and what cannot be had there."""

from ecograph.remote.address import Address
from ecograph.remote.reader import RemoteReader
from ecograph.remote.register import RemoteRegister
from ecograph.remote.service import Service

__all__ = ["Address", "RemoteReader", "RemoteRegister", "Service"]
