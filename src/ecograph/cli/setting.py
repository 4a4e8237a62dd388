"""The settings and the register that every part of the command works with."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from ecograph.remote import Address, RemoteRegister, Service
from ecograph.remote.register import not_there
from ecograph.settings import Settings
from ecograph.store import EditionReader, Reader
from ecograph.store.editions.register import Register

# A request that writes many facts takes longer than a query may.
_LOAD_SECONDS = 300.0
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
    return _handed(function, "")


def a_local_register(
    what: str,
) -> Callable[[Callable[Concatenate[Register, Arguments], Result]], Callable[..., Result]]:
    """Do the same for a command that does what cannot be had in a service elsewhere."""

    def decorated(
        function: Callable[Concatenate[Register, Arguments], Result],
    ) -> Callable[..., Result]:
        return _handed(function, what)

    return decorated


def reader_of(register: Register, edition: str = "") -> Reader:
    """Return a reader in this process of what a register holds, or held in an earlier edition."""
    if isinstance(register, RemoteRegister):
        if edition:
            raise not_there("editions")
        return register.reader
    return EditionReader(register.path, edition)


def service(settings: Settings, seconds: float) -> Service:
    """Return the SPARQL service that the settings name."""
    address = Address.of(
        str(settings.store),
        settings.store_update,
        settings.store_graphs,
        settings.store_user,
        settings.store_password,
    )
    return Service(address, seconds)


def _handed(
    function: Callable[Concatenate[Register, Arguments], Result], local: str
) -> Callable[..., Result]:
    @click.option("--store", type=click.Path(path_type=Path), help="The register's folder.")
    @wraps(function)
    def command(store: Path | None, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        register = _register(Settings.from_environment(), store)
        if local and isinstance(register, RemoteRegister):
            raise not_there(local)
        return function(register, *args, **kwargs)

    return command


def _register(settings: Settings, store: Path | None) -> Register:
    place = store or settings.store
    if isinstance(place, Path):
        return Register(place, settings.base, settings.keep_editions)
    seconds = max(settings.query_seconds, _LOAD_SECONDS)
    return RemoteRegister(service(settings, seconds), settings.base)
