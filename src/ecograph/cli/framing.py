"""`ecograph frameworks`: choose results frameworks, see what is due, and hand on the results."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

import click
from tabulate import tabulate

from ecograph.choosing import Switched, switch
from ecograph.cli.framing_export import export
from ecograph.cli.setting import a_register, a_setting, reader_of
from ecograph.errors import RegisterError
from ecograph.exports.tables import DataTable, as_csv
from ecograph.frameworks import Frameworks, Indicator, read_frameworks
from ecograph.frameworks.agenda import Due, agenda
from ecograph.frameworks.calendars import calendar_file
from ecograph.frameworks.computing import read_findings
from ecograph.frameworks.switching import is_on
from ecograph.settings import Settings
from ecograph.store import Edition, Register

_DAY = click.DateTime(["%Y-%m-%d"])
_FORMATS = click.Choice(["table", "csv", "json", "ics"])
_IDS = click.argument("ids", nargs=-1, required=True, metavar="ID...")
_LISTED = ("state", "id", "name", "indicators on", "worth choosing where")
_COLUMNS = ("due", "overdue", "indicator", "name", "unit", "interval", "last_measured")


@click.group()
def frameworks() -> None:
    """Choose results frameworks, see what is to be measured, and hand on the results."""


frameworks.add_command(export)


@frameworks.command("list")
@click.option("--all", "everything", is_flag=True, help="Every element and indicator, too.")
@a_register
def list_(register: Register, *, everything: bool) -> None:
    """List the frameworks with what is switched on, and when each is worth choosing."""
    found = _read(register)
    lines = list(_frameworks(found))
    if everything:
        lines = [
            line
            for framework in _frameworks(found)
            for line in (framework, *_elements(found, framework[1]))
        ]
    click.echo(
        tabulate(
            lines, headers=_LISTED, disable_numparse=True, maxcolwidths=[None] * 2 + [60, None, 60]
        )
    )


@frameworks.command()
@_IDS
@a_register
def on(register: Register, ids: tuple[str, ...]) -> None:
    """Switch frameworks, needs, elements or indicators on, by id."""
    _tell(switch(register, _read(register), ids, on=True), "on")


@frameworks.command()
@_IDS
@a_register
def off(register: Register, ids: tuple[str, ...]) -> None:
    """Switch frameworks, needs, elements or indicators off, by id."""
    _tell(switch(register, _read(register), ids, on=False), "off")


@frameworks.command()
@click.option("--as-of", type=_DAY, help="The day from which to look, as 2024-05-03.")
@click.option("--format", "form", type=_FORMATS, default="table")
@click.option("--public", is_flag=True, help="By what the public sees.")
@a_register
@a_setting
def due(
    settings: Settings, register: Register, as_of: datetime | None, form: str, *, public: bool
) -> None:
    """List when the indicators that are switched on are to be measured, or make a calendar."""
    edition = _edition(register)
    reader = reader_of(register)
    found = read_frameworks(reader, internal=not public)
    findings = read_findings(reader, found, internal=not public)
    today = (as_of or datetime.now().astimezone()).date()
    dues = agenda(found, findings.outcome, today, settings.biannual)
    if form == "ics":
        stamp = datetime.fromisoformat(edition.manifest.created)
        click.echo(calendar_file(found, dues, stamp), nl=False)
    else:
        _print(dues, form)
        late = sum(each.is_overdue for each in dues)
        click.echo(f"{len(dues)} indicators, {late} overdue on {today}.", err=True)


def _read(register: Register) -> Frameworks:
    _edition(register)
    return read_frameworks(reader_of(register), internal=True)


def _edition(register: Register) -> Edition:
    edition = register.current()
    if edition is None:
        message = f"The register {register.path} is empty. Fill it with: ecograph load PATH."
        raise RegisterError(message)
    return edition


def _frameworks(found: Frameworks) -> Iterator[tuple[str, str, str, str, str]]:
    for framework in found.frameworks.values():
        own = _indicators(found, framework.iri)
        switched = sum(is_on(found, each.iri) for each in own)
        counted = f"{switched} of {len(own)}" if own else ""
        state = _state(switched, len(own)) if own else _word(on=is_on(found, framework.iri))
        when = " ".join(framework.preconditions)
        yield state, framework.id, framework.name, counted, when


def _elements(found: Frameworks, name: str) -> Iterator[tuple[str, str, str, str, str]]:
    framework = next(each for each in found.frameworks.values() if each.id == name)
    for element in framework.elements:
        if element.type != "Indicator":
            yield _word(on=is_on(found, element.iri)), f"  {element.id}", element.name, "", ""
            for indicator in found.indicators_of([element.iri]):
                state = _word(on=is_on(found, indicator.iri))
                yield state, f"    {indicator.id}", indicator.name, "", ""


def _indicators(found: Frameworks, framework: str) -> list[Indicator]:
    return [each for each in found.indicators.values() if each.element.framework == framework]


def _state(switched: int, all_of_them: int) -> str:
    return "on" if switched == all_of_them else "partly" if switched else "off"


def _word(*, on: bool) -> str:
    return "on" if on else "off"


def _tell(done: Switched, word: str) -> None:
    what = "" if done.outcome.changed else "Nothing changed: "
    click.echo(f"{what}{', '.join(done.ids)} {'are' if done.ids[1:] else 'is'} {word}.", err=True)
    if done.otherwise:
        click.echo(f"Chosen otherwise, and staying so: {', '.join(done.otherwise)}.", err=True)
    click.echo(f"Edition {done.outcome.edition.id}.", err=True)


def _print(dues: Sequence[Due], form: str) -> None:
    rows = tuple(_row(each) for each in dues)
    if form == "csv":
        click.echo(as_csv(DataTable("due", _COLUMNS, rows)).decode("utf-8"), nl=False)
    elif form == "json":
        told = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        headings = [name.replace("_", " ") for name in _COLUMNS]
        click.echo(tabulate(rows, headers=headings, disable_numparse=True))


def _row(each: Due) -> tuple[str, int, str, str, str, str, str]:
    indicator = each.indicator
    day, overdue = each.due.isoformat(), each.overdue
    return day, overdue, indicator.id, indicator.name, indicator.unit, each.interval, each.last
