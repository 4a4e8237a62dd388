"""What somebody wants to see of a drawing: the period and all that narrows it."""

from dataclasses import dataclass

from ecograph.periods import EARLIEST, LATEST, Period
from ecograph_viz.drawing import Drawing

# No period is named, so what has no dates but is stated as active counts as well.
EVER = Period(EARLIEST, LATEST, named=False)
NONE = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn: rules by code, groups or kinds of organisations (empty for all).

    Planned lines are drawn dashed, alone are organisations without a line, repeat leaves only the
    pairs that share more than one thing, fold puts parts into their wholes, focus is the
    organisation whose neighbourhood is drawn.
    """

    period: Period
    rules: frozenset[str]
    kinds: frozenset[str] = frozenset()
    planned: bool = True
    alone: bool = True
    repeat: bool = False
    fold: bool = False
    focus: str = ""


def rules_wanted(drawing: Drawing, codes: frozenset[str]) -> frozenset[str]:
    """Return the codes of the rules that are wanted: the usual ones if none is named."""
    if codes:
        return codes - {NONE}
    return frozenset(rule.code for rule in drawing.rules if rule.is_default)
