"""The addresses of things: from an IRI of the register to a page of this server and back."""

from urllib.parse import quote, urlsplit

from ecograph_api.representations import SUFFIXES

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
}


def page_of(base: str, iri: str, in_list: str = "", suffix: str = "") -> str:
    """Return the path of the page about a thing, "" where there is none.

    A thing whose IRI is not made by ecograph has one if the list that it stands on is given.
    """
    family, _, key = iri.removeprefix(base).partition("/")
    is_ours = iri.startswith(base) and family in _LISTS and key
    if not is_ours and not in_list:
        return ""
    tail = quote(key if is_ours else iri, safe="/:~")
    if not suffix and tail.rpartition(".")[2] in SUFFIXES:
        suffix = "html"
    return f"/{in_list or _LISTS[family]}/{tail}" + (f".{suffix}" if suffix else "")


def iri_of(base: str, in_list: str, key: str) -> str:
    """Return the IRI that the last part of an address stands for."""
    return key if "://" in key or key.startswith("urn:") else f"{base}{FAMILIES[in_list]}/{key}"


def web_address(text: str) -> str:
    """Return a text if a browser may follow it as a link, else ""."""
    parts = urlsplit(text)
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""
