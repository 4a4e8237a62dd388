"""Read the dataset that a query asks for by its clauses FROM and FROM NAMED."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urljoin

from ecograph.records import Dataset
from ecograph.store.queries.tokens import Token, tokens

_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


@lru_cache(maxsize=256)
def dataset(query: str) -> Dataset | None:
    """Return what the clauses of a query ask for, None for a query without any.

    A clause that cannot be read names no graph: the reader's own rights are the limit in any case.
    """
    default: list[str] = []
    named: list[str] = []
    given = False
    names = _Names()
    found = _head(query)
    for token in found:
        word = token.text.upper() if token.kind == "word" else ""
        if word in {"BASE", "PREFIX"}:
            names.declare(word, found)
        elif word == "FROM":
            given = True
            graph = next(found, Token("", ""))
            chosen = default
            if graph.kind == "word" and graph.text.upper() == "NAMED":
                graph, chosen = next(found, Token("", "")), named
            chosen.append(names.iri(graph))
    return Dataset(tuple(default), tuple(named)) if given else None


def _head(query: str) -> Iterator[Token]:
    """Yield the tokens outside brackets, up to where the patterns begin."""
    depth = 0
    form = ""
    for token in tokens(query):
        word = token.text.upper() if token.kind == "word" else ""
        form = form or (word if word in _FORMS else "")
        is_pattern = token.text == "{" and depth == 0 and form != "CONSTRUCT"
        if depth == 0 and (word == "WHERE" or is_pattern):
            return
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind != "close":
            yield token


class _Names:
    """The base and the prefixes that a query declares."""

    def __init__(self) -> None:
        self._base = ""
        self._prefixes: dict[str, str] = {}

    def declare(self, word: str, found: Iterator[Token]) -> None:
        """Take in the declaration that the next tokens make."""
        token = next(found, Token("", ""))
        if word == "BASE":
            self._base = self.iri(token)
        elif token.kind == "name":
            prefix = token.text.partition(":")[0]
            self._prefixes[prefix] = self.iri(next(found, Token("", "")))

    def iri(self, token: Token) -> str:
        """Return the IRI that a token stands for, "" if it stands for none."""
        if token.kind == "iri":
            return urljoin(self._base, token.text[1:-1]) if self._base else token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        if token.kind != "name" or prefix not in self._prefixes:
            return ""
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
