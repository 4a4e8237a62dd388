"""Refuse a change of the register that would touch an observation that is locked."""

from collections.abc import Iterable

from ecograph import vocabulary
from ecograph.errors import LockedError
from ecograph.store.facts.claims import Claim, claims, conflicts, first_month, observed, speaking_of

_LOCKED = f"<{vocabulary.concept('observation-statuses', 'locked').value}>"
_SHOWN = 5
_GONE, _CHANGED = "be taken away", "be changed"
_BESIDE = "get another value beside them"


def check_locks(before: Iterable[str], after: Iterable[str]) -> None:
    """Raise LockedError if a locked observation among the facts before is not the same after.

    It is not the same if it is gone, if anything else is said of it, or if there is now another
    value of the same for its time that does not supersede it.
    """
    lines = list(before)
    if not any(_LOCKED in line for line in lines):
        return
    earlier = _observations(lines)
    locked = [claim for claim in earlier.values() if claim.is_locked]
    now = _observations(after)
    gone = [claim for claim in locked if claim.iri not in now]
    changed = [c for c in locked if c.iri in now and now[c.iri].said != c.said]
    known = {(one.iri, other.iri) for one, other in conflicts(earlier)}
    beside = [
        claim
        for one, other in conflicts(now)
        if (one.iri, other.iri) not in known and (other.iri, one.iri) not in known
        for claim in (one, other)
        if claim.iri in earlier and earlier[claim.iri].is_locked
    ]
    for found, what in ((gone, _GONE), (changed, _CHANGED), (beside, _BESIDE)):
        if found:
            raise LockedError(_message(found, what))


def _observations(lines: Iterable[str]) -> dict[str, Claim]:
    every = list(lines)
    return claims(speaking_of(observed(every), every), first_month(every) or 1)


def _message(found: list[Claim], what: str) -> str:
    names = [claim.iri[1:-1].partition("/observation/")[2] or claim.iri[1:-1] for claim in found]
    shown = ", ".join(sorted(dict.fromkeys(names))[:_SHOWN]) + ", …" * (len(set(names)) > _SHOWN)
    return (
        f"Observations that are locked would {what}: {shown}. Nothing was changed. Keep their rows "
        "as they are, and correct a value by a new observation that names the locked one in "
        "supersedes."
    )
