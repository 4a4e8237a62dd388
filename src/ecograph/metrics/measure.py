"""What a measure is: its definition, its source, and the pure function that finds its figure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ecograph.metrics.figures import Basis, Figure, Finding, Key, coverage, silence
from ecograph.network import Network


class Direction(StrEnum):
    """Which way a cluster wants a number to go, if any."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Level(StrEnum):
    """What a figure is about: the network as one, each organisation, or a table of groups."""

    NETWORK = "network"
    ORGANISATION = "organisation"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with all that must stand beside its number.

    The definition says what it is for organisations without ties and for an empty network, too; the
    explanation says in the words of roles what a high or low value means. A changed definition
    has a new version.
    """

    id: str
    title: str
    definition: str
    formula: str
    source: str
    unit: str
    direction: Direction
    level: Level
    explanation: str
    basis: Basis
    finding: Callable[[Network], Finding]
    evidence: Callable[[Network, Key], tuple[str, ...]]
    version: str = "1"

    def of(self, network: Network) -> Figure:
        """Return the figure of a network, or the reason why there is none."""
        reason = silence(network, self.basis)
        found = Finding(reason=reason) if reason else self.finding(network)
        known = coverage(network, self.facts(network), self.basis, found.unknown)
        return Figure(found.value, found.parts, found.reason, known)

    def facts(self, network: Network, key: Key = ()) -> tuple[str, ...]:
        """Return the relations that the figure rests on, or that one part of it rests on."""
        return self.evidence(network, key)
