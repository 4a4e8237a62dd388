"""`ecograph measure`, `review` and `export`: figures, the annual review, and files for others."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from ecograph.cli import telling
from ecograph.cli.setting import a_register, a_setting, reader_of
from ecograph.cli.viewing import a_view
from ecograph.errors import RegisterError
from ecograph.exports import Export, asked_period, provenance
from ecograph.exports import export as write_export
from ecograph.frameworks import read_frameworks, years_of
from ecograph.frameworks.computing import read_findings
from ecograph.network import affiliations
from ecograph.review import (
    Known,
    View,
    annual_review,
    explanation,
    figures,
    public_side,
    releases,
    seen,
    switched_on,
    write,
)
from ecograph.review.words import readers
from ecograph.settings import Settings
from ecograph.store import Register

_FORMATS = click.Choice(["table", "csv", "json"])
_PATH = click.Path(path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--year", type=int, help="The reporting year.")
@click.option("--as-of", type=_DAY, help="One day, as 2018-05-03.")
@click.option("--format", "form", type=_FORMATS, default="table")
@click.option("--explain", metavar="MEASURE", help="One measure, down to the facts behind it.")
@click.option("--part", default="", help="With --explain: one part of the measure.")
@click.option("--public", is_flag=True, help="Measure what the public sees.")
@click.option("--published", default="", help="The edition of the last review: tells corrections.")
@a_view
@a_register
def measure(
    register: Register,
    *,
    year: int | None,
    as_of: datetime | None,
    form: str,
    explain: str | None,
    part: str,
    public: bool,
    published: str,
    view: View,
) -> None:
    """Measure who works with whom: every figure, or the reason why there is none."""
    reader = reader_of(register)
    known = affiliations(reader, internal=not public)
    then = affiliations(reader_of(register, published), internal=not public) if published else None
    network = seen(known, asked_period(known, year, _day(as_of), _today()), view)
    if explain:
        whence = provenance(reader, internal=not public)
        also = Known(then, affiliations(reader, internal=True) if public else None)
        telling.explanation(explanation(known, whence, network, explain, part, also=also), form)
    else:
        telling.figures(figures(known, network, then), form)
    telling.remarks(network)


@click.command()
@click.option("--year", type=int, required=True, help="The reporting year.")
@click.option("--baseline", type=int, help="A year to compare with (default: the profile's).")
@click.option("--out", type=_PATH, required=True, help="The folder for the files.")
@click.option("--internal", is_flag=True, help="Count facts that are for staff only, too.")
@click.option("--edition", default="", help="An earlier edition to make it from.")
@click.option("--published", default="", help="The edition of the last review: tells corrections.")
@a_view
@a_register
@a_setting
def review(
    settings: Settings,
    register: Register,
    year: int,
    baseline: int | None,
    out: Path,
    *,
    internal: bool,
    edition: str,
    published: str,
    view: View,
) -> None:
    """Write the annual review from public facts: page, report, workbook, data and pictures."""
    reader = reader_of(register, edition)
    known = affiliations(reader, internal=internal)
    whence = provenance(reader, internal=internal)
    frameworks = read_frameworks(reader, internal=internal)
    findings = read_findings(reader, frameworks, internal=internal, network=known)
    years = years_of(frameworks, year, baseline)
    last = reader_of(register, published) if published else None
    found = annual_review(
        known,
        whence,
        year,
        baseline,
        view,
        indicators=switched_on(frameworks, findings, years),
        published=affiliations(last, internal=internal) if last else None,
        releases=releases(reader, internal=internal),
        public=public_side(reader, years, last) if internal else None,
    )
    for path in write(replace(found, address=settings.address), out, reader.base):
        click.echo(path)
    click.echo(f"{readers(internal=internal)} Edition {whence.edition}.", err=True)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--year", type=int, help="Only what is in force in this reporting year.")
@click.option("--as-of", type=_DAY, help="Only what is in force on one day, as 2018-05-03.")
@click.option("--internal", is_flag=True, help="Write facts that are for staff only, too.")
@a_register
def export(
    register: Register, file: Path, year: int | None, as_of: datetime | None, *, internal: bool
) -> None:
    """Write FILE for other tools: .gexf, .graphml, .csv, .xlsx, .parquet, .ttl, .trig, .jsonld."""
    edition = register.current()
    if edition is None:
        message = f"The register {register.path} is empty. Fill it with: ecograph load PATH."
        raise RegisterError(message)
    reader = reader_of(register)
    wanted = Export(edition, reader, internal, _today(), year, _day(as_of))
    write_export(file, wanted)
    click.echo(file)
    click.echo(f"{readers(internal=internal)} Edition {edition.id}.", err=True)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _today() -> date:
    return datetime.now().astimezone().date()
