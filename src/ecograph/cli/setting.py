"""The settings and the register that every part of the command works with."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from ecograph.settings import Settings
from ecograph.store.register import Register

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def a_setting(
    function: Callable[Concatenate[Settings, Arguments], Result],
) -> Callable[Arguments, Result]:
    """Hand a command the settings of its environment as first argument."""

    @wraps(function)
    def command(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        return function(Settings.from_environment(), *args, **kwargs)

    return command


def a_register(
    function: Callable[Concatenate[Register, Arguments], Result],
) -> Callable[..., Result]:
    """Give a command the option --store and hand it the register there as first argument."""

    @click.option("--store", type=click.Path(path_type=Path), help="The register's folder.")
    @wraps(function)
    def command(store: Path | None, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        settings = Settings.from_environment()
        register = Register(store or settings.store, settings.base, settings.keep_editions)
        return function(register, *args, **kwargs)

    return command
