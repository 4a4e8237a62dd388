"""How far outposts have grown roots: local partnerships, their focus, and what they miss."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import compress

import numpy as np

from ecograph import vocabulary
from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason, in_force
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.mixing import MULTINATIONAL, sector
from ecograph.metrics.outposts import outposts, outward_looking, reason_for
from ecograph.network import Network, Organisation, Relation
from ecograph.network.ends import UNKNOWN, Mask, ends

_PARTNERSHIP = vocabulary.CLASS_PARTNERSHIP.value
_FUNDING = vocabulary.CLASS_FUNDING.value
_FOCUS = "partnership-and-innovation"
_START_UP, _ACADEMIA = "start-up", "academia"
_WITH = {_ACADEMIA: "With academia", _START_UP: "With start-ups"}
_NONE = Answers(*[Reason.NO_SUCH_FACTS] * 4)


def _of(network: Network, outpost: str, classes: str) -> Iterator[Relation]:
    """Yield the relations of a class in force to which an outpost is party."""
    for relation in network.kept("relations by party", _by_party).get(outpost, ()):
        if classes in relation.classes:
            yield relation


def _by_party(network: Network) -> Mapping[str, list[Relation]]:
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation in in_force(network):
        for iri in {party.organisation for party in relation.parties}:
            found[iri].append(relation)
    return found


def _with_others(network: Network, outpost: Organisation, relation: Relation) -> bool:
    """Tell whether another organisation of the network than the parent is party to a relation."""
    others = {party.organisation for party in relation.parties} - {outpost.iri, outpost.parent}
    return any(network.seats.get(iri, iri) in network.organisations for iri in others)


def _local_partnerships(network: Network, outpost: Organisation) -> list[str]:
    found = _of(network, outpost.iri, _PARTNERSHIP)
    return [each.iri for each in found if _with_others(network, outpost, each)]


def _focused_partnerships(network: Network, outpost: Organisation) -> list[str]:
    if _FOCUS not in outpost.focuses:
        return []
    return [each.iri for each in _of(network, outpost.iri, _PARTNERSHIP)]


Roots = Callable[[Network, Organisation], list[str]]


def _share(network: Network, roots: Roots) -> Finding:
    reason = reason_for(network)
    if reason:
        return Finding(reason=reason)
    parts = tuple(
        Part((each.iri,), (each.name,), bool(roots(network, each))) for each in outposts(network)
    )
    return Finding(sum(part.value is True for part in parts) / len(parts), parts)


def _evidence(roots: Roots) -> evidence.Evidence:
    def found(network: Network, key: Key) -> tuple[str, ...]:
        wanted = (each for each in outposts(network) if not key or each.iri == key[0])
        return tuple(sorted({iri for each in wanted for iri in roots(network, each)}))

    return found


def _unlinked(network: Network) -> Finding:
    """Return the outposts that nobody local works with or funds, with subjects to work on."""
    reason = reason_for(network)
    if reason:
        return Finding(reason=reason)
    tied = {iri for tie in outward_looking(network) for iri in tie.ends}
    alone = [
        each for each in outposts(network) if each.iri not in tied and not _is_funded(network, each)
    ]
    shared = {each.iri: len(_shared(network, each)) for each in alone}
    parts = tuple(Part((each.iri,), (each.name,), shared[each.iri]) for each in alone)
    return Finding(sum(number > 0 for number in shared.values()), parts)


def _is_funded(network: Network, outpost: Organisation) -> bool:
    found = _of(network, outpost.iri, _FUNDING)
    return any(_with_others(network, outpost, each) for each in found)


def _shared(network: Network, outpost: Organisation) -> set[str]:
    """Return the subsectors that an outpost shares with the members of the cluster."""
    members = (network.organisation(iri) for iri in network.members if iri != outpost.iri)
    return set(outpost.subsectors) & {code for each in members for code in each.subsectors}


def _activity(network: Network, key: Key) -> tuple[str, ...]:
    wanted = key or tuple(each.iri for each in outposts(network))
    return evidence.of_activity(network, wanted) if wanted else ()


def _stage(_network: Network, organisation: Organisation) -> str:
    return organisation.stage


def _with_multinationals(network: Network, code: str) -> Mask:
    """Tell which ties of the network join a multinational and academia, or a start-up."""
    sectors = ends(network, sector)
    here, there = sectors.at(MULTINATIONAL)
    one, other = (sectors if code == _ACADEMIA else ends(network, _stage)).at(code)
    return ((here & other) | (there & one))[: len(network.ties)]


def _multinational_ties(network: Network) -> Finding:
    tied = {iri for tie in network.ties for iri in tie.ends}
    unknown = sum(sector(network, network.organisation(iri)) == UNKNOWN for iri in tied)
    parts = (
        Part((code,), (name,), int(_with_multinationals(network, code).sum()))
        for code, name in _WITH.items()
    )
    return Finding(parts=tuple(parts), unknown=unknown)


def _behind_multinational_ties(network: Network, key: Key) -> tuple[str, ...]:
    found = [_with_multinationals(network, code) for code in key or _WITH]
    return network.relations_behind(compress(network.ties, np.logical_or.reduce(found).tolist()))


MEASURES = (
    Measure(
        id="outposts-with-partnership",
        title="Share of outposts with a local partnership",
        definition=(
            "Of the outposts in the network, the share that is party to at least one partnership "
            "in force with another organisation of it than the parent. Undefined without outposts "
            "in the network, or where they count as their parents."
        ),
        formula="outposts with a local partnership / outposts",
        source="The outposts and partnerships of the register",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="Whether multinationals have agreed on something with somebody here.",
        basis=Basis.TIES,
        finding=lambda network: _share(network, _local_partnerships),
        evidence=_evidence(_local_partnerships),
        answers=_NONE,
    ),
    Measure(
        id="outposts-with-focus",
        title="Share of outposts that seek partners",
        definition=(
            "Of the outposts in the network, the share with a focus on partnership and innovation "
            "that is party to at least one partnership in force. Undefined without outposts in the "
            "network, or where they count as their parents. The target is one half."
        ),
        formula="outposts with that focus and a partnership / outposts",
        source="A regional strategy's indicator of outposts (target 0.5)",
        unit="share",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="Whether multinationals have come to work with others, and do.",
        basis=Basis.TIES,
        finding=lambda network: _share(network, _focused_partnerships),
        evidence=_evidence(_focused_partnerships),
        answers=_NONE,
        target=0.5,
    ),
    Measure(
        id="outposts-without-local-link",
        title="Outposts without a local link whose subjects fit",
        definition=(
            "Outposts in the network that are tied to no organisation of it but their parent, by "
            "no rule in force and no funding, and work in a subsector in which a member of the "
            "cluster works; with each outpost without a local link and the number of such "
            "subsectors. Undefined without outposts in the network, or where they count as their "
            "parents."
        ),
        formula="|{outposts without a local link : subsectors shared with members}|",
        source="A regional strategy's list of outposts to win",
        unit="outposts",
        direction=Direction.DOWN,
        level=Level.NETWORK,
        explanation="Who is here, works on the same things, and has not been won yet.",
        basis=Basis.ACTIVITY,
        finding=_unlinked,
        evidence=_activity,
        answers=_NONE,
    ),
    Measure(
        id="ties-of-multinationals",
        title="Multinationals with academia and with start-ups",
        definition=(
            "Ties of a multinational, by size or as an outpost of one, with academia, and with "
            "companies whose growth stage is start-up; where outposts count as their parents, "
            "those of all outposts of one parent to the same partner are one. Without ties both "
            "are 0."
        ),
        formula="number of ties of multinationals with each",
        source="A regional strategy's indicators of multinationals",
        unit="pairs",
        direction=Direction.UP,
        level=Level.TABLE,
        explanation="Whether the global ones work with those who bring what is new.",
        basis=Basis.TIES,
        finding=_multinational_ties,
        evidence=_behind_multinational_ties,
        answers=Answers(None, None, None, None),
    ),
)
