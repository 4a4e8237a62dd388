"""The settings of ecograph: one frozen object, read from ECOGRAPH_* and the file .env."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ecograph.errors import SettingError
from ecograph.identifiers import DEFAULT_BASE

_PREFIX = "ECOGRAPH_"
_ENV_FILE = Path(".env")
_HIGHEST_PORT = 65_535
_LEAST_MEMORY_MB = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; each field is the variable of its name in capitals."""

    store: Path = Path("ecograph-store")
    host: str = "127.0.0.1"
    port: int = 8000
    base: str = DEFAULT_BASE
    query_seconds: float = 10.0
    query_memory_mb: int = 1024
    workers: int = 2
    keep_editions: int = 20
    biannual: str = "two-yearly"
    readers: str = "auto"
    query_rows: int = 1_000_000

    @classmethod
    def from_environment(cls) -> "Settings":
        """Return the settings of this process; what .env says gives way to the environment.

        Raises SettingError with the variable, its value and what it may be.
        """
        return settings({**_env_file(_ENV_FILE), **os.environ})


def settings(variables: Mapping[str, str]) -> Settings:
    """Return the settings that these variables ask for; an empty one counts as not set."""
    found = _Found(variables)
    usual = Settings()
    return Settings(
        store=Path(found.text("STORE", str(usual.store))),
        host=found.text("HOST", usual.host),
        port=found.whole("PORT", usual.port, 1, _HIGHEST_PORT),
        base=found.base("BASE", usual.base),
        query_seconds=found.seconds("QUERY_SECONDS", usual.query_seconds),
        query_memory_mb=found.whole("QUERY_MEMORY_MB", usual.query_memory_mb, _LEAST_MEMORY_MB),
        workers=found.whole("WORKERS", usual.workers, 1),
        keep_editions=found.whole("KEEP_EDITIONS", usual.keep_editions, 1),
        biannual=found.one_of("BIANNUAL", usual.biannual, ("two-yearly", "half-yearly")),
        readers=found.one_of("READERS", usual.readers, ("auto", "memory", "disk")),
        query_rows=found.whole("QUERY_ROWS", usual.query_rows, 1),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The variables as they were found, read one by one."""

    variables: Mapping[str, str]

    def text(self, name: str, usual: str) -> str:
        return self.variables.get(_PREFIX + name, "").strip() or usual

    def whole(self, name: str, usual: int, least: int, most: int | None = None) -> int:
        text = self.text(name, str(usual))
        wanted = f"a whole number from {least} to {most}" if most else f"{least} or a higher number"
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise _wrong(name, text, wanted)
        if int(text) < least or (most and int(text) > most):
            raise _wrong(name, text, wanted)
        return int(text)

    def seconds(self, name: str, usual: float) -> float:
        text = self.text(name, str(usual))
        if not re.fullmatch(r"[0-9]{1,6}([.][0-9]{1,6})?", text) or float(text) <= 0:
            raise _wrong(name, text, "a number of seconds above 0, such as 10 or 2.5")
        return float(text)

    def one_of(self, name: str, usual: str, known: tuple[str, ...]) -> str:
        text = self.text(name, usual)
        if text not in known:
            raise _wrong(name, text, " or ".join(known))
        return text

    def base(self, name: str, usual: str) -> str:
        text = self.text(name, usual)
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.netloc or text[-1] not in "/#":
            raise _wrong(name, text, f"a web address that ends in / or #, such as {DEFAULT_BASE}")
        return text


def _wrong(name: str, value: str, wanted: str) -> SettingError:
    return SettingError(f"{_PREFIX}{name} is “{value}”; set it to {wanted}.")


def _env_file(path: Path) -> dict[str, str]:
    """Return the variables of a file of NAME=value lines; a file that is not there has none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {error}. Make it a readable text file, or take it away."
        raise SettingError(message) from error
    pairs = (line.strip().removeprefix("export ").partition("=") for line in lines)
    return {
        name.strip(): value.strip().strip("\"'")
        for name, sign, value in pairs
        if sign and not name.startswith("#")
    }
