"""`ecograph editions`: list them, tell two apart, keep one, go back to one."""

import gzip
from collections.abc import Iterable
from itertools import islice

import click

from ecograph.cli.setting import a_register
from ecograph.store.edition import find
from ecograph.store.register import Register

_SHOWN = 20


@click.group()
def editions() -> None:
    """Look at the editions of the register and go back to one."""


@editions.command("list")
@a_register
def list_(register: Register) -> None:
    """List the editions, oldest first; the current one is marked."""
    now = register.current()
    for edition in register.editions():
        manifest = edition.manifest
        mark = "*" if now and edition.id == now.id else "p" if edition.is_pinned else " "
        changes = f"+{manifest.added} -{manifest.removed}"
        click.echo(f"{mark} {edition.id}  {manifest.created}  {changes}  {manifest.reason}")


@editions.command()
@click.argument("edition")
@click.option("--all", "everything", is_flag=True, help="Show every quad, not only the first 20.")
@a_register
def diff(register: Register, edition: str, *, everything: bool) -> None:
    """Show the quads that came and went with an edition."""
    found = find(register.path, edition)
    for name, sign in (("added", "+"), ("removed", "-")):
        with gzip.open(found.path / f"{name}.nq.gz", "rt", encoding="utf-8") as file:
            lines: Iterable[str] = file if everything else islice(file, _SHOWN)
            for line in lines:
                click.echo(f"{sign} {line.rstrip()}")
    click.echo(f"{edition}: +{found.manifest.added} -{found.manifest.removed}", err=True)


@editions.command()
@click.argument("edition")
@click.option("--off", is_flag=True, help="Take the pin off again.")
@a_register
def pin(register: Register, edition: str, *, off: bool) -> None:
    """Keep an edition for good, so that figures made from it can be made again."""
    register.pin(edition, pinned=not off)
    click.echo(f"{edition} is {'no longer ' if off else ''}pinned.", err=True)


@editions.command()
@click.argument("edition")
@a_register
def rollback(register: Register, edition: str) -> None:
    """Make an earlier edition the current one again."""
    register.rollback(edition)
    click.echo(f"The current edition is {edition}.", err=True)
