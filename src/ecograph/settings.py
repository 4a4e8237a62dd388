"""The settings of ecograph: one frozen object, read from ECOGRAPH_* and the file .env."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from ecograph.errors import SettingError
from ecograph.identifiers import DEFAULT_BASE

_PREFIX = "ECOGRAPH_"
_ENV_FILE = Path(".env")
_HIGHEST_PORT = 65_535
_LEAST_MEMORY_MB = 64
_SHORTEST_SECRET = 32
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_ORIGIN_TEXT = re.compile(r"https?://([*][.])?[a-z0-9-]+([.][a-z0-9-]+)*(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; each field is the variable of its name in capitals."""

    store: Path | str = Path("ecograph-store")
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
    tokens: Path | None = None
    session_secret: str = field(default="", repr=False)
    trusted_proxies: tuple[str, ...] = ()
    root_path: str = ""
    address: str = ""
    embed_origins: tuple[str, ...] = ("*",)
    log_format: str = "text"
    rate: int = 6_000
    store_update: str = ""
    store_graphs: str = ""
    store_user: str = ""
    store_password: str = field(default="", repr=False)

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
        store=found.store("STORE", usual.store),
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
        tokens=found.path("TOKENS"),
        session_secret=found.secret("SESSION_SECRET", usual.session_secret),
        trusted_proxies=found.several("TRUSTED_PROXIES", usual.trusted_proxies, _NETWORK),
        root_path=found.root("ROOT_PATH", usual.root_path),
        address=found.address("ADDRESS", usual.address).rstrip("/"),
        embed_origins=found.several("EMBED_ORIGINS", usual.embed_origins, _ORIGIN),
        log_format=found.one_of("LOG_FORMAT", usual.log_format, ("text", "json")),
        rate=found.whole("RATE", usual.rate, 0),
        store_update=found.address("STORE_UPDATE", usual.store_update),
        store_graphs=found.address("STORE_GRAPHS", usual.store_graphs),
        store_user=found.text("STORE_USER", usual.store_user),
        store_password=found.text("STORE_PASSWORD", usual.store_password),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The variables as they were found, read one by one."""

    variables: Mapping[str, str]

    def text(self, name: str, usual: str) -> str:
        return self.variables.get(_PREFIX + name, "").strip() or usual

    def store(self, name: str, usual: Path | str) -> Path | str:
        """Return a folder, or the address of a SPARQL service as the text that it is."""
        text = self.text(name, str(usual))
        return self.address(name, "") if _ADDRESS.match(text) else Path(text)

    def address(self, name: str, usual: str) -> str:
        """Return a web address without user, password and query, which have their own places."""
        text = self.text(name, usual)
        if text and not _is_address(text):
            wanted = "a web address such as https://data.example.org/sparql, without a password"
            raise _wrong(name, _without_login(text), wanted)
        return text

    def path(self, name: str) -> Path | None:
        text = self.text(name, "")
        return Path(text) if text else None

    def secret(self, name: str, usual: str) -> str:
        """Return a secret; what is wrong with one is said without it."""
        text = self.text(name, usual)
        if text and len(text) < _SHORTEST_SECRET:
            wanted = f"{_SHORTEST_SECRET} or more characters that nobody can guess"
            raise _wrong(name, f"only {len(text)} characters", wanted)
        return text

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

    def root(self, name: str, usual: str) -> str:
        text = self.text(name, usual).rstrip("/")
        if text and not re.fullmatch(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+", text):
            raise _wrong(name, text, "a path such as /ecograph, or leave it out")
        return text

    def several(self, name: str, usual: tuple[str, ...], kind: "_Kind") -> tuple[str, ...]:
        """Return the values of a list, with commas or spaces between them."""
        text = self.text(name, " ".join(usual))
        values = tuple(value for value in re.split(r"[,\s]+", text) if value)
        for value in values:
            if not kind.fits(value):
                raise _wrong(name, value, kind.wanted)
        return values

    def base(self, name: str, usual: str) -> str:
        text = self.text(name, usual)
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.netloc or text[-1] not in "/#":
            raise _wrong(name, text, f"a web address that ends in / or #, such as {DEFAULT_BASE}")
        return text


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of value, and how it is told what is one."""

    fits: Callable[[str], bool]
    wanted: str


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and is_plain
    except ValueError:
        return False


def _without_login(text: str) -> str:
    return re.sub(r"//[^/]*@", "//…@", text)


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _is_origin(text: str) -> bool:
    return text == "*" or bool(_ORIGIN_TEXT.fullmatch(text))


_NETWORK = _Kind(_is_network, "addresses and networks, such as 127.0.0.1 and 10.0.0.0/8")
_ORIGIN = _Kind(_is_origin, "websites such as https://www.example.org, or to * for all")


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
