"""By what organisations are grouped: kind, helix, size, region, country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ecograph.identifiers import fold
from ecograph.metrics.mixing import umbrella_kind
from ecograph.network import Network, Organisation
from ecograph.network.ends import UNKNOWN, Grouping
from ecograph.network.structure import Numbers, structure


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of organisations, and how the group of each by it is found, "" for unknown."""

    code: str
    name: str
    group: Grouping


def _helix(_network: Network, organisation: Organisation) -> str:
    return organisation.helix


def _size(_network: Network, organisation: Organisation) -> str:
    return organisation.size


def _region(_network: Network, organisation: Organisation) -> str:
    """Return the region with its country, since two countries may have one of the same name."""
    if not organisation.region:
        return UNKNOWN
    return f"{fold(organisation.region)} {fold(organisation.country)}"


def _country(_network: Network, organisation: Organisation) -> str:
    return fold(organisation.country)


KIND = Attribute("kind", "Kind", umbrella_kind)
HELIX = Attribute("helix", "Helix", _helix)
SIZE = Attribute("size", "Size", _size)
REGION = Attribute("region", "Region", _region)
COUNTRY = Attribute("country", "Country", _country)
ATTRIBUTES = (KIND, HELIX, REGION, COUNTRY)


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups of organisations by their numbers in the structure of a network, -1 for none."""

    codes: Sequence[str]
    numbers: Numbers

    @property
    def sizes(self) -> Numbers:
        """Return how many organisations each group has."""
        known = self.numbers[self.numbers >= 0]
        return np.bincount(known, minlength=len(self.codes)).astype(np.int64)


def grouped(network: Network, attribute: Attribute) -> Grouped:
    """Return the organisations of a network by an attribute, the groups in order of their codes."""
    return network.kept(("grouped", attribute.code), lambda whole: _grouped(whole, attribute))


def _grouped(network: Network, attribute: Attribute) -> Grouped:
    found = [
        attribute.group(network, network.organisations[iri]) for iri in structure(network).names
    ]
    codes = sorted(set(found) - {UNKNOWN})
    index: Mapping[str, int] = {code: number for number, code in enumerate(codes)}
    numbers = np.array([index.get(code, -1) for code in found], dtype=np.int64)
    return Grouped(codes, numbers)
