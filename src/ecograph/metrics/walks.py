"""What shortest paths say of a network: exactly in small ones, estimated from sources in large."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import networkx as nx
import numpy as np

from ecograph.network import Network
from ecograph.network.paths import seen_from
from ecograph.network.structure import Structure, Values, structure

EXACT = 5_000
SOURCES = 200
_SEED = 1
_BATCHES = 10


@dataclass(frozen=True, slots=True)
class Estimated:
    """How far estimates may be off: standard errors, and betweenness by batches of sources."""

    betweenness: Values
    closeness: Values
    efficiency: float
    centralization: float
    batches: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Walks:
    """Betweenness and harmonic closeness by the numbers of organisations, and what they add up to.

    All are shares. Without an estimate they are exact.
    """

    betweenness: Values
    closeness: Values
    efficiency: float
    centralization: float
    estimated: Estimated | None = None


def walks(network: Network) -> Walks:
    """Return what shortest paths say of a network of three or more, worked out once."""
    return network.kept(Walks, lambda whole: _walks(structure(whole)))


def sources(count: int) -> list[int]:
    """Return the organisations from which a network of so many is seen: the same in every run."""
    drawn = np.random.default_rng(_SEED).choice(count, size=min(SOURCES, count), replace=False)
    return [int(number) for number in drawn]


def centralization(shares: Values) -> float:
    """Return how far the most central stands out from the others; 1 for the hub of a star."""
    return float((shares.max() - shares).sum() / (len(shares) - 1))


def _walks(found: Structure) -> Walks:
    if len(found) > EXACT:
        return estimate(found, sources(len(found)))
    return exact(found)


def exact(found: Structure) -> Walks:
    """Return what all shortest paths say."""
    between = nx.betweenness_centrality(found.graph)
    near = nx.harmonic_centrality(found.graph)
    shares = np.array([between[iri] for iri in found.names])
    closeness = np.array([near[iri] for iri in found.names]) / (len(found) - 1)
    return Walks(shares, closeness, float(closeness.mean()), centralization(shares))


def estimate(found: Structure, drawn: Sequence[int]) -> Walks:
    """Return what the shortest paths from some sources say, and how far that may be off.

    Sources are drawn without return, so that with all of them the error is 0.
    """
    n, k = len(found), len(drawn)
    between, near = np.empty((k, n)), np.empty((k, n))
    for row, one in enumerate(seen_from(found.adjacency, drawn)):
        between[row] = one.dependencies / (n - 2)
        near[row] = np.divide(1.0, one.distances, out=np.zeros(n), where=one.distances > 0)
    # A source sees the others, not itself.
    scale = n / (n - 1)
    spread = sqrt((1 - k / n) / k)
    shares = between.mean(axis=0) * scale
    seen = near.sum(axis=1) / (n - 1)
    lead = between[:, int(shares.argmax())] - between.mean(axis=1)
    return Walks(
        betweenness=shares,
        closeness=near.mean(axis=0) * scale,
        efficiency=float(seen.mean()),
        centralization=centralization(shares),
        estimated=Estimated(
            betweenness=between.std(axis=0, ddof=1) * spread * scale,
            closeness=near.std(axis=0, ddof=1) * spread * scale,
            efficiency=float(seen.std(ddof=1)) * spread,
            centralization=float(lead.std(ddof=1)) * spread * scale**2,
            batches=tuple(
                between[first::_BATCHES].mean(axis=0) for first in range(min(k, _BATCHES))
            ),
        ),
    )
