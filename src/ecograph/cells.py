"""What the text of a spreadsheet cell stands for: guarded signs, lists, names with a language."""

import re
from collections.abc import Iterable

_FORMULA_SIGNS = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_ITEM = re.compile(r"((?:\\[;\\]|[^;])*)(?:;|$)")
_ESCAPED = re.compile(r"\\([;\\])")
_LANGUAGE = re.compile(
    r"(?P<name>.*\S)\s*@(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.DOTALL
)


def guard(text: str) -> str:
    """Return a text cell with an apostrophe before a sign that a spreadsheet takes for a formula.

    Numbers are never guarded: only give it the cells of text columns.
    """
    return f"'{text}" if _FORMULA_SIGNS.match(text) else text


def unguard(text: str) -> str:
    """Return a text cell without the apostrophe that `guard` put before it."""
    return text[1:] if _GUARDED.match(text) else text


def split_list(text: str) -> tuple[str, ...]:
    r"""Return the items of a list cell: `;` stands between them, `\;` is a semicolon in one."""
    if "\\" not in text:
        return tuple(item.strip() for item in text.split(";") if item.strip())
    items = (_ESCAPED.sub(r"\1", item).strip() for item in _ITEM.findall(text))
    return tuple(item for item in items if item)


def join_list(items: Iterable[str]) -> str:
    """Return the list cell that `split_list` reads back as these items."""
    return "; ".join(re.sub(r"([;\\])", r"\\\1", item) for item in items)


def split_language(text: str) -> tuple[str, str]:
    """Return a name and the language tag it ends in, "" without one: `Santé@fr` is French."""
    found = _LANGUAGE.fullmatch(text) if "@" in text else None
    return (found["name"], found["language"]) if found else (text, "")
