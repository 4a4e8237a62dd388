"""The IRIs of the register, identifiers given by others, and names as a search compares them."""

import re
from urllib.parse import quote

from anyascii import anyascii

DEFAULT_BASE = "https://w3id.org/ecograph/id/"
FAMILIES = (
    "organisation",
    "programme",
    "resource",
    "relation",
    "change",
    "observation",
    "evidence",
    "profile",
    "contribution",
    "framework",
    "element",
    "indicator",
    "choice",
    "exchange-rate",
)
IDENTIFIER_SCHEMES = (
    "pic",
    "vat",
    "lei",
    "ror",
    "registry",
    "wikidata",
    "cordis",
    "eccp",
    "grid",
    "isni",
    "iati",
)
_URL_FORMS = ("https://ror.org/", "http://ror.org/", "https://www.wikidata.org/wiki/")


def entity_iri(base: str, family: str, key: str) -> str:
    """Return the IRI of the thing with this key; letters that an IRI cannot hold are encoded."""
    return f"{base}{family}/{quote(key.strip(), safe='-_.~/')}"


def source_graph(base: str, name: str, *, internal: bool = False) -> str:
    """Return the named graph that holds the public or the internal part of a source."""
    return f"{base}source/{quote(name, safe='-_.~')}" + ("/internal" if internal else "")


def merge_graph(base: str, *, internal: bool) -> str:
    """Return the graph that holds, once, what a reader may see of all sources."""
    return f"{base}merge/{'all' if internal else 'public'}"


def matches_graph(base: str, *, internal: bool) -> str:
    """Return the graph that says which organisations of the sources are one."""
    return f"{base}matches/{'all' if internal else 'public'}"


def slug(text: str) -> str:
    """Return a key made of a text: plain letters and digits, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def fold(name: str) -> str:
    """Return a name as a search compares it: without accents, case or double spaces.

    Letters that have no accent to take off are written out (ø as o, ł as l, ı as i, ß as ss).
    """
    return " ".join(anyascii(name).casefold().split())


def normalise_identifier(scheme: str, value: str) -> str:
    """Return an identifier in the one form in which two sources can be compared."""
    text = value.strip()
    for form in _URL_FORMS:
        text = text.removeprefix(form)
    if scheme in {"vat", "lei", "isni", "wikidata"}:
        return re.sub(r"[\s.\-]", "", text).upper()
    if scheme == "ror":
        return text.lower()
    return re.sub(r"\s", "", text)
