"""Check the form of identifiers that others gave: their length, signs and check digits."""

import re

from ecograph.identifiers import normalise_identifier
from ecograph.ingest.meaning import Fault

# scheme: its form, and how to say it
_FORMS = {
    "pic": (r"\d{9}", "A PIC has nine digits, such as 999978530."),
    "vat": (
        r"[A-Z]{2}(?=(?:.*\d){4})[A-Z0-9+*]{4,15}",
        "A VAT number begins with its country's two letters, such as GB132423649.",
    ),
    "ror": (r"0[a-hj-km-np-tv-z0-9]{6}\d{2}", "A ROR id looks like 056d84691."),
    "lei": (r"[A-Z0-9]{18}\d{2}", "An LEI has 20 letters and digits."),
    "wikidata": (r"Q[1-9]\d*", "A Wikidata id looks like Q219563."),
    "grid": (r"grid\.\d+\.[0-9a-f]+", "A GRID id looks like grid.4714.6."),
    "isni": (r"\d{15}[\dX]", "An ISNI has 16 digits."),
    "iati": (r"[^\s/&|?]+", "An IATI identifier looks like XI-LEI-5493001KJTIIGC8Y1R12."),
    "cordis": (r"\d{4,9}", "A CORDIS project number has four to nine digits."),
}


def identifier_fault(scheme: str, value: str) -> Fault | None:
    """Return what is wrong with a normalised identifier, or None; of unknown schemes nothing is."""
    form, remedy = _FORMS.get(scheme, (r".*\S.*", "Write the identifier after its scheme."))
    if not re.fullmatch(form, value):
        return Fault(f"is not an identifier of the scheme {scheme}.", remedy)
    if scheme == "lei" and not _lei_adds_up(value):
        return Fault("has a wrong check digit.", "Copy the LEI again: one of its signs is wrong.")
    if scheme == "isni" and not _isni_adds_up(value):
        return Fault("has a wrong check digit.", "Copy the ISNI again: one of its signs is wrong.")
    return None


def is_identifier(scheme: str, value: str) -> bool:
    """Tell whether a text as it stands in a source is an identifier of a scheme."""
    return identifier_fault(scheme, normalise_identifier(scheme, value)) is None


def _lei_adds_up(value: str) -> bool:
    """Tell whether an LEI satisfies ISO 7064 MOD 97-10, letters counting from A = 10."""
    return int("".join(str(int(sign, 36)) for sign in value)) % 97 == 1


def _isni_adds_up(value: str) -> bool:
    """Tell whether an ISNI satisfies ISO 7064 MOD 11-2."""
    total = 0
    for digit in value[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return value[-1] == "0123456789X"[check]
