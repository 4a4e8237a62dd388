"""Computations: what fills an indicator from the facts of the register, and by which rule."""

from ecograph.frameworks.computing.catalogue import Computation, computations
from ecograph.frameworks.computing.findings import Findings, read_findings

__all__ = ["Computation", "Findings", "computations", "read_findings"]
