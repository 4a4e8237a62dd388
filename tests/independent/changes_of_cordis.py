"""What changed between two years of CORDIS, told from the pairs and organisations of both."""

from collections.abc import Iterator, Mapping

from tests.independent.consortia import Consortia, Pair


def changes(before: Consortia, now: Consortia) -> Mapping[str, float]:
    """Return the figures of what came, went and stayed between two years, losses below 0."""
    came, went = now.pairs.keys() - before.pairs.keys(), before.pairs.keys() - now.pairs.keys()
    formed = sum(_are_in(before, pair) for pair in came)
    dissolved = sum(_are_in(now, pair) for pair in went)
    joined = len(now.organisations - before.organisations)
    left = len(before.organisations - now.organisations)
    return {
        "tie-changes/total": len(now.pairs) - len(before.pairs),
        "tie-changes/formed": formed,
        "tie-changes/joined": len(came) - formed,
        "tie-changes/dissolved": -dissolved,
        "tie-changes/left": dissolved - len(went),
        # CORDIS names no mergers.
        "tie-changes/merged": 0,
        "organisation-changes/total": joined - left,
        "organisation-changes/joined": joined,
        "organisation-changes/left": -left,
        "organisation-changes/merged": 0,
    }


def lasting_pairs(before: Consortia, now: Consortia) -> set[Pair]:
    """Return who takes part together with whom in both years."""
    return now.pairs.keys() & before.pairs.keys()


def changed_pairs(before: Consortia, now: Consortia) -> Iterator[tuple[str, Pair]]:
    """Yield each pair that came or went, with what happened to it."""
    for pair in now.pairs.keys() - before.pairs.keys():
        yield "formed" if _are_in(before, pair) else "joined", pair
    for pair in before.pairs.keys() - now.pairs.keys():
        yield "dissolved" if _are_in(now, pair) else "left", pair


def facts(before: Consortia, now: Consortia) -> Mapping[str, int]:
    """Return how many rows of the table of participations stand behind figures of change."""
    by_change: dict[str, set[Pair]] = {"formed": set(), "dissolved": set()}
    for change, pair in changed_pairs(before, now):
        by_change.setdefault(change, set()).add(pair)
    lasting = lasting_pairs(before, now)
    seats = now.seats | before.seats
    return {
        "tie-changes/formed": now.rows_of(now.participations(by_change["formed"])),
        "tie-changes/dissolved": before.rows_of(before.participations(by_change["dissolved"])),
        "persistent-ties": sum(
            seats[seat] for seat in now.participations(lasting) | before.participations(lasting)
        ),
    }


def _are_in(year: Consortia, pair: Pair) -> bool:
    return year.organisations.issuperset(pair)
