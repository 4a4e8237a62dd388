"""A figure of three years side by side, and what changed: a change needs a number in both."""

from dataclasses import dataclass

from ecograph.exports import published
from ecograph.metrics import Number, Reason, difference


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, or the reason why there is none."""

    value: Number | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What a figure is this year, was the year before, and was in the baseline year.

    Numbers that are not counted alike in these years make no change.
    """

    this: Cell
    previous: Cell
    baseline: Cell
    is_alike: bool = True

    def silence(self, *, has_baseline: bool) -> Reason | None:
        """Return the one reason why there is no number in any of the years, None without one."""
        reasons = {self.this.reason, self.previous.reason}
        if has_baseline:
            reasons.add(self.baseline.reason)
        return self.this.reason if len(reasons) == 1 else None

    @property
    def change(self) -> Cell:
        """Return by how much it has grown since the year before."""
        return self._change_since(self.previous)

    @property
    def change_since_baseline(self) -> Cell:
        """Return by how much it has grown since the baseline year."""
        return self._change_since(self.baseline)

    def _change_since(self, before: Cell) -> Cell:
        if not self.is_alike:
            return Cell(None, self.this.reason or before.reason or Reason.NOT_TOLD_APART)
        return _change(self.this, before)


def cell(value: Number | None, reason: Reason | None) -> Cell:
    """Return a cell with a number as it is published; none without a reason is undefined."""
    if value is None:
        return Cell(None, reason or Reason.UNDEFINED)
    return Cell(value if isinstance(value, bool) else published(value))


def _change(now: Cell, before: Cell) -> Cell:
    return Cell(published(difference(now.value, before.value)), now.reason or before.reason)
