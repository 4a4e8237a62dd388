"""The one table of what is in force when; the function and the query fragment both answer it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A stated start, end and status; a period asked for; whether the relation is in force."""

    start: str
    end: str
    status: str
    year: int | None
    as_of: str
    in_force: bool


# Today is 2024-06-15 in all of them.
CASES = (
    # Both dates known: the spans overlap or they do not.
    Case("2018", "2020", "", 2017, "", False),
    Case("2018", "2020", "", 2018, "", True),
    Case("2018", "2020", "active", 2020, "", True),
    Case("2018", "2020", "active", 2021, "", False),
    Case("2018", "2020", "ended", 2019, "", True),
    Case("2018-05", "2018-07", "", None, "2018-05-01", True),
    Case("2018-05", "2018-07", "", None, "2018-07-31", True),
    Case("2018-05", "2018-07", "", None, "2018-04-30", False),
    Case("2018-05", "2018-07", "", None, "2018-08-01", False),
    Case("2018-05-03", "2018-05-03", "", None, "2018-05-03", True),
    Case("2020-02", "2020-02", "", None, "2020-02-29", True),
    # A year stands for its whole span, its first day included.
    Case("2018", "", "active", None, "2018-01-01", True),
    # The end is missing: still in force, unless stated as ended.
    Case("2018", "", "", 2030, "", True),
    Case("2018", "", "active", 2017, "", False),
    Case("2018", "", "ended", 2018, "", True),
    Case("2018", "", "ended", None, "2018-12-31", True),
    Case("2018", "", "ended", 2019, "", False),
    Case("2018", "", "ended", None, "", False),
    # The start is missing: in force in the period of the end only.
    Case("", "2020", "", 2020, "", True),
    Case("", "2020-06", "", 2020, "", True),
    Case("", "2020-06", "", None, "2020-05-31", False),
    Case("", "2020", "active", 2019, "", False),
    Case("", "2020", "ended", 2021, "", False),
    # Both are missing: in no named period; without one, if stated as active.
    Case("", "", "active", 2020, "", False),
    Case("", "", "active", None, "2024-06-15", False),
    Case("", "", "active", None, "", True),
    Case("", "", "", None, "", False),
    Case("", "", "ended", None, "", False),
    # Planned never comes into force by the calendar.
    Case("2018", "2020", "planned", 2019, "", False),
    Case("2018", "", "planned", None, "", False),
    Case("", "", "planned", None, "", False),
    # Neither year nor day means today.
    Case("2020", "", "", None, "", True),
    Case("2020", "2023", "active", None, "", False),
    Case("2025", "", "active", None, "", False),
)
