"""The period that somebody asks for, in the reporting years of the register's profile."""

from datetime import date

from ecograph.network import Affiliations
from ecograph.periods import Period, period


def asked_period(
    affiliations: Affiliations, year: int | None, as_of: date | None, today: date
) -> Period:
    """Return the reporting year that begins in a year, a day, or today where neither is given."""
    profile = next(iter(affiliations.profiles), None)
    return period(year, as_of, today, profile.first_month if profile else 1)
