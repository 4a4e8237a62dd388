"""Who works with whom: ties by the kinds of their two organisations."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network, Organisation, Tie

UNKNOWN = ""
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

Grouping = Callable[[Network, Organisation], str]


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


def pair(network: Network, tie: Tie, grouping: Grouping, order: Sequence[str]) -> Key:
    """Return the groups of the two ends of a tie, in the order of the groups."""
    ends = [grouping(network, network.organisation(iri)) for iri in tie.ends]
    return tuple(sorted(ends, key=order.index))


def _pairs_of(
    grouping: Grouping, names: Callable[[Network], Mapping[str, str]]
) -> Callable[[Network, Tie], tuple[Key, ...]]:
    def groups(network: Network, tie: Tie) -> tuple[Key, ...]:
        return (pair(network, tie, grouping, list(names(network))),)

    return groups


def _table(network: Network, grouping: Grouping, names: Mapping[str, str]) -> Finding:
    """Return the ties of each pair of groups that has any; all together they are all ties."""
    order = list(names)
    found = Counter(pair(network, tie, grouping, order) for tie in network.touching)
    parts = (
        Part(key, tuple(names[code] for code in key), found[key])
        for key in combinations_with_replacement(order, 2)
        if key in found
    )
    unknown = sum(number for key, number in found.items() if UNKNOWN in key)
    return Finding(found.total(), tuple(parts), unknown=unknown)


def kind_names(network: Network) -> Mapping[str, str]:
    """Return the ten umbrella kinds and unknown, with their names."""
    kinds = network.codes.umbrella_kinds()
    named = {code: network.codes.name("organisation-kinds", code) for code in kinds}
    return named | {UNKNOWN: _UNKNOWN_NAME}


def _sector_names(_network: Network) -> Mapping[str, str]:
    return _SECTORS


def _ties_by_kinds(network: Network) -> Finding:
    return _table(network, umbrella_kind, kind_names(network))


def _ties_by_sectors(network: Network) -> Finding:
    return _table(network, sector, _SECTORS)


def _known_pair(network: Network, tie: Tie) -> Iterator[Key]:
    kinds = tuple(network.organisation(iri).umbrella_kind for iri in tie.ends)
    if UNKNOWN not in kinds:
        yield kinds


def _cross_kind_share(network: Network) -> Finding:
    known = [kinds for tie in network.touching for kinds in _known_pair(network, tie)]
    unknown = len(network.touching) - len(known)
    if not known:
        return Finding(reason=Reason.UNDEFINED, unknown=unknown)
    crossing = sum(first != second for first, second in known)
    return Finding(crossing / len(known), unknown=unknown)


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
        evidence=evidence.of_touching(_pairs_of(umbrella_kind, kind_names)),
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
        evidence=evidence.of_touching(_known_pair),
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
        evidence=evidence.of_touching(_pairs_of(sector, _sector_names)),
        answers=Answers(0, 3, 2, 0),
    ),
)
