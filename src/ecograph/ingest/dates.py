"""Read a date of any precision, and say how a text that is none should have been written."""

import re

from pyoxigraph import Literal, NamedNode

from ecograph.errors import BadParameterError
from ecograph.ingest.meaning import Fault, Meaning
from ecograph.periods import date_span

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES = {
    4: NamedNode(f"{_XSD}gYear"),
    7: NamedNode(f"{_XSD}gYearMonth"),
    10: NamedNode(f"{_XSD}date"),
}
_FORM = "Write it as 2018, 2018-05 or 2018-05-03."
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?")
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")


def date_meaning(text: str) -> Meaning:
    """Return a date as xsd:gYear, xsd:gYearMonth or xsd:date, or why it is none."""
    try:
        date_span(text)
    except BadParameterError:
        return Meaning(faults=(Fault(*_reason_and_remedy(text)),))
    return Meaning((Literal(text, datatype=_TYPES[len(text)]),))


def _reason_and_remedy(text: str) -> tuple[str, str]:
    if re.fullmatch(r"\d{5,}", text):
        return "is not a year: it has too many digits.", "Write a year of four digits."
    if re.fullmatch(r"\d{1,3}", text):
        return "is not a year: it has too few digits.", "Write a year of four digits."
    if timed := _WITH_TIME.fullmatch(text):
        return "is a time of day.", f"Write the day only: {timed[1]}."
    if found := _YEAR_FIRST.fullmatch(text):
        return _numbers_out_of_range(*found.groups())
    if found := _DAY_FIRST.fullmatch(text):
        return "is not a date as it is written here.", _year_first(*found.groups())
    return "is not a date.", _FORM


def _numbers_out_of_range(year: str, month: str, day: str | None) -> tuple[str, str]:
    if not 1 <= int(month) <= 12:
        return f"has no such month: {month}.", "Write a month from 01 to 12."
    written = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    try:
        date_span(written)
    except BadParameterError:
        return "is a day that does not exist.", _FORM + " Years run from 1000 to 2200."
    return "is not a date as it is written here.", f"Write {written}."


def _year_first(one: str, two: str, year: str) -> str:
    """Return the remedy for 31/12/2018, and both readings where day and month are in doubt."""
    orders = [(two, one)] if int(two) <= 12 else []
    orders += [(one, two)] if int(one) <= 12 and one != two else []
    written = [f"{year}-{month.zfill(2)}-{day.zfill(2)}" for month, day in orders]
    if not written:
        return _FORM
    return f"Write {' or '.join(written)}" + (", whichever is meant." if written[1:] else ".")
