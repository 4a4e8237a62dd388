"""What changed between two periods: who came and went, and which ties formed and dissolved."""

from ecograph.metrics.comparison import Changing, Comparison
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level
from ecograph.metrics.panel import (
    MIX,
    Turn,
    behind,
    changed_organisations,
    changed_pairs,
    new_pairs,
    pairs_that_went_on,
    panel_pairs,
    turnover,
)
from ecograph.metrics.revision import Revision, revised, revisions

_NAMES = {
    Turn.FORMED: "Formed among those who stayed",
    Turn.JOINED: "Come with those who joined",
    Turn.DISSOLVED: "Dissolved among those who stayed",
    Turn.LEFT: "Gone with those who left",
    Turn.MERGED: "Made one or inward by mergers",
}
_REVISIONS = {
    Revision.REDATED: "Known otherwise by now: dates",
    Revision.CORRECTED: "Known otherwise by now: corrected",
    Revision.LATE: "Known otherwise by now: recorded later or withdrawn",
}
_JOINED = Turn.JOINED.value
_MIX_NAMES = ("Between two who were there", "Of a newcomer and one who was there", "Of newcomers")


def _tie_changes(asked: Changing) -> Finding:
    found, known = turnover(asked), revised(asked)
    values = {
        Turn.FORMED: len(found.pairs[Turn.FORMED]),
        Turn.JOINED: len(found.pairs[Turn.JOINED]),
        Turn.DISSOLVED: -len(found.pairs[Turn.DISSOLVED]),
        Turn.LEFT: -len(found.pairs[Turn.LEFT]),
        Turn.MERGED: found.merged,
    }
    parts = [Part((turn.value,), (_NAMES[turn],), value) for turn, value in values.items()]
    total = sum(values.values())
    for revision, name in _REVISIONS.items():
        value = known[revision] if known else None
        reason = None if known else Reason.NOT_TOLD_APART
        parts.append(Part((revision.value,), (name,), value, reason))
        total += value or 0
    return Finding(total, tuple(parts))


def _persistent(asked: Changing) -> Finding:
    return Finding(len(turnover(asked).pairs[Turn.PERSISTENT]))


def _persistence(asked: Changing) -> Finding:
    found = turnover(asked).pairs
    stayed = len(found[Turn.PERSISTENT])
    all_ties = stayed + len(found[Turn.FORMED]) + len(found[Turn.DISSOLVED])
    return Finding(stayed / all_ties) if all_ties else Finding(reason=Reason.UNDEFINED)


def _organisation_changes(asked: Changing) -> Finding:
    there, here = asked.organisations(asked.before), asked.organisations(asked.now)
    joined, left = len(here - there), len(there - here)
    total = len(asked.now.organisations) - len(asked.before.organisations)
    parts = (
        Part((_JOINED,), ("Joined",), joined),
        Part((Turn.LEFT.value,), ("Left",), -left),
        Part((Turn.MERGED.value,), ("Became others by mergers",), total - joined + left),
    )
    return Finding(total, parts)


def _new_tie_mix(asked: Changing) -> Finding:
    new, there = turnover(asked).new, asked.organisations(asked.before)
    newcomers = [len(pair - there) for pair in new]
    parts = (
        Part((code,), (name,), newcomers.count(number))
        for number, (code, name) in enumerate(zip(MIX, _MIX_NAMES, strict=True))
    )
    return Finding(len(new), tuple(parts))


def _tie_evidence(asked: Changing, key: Key) -> tuple[str, ...]:
    """Return what is behind the ties of one part, or behind all that changed."""
    pairs = turnover(asked).pairs
    if not key:
        changed = (found for turn, found in pairs.items() if turn is not Turn.PERSISTENT)
        ties = behind(asked, (pair for found in changed for pair in found))
        return tuple(sorted({*ties, *revisions(asked)}))
    if key[0] in {each.value for each in Revision}:
        return tuple(sorted(revisions(asked, Revision(key[0]))))
    return behind(asked, pairs.get(Turn(key[0]), ()))


def _persistent_evidence(asked: Changing, _key: Key) -> tuple[str, ...]:
    return behind(asked, turnover(asked).pairs[Turn.PERSISTENT])


