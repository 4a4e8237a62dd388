"""The command itself: its parts, its log, and what an error becomes."""

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from types import MappingProxyType
from typing import cast

import click

from ecograph.errors import (
    AmbiguousNameError,
    BadParameterError,
    EcographError,
    SettingError,
    UnknownElementError,
    UnknownQuestionError,
    UsageError,
)

_USAGE = (
    AmbiguousNameError,
    BadParameterError,
    SettingError,
    UnknownElementError,
    UnknownQuestionError,
    UsageError,
)
_REFUSED, _WRONG_USE = 1, 2


@dataclass(frozen=True, slots=True)
class Part:
    """Where a command stands, and its sentence: `--help` lists it without importing it."""

    module: str
    name: str
    sentence: str


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "ask": Part(
            "asking",
            "ask",
            "Answer a ready-made question, as ecograph ask partners --organisation NAME --year "
            "2018.",
        ),
        "check": Part(
            "data",
            "check",
            "Check RDF files against the shapes, or without a path the register by its check "
            "queries.",
        ),
        "editions": Part(
            "history", "editions", "Look at the editions of the register and go back to one."
        ),
        "erase": Part(
            "safekeeping",
            "erase",
            "Take a source or a thing out of every edition for good; no rollback brings it back.",
        ),
        "export": Part(
            "measuring",
            "export",
            "Write FILE for other tools: .gexf, .graphml, .csv, .xlsx, .parquet, .ttl, .trig, "
            ".jsonld.",
        ),
        "frameworks": Part(
            "framing",
            "frameworks",
            "Choose results frameworks, see what is to be measured, and hand on the results.",
        ),
        "load": Part(
            "data",
            "load",
            "Load spreadsheets, CORDIS, RDF or mapped tables as one source, in place of its last "
            "state.",
        ),
        "map": Part(
            "drawing",
            "draw",
            "Write the map as one page that opens offline, with public facts only.",
        ),
        "measure": Part(
            "measuring",
            "measure",
            "Measure who works with whom: every figure, or the reason why there is none.",
        ),
        "migrate": Part(
            "writing",
            "migrate",
            "Say all facts of an older register by the terms of this release, as a new edition.",
        ),
        "query": Part(
            "asking", "query", "Run a SPARQL query from a file, or from standard input with -."
        ),
        "review": Part(
            "measuring",
            "review",
            "Write the annual review from public facts: page, report, workbook, data and pictures.",
        ),
        "serve": Part(
            "serving",
            "serve",
            "Serve the register; an empty one is filled with the two examples first.",
        ),
        "sources": Part(
            "writing", "sources", "List the sources, and make one public that only staff see."
        ),
        "template": Part(
            "data",
            "template",
            "Write the empty sheets, as CSV and as one workbook that explains every column.",
        ),
        "tokens": Part(
            "tokens",
            "tokens",
            "Give people tokens to sign in with, list who has one, and take it away.",
        ),
        "unload": Part(
            "data", "unload", "Take a source out of the register, and with it its matches."
        ),
        "update": Part(
            "writing",
            "update",
            "Run a SPARQL update from a file, or from standard input with -, as one edition.",
        ),
    }
)


class _Parts(click.Group):
    """A group whose commands are imported when they are called, so that its help is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        return command(cmd_name) if cmd_name in PARTS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        width = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            told = (click.Command(name, help=PARTS[name].sentence) for name in names)
            formatter.write_dl([(str(each.name), each.get_short_help_str(width)) for each in told])


def command(name: str) -> click.Command:
    """Return one of the commands by its name."""
    part = PARTS[name]
    return cast("click.Command", resolve_name(f"ecograph.cli.{part.module}:{part.name}"))


def commands() -> Mapping[str, click.Command]:
    """Return all commands by name."""
    return {name: command(name) for name in PARTS}


@click.command(cls=_Parts, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ecograph")
def ecograph() -> None:
    """Keep a register of dated, sourced relations, and ask it who works with whom."""
    logging.basicConfig(format="%(message)s", level=logging.INFO, stream=sys.stderr)
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    logging.getLogger("httpx2").setLevel(logging.WARNING)


def main() -> None:
    """Run the command: exit 0 for done, 1 if something was refused, 2 for wrong use."""
    try:
        status = ecograph.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = _WRONG_USE
    except click.ClickException as error:
        error.show()
        status = _WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        status = _REFUSED
    except EcographError as error:
        click.echo(f"ecograph: {error}", err=True)
        status = _WRONG_USE if isinstance(error, _USAGE) else _REFUSED
    sys.exit(status if isinstance(status, int) else 0)
