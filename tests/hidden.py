"""What only internal facts of a register say, and whether a text gives any of it away."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from ecograph.store import Register
from ecograph.store.facts.lines import facts

_LONG = 12


def hidden_texts(register: Register) -> frozenset[str]:
    """Return the IRIs and longer texts that stand in internal facts and in no public one."""
    public = {part for fact in _facts(register, internal=False) for part in fact}
    hidden = {
        part
        for subject, _, value in _facts(register, internal=True)
        for part in (subject, value)
        if part not in public
    }
    iris = {part[1:-1] for part in hidden if part.startswith(f"<{register.base}")}
    texts = {part.split('"')[1] for part in hidden if part.startswith('"')}
    return frozenset(iris | {text for text in texts if len(text) > _LONG})


def given_away(hidden: Iterable[str], text: str) -> list[str]:
    """Return what of it stands in a text, as it is or as in an address, but not as part of more."""
    return sorted(each for each in hidden if _stands_in(each, text))


def _stands_in(each: str, text: str) -> bool:
    found = [re.escape(form) for form in (each, quote(each, safe="")) if form in text]
    return bool(found and re.search(f"(?:{'|'.join(found)})(?![0-9A-Za-z-])", text))


def _facts(register: Register, *, internal: bool) -> set[tuple[str, str, str]]:
    edition = register.current()
    assert edition
    return {
        fact
        for name, graph in edition.manifest.graphs.items()
        if "/source/" in name and name.endswith("/internal") is internal
        for fact in facts((edition.graphs / graph.file).read_text("utf-8").splitlines())
    }
