"""`ecograph load`, `unload`, `check` and `template`: what goes into the register, and out."""

import sys
from pathlib import Path

import click
from tqdm import tqdm

from ecograph.cli.setting import a_register, reader_of
from ecograph.definitions import shipped_model
from ecograph.ingest import write_template
from ecograph.loading import Choices, Load, load_files
from ecograph.shapes import Violation, check_register, validate
from ecograph.store import Register

_SHOWN = 20
_LAYOUTS = click.Choice(["auto", "sheets", "cordis", "survey", "bundle", "rdf"])
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@click.option("--source", help="The source's name (default: that of the first file or folder).")
@click.option("--internal", is_flag=True, help="Rows that do not say otherwise are for staff only.")
@click.option("--layout", type=_LAYOUTS, default="auto", help="How the files are laid out.")
@click.option("--mapping", type=_PATH, help="A mapping file for any other table.")
@click.option("--strict", is_flag=True, help="Load nothing if one record is refused.")
@click.option("--no-match", is_flag=True, help="Take no organisation for one of another source.")
@click.option("--keep-examples", is_flag=True, help="Leave the examples in the register.")
@a_register
def load(  # one parameter an option of the command
    register: Register,
    paths: tuple[Path, ...],
    source: str | None,
    layout: str,
    mapping: Path | None,
    *,
    internal: bool,
    strict: bool,
    no_match: bool,
    keep_examples: bool,
) -> None:
    """Load spreadsheets, CORDIS, RDF or mapped tables as one source, in place of its last state."""
    choices = Choices(layout, mapping, internal, strict, not no_match, keep_examples)
    with tqdm(unit=" rows", file=sys.stderr, disable=None) as bar:

        def progress(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        done = load_files(register, paths, source, choices, progress)
    _report(done)
    if done.refused:
        sys.exit(1)


@click.command()
@click.argument("source")
@a_register
def unload(register: Register, source: str) -> None:
    """Take a source out of the register, and with it its matches."""
    outcome = register.unload(source)
    click.echo(f"{source} is out: {outcome.removed} facts. Edition {outcome.edition.id}.", err=True)


@click.command()
@click.argument("paths", nargs=-1, type=_PATH)
@a_register
def check(register: Register, paths: tuple[Path, ...]) -> None:
    """Check RDF files against the shapes, or without a path the register by its check queries."""
    found = validate(*paths) if paths else check_register(reader_of(register))
    for violation in found:
        click.echo(_violation(violation))
    click.echo(f"{len(found)} violations.", err=True)
    if found:
        sys.exit(1)


@click.command()
@click.argument("folder", type=_PATH)
def template(folder: Path) -> None:
    """Write the empty sheets, as CSV and as one workbook that explains every column."""
    for path in write_template(folder, shipped_model()):
        click.echo(path)


def _report(done: Load) -> None:
    for remark in done.remarks:
        click.echo(remark, err=True)
    for problem in done.problems[:_SHOWN]:
        click.echo(f"refused: {problem}", err=True)
    if len(done.problems) > _SHOWN:
        click.echo(f"… and {len(done.problems) - _SHOWN} more problems.", err=True)
    if done.rejects:
        click.echo(f"The refused rows, each with its problem, are in {done.rejects}.", err=True)
    click.echo(done.summary, err=True)


def _violation(violation: Violation) -> str:
    return "  ".join(part for part in (violation.focus, violation.path, violation.message) if part)
