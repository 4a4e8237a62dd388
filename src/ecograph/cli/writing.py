"""`ecograph update`, `sources` and `migrate`: what is written for people and for a release."""

import sys
from typing import BinaryIO

import click

from ecograph.cli.safekeeping import user
from ecograph.cli.setting import a_local_register, a_register
from ecograph.errors import RefusedByChecksError
from ecograph.store import Register
from ecograph.writing import Request, Writer, Written, migrating


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--by", default="", help="Who writes (default: the user of this system).")
@click.option("--reason", required=True, help="Why; it stands in the audit trail.")
@click.option("--request-id", default="", help="The same id again does nothing a second time.")
@a_local_register("update that is checked and can be taken back")
def update(register: Register, file: BinaryIO, by: str, reason: str, request_id: str) -> None:
    """Run a SPARQL update from a file, or from standard input with -, as one edition."""
    text = file.read().decode("utf-8")
    writer = Writer(register)
    try:
        done = writer.update(text, Request(by or user(), reason, request_id))
    except RefusedByChecksError as error:
        for row in error.rows:
            click.echo("  ".join(part for part in row if part))
        click.echo(f"ecograph: {len(error.rows)} rows break rules; nothing was changed.", err=True)
        sys.exit(1)
    _tell(done)


@click.group()
def sources() -> None:
    """List the sources, and make one public that only staff see."""


@sources.command("list")
@a_register
def list_(register: Register) -> None:
    """List the sources with how many public and internal facts they hold."""
    for source in register.sources():
        counts = f"{source.public} public, {source.internal} internal"
        click.echo(f"{source.name}  {counts}  {source.layout}  {source.loaded}")


@sources.command()
@click.argument("source")
@click.option("--by", default="", help="Who makes it public (default: the user of this system).")
@a_local_register("publication that can be taken back")
def publish(register: Register, source: str, by: str) -> None:
    """Make all that a source says public."""
    _tell(Writer(register).publish(source, Request(by or user(), f"publish {source}")))


@click.command()
@click.option("--by", default="", help="Who migrates it (default: the user of this system).")
@a_register
def migrate(register: Register, by: str) -> None:
    """Say all facts of an older register by the terms of this release, as a new edition."""
    done = migrating.migrate(register, by or user())
    for migration in done.followed:
        click.echo(migration.title)
    if done.outcome.changed:
        added, removed = done.outcome.added, done.outcome.removed
        click.echo(f"+{added} -{removed} facts. Edition {done.outcome.edition.id}.", err=True)
    else:
        click.echo("The register is one of this release already.", err=True)


def _tell(done: Written) -> None:
    if done.repeated:
        click.echo(f"This was done before, in the edition {done.edition}.", err=True)
    elif done.changed:
        click.echo(f"+{done.added} -{done.removed} facts. Edition {done.edition}.", err=True)
    else:
        click.echo(f"Nothing changed. Edition {done.edition}.", err=True)
