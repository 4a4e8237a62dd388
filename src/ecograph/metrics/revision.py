"""What is known otherwise by now of an earlier period: dates, corrections, late records."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from ecograph.metrics.comparison import Changing, Published
from ecograph.network import Network, Relation, Tie


class Revision(StrEnum):
    """Why a tie of the earlier period is known otherwise than it was then."""

    REDATED = "re-dated"
    CORRECTED = "corrected"
    LATE = "late"


def revised(asked: Changing) -> Mapping[Revision, int] | None:
    """Return by how many ties of the earlier period more are known by now, by reason.

    None where it is not given how the period was known then.
    """
    if asked.published is None:
        return None
    found = dict.fromkeys(Revision, 0)
    for _, revision, by in _revised(asked, asked.published):
        found[revision] += by
    return found


def revisions(asked: Changing, wanted: Revision | None = None) -> Iterator[str]:
    """Yield the relations for which ties of the earlier period are known otherwise."""
    if asked.published:
        for tie, revision, by in _revised(asked, asked.published):
            if wanted in {None, revision}:
                network = asked.before if by > 0 else asked.published.network
                yield from network.relations_behind([tie])


def _revised(asked: Changing, published: Published) -> Iterator[tuple[Tie, Revision, int]]:
    """Yield each tie that is known by now (+1) or no longer (-1), and why."""
    known = {tie.ends: tie for tie in asked.before.ties}
    then = {tie.ends: tie for tie in published.network.ties}
    for ends in sorted(known.keys() - then.keys()):
        yield known[ends], _why(asked, published, asked.before, known[ends]), 1
    for ends in sorted(then.keys() - known.keys()):
        yield then[ends], _why(asked, published, published.network, then[ends]), -1


def _why(asked: Changing, published: Published, network: Network, tie: Tie) -> Revision:
    """Return why a tie is known on one side only: what differs in the relations behind it.

    Where nothing does, another seat or rule, or a place, made it or undid it.
    """
    corrected = {iri for change in asked.affiliations.changes for iri in change.corrected}
    reasons = {
        _differs(
            asked.affiliations.relations.get(iri),
            published.affiliations.relations.get(iri),
            is_corrected=iri in corrected,
        )
        for iri in network.relations_behind([tie])
    } - {None}
    # Whatever differs beside dates makes the tie a corrected one; a later record says least.
    for revision in (Revision.CORRECTED, Revision.REDATED):
        if revision in reasons:
            return revision
    return Revision.LATE if reasons else Revision.CORRECTED


def _differs(now: Relation | None, then: Relation | None, *, is_corrected: bool) -> Revision | None:
    """Return how a relation is known otherwise, None where all that it says is as it was."""
    if now is None or then is None:
        return Revision.CORRECTED if is_corrected else Revision.LATE
    said = replace(then, is_inferred=now.is_inferred, verified=now.verified)
    if said == now:
        return None
    redated = replace(
        said,
        span=now.span,
        start=now.start,
        end=now.end,
        is_undated=now.is_undated,
        is_planned=now.is_planned,
    )
    return Revision.REDATED if redated == now else Revision.CORRECTED
