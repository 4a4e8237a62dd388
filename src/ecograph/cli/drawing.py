"""`ecograph map`: the network as one page that needs no server and no connection."""

from datetime import date
from pathlib import Path

import click

from ecograph.cli.setting import a_register, reader_of
from ecograph.errors import InputError
from ecograph.store import Register
from ecograph_viz.asking import Wishes, asked
from ecograph_viz.drawn import drawn
from ecograph_viz.page import Surroundings, page
from ecograph_viz.sight import MOST, Sight, sight


@click.command("map")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--focus", default="", help="Only the neighbourhood of this organisation.")
@click.option("--year", default="", help="The reporting year to open with, or all.")
@click.option("--colour", default="", help="What colours stand for: kind or need.")
@click.option("--internal", is_flag=True, help="Internal facts too: not for publication.")
@a_register
def draw(
    register: Register, out: Path, focus: str, year: str, *, colour: str, internal: bool
) -> None:
    """Write the map as one page that opens offline, with public facts only."""
    reader = reader_of(register)
    drawing = drawn(reader, _no_page, internal=internal)
    wishes = Wishes(year=year, focus=focus, colour=colour)
    seen = sight(drawing, asked(drawing, wishes, date.today()))  # noqa: DTZ011  # the user's own day
    _check_size(seen)
    try:
        out.write_text(page(seen, Surroundings()), "utf-8")
    except OSError as error:
        raise InputError(f"The map cannot be written: {error}.") from error
    facts = "public and internal facts: not for publication" if internal else "public facts only"
    click.echo(f"{out} holds {facts}, edition {drawing.edition}.", err=True)


def _no_page(iri: str) -> str:
    """Return no address: a file has no pages about things beside it."""
    del iri
    return ""


def _check_size(seen: Sight) -> None:
    if seen.is_too_many:
        number = len(seen.view.organisations)
        message = (
            f"{number} organisations are too many for one picture ({MOST} at most). "
            "Choose a year with --year, or an organisation with --focus."
        )
        raise InputError(message)
