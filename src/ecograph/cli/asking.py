"""`ecograph ask` and `ecograph query`: ready-made questions and SPARQL, from the terminal."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click
from tabulate import tabulate

from ecograph.cli.setting import a_register, reader_of
from ecograph.errors import AmbiguousNameError
from ecograph.questions import (
    Parameter,
    Question,
    QuestionAnswer,
    as_csv,
    as_json,
    catalogue,
    texts,
)
from ecograph.questions import ask as answer
from ecograph.store import Register

_FORMATS = click.Choice(["table", "csv", "json"])
_PERIOD = {
    "year": "The reporting year.",
    "as_of": "One day, as 2018-05-03.",
}
_TYPES = {
    "table": "text/csv, text/turtle;q=0.9, */*;q=0.1",
    "csv": "text/csv",
    "json": "application/json, application/ld+json;q=0.9",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "turtle": "text/turtle",
}


class _Questions(click.Group):
    """One command a question of the catalogue, made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(catalogue())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        question = catalogue().get(cmd_name)
        return _command(question) if question else None


@click.group(cls=_Questions)
def ask() -> None:
    """Answer a ready-made question, as ecograph ask partners --organisation NAME --year 2018."""


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--format", "form", type=click.Choice(sorted(_TYPES)), default="table")
@click.option("--public", is_flag=True, help="Ask what the public sees.")
@a_register
def query(register: Register, file: BinaryIO, form: str, *, public: bool) -> None:
    """Run a SPARQL query from a file, or from standard input with -."""
    text = file.read().decode("utf-8")
    found = reader_of(register).answer(text, _TYPES[form], internal=not public)
    if form == "table" and found.media_type == "text/csv":
        rows = list(csv.reader(found.body.decode("utf-8").splitlines()))
        click.echo(tabulate(rows[1:], headers=rows[0], disable_numparse=True))
    else:
        click.echo(found.body.decode("utf-8"), nl=False)


def _command(question: Question) -> click.Command:
    parameters: list[click.Parameter] = [_option(p) for p in question.parameters]
    if question.period:
        parameters += [
            click.Option([f"--{name.replace('_', '-')}", name], help=text)
            for name, text in _PERIOD.items()
        ]
    parameters += [
        click.Option(["--format", "form"], type=_FORMATS, default="table"),
        click.Option(["--show-sparql"], is_flag=True, help="Show the query, to use it elsewhere."),
        click.Option(["--public"], is_flag=True, help="Ask what the public sees."),
        click.Option(["--store"], type=click.Path(path_type=Path), help="The register's folder."),
    ]
    return click.Command(
        question.name, params=parameters, callback=_callback(question), help=question.answers
    )


def _option(parameter: Parameter) -> click.Option:
    example = f" For example {parameter.example}." if parameter.example else ""
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        required=parameter.required,
        help=f"{parameter.label}.{example}",
    )


def _callback(question: Question) -> Callable[..., None]:
    @a_register
    def callback(
        register: Register,
        /,
        form: str,
        *,
        show_sparql: bool,
        public: bool,
        **given: str | None,
    ) -> None:
        values = {name: value for name, value in given.items() if value is not None}
        reader = reader_of(register)
        try:
            found = answer(
                reader,
                question,
                values,
                internal=not public,
                today=date.today(),  # noqa: DTZ011
            )
        except AmbiguousNameError as error:
            for candidate in error.candidates:
                click.echo(f"  {candidate.name}  {candidate.place}  {candidate.iri}", err=True)
            raise
        _print(found, form, show_sparql=show_sparql)

    return callback


def _print(found: QuestionAnswer, form: str, *, show_sparql: bool) -> None:
    if show_sparql:
        click.echo(found.query_text, nl=False)
    elif form == "json":
        click.echo(as_json(found))
    elif form == "csv":
        click.echo(as_csv(found), nl=False)
    elif found.rows:
        headers = [column.label for column in found.columns]
        click.echo(tabulate(texts(found), headers=headers, disable_numparse=True))
    for remark in (found.summary, found.period_words, found.coverage, *found.remarks):
        if remark:
            click.echo(str(remark), err=True)
