"""`ecograph tokens`: give people tokens for the server, list who has one, take it away."""

from datetime import UTC, datetime
from pathlib import Path

import click

from ecograph import people
from ecograph.cli.setting import a_setting
from ecograph.errors import SettingError
from ecograph.people import People, Role
from ecograph.settings import Settings

_ROLES = [role.value for role in Role if role is not Role.PUBLIC]


@click.group()
def tokens() -> None:
    """Give people tokens to sign in with, list who has one, and take it away."""


@tokens.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(_ROLES),
    required=True,
    help="reader: also sees internal facts; writer: may change the register too.",
)
@a_setting
def add(settings: Settings, name: str, role: str) -> None:
    """Give somebody a token; it is printed this once and kept nowhere."""
    path = _file(settings)
    click.echo(people.add(path, name, Role(role), datetime.now(tz=UTC).date()))
    click.echo(f"{name} is a {role} in {path}, which holds a hash of this token.", err=True)


@tokens.command("list")
@a_setting
def list_(settings: Settings) -> None:
    """List who has a token, with role and day."""
    for entry in People.from_file(_file(settings)).entries():
        click.echo(f"{entry.person.name}  {entry.person.role}  {entry.since}")


@tokens.command()
@click.argument("name")
@a_setting
def remove(settings: Settings, name: str) -> None:
    """Take somebody's token away; sessions that began with it end at once."""
    people.remove(_file(settings), name)
    click.echo(f"{name} has no token any more.", err=True)


def _file(settings: Settings) -> Path:
    if settings.tokens is None:
        message = (
            "ECOGRAPH_TOKENS is not set; set it to the file that people and the hashes of their "
            "tokens stand in, such as /etc/ecograph/tokens. The server reads the same setting."
        )
        raise SettingError(message)
    return settings.tokens
