"""Read the cells that stand for one plain value: texts, names, numbers, addresses, codes of ISO."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from ecograph.cells import split_language
from ecograph.countries import country_code, country_like, is_currency, is_language
from ecograph.definitions import Column
from ecograph.errors import BadParameterError
from ecograph.ingest.dates import date_meaning
from ecograph.ingest.meaning import Fault, Meaning
from ecograph.periods import period_span

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ANY_URI = NamedNode(f"{_XSD}anyURI")
_BOOLEAN = NamedNode(f"{_XSD}boolean")
_DECIMAL = NamedNode(f"{_XSD}decimal")
_INTEGER = NamedNode(f"{_XSD}integer")
_YES = frozenset({"yes", "y", "true", "1", "ja", "oui"})
_NO = frozenset({"no", "n", "false", "0", "nein", "non"})
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u202f'\u2019][0-9]{3})+(?:[.,][0-9]+)?")
_COMMA = re.compile(r"(-?[0-9]+),([0-9]+)")
_URL = re.compile(r"https?://[^\s<>\"/][^\s<>\"]*", re.IGNORECASE)
_SHORT_URL = re.compile(r"www\.[^\s<>\".]+\.[^\s<>\"]+", re.IGNORECASE)
_PERIOD_FORM = "Write it as 2024, 2024-H1, 2024-Q3, 2024-03 or 2023-07/2024-06."
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _text(text: str, _column: Column) -> Meaning:
    return Meaning((Literal(text),))


def _name(text: str, _column: Column) -> Meaning:
    name, language = split_language(text)
    if language and not is_language(language):
        remedy = "End the name in a language tag such as @fr, or in none."
        return _fault(f"ends in “@{language}”, which is no language.", remedy)
    return Meaning((Literal(name, language=language) if language else Literal(name),))


def _date(text: str, _column: Column) -> Meaning:
    return date_meaning(text)


def _number(text: str, column: Column) -> Meaning:
    if not _NUMBER.fullmatch(text):
        return _fault("is not a number.", _number_remedy(text, column))
    return _within(Decimal(text), column, Literal(f"{_plain(text)}", datatype=_DECIMAL))


def _integer(text: str, column: Column) -> Meaning:
    if not _WHOLE.fullmatch(text):
        return _fault("is not a whole number.", _number_remedy(text, column))
    return _within(Decimal(text), column, Literal(str(int(text)), datatype=_INTEGER))


def _plain(text: str) -> str:
    """Return a number without zeros that say nothing, so that 50000.0 and 50000 are one value."""
    shown = f"{Decimal(text).normalize():f}"
    return "0" if shown == "-0" else shown


def _number_remedy(text: str, column: Column) -> str:
    if comma := _COMMA.fullmatch(text):
        return f"Write {comma[1]}.{comma[2]} or {comma[1]}{comma[2]}, whichever is meant."
    if _GROUPED.fullmatch(text):
        return "Write the number without signs or spaces between the thousands."
    return column.message or "Write a number such as 1200 or 12.5."


def _within(number: Decimal, column: Column, literal: Literal) -> Meaning:
    if column.minimum is not None and number < column.minimum:
        return _fault(f"is less than {column.minimum}.", column.message)
    if column.maximum is not None and number > column.maximum:
        return _fault(f"is more than {column.maximum}.", column.message)
    return Meaning((literal,))


def _boolean(text: str, _column: Column) -> Meaning:
    answer = text.casefold()
    if answer not in _YES | _NO:
        return _fault("is neither yes nor no.", "Write yes or no, or leave the cell empty.")
    return Meaning((Literal("true" if answer in _YES else "false", datatype=_BOOLEAN),))


def _switch(text: str, _column: Column) -> Meaning:
    state = text.casefold()
    if state not in {"on", "off"}:
        return _fault("is neither on nor off.", "Write on or off, or leave the cell empty.")
    return Meaning((Literal("true" if state == "on" else "false", datatype=_BOOLEAN),))


def _period(text: str, _column: Column) -> Meaning:
    try:
        period_span(text)
    except BadParameterError:
        return _fault("is not a period.", _PERIOD_FORM)
    return Meaning((Literal(text),))


def _url(text: str, column: Column) -> Meaning:
    address = f"http://{text}" if _SHORT_URL.fullmatch(text) else text
    if not _URL.fullmatch(address):
        return _fault("is not a web address.", column.message or "Write https://example.org.")
    return Meaning((Literal(address, datatype=_ANY_URI),))


def _country(text: str, _column: Column) -> Meaning:
    if code := country_code(text):
        return Meaning((Literal(code),))
    near = country_like(text)
    remedy = f"Did you mean {near}?" if near else "Write its two-letter code, such as DE or GB."
    return _fault("is not a country of ISO 3166.", remedy)


def _currency(text: str, _column: Column) -> Meaning:
    code = text.upper()
    if not is_currency(code):
        return _fault("is not a currency of ISO 4217.", "Write its three letters, such as EUR.")
    return Meaning((Literal(code),))


def _language(text: str, _column: Column) -> Meaning:
    if not _LANGUAGE.fullmatch(text) or not is_language(text):
        return _fault("is not a language.", "Write its code, such as en, fr or de.")
    return Meaning((Literal(text),))


def _fault(reason: str, remedy: str) -> Meaning:
    return Meaning(faults=(Fault(reason, remedy),))


# Value type of a column: how one value is read. Lists are read value by value.
PLAIN: Mapping[str, Callable[[str, Column], Meaning]] = MappingProxyType(
    {
        "text": _text,
        "texts": _text,
        "name": _name,
        "names": _name,
        "date": _date,
        "decimal": _number,
        "integer": _integer,
        "month": _integer,
        "boolean": _boolean,
        "switch": _switch,
        "period": _period,
        "url": _url,
        "country": _country,
        "currency": _currency,
        "language": _language,
    }
)
