"""A reader whose queries are computed by the service itself."""

from collections.abc import Mapping

from pyoxigraph import RdfFormat, parse, serialize

from ecograph.errors import NotThereError, QueryRefusedError
from ecograph.records import Answer, Dataset, Stream, Table, Term
from ecograph.remote import results
from ecograph.remote.asking import Asking
from ecograph.remote.parameters import bound
from ecograph.remote.service import Service
from ecograph.store.editions.edition import Manifest
from ecograph.store.queries import clauses, datasets, formats, guards
from ecograph.store.queries.tokens import tokens

_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_TRIPLES = "application/n-triples"
_NO_GRAPH = "urn:ecograph:nothing"


class ServiceReader:
    """A reader of one state of a register, whose graphs the service shows by the protocol."""

    def __init__(self, service: Service, manifest: Manifest) -> None:
        self._service = service
        self._asking = Asking(service)
        self._manifest = manifest

    @property
    def edition(self) -> str:
        """Return the name of what was loaded last."""
        return self._manifest.id

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""
        return self._manifest.base

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with its parameters bound."""
        default, named = self._graphs(None, internal=internal)
        return self._asking.all(bound(query, bindings), default, named).table()

    def answer(
        self, query: str, accept: str, *, internal: bool, dataset: Dataset | None = None
    ) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""
        guards.check(query)
        asked = dataset or clauses.dataset(query)
        default, named = self._graphs(asked, internal=internal)
        form = next((t.text.upper() for t in tokens(query) if t.text.upper() in _FORMS), "")
        place = self._service.address.query
        if form == "SELECT":
            table = formats.for_table(accept)
            found = self._asking.all(query, default, named)
            return Answer(table.media_type, found.written(table.writer), found.truncated)
        if form == "ASK":
            truth = formats.for_truth(accept)
            body = self._service.ask(query, default, named)
            return Answer(truth.media_type, results.truth(body, place, truth.writer))
        graph = formats.for_graph(accept)
        body = self._service.ask(query, default, named, _TRIPLES)
        try:
            triples = [quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise results.unreadable(body, place) from error
        return Answer(graph.media_type, serialize(triples, format=graph.writer) or b"")

    def stream(self, query: str, accept: str, **asked: object) -> Stream:
        """Refuse: nobody from outside sends queries of their own to a service elsewhere."""
        del query, accept, asked
        raise refused()

    def _graphs(self, asked: Dataset | None, *, internal: bool) -> tuple[str, list[str]]:
        default, named = datasets.graphs(self._manifest, asked, internal=internal)
        if len(default) > 1:
            message = "A service elsewhere is asked over one default graph; name one of them."
            raise QueryRefusedError(message)
        first = default[0].value if default else _NO_GRAPH
        return first, [name.value for name in named] or [_NO_GRAPH]


def refused() -> NotThereError:
    """Return why there is no public SPARQL over a service elsewhere."""
    return NotThereError(
        "This register lies in a SPARQL service elsewhere. No queries are passed on to it from "
        "here: it cannot be said what they would cost, or cost others, and whether they would be "
        "stopped. Take one of the ready-made questions."
    )
