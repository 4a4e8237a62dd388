"""`ecograph frameworks export`: what results frameworks come to, as a file for others."""

from datetime import datetime
from pathlib import Path

import click

from ecograph.cli.setting import a_register, reader_of
from ecograph.errors import RegisterError
from ecograph.exports.framing import export_frameworks
from ecograph.review.words import readers
from ecograph.store import Register

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--year", type=int, help="The last reporting year (default: the one of today).")
@click.option("--internal", is_flag=True, help="Count facts that are for staff only, too.")
@a_register
def export(register: Register, file: Path, year: int | None, *, internal: bool) -> None:
    """Write FILE for others: .xml (IATI), .ttl (data cube), .csv, .json, .zip (for a cluster)."""
    edition = register.current()
    if edition is None:
        message = f"The register {register.path} is empty. Fill it with: ecograph load PATH."
        raise RegisterError(message)
    reader = reader_of(register)
    today = datetime.now().astimezone().date()
    written = export_frameworks(file, reader, year, today, internal=internal)
    click.echo(file)
    for remark in written.remarks:
        click.echo(remark, err=True)
    if written.left_out:
        click.echo(f"Without counterpart in IATI, {len(written.left_out)}:", err=True)
    for each in written.left_out:
        click.echo(f"  {each.element.id} ({each.element.type}) {each.reason}.", err=True)
    click.echo(f"{readers(internal=internal)} Edition {edition.id}.", err=True)
