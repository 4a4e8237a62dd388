"""`ecograph editions`: list them, tell two apart, keep one, go back to one."""

import json
from collections import Counter
from dataclasses import asdict, fields

import click
from tabulate import tabulate

from ecograph.cli.safekeeping import backup, restore
from ecograph.cli.setting import a_local_register
from ecograph.exports.tables import DataTable, as_csv
from ecograph.store.editions import comparing
from ecograph.store.editions.edition import find
from ecograph.store.editions.register import Register

_SHOWN = 20
_FORMATS = click.Choice(["table", "csv", "json"])


@click.group()
def editions() -> None:
    """Look at the editions of the register and go back to one."""


editions.add_command(backup)
editions.add_command(restore)


@editions.command("list")
@a_local_register("list of them")
def list_(register: Register) -> None:
    """List the editions, oldest first; the current one is marked."""
    now = register.current()
    for edition in register.editions():
        manifest = edition.manifest
        mark = "*" if now and edition.id == now.id else "p" if edition.is_pinned else " "
        changes = f"+{manifest.added} -{manifest.removed}"
        by = f"  by {manifest.written.by}" if manifest.written else ""
        erased = "".join(f"  erased {e.when} by {e.by}" for e in manifest.erased)
        said = f"{manifest.created}  {changes}  {manifest.reason}"
        click.echo(f"{mark} {edition.id}  {said}{by}{erased}")


@editions.command()
@click.argument("edition")
@click.argument("later", required=False)
@click.option("--all", "everything", is_flag=True, help="Show every change, not only the first 20.")
@click.option("--format", "form", type=_FORMATS, default="table")
@click.option("--public", is_flag=True, help="Show what the public sees of it.")
@a_local_register("difference between two")
def diff(
    register: Register,
    edition: str,
    later: str | None,
    form: str,
    *,
    everything: bool,
    public: bool,
) -> None:
    """Show what came, changed and went from one edition to a later one, or with one edition."""
    after = find(register.path, later or edition)
    before = find(register.path, edition if later else after.manifest.previous)
    found = comparing.changes(before, after, internal=not public)
    whole = everything or form != "table"
    shown = found if whole else found[:_SHOWN]
    _print(tuple(comparing.told(shown, before, after, internal=not public)), form)
    counts = Counter(change.kind for change in {(c.source, c.thing): c for c in found}.values())
    summary = ", ".join(f"{kind} {counts[kind]}" for kind in comparing.KINDS)
    rest = "" if whole or len(found) <= _SHOWN else f" --all shows all {len(found)} rows."
    click.echo(f"{before.id} to {after.id}, things: {summary}.{rest}", err=True)
    versions = before.manifest.ontology_version, after.manifest.ontology_version
    if versions[0] != versions[1]:
        click.echo(f"The ontology changed from {versions[0]} to {versions[1]}.", err=True)


@editions.command()
@click.argument("edition")
@click.option("--off", is_flag=True, help="Take the pin off again.")
@a_local_register("keeping one")
def pin(register: Register, edition: str, *, off: bool) -> None:
    """Keep an edition for good, so that figures made from it can be made again."""
    register.pin(edition, pinned=not off)
    click.echo(f"{edition} is {'no longer ' if off else ''}pinned.", err=True)


@editions.command()
@click.argument("edition")
@a_local_register("going back to one")
def rollback(register: Register, edition: str) -> None:
    """Make an earlier edition the current one again."""
    register.rollback(edition)
    click.echo(f"The current edition is {edition}.", err=True)


def _print(rows: tuple[comparing.Told, ...], form: str) -> None:
    columns = [column.name for column in fields(comparing.Told)]
    table = [tuple(asdict(row).values()) for row in rows]
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    elif form == "csv":
        found = DataTable("changes", tuple(columns), tuple(table))
        click.echo(as_csv(found).decode("utf-8"), nl=False)
    elif rows:
        click.echo(tabulate(table, headers=columns, disable_numparse=True))
