"""Recognise e-mail addresses and telephone numbers, which have no place among public facts."""

import re

_EMAIL = re.compile(r"[\w.%+-]{0,63}\w@(?:[\w-]{1,63}\.){1,9}[^\W\d_]{2,}")
_SIGNS = r"[\s./()\u2010-\u2015-]"
_GROUPS = rf"(?:{_SIGNS}{{0,3}}\d){{6,13}}"
_TELEPHONES = (
    # +49 30 1234567, +1 (415) 555-0123
    re.compile(rf"(?<![\w+])\+{_SIGNS}?[1-9]{_GROUPS}(?![\d%])"),
    # 0049301234567
    re.compile(r"(?<![\w./-])00[1-9]\d{9,11}(?!\w)"),
    # 00 49 30 1234567
    re.compile(rf"(?<![\w./-])00{_SIGNS}?[1-9]\d?{_SIGNS}{{1,3}}\d{_GROUPS}(?!\w)"),
    # tel. 030 1234567, phone: 4155550123
    re.compile(
        rf"\b(?:tel|tél|telephone|téléphone|telefon|phone|mobile|mobil|handy|fax)\b[.:]*\s*"
        rf"[+(]?\d{_GROUPS}",
        re.IGNORECASE,
    ),
    # (415) 555-0123, 415-555-0123, 415.555.0123
    re.compile(r"(?<![\w./-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w./-])"),
    # (030) 123 45 67, 030/1234567, 0171-123 45 67, 01 23 45 67 89
    re.compile(
        rf"(?<![\w.,/+-])\(?0[1-9]\d{{0,4}}\)?(?:{_SIGNS}{{1,3}}\d{{2,}}){{1,5}}(?![\w]|[.,/-]\d)"
    ),
)
# Dates, spans of years, and postcodes that a leading zero makes look like a telephone number.
_NO_TELEPHONE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{5}-\d{3,4}|\d{3}-\d{4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} \d{2}"
)


def contact_in(text: str, *, address: bool = False) -> str:
    """Return the e-mail address or telephone number that a text holds, "" if there is none.

    In an address, digits with a leading zero are postcodes and house numbers.
    """
    if "@" in text:
        found = _EMAIL.search(text)
        if found:
            return found[0]
    if not any(letter.isdigit() for letter in text):
        return ""
    patterns = _TELEPHONES[:-1] if address else _TELEPHONES
    for pattern in patterns:
        for number in pattern.finditer(text):
            if _is_telephone(number[0]):
                return number[0].strip()
    return ""


def _is_telephone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return 7 <= digits <= 15 and not _NO_TELEPHONE.fullmatch(text.strip())
