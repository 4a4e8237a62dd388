"""Send the answer to a query while it is still being written, in little memory."""

import logging
from collections.abc import Iterator, Mapping

from anyio import CancelScope, to_thread
from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ecograph.errors import StreamBrokenError
from ecograph.records import Dataset, Stream
from ecograph.store.queries.reader import WholeStream
from ecograph_api.http.clients import client_of
from ecograph_api.http.methods import is_head
from ecograph_api.http.responses import (
    UnchangedError,
    check_unchanged,
    for_asker,
    keeping,
    with_charset,
)
from ecograph_api.site import Site

_log = logging.getLogger(__name__)
_CUT = (
    "Not all: this answer was cut at {rows} rows. "
    "Take further parts by ORDER BY, LIMIT and OFFSET, or ask for less."
)
# The other formats have no comments: who gets as many rows as Ecograph-Rows-At-Most has not all.
_COMMENTS = {
    "text/turtle": "# {}\n",
    "text/plain": "# {}\n",
    "application/n-triples": "# {}\n",
    "application/n-quads": "# {}\n",
    "application/trig": "# {}\n",
    "application/rdf+xml": "<!-- {} -->",
    "application/sparql-results+xml": "<!-- {} -->",
    "application/xml": "<!-- {} -->",
}


def answered(
    request: Request,
    site: Site,
    query: str,
    accept: str,
    dataset: Dataset | None,
    *,
    export: bool = False,
) -> Response:
    """Return the answer to a query; its ETag is the edition and the form.

    One that was cut says so: in a header if that is known at its start, and in a last comment.
    """
    edition = site.edition
    stream = site.stream(query, accept, dataset, client_of(request), export=export)
    tag = f'"{for_asker(site)}{edition}-{stream.media_type}"'
    try:
        check_unchanged(request, tag)
    except UnchangedError:
        stream.close()
        raise
    return _response(request, stream, site.most_rows, keeping(site, tag))


def _response(request: Request, stream: Stream, rows: int, headers: Mapping[str, str]) -> Response:
    sent = {**headers, "Ecograph-Rows-At-Most": str(rows)}
    kind = with_charset(stream.media_type)
    if isinstance(stream, WholeStream):
        sent |= {"Ecograph-Truncated": "true"} if stream.truncated else {}
        return Response(b"".join(_pieces(stream, rows)), 200, sent, media_type=kind)
    return _Streamed(stream, rows, sent, kind, only_head=is_head(request))


def _pieces(stream: Stream, rows: int) -> Iterator[bytes]:
    yield from stream
    comment = _COMMENTS.get(stream.media_type, "")
    if stream.truncated and comment:
        yield comment.format(_CUT.format(rows=rows)).encode()


class _Streamed(StreamingResponse):
    """An answer whose reader process ends with it, whichever side breaks off.

    One that breaks is left without its end, so that the server cuts the connection.
    """

    def __init__(
        self, stream: Stream, rows: int, headers: Mapping[str, str], kind: str, *, only_head: bool
    ) -> None:
        pieces = iter((b"",)) if only_head else _pieces(stream, rows)
        super().__init__(pieces, 200, headers, media_type=kind)
        self._stream = stream
        self._is_wanted = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(self._stream.close)

    async def stream_response(self, send: Send) -> None:
        """Send the pieces."""
        try:
            await super().stream_response(send)
        except StreamBrokenError as error:
            if self._is_wanted:
                _log.warning("%s", error)

    async def listen_for_disconnect(self, receive: Receive) -> None:
        """Wait until the client is gone, and stop the query then."""
        await super().listen_for_disconnect(receive)
        self._is_wanted = False
        await to_thread.run_sync(self._stream.close)
