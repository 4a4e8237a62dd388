"""The command itself: its parts, its log, and what an error becomes."""

import logging
import sys

import click

from ecograph.cli.asking import ask, query
from ecograph.cli.data import check, load, template, unload
from ecograph.cli.drawing import draw
from ecograph.cli.history import editions
from ecograph.cli.measuring import export, measure, review
from ecograph.cli.serving import serve
from ecograph.errors import (
    AmbiguousNameError,
    BadParameterError,
    EcographError,
    SettingError,
    UnknownQuestionError,
    UsageError,
)

_USAGE = (AmbiguousNameError, BadParameterError, SettingError, UnknownQuestionError, UsageError)
_REFUSED, _WRONG_USE = 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ecograph")
def ecograph() -> None:
    """Keep a register of dated, sourced relations, and ask it who works with whom."""
    logging.basicConfig(format="%(message)s", level=logging.INFO, stream=sys.stderr)
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)


for _command in (
    ask,
    check,
    draw,
    editions,
    export,
    load,
    measure,
    query,
    review,
    serve,
    template,
    unload,
):
    ecograph.add_command(_command)


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
