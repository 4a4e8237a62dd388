"""Cut a SPARQL text into the few kinds of tokens by which it is judged before it is parsed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]* | "{3}.*?"{3} | '{3}.*?'{3}
        | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | [?$]\w+ | @[\w-]+
        | [0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)? )
    | (?P<iri> <[^<>"{}|^`\\\s]*> )
    | (?P<name> (?: [^\W\d_] (?:[\w.\-]{0,99}[\w\-])? )? :
                (?: (?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.) (?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)*
                    (?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))? )? )
    | (?P<word> [A-Za-z]\w* )
    | (?P<open> [{(\[] )
    | (?P<close> [})\]] )
    | (?P<mark> [.;,/] )
    | (?P<sign> [!+\-*=|&^<>] )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of a query: its kind (iri, name, word, open, close, mark or sign), text and place."""

    kind: str
    text: str
    start: int = 0


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query but its texts, variables, numbers and comments."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "skip":
            yield Token(kind, match.group(), match.start())
