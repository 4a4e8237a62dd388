"""Who works with whom: ties by the kinds of their two organisations."""

from collections.abc import Callable, Mapping
from itertools import combinations_with_replacement

import numpy as np

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network, Organisation
from ecograph.network.ends import UNKNOWN, Grouping, Mask, ends

_UNKNOWN_NAME = "Unknown"
MULTINATIONAL = "multinational"
_SECTORS = {
    "academia": "Academia",
    "company": "Company",
    MULTINATIONAL: "Multinational",
    "other": "Other",
    UNKNOWN: _UNKNOWN_NAME,
}
_OF_HELIX = {"academia": "academia", "industry": "company"}


def umbrella_kind(_network: Network, organisation: Organisation) -> str:
    """Return which of the ten umbrella kinds an organisation falls under."""
    return organisation.umbrella_kind


def sector(network: Network, organisation: Organisation) -> str:
    """Return academia, company, multinational or other; a multinational's outpost is one too."""
    parent = network.outside.get(organisation.parent)
    if MULTINATIONAL in {organisation.size, parent.size if parent else ""}:
        return MULTINATIONAL
    if organisation.kind is None:
        return UNKNOWN
    return _OF_HELIX.get(organisation.helix, "other")


def _between(grouping: Grouping) -> Callable[[Network, Key], Mask]:
    def counts(network: Network, key: Key) -> Mask:
        if not key:
            return np.ones(len(network.touching), dtype=np.bool_)
        return ends(network, grouping).between(*key)

    return counts


def _table(network: Network, grouping: Grouping, names: Mapping[str, str]) -> Finding:
    """Return the ties of each pair of groups that has any; all together they are all ties."""
    found = ends(network, grouping).counts()
    parts = (
        Part(key, tuple(names[code] for code in key), number)
        for key in combinations_with_replacement(names, 2)
        if (number := found[min(key), max(key)])
    )
    unknown = sum(number for key, number in found.items() if UNKNOWN in key)
    return Finding(sum(found.values()), tuple(parts), unknown=unknown)


def kind_names(network: Network) -> Mapping[str, str]:
    """Return the ten umbrella kinds and unknown, with their names."""
    kinds = network.codes.umbrella_kinds()
    named = {code: network.codes.name("organisation-kinds", code) for code in kinds}
    return named | {UNKNOWN: _UNKNOWN_NAME}


def _ties_by_kinds(network: Network) -> Finding:
    return _table(network, umbrella_kind, kind_names(network))


def _ties_by_sectors(network: Network) -> Finding:
    return _table(network, sector, _SECTORS)


def of_known(grouping: Grouping) -> Callable[[Network, Key], Mask]:
    """Return how those ties are found of which both groups are known."""
    return lambda network, _key: ends(network, grouping).are_known


def share_between(network: Network, grouping: Grouping) -> Finding:
    """Return which share of the ties of known groups joins two different ones."""
    found = ends(network, grouping)
    known = int(found.are_known.sum())
    unknown = len(network.touching) - known
    if not known:
        return Finding(reason=Reason.UNDEFINED, unknown=unknown)
    return Finding(int((found.are_known & found.differ).sum()) / known, unknown=unknown)


def _cross_kind_share(network: Network) -> Finding:
    return share_between(network, umbrella_kind)


MEASURES = (
    Measure(
        id="ties-by-kinds",
        title="Ties by the kinds of both organisations",
        definition=(
            "Ties with at least one end in the network, by the umbrella kinds of their two "
            "organisations, unknown among them; pairs of kinds without ties are left out. They sum "
            "to all ties. Without ties the sum is 0."
        ),
        formula="number of ties of each pair of kinds",
        source="Newman 2003, Physical Review E 67, 026126 (mixing matrix)",
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Which kinds of organisations find together, and which do not.",
        basis=Basis.TIES,
        finding=_ties_by_kinds,
        evidence=evidence.of_touching(_between(umbrella_kind)),
        answers=Answers(0, 3, 2, 0),
    ),
    Measure(
        id="cross-kind-share",
        title="Share of ties between different kinds",
        definition=(
            "Of the ties with at least one end in the network whose two umbrella kinds are known, "
            "the share that joins two different ones; 0 where all organisations are of one kind. "
            "Undefined without such ties."
        ),
        formula="ties between different kinds / ties of known kinds",
        source="Newman 2003, Physical Review E 67, 026126",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="Whether organisations work with others unlike themselves.",
        basis=Basis.TIES,
        finding=_cross_kind_share,
        evidence=evidence.of_touching(of_known(umbrella_kind)),
        answers=Answers(Reason.UNDEFINED, 0, 0, Reason.UNDEFINED),
    ),
    Measure(
        id="ties-by-sectors",
        title="Ties of academia, companies and multinationals",
        definition=(
            "Ties with at least one end in the network by the sectors of their two organisations: "
            "multinational by size, outposts of a multinational with them; academia and company by "
            "helix; other; unknown where no kind is given. They sum to all ties."
        ),
        formula="number of ties of each pair of sectors",
        source="Newman 2003, Physical Review E 67, 026126 (mixing matrix)",
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether universities and small companies work with the global ones.",
        basis=Basis.TIES,
        finding=_ties_by_sectors,
        evidence=evidence.of_touching(_between(sector)),
        answers=Answers(0, 3, 2, 0),
    ),
)
