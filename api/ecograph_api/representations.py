"""Choose the representation of a page: by the suffix of its address, else by the Accept header."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ecograph.errors import NotAcceptableError

HTML = "text/html"
JSON = "application/json"
CSV = "text/csv"
TURTLE = "text/turtle"
JSON_LD = "application/ld+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = {
    "html": HTML,
    "json": JSON,
    "csv": CSV,
    "ttl": TURTLE,
    "jsonld": JSON_LD,
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "xlsx": XLSX,
}


def chosen(accept: str, offered: Sequence[str]) -> str:
    """Return the media type on offer that an Accept header ranks top, the first of equals.

    Raises NotAcceptableError with the types that there are.
    """
    best = max(offered, key=lambda media_type: quality(accept, media_type))
    if quality(accept, best) > 0:
        return best
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


def quality(accept: str, media_type: str) -> float:
    """Return the q-value of a media type; the most telling range decides (RFC 9110, 12.5.1)."""
    if not accept.strip():
        return 1.0
    found = (-1, 0.0)
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        found = max(found, (_precision(name, media_type), _q(parameters)), key=lambda pair: pair[0])
    return found[1] if found[0] >= 0 else 0.0


def _precision(asked: str, media_type: str) -> int:
    ranges = ("*/*", media_type.partition("/")[0] + "/*", media_type)
    return ranges.index(asked) if asked in ranges else -1


def _q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


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
