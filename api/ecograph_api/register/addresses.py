"""The addresses of things: from an IRI of the register to a page of this server and back."""

import re
from urllib.parse import quote, urlsplit

from ecograph_api.http.representations import SUFFIXES

# The lists of the register and the family that its own IRIs name.
FAMILIES = {
    "organisations": "organisation",
    "outposts": "organisation",
    "programmes": "programme",
    "resources": "resource",
    "partnerships": "relation",
}
_LISTS = {
    "organisation": "organisations",
    "programme": "programmes",
    "resource": "resources",
    "relation": "partnerships",
    "framework": "frameworks",
    "element": "elements",
    "indicator": "indicators",
}
_SHIPPED = "https://w3id.org/ecograph/framework/"
_OF_AN_INDICATOR = re.compile(r".+/[^/]*\.[0-9]+")


def page_of(base: str, iri: str, in_list: str = "", suffix: str = "") -> str:
    """Return the path of the page about a thing, "" where there is none.

    A thing whose IRI is not made by ecograph has one if the list that it stands on is given.
    """
    own_list, key = _home(base, iri)
    if not own_list and not in_list:
        return ""
    tail = quote(key if own_list else iri, safe="/:~")
    if not suffix and tail.rpartition(".")[2] in SUFFIXES:
        suffix = "html"
    return f"/{in_list or own_list}/{tail}" + (f".{suffix}" if suffix else "")


def iri_of(base: str, in_list: str, key: str) -> str:
    """Return the IRI that the last part of an address stands for."""
    return key if "://" in key or key.startswith("urn:") else f"{base}{FAMILIES[in_list]}/{key}"


def web_address(text: str) -> str:
    """Return a text if a browser may follow it as a link, else ""."""
    parts = urlsplit(text)
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def _home(base: str, iri: str) -> tuple[str, str]:
    """Return the list on which a thing stands and its key there; nothing for what is not ours."""
    if iri.startswith(_SHIPPED):
        key = iri.removeprefix(_SHIPPED)
        below = "indicators" if _OF_AN_INDICATOR.fullmatch(key) else "elements"
        return ("frameworks" if "/" not in key else below, key) if key else ("", "")
    family, _, key = iri.removeprefix(base).partition("/")
    is_ours = iri.startswith(base) and family in _LISTS and key
    return (_LISTS[family], key) if is_ours else ("", "")
