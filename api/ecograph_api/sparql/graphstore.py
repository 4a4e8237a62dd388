"""Give out and take in whole graphs by the SPARQL 1.1 Graph Store protocol."""

import secrets
from email.message import Message
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from ecograph.errors import QueryTooLargeError, UsageError
from ecograph.identifiers import source_graph
from ecograph.records import Dataset
from ecograph.writing import ENDINGS
from ecograph_api.http.bodies import MOST_BYTES
from ecograph_api.site import Site, TheSite
from ecograph_api.sparql.description import FORMS
from ecograph_api.sparql.streaming import answered
from ecograph_api.sparql.updating import AWriter, told, whole_body, writer_of, writing

router = APIRouter(tags=["SPARQL"])

_ALL = "CONSTRUCT { ?subject ?property ?value } WHERE { ?subject ?property ?value }"
_HOW = "Name one graph by graph=IRI, or take the default graph by the word default."
_CREATED, _NO_CONTENT = 201, 204
_NAMING = [
    {
        "name": "graph",
        "in": "query",
        "schema": {"type": "string"},
        "description": "The IRI of a graph: one that /sparql describes, or one of your own.",
    },
    {
        "name": "default",
        "in": "query",
        "schema": {"type": "string"},
        "description": "Instead of graph, without a value: all sources as one graph.",
    },
]
_SENT = {
    "parameters": _NAMING,
    "requestBody": {
        "required": True,
        "content": {name: {"schema": {"type": "string"}} for name in ENDINGS},
    },
}
_GIVEN: dict[int | str, dict[str, object]] = {
    200: {"description": "The graph.", "content": {name: {} for name in FORMS}},
}


def graph_of(request: Request) -> str:
    """Return the IRI of the graph that an address names or is, "" for the default graph."""
    if request.path_params:
        return _own_address(request)
    graphs = request.query_params.getlist("graph")
    defaults = request.query_params.getlist("default")
    if len(graphs) + len(defaults) != 1 or graphs == [""]:
        raise UsageError(f"This address names no graph, or several. {_HOW}")
    return graphs[0] if graphs else ""


def _named_or_new(request: Request) -> str:
    """Return the graph that facts are added to: without a name it gets one of its own."""
    if request.path_params or {"graph", "default"} & set(request.query_params):
        return graph_of(request)
    base: str = request.app.state.site.reader.base
    return source_graph(base, f"sent-{secrets.token_hex(6)}")


async def _content(request: Request, _: AWriter) -> tuple[bytes, str]:
    """Return the graph that a writer sends, and its media type."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    kind = header.get_content_type()
    if kind not in ENDINGS or not request.headers.get("content-type"):
        raise HTTPException(415, f"A graph is sent as {', '.join(ENDINGS)}, not as “{kind}”.")
    return await whole_body(request, MOST_BYTES), kind


TheGraph = Annotated[str, Depends(graph_of)]
TheContent = Annotated[tuple[bytes, str], Depends(_content)]


@router.get(
    "/store", summary="A whole graph", responses=_GIVEN, openapi_extra={"parameters": _NAMING}
)
@router.get("/store/{name:path}", include_in_schema=False)
def get(request: Request, site: TheSite, graph: TheGraph) -> Response:
    """Return all facts of a graph that whoever asks may see."""
    facts = _facts(site, graph)
    if facts > site.most_rows:
        message = (
            f"The graph has {facts:,} facts; at most {site.most_rows:,} are given out at a time. "
            "Take it in parts: CONSTRUCT at /sparql with ORDER BY, LIMIT and OFFSET."
        )
        raise QueryTooLargeError(message)
    dataset = Dataset((graph,), ()) if graph else None
    accept = request.headers.get("accept", "")
    return answered(request, site, _ALL, accept, dataset, export=True)


@router.put("/store", summary="Put a whole graph", openapi_extra=_SENT)
@router.put("/store/{name:path}", include_in_schema=False)
def put(request: Request, person: AWriter, graph: TheGraph, content: TheContent) -> Response:
    """Make a graph hold these facts and no others."""
    written = writer_of(request).put_graph(graph, *content, writing(request, person))
    return told(written, _CREATED if written.created else _NO_CONTENT)


@router.post("/store", summary="Add to a whole graph", openapi_extra=_SENT)
@router.post("/store/{name:path}", include_in_schema=False)
def post(
    request: Request,
    person: AWriter,
    graph: Annotated[str, Depends(_named_or_new)],
    content: TheContent,
) -> Response:
    """Add facts to a graph; without a name, to one that is made for them."""
    written = writer_of(request).post_graph(graph, *content, writing(request, person))
    if not written.created:
        return told(written, _NO_CONTENT)
    return told(written, _CREATED, {"Location": _address(request, graph)})


@router.delete("/store", summary="Delete a whole graph", openapi_extra={"parameters": _NAMING})
@router.delete("/store/{name:path}", include_in_schema=False)
def delete(request: Request, person: AWriter, graph: TheGraph) -> Response:
    """Take a graph out."""
    written = writer_of(request).delete_graph(graph, writing(request, person))
    return told(written, _NO_CONTENT)


def _address(request: Request, graph: str) -> str:
    own = _own_address(request)
    return own if request.path_params else f"{own}?graph={quote(graph, safe='')}"


def _own_address(request: Request) -> str:
    """Return the address as it was sent, whatever its path was taken for, without the query."""
    path = request.app.state.root + request.scope["raw_path"].decode("ascii")
    return str(request.url.replace(path=path, query="", fragment=""))


def _facts(site: Site, graph: str) -> int:
    """Return how many facts a graph has; one that the reader may not see is not there."""
    if not graph:
        return sum(int(row["facts"]) for row in site.kept_rows("properties"))
    for row in site.kept_rows("graphs"):
        if row["graph"] == graph:
            return int(row["facts"])
    raise HTTPException(404, f"There is no graph “{graph}”. /sparql describes those there are.")