def _panel_evidence(asked: Changing, _key: Key) -> tuple[str, ...]:
    found = turnover(asked).pairs
    panel = (Turn.PERSISTENT, Turn.FORMED, Turn.DISSOLVED)
    return behind(asked, (pair for turn in panel for pair in found[turn]))


def _new_evidence(asked: Changing, key: Key) -> tuple[str, ...]:
    there = asked.organisations(asked.before)
    new = (pair for pair in turnover(asked).new if not key or MIX[len(pair - there)] == key[0])
    return behind(asked, new)


def _activity(asked: Changing, key: Key) -> tuple[str, ...]:
    """Return the relations of those who joined, left or became another, by name."""
    named = (each for each in changed_organisations(asked) if not key or each.part == key[0])
    return tuple(sorted({iri for each in named for iri in each.facts}))


_SOURCE = "Snijders, van de Bunt and Steglich 2010, Social Networks 32"
MEASURES = (
    Comparison(
        id="tie-changes",
        title="Pairs that came and went",
        definition=(
            "By how many the pairs that work together have grown since the earlier period, in "
            "parts that sum to it, losses below 0: formed and dissolved among organisations that "
            "are in both periods, come with those that joined, gone with those that left, made one "
            "or inward when organisations merged; and, where the earlier period as it was known "
            "then is given, what is known otherwise by now: other dates, corrected, recorded later "
            "or withdrawn. Organisations are followed through mergers and new names."
        ),
        formula="m(now) - m(before) = formed + joined - dissolved - left + merged + revised",
        source=_SOURCE,
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether work together grew among those who were there, or only with others.",
        basis=Basis.TIES,
        finding=_tie_changes,
        evidence=_tie_evidence,
        named=changed_pairs,
        answers=Answers(0, 0, 0, 0),
    ),
    Comparison(
        id="persistent-ties",
        title="Pairs that went on",
        definition=(
            "Pairs of organisations, followed through mergers and new names, that work together in "
            "both periods. Without ties it is 0."
        ),
        formula="|ties of both periods|",
        source=_SOURCE,
        unit="pairs",
        direction=Direction.UP,
        level=Level.NETWORK,
        explanation="How much of the work together lasts.",
        basis=Basis.TIES,
        finding=_persistent,
        evidence=_persistent_evidence,
        named=pairs_that_went_on,
        answers=Answers(0, 3, 2, 0),
    ),
    Comparison(
        id="tie-persistence",
        title="Share of pairs that went on",
        definition=(
            "Of the pairs of organisations that are in both periods, those that work together in "
            "both as a share of those that do in either. Undefined without any."
        ),
        formula="persistent / (persistent + formed + dissolved)",
        source="Jaccard 1900; Snijders, van de Bunt and Steglich 2010, Social Networks 32",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.NETWORK,
        explanation="Whether partners stay with one another or change.",
        basis=Basis.TIES,
        finding=_persistence,
        evidence=_panel_evidence,
        named=panel_pairs,
        answers=Answers(Reason.UNDEFINED, 1, 1, Reason.UNDEFINED),
    ),
    Comparison(
        id="organisation-changes",
        title="Organisations that came and went",
        definition=(
            "By how many the active organisations have grown since the earlier period, in parts "
            "that sum to it: joined, left (below 0), and become others by mergers and new names."
        ),
        formula="n(now) - n(before) = joined - left + merged",
        source=_SOURCE,
        unit="organisations",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Who is new and who is gone, mergers apart.",
        basis=Basis.ACTIVITY,
        finding=_organisation_changes,
        evidence=_activity,
        named=changed_organisations,
        answers=Answers(0, 0, 0, 0),
    ),
    Comparison(
        id="new-tie-mix",
        title="Who makes new pairs",
        definition=(
            "Pairs that work together now and did not in the earlier period: between two that were "
            "there, between a newcomer and one that was there, and between newcomers. They sum to "
            "all new pairs; without any it is 0."
        ),
        formula="new ties by the number of ends that are new",
        source="Guimera, Uzzi, Spiro and Amaral 2005, Science 308",
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether newcomers find those who were there, or keep to themselves.",
        basis=Basis.TIES,
        finding=_new_tie_mix,
        evidence=_new_evidence,
        named=new_pairs,
        answers=Answers(0, 0, 0, 0),
    ),
)
