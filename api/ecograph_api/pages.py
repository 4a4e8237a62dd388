"""The templates of the pages, and the few functions that they call."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pycountry
from jinja2 import Environment

from ecograph.templating import templates
from ecograph_api.register.addresses import page_of, web_address

FOLDER = Path(__file__).parent
# The European Union uses it; ISO 3166-1 has no code for Kosovo.
_NO_ISO = {"XK": "Kosovo"}
_LONG = 10_000
_LONGEST_CODE = 4
LISTS = ("organisations", "programmes", "partnerships", "outposts", "resources")
_NAVIGATION = (
    ("/map", "Map"),
    ("/measures", "Measures"),
    ("/review", "Review"),
    ("/frameworks", "Frameworks"),
    *((f"/{name}", name.capitalize()) for name in LISTS),
    ("/questions", "Questions"),
    ("/sparql", "SPARQL"),
    ("/docs", "API"),
)


class FileAddresses:
    """The addresses of the files in a folder; a file's address changes when the file does."""

    def __init__(self, path: str, folder: Path) -> None:
        self._path = path
        self._hashes = {
            file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:12]
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }

    def __call__(self, name: str) -> str:
        """Return the address of the file of this name."""
        return f"{self._path}/{name}?v={self._hashes[name]}"


def environment() -> Environment:
    """Return the templates with all that they may name besides what a page gives them."""
    pages = templates("ecograph_api")
    pages.globals.update(
        navigation=_NAVIGATION,
        static=FileAddresses("/static", FOLDER / "static"),
        vendor=FileAddresses("/vendor", FOLDER / "vendor"),
        address=address,
        page_of=page_of,
        titled=titled,
    )
    pages.filters.update(
        web_address=web_address,
        number=number,
        day=day,
        moment=moment,
        sentence=sentence,
        country=country,
    )
    return pages


def address(path: str, values: Mapping[str, str | int]) -> str:
    """Return the address of a page with these query parameters, the empty ones left out."""
    given = {name: value for name, value in values.items() if value != ""}
    return f"{path}?{urlencode(given)}" if given else path


def number(value: str | float) -> str:
    """Return a number as people read it: from five digits on, narrow spaces set thousands apart.

    What somebody wrote where a number should be stays as it is.
    """
    try:
        amount = float(value)
    except ValueError:
        return str(value)
    text = f"{amount:,.0f}" if amount.is_integer() else f"{amount:,}"
    return text.replace(",", "\u202f" if abs(amount) >= _LONG else "")


def country(code: str) -> str:
    """Return the English name of a country, or the code itself if it has none."""
    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name)) if found else _NO_ISO.get(code, code)


def sentence(text: str) -> str:
    """Return a text with its first letter in capitals and the others as they are."""
    return text[:1].upper() + text[1:]


def moment(text: str) -> str:
    """Return a time as people read it: day, hour and minute, in universal time."""
    return f"{day(text)} at {text.partition('T')[2][:5]} UTC"


def titled(code: str, name: str) -> str:
    """Return a name with its code before it, but for a code that is a word of its own."""
    return f"{code} {name}" if 0 < len(code) <= _LONGEST_CODE else name


def day(text: str) -> str:
    """Return the day of a time, the time itself left out."""
    return text.partition("T")[0]
