"""`ecograph serve`: the pages, the questions and SPARQL over HTTP."""

from dataclasses import replace
from pathlib import Path

import click
import uvicorn

from ecograph.cli.setting import a_setting
from ecograph.loading import fill_with_examples, refresh_ontology
from ecograph.settings import Settings
from ecograph.store import Register, WorkerPool
from ecograph.store.workers import Limits
from ecograph_api.app import create_app


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
    register = Register(settings.store, settings.base, settings.keep_editions)
    if fill_with_examples(register):
        click.echo("The register was empty: it now holds the two examples.", err=True)
    elif refresh_ontology(register):
        click.echo("The register now has this version's ontology.", err=True)
    pool = WorkerPool(register.path, _limits(settings))
    click.echo(
        f"ecograph serves {register.path} on http://{settings.host}:{settings.port}", err=True
    )
    try:
        application = create_app(pool, settings)
        uvicorn.run(application, host=settings.host, port=settings.port, log_level="warning")
    finally:
        pool.close()


def _limits(settings: Settings) -> Limits:
    return Limits(
        settings.query_seconds,
        settings.query_memory_mb,
        settings.workers,
        settings.query_rows,
        settings.readers,
    )
