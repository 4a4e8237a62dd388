"""Choose the representation of a page: by the suffix of its address, else by the Accept header."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ecograph.errors import NotAcceptableError
from ecograph.negotiation import best, quality

HTML = "text/html"
JSON = "application/json"
CSV = "text/csv"
TURTLE = "text/turtle"
JSON_LD = "application/ld+json"
ICS = "text/calendar"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = {
    "html": HTML,
    "json": JSON,
    "csv": CSV,
    "ttl": TURTLE,
    "jsonld": JSON_LD,
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "xlsx": XLSX,
    "ics": ICS,
}


def chosen(accept: str, offered: Sequence[str]) -> str:
    """Return the media type on offer that an Accept header ranks top, the first of equals.

    Raises NotAcceptableError with the types that there are.
    """
    if top := best(accept, offered):
        return top
    suffixes = [f".{suffix}" for suffix, name in SUFFIXES.items() if name in offered]
    message = (
        f"This page has no form of the type “{accept}”. There are: {', '.join(offered)}. "
        f"Ask for one by the Accept header or at the end of the address: {', '.join(suffixes)}."
    )
    raise NotAcceptableError(message)


def wants_page(accept: str) -> bool:
    """Tell whether an Accept header is a browser's: it names HTML, and likes it best."""
    html = quality(accept, HTML)
    named = HTML in accept.lower()
    return named and html > 0 and html >= max(quality(accept, JSON), quality(accept, CSV))


class SuffixAsAccept:
    """Middleware that reads /outposts.csv as a request for /outposts as text/csv.

    Only addresses below the given first segments have suffixes. A key that itself ends like one
    is reached by adding .html.
    """

    def __init__(self, app: ASGIApp, collections: frozenset[str]) -> None:
        self._app = app
        self._collections = collections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its suffix turned into an Accept header."""
        if scope["type"] == "http":
            stem, _, suffix = scope["path"].rpartition(".")
            collection = stem.lstrip("/").partition("/")[0]
            if suffix in SUFFIXES and collection in self._collections:
                headers = _accepting(scope, SUFFIXES[suffix])
                scope = {**scope, "path": stem, "headers": headers, "suffix": suffix}
        await self._app(scope, receive, send)


def suffix_of(request: Request) -> str:
    """Return the suffix that a request's address had, "" for none."""
    return str(request.scope.get("suffix", ""))


def _accepting(scope: Scope, media_type: str) -> list[tuple[bytes, bytes]]:
    others = [(name, value) for name, value in scope["headers"] if name != b"accept"]
    return [*others, (b"accept", media_type.encode("ascii"))]
