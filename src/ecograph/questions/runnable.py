"""The query of an answer as a text that can be run anywhere: its parameters written out."""

import re
from collections.abc import Mapping

from ecograph.records import Term

_SELECT = re.compile(
    r"(?P<head>\bSELECT\b(?:\s+DISTINCT)?)(?P<columns>.*?)(?=\bWHERE\b)", re.DOTALL
)
_GROUP = re.compile(
    r"\bGROUP\s+BY\b(?P<terms>.*?)(?=\bHAVING\b|\bORDER\b|\bLIMIT\b|\}|\Z)", re.DOTALL
)


def runnable_text(query: str, bindings: Mapping[str, Term]) -> str:
    """Return a question's query with each bound variable replaced by its value.

    A variable leaves the columns and groups in which it stood only so that it could be bound.
    """
    names = "|".join(sorted((re.escape(name) for name in bindings), key=len, reverse=True))
    variable = re.compile(rf"[?$](?P<name>{names})\b")
    text = _SELECT.sub(lambda found: _head(found, variable), query)
    text = _GROUP.sub(lambda found: _group(found, variable), text)
    return variable.sub(lambda found: str(bindings[found["name"]]), text)


def _head(found: re.Match[str], variable: re.Pattern[str]) -> str:
    return found["head"] + _without(found["columns"], variable)


def _group(found: re.Match[str], variable: re.Pattern[str]) -> str:
    terms = _without(found["terms"], variable)
    return f"GROUP BY{terms}" if terms.strip() else ""


def _without(text: str, variable: re.Pattern[str]) -> str:
    """Return columns without the bare bound variables; those inside brackets stay."""
    pieces, depth, start = [], 0, 0
    for found in re.finditer(r"[()]|[?$]\w+", text):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0 and variable.fullmatch(found[0]):
            pieces.append(text[start : found.start()].rstrip(" "))
            start = found.end()
    return re.sub(r"\n\s*\n", "\n", "".join([*pieces, text[start:]]))
