"""What a query text may be: read-only, without calls to other hosts, of a size that can be run."""

import re

from ecograph.errors import QueryRefusedError, QueryTooLargeError

MAXIMUM_CHARACTERS = 16_000
MAXIMUM_DEPTH = 60
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_QUERIES = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]* | <[^<>"{}|^`\\\s]*> | "{3}.*?"{3} | '{3}.*?'{3}
        | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | [?$]\w+ | [\w.\-]*:[\w.\-%:]* | @[\w-]+ )
    | (?P<word> [A-Za-z]\w* )
    | (?P<open> [{(\[] )
    | (?P<close> [})\]] )
    """,
    re.VERBOSE | re.DOTALL,
)


def check(query: str) -> None:
    """Refuse a text that this service does not run.

    Raises QueryTooLargeError for a text too long or too deeply nested, QueryRefusedError for an
    update, a SERVICE call or a dataset clause.
    """
    if len(query) > MAXIMUM_CHARACTERS:
        message = (
            f"The query has {len(query):,} characters; at most {MAXIMUM_CHARACTERS:,} are run. "
            "Shorten it, or ask in several steps."
        )
        raise QueryTooLargeError(message)
    _check_words(_words(query))


def _words(query: str) -> list[str]:
    depth = 0
    words = []
    for token in _TOKEN.finditer(query):
        depth += bool(token["open"]) - bool(token["close"])
        if depth > MAXIMUM_DEPTH:
            message = f"The query nests more than {MAXIMUM_DEPTH} brackets. Write it flatter."
            raise QueryTooLargeError(message)
        if token["word"]:
            words.append(token["word"].upper())
    return words


def _check_words(words: list[str]) -> None:
    form = next((word for word in words if word in _QUERIES | _UPDATES), "")
    if form in _UPDATES:
        message = f"{form} would change the register; this service only reads. Ask with SELECT."
        raise QueryRefusedError(message)
    if "SERVICE" in words:
        message = "SERVICE would send a request to another host, which this service never does."
        raise QueryRefusedError(message)
    if "FROM" in words:
        message = (
            "FROM cannot choose the data here: every query asks all that you may see. "
            "Leave it out; GRAPH ?source { … } asks what one source says."
        )
        raise QueryRefusedError(message)
