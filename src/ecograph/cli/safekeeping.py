"""`ecograph editions backup`, `restore` and `ecograph erase`: all of a register, or none of it."""

import getpass
from pathlib import Path

import click

from ecograph.cli.setting import a_local_register
from ecograph.errors import UsageError
from ecograph.store import Register
from ecograph.store.editions import backup as backups
from ecograph.store.editions.erasing import erase_source, erase_thing

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--all", "everything", is_flag=True, help="Every edition that is kept.")
@a_local_register("backup of them")
def backup(register: Register, file: Path, *, everything: bool) -> None:
    """Write the current edition into one file, checked by hashes when it is restored."""
    names = backups.backup(register, file, everything=everything)
    size = file.stat().st_size / 1024 / 1024
    click.echo(f"{file}: {len(names)} editions, {size:.1f} MiB.", err=True)


@click.command()
@click.argument("file", type=_FILE)
@a_local_register("restoring of them")
def restore(register: Register, file: Path) -> None:
    """Make an empty register of a backup; it answers what the one that was backed up did."""
    names = backups.restore(register, file)
    now = register.current()
    current = f" The current one is {now.id}." if now else ""
    click.echo(f"{len(names)} editions are restored.{current}", err=True)


@click.command()
@click.option("--source", help="The source that is to be erased.")
@click.option("--entity", help="The IRI of the thing that is to be erased.")
@click.option("--by", default="", help="Who erases it (default: the user of this system).")
@a_local_register("erasing from all of them")
def erase(register: Register, source: str | None, entity: str | None, by: str) -> None:
    """Take a source or a thing out of every edition for good; no rollback brings it back."""
    if (source is None) == (entity is None):
        raise UsageError("Name what is to be erased: either --source NAME or --entity IRI.")
    who = by or user()
    new = erase_source(register, source, who) if source else ()
    new = erase_thing(register, entity, who) if entity else new
    click.echo(
        f"It is erased; {len(new)} editions were written anew. Backups, files that were exported "
        "and the files that it was loaded from are yours to erase.",
        err=True,
    )


def user() -> str:
    """Return the name of who runs the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
