"""The register in a service as a reader, computed there where that is right, and here else."""

import logging
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from ecograph.errors import ServiceError
from ecograph.records import Answer, Dataset, Stream, Table, Term
from ecograph.remote import probes, state
from ecograph.remote.mirror import Mirror
from ecograph.remote.newest import Newest
from ecograph.remote.service import Service
from ecograph.remote.state import RIGHT
from ecograph.remote.there import ServiceReader, refused
from ecograph.store.queries.reader import EditionReader, Reader

_log = logging.getLogger(__name__)
_FRESH_SECONDS = 1.0


class RemoteReader:
    """A reader that follows what is loaded into a service, at most a second late.

    A service whose trial showed that it computes otherwise than we do is not asked to compute: the
    facts are fetched once an edition, and the queries run over them in this process.
    """

    def __init__(
        self,
        service: Service,
        base: str,
        mirror: Mirror | None = None,
        local: Callable[[Path], Reader] = EditionReader,
    ) -> None:
        self._service = service
        self._base = base
        self._mirror = mirror or Mirror(service, base)
        self._make_local = local
        self._local: Reader | None = None
        self._there: ServiceReader | None = None
        self._hurried = service.hurried()
        self._known = Newest(self._found, _FRESH_SECONDS)

    @property
    def edition(self) -> str:
        """Return the name of what was loaded last, "" while nothing is."""
        known = self._known()
        return known.edition if known else ""

    @property
    def base(self) -> str:
        """Return the base of the IRIs in the register."""
        return self._base

    def select(self, query: str, bindings: Mapping[str, Term], *, internal: bool) -> Table:
        """Return the solutions of a SELECT query with its parameters bound."""
        return self._chosen().select(query, bindings, internal=internal)

    def answer(
        self, query: str, accept: str, *, internal: bool, dataset: Dataset | None = None
    ) -> Answer:
        """Return the answer to a query of any form in a format that the Accept header allows."""
        return self._chosen().answer(query, accept, internal=internal, dataset=dataset)

    def stream(self, query: str, accept: str, **asked: object) -> Stream:
        """Refuse: nobody from outside sends queries of their own to a service elsewhere."""
        del query, accept, asked
        raise refused()

    def check(self) -> None:
        """Raise ServiceError unless there is a register that can be served to the public.

        What is computed here keeps to its graphs as the register in a folder does.
        """
        if isinstance(self._chosen(), ServiceReader):
            probes.check_datasets(self._service, self._base)

    def _chosen(self) -> Reader:
        """Return the reader that gives right answers for what is loaded now."""
        known = self._known()
        if known is None:
            raise empty(self._service, self._base)
        return known

    def _found(self) -> Reader | None:
        """Return who computes what is loaded now, once it is copied where we do; None for nothing.

        Looking must not take long, since whoever asks for the health of a server waits for it.
        """
        now = state.read(self._hurried, self._base)
        if now.manifest is None:
            return None
        if now.trial == RIGHT:
            if self._there is None or self._there.edition != now.manifest.id:
                self._there = ServiceReader(self._service, now.manifest)
            return self._there
        self._mirror.follow(now.manifest)
        self._local = self._local or self._make_local(self._mirror.path)
        return self._local


def tried(service: Service, mirror: Mirror, today: date) -> str:
    """Return how well a service computes what is in the mirror, and say so if it does not."""
    now = mirror.refresh()
    if now.manifest is None:
        return ""
    found = probes.verdict(ServiceReader(service, now.manifest), EditionReader(mirror.path), today)
    if found != RIGHT:
        _log.warning(
            "%s does not compute what ecograph asks as SPARQL 1.1 says (%s), so questions are "
            "computed here, over facts that are fetched after each load.",
            service.address.query,
            found,
        )
    return found


def empty(service: Service, base: str) -> ServiceError:
    """Return the error of a service without a register."""
    return ServiceError(
        f"{service.address.query} holds no register with the base {base}. Fill it with: ecograph "
        "load PATH. If there is one with another base, set ECOGRAPH_BASE to that."
    )
