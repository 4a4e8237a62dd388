"""Give out whole graphs by the SPARQL 1.1 Graph Store protocol; it takes none in here."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from ecograph.errors import QueryTooLargeError, UsageError
from ecograph.records import Dataset
from ecograph_api.description import FORMS
from ecograph_api.site import Site, TheSite
from ecograph_api.streaming import answered

router = APIRouter(tags=["SPARQL"])

_ALL = "CONSTRUCT { ?subject ?property ?value } WHERE { ?subject ?property ?value }"
_HOW = "Name one graph by graph=IRI, or take the default graph by the word default."


@router.get(
    "/store",
    summary="A whole graph",
    responses={
        200: {"description": "The graph.", "content": {name: {} for name in FORMS}},
    },
    openapi_extra={
        "parameters": [
            {
                "name": "graph",
                "in": "query",
                "schema": {"type": "string"},
                "description": "The IRI of a graph that /sparql describes as a named graph.",
            },
            {
                "name": "default",
                "in": "query",
                "schema": {"type": "string"},
                "description": "Instead of graph, without a value: all sources as one graph.",
            },
        ]
    },
)
def store(request: Request, site: TheSite) -> Response:
    """Return all facts of a graph that everybody may see."""
    graph = _asked(request)
    facts = _facts(site, graph)
    if facts > site.most_rows:
        message = (
            f"The graph has {facts:,} facts; at most {site.most_rows:,} are given out at a time. "
            "Take it in parts: CONSTRUCT at /sparql with ORDER BY, LIMIT and OFFSET."
        )
        raise QueryTooLargeError(message)
    dataset = Dataset((graph,), ()) if graph else None
    return answered(request, site, _ALL, request.headers.get("accept", ""), dataset)


def _asked(request: Request) -> str:
    """Return the IRI of the graph that an address names, "" for the default graph."""
    graphs = request.query_params.getlist("graph")
    defaults = request.query_params.getlist("default")
    if len(graphs) + len(defaults) != 1 or graphs == [""]:
        raise UsageError(f"This address names no graph, or several. {_HOW}")
    return graphs[0] if graphs else ""


def _facts(site: Site, graph: str) -> int:
    """Return how many facts a graph has; one that the reader may not see is not there."""
    if not graph:
        return sum(int(row["facts"]) for row in site.kept_rows("properties"))
    for row in site.kept_rows("graphs"):
        if row["graph"] == graph:
            return int(row["facts"])
    raise HTTPException(404, f"There is no graph “{graph}”. /sparql describes those there are.")
