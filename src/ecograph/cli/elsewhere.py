"""Serve the pages over a register that lies in a SPARQL service elsewhere."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from ecograph.cli.setting import service
from ecograph.remote import RemoteReader
from ecograph.settings import Settings
from ecograph.store import Reader, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from ecograph_api.http.server import Server

_log = logging.getLogger(__name__)


def serve_elsewhere(settings: Settings, limits: Limits) -> None:
    """Serve the pages and the ready-made questions; nobody writes, or asks by SPARQL, from here."""
    with ExitStack() as closing:
        there = service(settings, settings.query_seconds)
        closing.callback(there.close)
        reader = RemoteReader(there, settings.base, local=_pool(limits, closing))
        reader.check()
        application = create_app(reader, settings)
        place = f"http://{settings.host}:{settings.port}{settings.root_path}"
        _log.info("ecograph serves what is at %s on %s", there.address.query, place)
        Server(
            application, settings.host, settings.port, settings.trusted_proxies, closing.close
        ).run()
    _log.info("ecograph has stopped.")


def _pool(limits: Limits, closing: ExitStack) -> Callable[[Path], Reader]:
    def made(path: Path) -> Reader:
        pool = WorkerPool(path, limits)
        closing.callback(pool.close)
        return pool

    return made
