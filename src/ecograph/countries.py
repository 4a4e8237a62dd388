"""Countries, currencies and languages: what people write, as the code of its ISO standard."""

import gettext
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

import pycountry

from ecograph.identifiers import fold

# What is written in the sources beside the names that ISO 3166-1 gives. XK is no ISO code, but the
# one that the European Union uses for Kosovo in its data.
_ALSO = {
    "UK": "GB",
    "EL": "GR",
    "XK": "XK",
    "XKX": "XK",
    "Kosovo": "XK",
    "Great Britain": "GB",
    "Britain": "GB",
    "England": "GB",
    "Scotland": "GB",
    "Wales": "GB",
    "Northern Ireland": "GB",
    "Vereinigtes Königreich": "GB",
    "Royaume-Uni": "GB",
    "Turkey": "TR",
    "Holland": "NL",
    "U.S.": "US",
    "U.S.A.": "US",
    "America": "US",
    "Ivory Coast": "CI",
    "Cape Verde": "CV",
    "Swaziland": "SZ",
    "Macedonia": "MK",
    "Burma": "MM",
    "Palestine": "PS",
    "Vatican": "VA",
    "Russia": "RU",
    "UAE": "AE",
}
_LANGUAGES = ("de", "fr")
# Words that stand in one spelling of a country's name and not in another.
_FILLERS = frozenset({"the", "of", "and", "la", "le", "les", "de", "du", "des", "et", "und", "der"})
_WORD = re.compile(r"[a-z0-9]+")


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a code or a name in words, "" if it is unknown."""
    codes = _by_name()
    return codes.get(fold(text)) or codes.get(_words(text)) or ""


def country_like(text: str) -> str:
    """Return the code and name of the country whose name comes nearest, "" if none is near."""
    near = get_close_matches(fold(text), _by_name(), 1, 0.7) if len(text) > 3 else []
    if not near:
        return ""
    code = _by_name()[near[0]]
    found = pycountry.countries.get(alpha_2=code)
    return f"{code} ({getattr(found, 'common_name', found.name)})" if found else code


def is_currency(text: str) -> bool:
    """Tell whether a text is a currency code of ISO 4217."""
    return pycountry.currencies.get(alpha_3=text) is not None


def is_language(text: str) -> bool:
    """Tell whether a text begins with a language code of two or three letters."""
    code = text.split("-", 1)[0]
    field = "alpha_2" if len(code) == 2 else "alpha_3"
    return pycountry.languages.get(**{field: code}) is not None


@cache
def _by_name() -> dict[str, str]:
    known = {fold(name): code for name, code in _names()}
    # Two countries whose names have the same words are told apart by their order only.
    ambiguous: dict[str, set[str]] = {}
    for name, code in _names():
        ambiguous.setdefault(_words(name), set()).add(code)
    known |= {words: codes.pop() for words, codes in ambiguous.items() if len(codes) == 1}
    return known | {fold(name): code for name, code in _ALSO.items()}


def _names() -> Iterator[tuple[str, str]]:
    translations = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
        for language in _LANGUAGES
    ]
    for country in pycountry.countries:
        names = [country.name, getattr(country, "official_name", ""), country.alpha_3]
        names += [getattr(country, "common_name", ""), country.alpha_2]
        names += [translation.gettext(country.name) for translation in translations]
        yield from ((name, country.alpha_2) for name in names if name)


def _words(text: str) -> str:
    """Return the words of a name in alphabetical order: `Congo (Republic of)` as its inverse."""
    return " ".join(sorted(set(_WORD.findall(fold(text))) - _FILLERS))
