"""What a query text may be: read-only, without calls to other hosts, of a size that can be run."""

from functools import lru_cache

from ecograph.errors import QueryRefusedError, QueryTooLargeError
from ecograph.store.queries.protections import NONE, Off, Protection
from ecograph.store.queries.tokens import Token, tokens

MAXIMUM_CHARACTERS = 16_000
MAXIMUM_DEPTH = 60
MAXIMUM_PATTERNS = 400
MAXIMUM_SIGNS = 1_000
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_QUERIES = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


@lru_cache(maxsize=256)
def check(query: str, off: Off = NONE) -> None:
    """Refuse a text that this service does not run; one that it runs is often asked again.

    Raises QueryTooLargeError for a text too long, too deeply nested or of too many patterns, and
    QueryRefusedError for an update or a SERVICE call.
    """
    if Protection.CAPS not in off:
        _check_length(query)
    words = [token.text.upper() for token in _measured(query, off) if token.kind == "word"]
    if Protection.REFUSALS not in off:
        _check_words(words)


def _check_length(query: str) -> None:
    if len(query) > MAXIMUM_CHARACTERS:
        message = (
            f"The query has {len(query):,} characters; at most {MAXIMUM_CHARACTERS:,} are run. "
            "Shorten it, or ask in several steps."
        )
        raise QueryTooLargeError(message)


def _measured(query: str, off: Off) -> list[Token]:
    """Return the tokens of a query whose size is within the caps.

    Oxigraph takes a second to order the joins of 300 patterns and minutes for 1,000; more brackets
    or signs than these exhaust its stack.
    """
    found = []
    brackets, patterns, signs = [], 1, 0
    for token in tokens(query):
        found.append(token)
        if token.kind == "open":
            brackets.append(token.text)
        elif token.kind == "close" and brackets:
            brackets.pop()
        patterns += _separates(token, brackets)
        signs += token.kind == "sign"
        if Protection.CAPS not in off:
            _check_size(len(brackets), patterns, signs)
    return found


def _separates(token: Token, brackets: list[str]) -> bool:
    """Tell whether another pattern, or another step of a path, begins after the token."""
    return token.text in {"{", "/", ";", "."} or (token.text == "," and brackets[-1:] == ["{"])


def _check_size(depth: int, patterns: int, signs: int) -> None:
    if depth > MAXIMUM_DEPTH:
        message = f"The query nests more than {MAXIMUM_DEPTH} brackets. Write it flatter."
        raise QueryTooLargeError(message)
    if patterns > MAXIMUM_PATTERNS:
        message = (
            f"The query joins more than {MAXIMUM_PATTERNS} patterns or steps of paths. Ask in "
            "several steps, or list values in a VALUES block, which does not count."
        )
        raise QueryTooLargeError(message)
    if signs > MAXIMUM_SIGNS:
        message = (
            f"The query calculates with more than {MAXIMUM_SIGNS:,} signs. Shorten its FILTERs, or "
            "compare with the values of a VALUES block."
        )
        raise QueryTooLargeError(message)


def _check_words(words: list[str]) -> None:
    form = next((word for word in words if word in _QUERIES | _UPDATES), "")
    if form in _UPDATES:
        message = f"{form} would change the register; this service only reads. Ask with SELECT."
        raise QueryRefusedError(message)
    if "SERVICE" in words:
        message = "SERVICE would send a request to another host, which this service never does."
        raise QueryRefusedError(message)
