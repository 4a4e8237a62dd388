"""What an indicator comes to in a period: a number with its facts, or the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ecograph.periods import Period


class Silence(StrEnum):
    """Why an indicator has no number in a period."""

    NO_PROFILE = "no-profile"
    NO_SUCH_FACTS = "no-such-facts"
    NOT_COMPUTED = "not-computed"
    NOT_REPORTED = "not-reported"
    UNDATED = "undated"
    NO_AMOUNTS = "no-amounts"
    UNDEFINED = "undefined"
    TOO_SMALL_GROUP = "too-small-group"


class LeftOut(StrEnum):
    """Why a fact that could have counted was left out."""

    PLANNED = "planned"
    UNDATED = "undated"
    NO_PLACE = "no-place"
    NO_AMOUNT = "no-amount"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figure of one indicator in one period.

    Value is None where there is a reason, or where amounts of several currencies cannot be one sum:
    then `by_unit` holds them. Facts are the IRIs that were counted; left out are those that could
    have counted, by the reason why they did not. Inferred counts those that no source states.
    """

    period: Period
    value: Decimal | None
    unit: str = ""
    by_unit: Mapping[str, Decimal] = field(default_factory=dict)
    reason: Silence | None = None
    facts: tuple[str, ...] = ()
    left_out: tuple[tuple[str, LeftOut], ...] = ()
    inferred: int = 0
    before: Decimal | None = None
    text: str = ""
    status: str = ""

    @property
    def is_known(self) -> bool:
        """Tell whether there is anything to show."""
        return self.reason is None
