"""What the text of an update may be, and the dataset that a request adds to it."""

from ecograph.errors import QueryRefusedError, QueryTooLargeError
from ecograph.records import Dataset
from ecograph.store.queries.tokens import tokens

MAXIMUM_CHARACTERS = 4_000_000
_REFUSED = {
    "LOAD": "LOAD would send a request to another host; put the data into the text or use /store.",
    "SERVICE": "SERVICE would send a request to another host, which this service never does.",
}


def check(text: str) -> None:
    """Refuse an update that is too long or would reach another host."""
    if len(text) > MAXIMUM_CHARACTERS:
        message = (
            f"The update has {len(text):,} characters; at most {MAXIMUM_CHARACTERS:,} are run. "
            "Send the data as a whole graph instead."
        )
        raise QueryTooLargeError(message)
    for token in tokens(text):
        refusal = _REFUSED.get(token.text.upper()) if token.kind == "word" else None
        if refusal:
            raise QueryRefusedError(refusal)


def with_dataset(text: str, using: Dataset | None) -> str:
    """Return an update whose patterns are about the graphs of a request, as USING says it.

    Raises QueryRefusedError if the update names graphs for its patterns itself.
    """
    if using is None:
        return text
    found = list(tokens(text))
    words = [token.text.upper() if token.kind == "word" else "" for token in found]
    if "USING" in words or "WITH" in words:
        message = "The update has USING or WITH; then the request may not name graphs as well."
        raise QueryRefusedError(message)
    clauses = _clauses(using)
    made, end = [], 0
    depth = 0
    for place, token in enumerate(found):
        depth += (token.kind == "open") - (token.kind == "close")
        if words[place] == "WHERE" and depth == 0:
            if place and words[place - 1] == "DELETE":
                message = "DELETE WHERE takes no graphs of the request; write DELETE … WHERE …."
                raise QueryRefusedError(message)
            made += [text[end : token.start], clauses]
            end = token.start
    return "".join([*made, text[end:]])


def _clauses(using: Dataset) -> str:
    graphs = [("USING", graph) for graph in using.default or ()]
    graphs += [("USING NAMED", graph) for graph in using.named or ()]
    if any(set('<>"{}|^`\\ \n\t') & set(graph) for _, graph in graphs):
        raise QueryRefusedError("A graph that the request names is no IRI.")
    return "".join(f"{word} <{graph}> " for word, graph in graphs)
