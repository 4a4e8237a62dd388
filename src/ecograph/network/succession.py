"""What became of organisations: whom to follow through mergers, takeovers and new names."""

from collections.abc import Iterator, Mapping
from datetime import date

from ecograph.network.affiliations import Affiliations, Change


def successors(affiliations: Affiliations, after: date, until: date) -> Mapping[str, str]:
    """Return by which organisation each is to be followed that changed between two days.

    Only a change into a single organisation is followed, over any number of changes; what was
    split into several has left, and they have joined.
    """
    steps = {
        original: change.resulting[0]
        for change in _between(affiliations, after, until)
        for original in change.originals
        if len(change.resulting) == 1 and original != change.resulting[0]
    }
    return {original: _last(steps, original) for original in steps}


def _between(affiliations: Affiliations, after: date, until: date) -> Iterator[Change]:
    for change in affiliations.changes:
        if change.span and change.span.start <= until and change.span.end > after:
            yield change


def _last(steps: Mapping[str, str], original: str) -> str:
    seen = {original}
    here = steps[original]
    while here in steps and here not in seen:
        seen.add(here)
        here = steps[here]
    return here
