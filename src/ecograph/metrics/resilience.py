"""What is lost when the most central leave, or the body that runs the cluster."""

from collections.abc import Iterable, Iterator
from math import sqrt

import numpy as np
from scipy.sparse import csgraph

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.walks import walks
from ecograph.network import Network
from ecograph.network.structure import Structure, Values, structure

_LEAVING = (1, 3, 5)
_FEWEST = 3


def loss(found: Structure, leaving: Iterable[int]) -> float:
    """Return which share of the largest group is no longer joined when some have left."""
    gone = set(leaving)
    staying = np.array([number not in gone for number in range(len(found))])
    kept = np.flatnonzero(staying)
    if not len(kept):
        return 1.0
    ties = found.adjacency[kept, :][:, kept]
    _, labels = csgraph.connected_components(ties, directed=False)
    return 1 - int(np.bincount(labels).max()) / int(found.sizes.max())


def most_central(found: Structure, shares: Values, count: int) -> list[int]:
    """Return those with most betweenness; of equals those with most partners, then by IRI."""
    order = np.lexsort((np.arange(len(found)), -found.degrees, -shares.round(12)))
    return [int(number) for number in order[:count]]


def _by_leaving(network: Network) -> Finding:
    found = structure(network)
    if len(found) < _FEWEST or not found.ties:
        return Finding(reason=Reason.UNDEFINED)
    return Finding(parts=tuple(_parts(network, found)))


def _parts(network: Network, found: Structure) -> Iterator[Part]:
    known = walks(network)
    for count in _LEAVING:
        key, names = (str(count),), (f"{count} most central",)
        if count > len(found) - 2:
            yield Part(key, names, None, Reason.UNDEFINED)
            continue
        lost = loss(found, most_central(found, known.betweenness, count))
        batches = known.estimated.batches if known.estimated else ()
        losses = [loss(found, most_central(found, shares, count)) for shares in batches]
        error = float(np.std(losses, ddof=1)) / sqrt(len(losses)) if losses else None
        yield Part(key, names, lost, error=error)


def _without_cluster_organisation(network: Network) -> Finding:
    if network.profile is None:
        return Finding(reason=Reason.NO_PROFILE)
    found = structure(network)
    running = [
        number for number, iri in enumerate(found.names) if iri in network.profile.organisations
    ]
    if not running or len(found) < _FEWEST or not found.ties:
        return Finding(reason=Reason.UNDEFINED)
    return Finding(loss(found, running))


MEASURES = (
    Measure(
        id="loss-by-leaving",
        title="Loss when the most central leave",
        definition=(
            "The share of the largest group that is no longer joined to its largest rest when the "
            "one, three and five organisations with most betweenness have left, they themselves "
            "among it; of equals those with most partners, then the first by IRI. Undefined for "
            "fewer than three organisations, without ties, or where fewer than two would stay. "
            "Estimated from seeded sources above 5,000 organisations."
        ),
        formula="1 - |largest component without the set| / |largest component|",
        source="Albert, Jeong and Barabasi 2000, Nature 406",
        unit="share",
        direction=Direction.DOWN,
        level=Level.TABLE,
        explanation="How much hangs on a few: with a small loss the others hold without them.",
        basis=Basis.TIES,
        finding=_by_leaving,
        evidence=evidence.of_ties_in_all,
        answers=Answers(Reason.UNDEFINED, None, None, Reason.UNDEFINED),
        is_steady=False,
    ),
    Measure(
        id="loss-of-cluster-organisation",
        title="Loss when the cluster organisation leaves",
        definition=(
            "The share of the largest group that is no longer joined to its largest rest when the "
            "bodies that run the cluster have left, they themselves among it. It needs a profile; "
            "undefined where they are not in the network, for fewer than three organisations, or "
            "without ties."
        ),
        formula="1 - |largest component without them| / |largest component|",
        source="Albert, Jeong and Barabasi 2000, Nature 406",
        unit="share",
        direction=Direction.DOWN,
        level=Level.NETWORK,
        explanation="Whether the members would still find one another without those who run it.",
        basis=Basis.TIES,
        finding=_without_cluster_organisation,
        evidence=evidence.of_ties,
        answers=Answers(*[Reason.UNDEFINED] * 4),
    ),
)
