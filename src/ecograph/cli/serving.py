"""`ecograph serve`: the pages, the questions and SPARQL over HTTP."""

import logging
from dataclasses import replace
from pathlib import Path

import click

from ecograph.cli.elsewhere import serve_elsewhere
from ecograph.cli.setting import a_setting
from ecograph.errors import RegisterError
from ecograph.loading import fill_with_examples, refresh_ontology
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph.writing import WriterApart
from ecograph_api.app import create_app
from ecograph_api.http import logs
from ecograph_api.http.server import Server

_log = logging.getLogger(__name__)


@click.command()
@click.option("--host", help="The address to listen on (default 127.0.0.1).")
@click.option("--port", type=int, help="The port to listen on (default 8000).")
@click.option("--store", type=click.Path(path_type=Path), help="The register's folder.")
@a_setting
def serve(settings: Settings, host: str | None, port: int | None, store: Path | None) -> None:
    """Serve the register; an empty one is filled with the two examples first."""
    settings = replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        store=store or settings.store,
    )
    logs.configure(settings.log_format)
    _warn_of_tokens(settings)
    if isinstance(settings.store, str):
        serve_elsewhere(settings, _limits(settings))
        return
    register = Register(settings.store, settings.base, settings.keep_editions)
    prepare(register)
    pool = WorkerPool(register.path, _limits(settings))
    writer = WriterApart(register)
    try:
        application = create_app(pool, settings)
        application.state.writer = writer
        place = f"http://{settings.host}:{settings.port}{settings.root_path}"
        _log.info("ecograph serves %s on %s", register.path, place)
        Server(
            application, settings.host, settings.port, settings.trusted_proxies, pool.close
        ).run()
    finally:
        pool.close()
        writer.close()
    _log.info("ecograph has stopped.")


def _warn_of_tokens(settings: Settings) -> None:
    if settings.tokens and not settings.tokens.is_file():
        remedy = "ecograph tokens add NAME --role reader"
        _log.warning("%s is not there, so nobody can sign in: %s.", settings.tokens, remedy)


def prepare(register: Register) -> None:
    """End what a writer that was killed has begun, and fill a register that is empty.

    One that cannot be written to is served as it is.
    """
    try:
        with register.writing():
            pass
        if fill_with_examples(register):
            _log.info("The register was empty: it now holds the two examples.")
        elif refresh_ontology(register):
            _log.info("The register now has this version's ontology.")
    except RegisterError as error:
        if not register.sources():
            raise
        _log.warning("%s It is served as it is.", error)


def _limits(settings: Settings) -> Limits:
    return Limits(
        settings.query_seconds,
        settings.query_memory_mb,
        settings.workers,
        settings.query_rows,
        settings.readers,
    )
