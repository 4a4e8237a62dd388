"""`ecograph measure`, `review` and `export`: figures, the annual review, and files for others."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TypeVar

import click

from ecograph.cli import telling
from ecograph.cli.setting import a_register
from ecograph.errors import RegisterError
from ecograph.exports import Export, asked_period, provenance
from ecograph.exports import export as write_export
from ecograph.frameworks import read_frameworks, years_of
from ecograph.frameworks.computing import read_findings
from ecograph.network import Outposts, Within, affiliations
from ecograph.review import View, annual_review, explanation, figures, seen, switched_on, write
from ecograph.review.words import readers
from ecograph.store import EditionReader, Register

_FORMATS = click.Choice(["table", "csv", "json"])
_PATH = click.Path(path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])
Result = TypeVar("Result")


def _a_view(function: Callable[..., Result]) -> Callable[..., Result]:
    """Give a command the options of how a network is looked at."""

    @click.option(
        "--within",
        type=click.Choice([each.value for each in Within]),
        help="Which organisations it is about (default: the home region, if there is one).",
    )
    @click.option(
        "--outposts",
        type=click.Choice([each.value for each in Outposts]),
        default=Outposts.OWN.value,
        help="Whether outposts count for themselves or as their parents.",
    )
    @click.option("--with-rule", multiple=True, help="A rule of collaboration to put in force.")
    @click.option("--without-rule", multiple=True, help="A rule of collaboration to leave out.")
    @click.option("--cluster", help="Look from another cluster: its name or id.")
    @click.option("--without-cluster-organisation", is_flag=True, help="Leave out who runs it.")
    @wraps(function)
    def command(
        *args: object,
        within: str | None,
        outposts: str,
        with_rule: tuple[str, ...],
        without_rule: tuple[str, ...],
        cluster: str | None,
        without_cluster_organisation: bool,
        **kwargs: object,
    ) -> Result:
        view = View(
            Within(within) if within else None,
            Outposts(outposts),
            frozenset(with_rule),
            frozenset(without_rule),
            cluster,
            not without_cluster_organisation,
        )
        return function(*args, view=view, **kwargs)

    return command


@click.command()
@click.option("--year", type=int, help="The reporting year.")
@click.option("--as-of", type=_DAY, help="One day, as 2018-05-03.")
@click.option("--format", "form", type=_FORMATS, default="table")
@click.option("--explain", metavar="MEASURE", help="One measure, down to the facts behind it.")
@click.option("--part", default="", help="With --explain: one part of the measure.")
@click.option("--public", is_flag=True, help="Measure what the public sees.")
@_a_view
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
    view: View,
) -> None:
    """Measure who works with whom: every figure, or the reason why there is none."""
    reader = EditionReader(register.path)
    known = affiliations(reader, internal=not public)
    network = seen(known, asked_period(known, year, _day(as_of), _today()), view)
    if explain:
        whence = provenance(reader, internal=not public)
        telling.explanation(explanation(known, whence, network, explain, part), form)
    else:
        telling.figures(figures(known, network), form)
    telling.remarks(network)


@click.command()
@click.option("--year", type=int, required=True, help="The reporting year.")
@click.option("--baseline", type=int, help="A year to compare with (default: the profile's).")
@click.option("--out", type=_PATH, required=True, help="The folder for the files.")
@click.option("--internal", is_flag=True, help="Count facts that are for staff only, too.")
@_a_view
@a_register
def review(
    register: Register, year: int, baseline: int | None, out: Path, *, internal: bool, view: View
) -> None:
    """Write the annual review: a page, a workbook, JSON and CSV, from public facts."""
    reader = EditionReader(register.path)
    known = affiliations(reader, internal=internal)
    whence = provenance(reader, internal=internal)
    frameworks = read_frameworks(reader, internal=internal)
    findings = read_findings(reader, frameworks, internal=internal, network=known)
    indicators = switched_on(frameworks, findings, years_of(frameworks, year, baseline))
    for path in write(
        annual_review(known, whence, year, baseline, view, indicators=indicators), out
    ):
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
    reader = EditionReader(register.path)
    wanted = Export(edition, reader, internal, _today(), year, _day(as_of))
    write_export(file, wanted)
    click.echo(file)
    click.echo(f"{readers(internal=internal)} Edition {edition.id}.", err=True)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _today() -> date:
    return datetime.now().astimezone().date()
