"""The people who sign in to a server: their names, their roles, and the file of their tokens."""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from threading import Lock

from ecograph.errors import PeopleError

_HEADING = (
    "# Who may sign in: role, SHA-256 of the token, day, name. The tokens themselves are nowhere.\n"
)
_LINE = re.compile(r"(\S+)\s+(\S+)\s+(\S+)\s+(\S.*)")
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_LONGEST_NAME = 100
_SHOWN = 12
_REMEDY = "Correct the line, or take it out and run: ecograph tokens add NAME --role ROLE."


class Role(StrEnum):
    """What somebody may do: each may also do what those before may."""

    PUBLIC = "public"
    READER = "reader"
    WRITER = "writer"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks, by name; the public has none."""

    name: str
    role: Role

    @property
    def sees_internal(self) -> bool:
        """Tell whether internal facts are for this person too."""
        return self.role is not Role.PUBLIC

    @property
    def may_write(self) -> bool:
        """Tell whether this person may change the register."""
        return self.role is Role.WRITER


ANYBODY = Person("", Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file: who has a token, since when, and the hash of it."""

    person: Person
    hash: str
    since: str


class People:
    """Those who have a token; their file is read anew when it has changed."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._entries: tuple[Entry, ...] = ()
        self._read: tuple[int, ...] = ()
        self._lock = Lock()

    @classmethod
    def from_file(cls, path: Path | None) -> "People":
        """Return the people of a file, nobody without one; PeopleError if it cannot be used."""
        people = cls(path)
        people.entries()
        return people

    @property
    def can_sign_in(self) -> bool:
        """Tell whether there is a file of tokens at all."""
        return self._path is not None

    def entries(self) -> tuple[Entry, ...]:
        """Return the lines of the file as it is now; one that is not there has none."""
        if self._path is None:
            return ()
        with self._lock:
            state = _state(self._path)
            if state != self._read:
                self._entries = tuple(_entries(self._path)) if state else ()
                self._read = state
            return self._entries

    def by_token(self, token: str) -> Person | None:
        """Return whose token this is, None if it is nobody's."""
        wanted, found = hash_of(token), None
        # Every hash is compared, and each in the same time wherever it differs.
        for entry in self.entries():
            if hmac.compare_digest(entry.hash, wanted):
                found = entry.person
        return found

    def by_name(self, name: str) -> Person | None:
        """Return the person of this name, None if there is none."""
        entry = self._entry(name)
        return entry.person if entry else None

    def fingerprint(self, name: str) -> str:
        """Return what changes when a person gets another token or role, "" for nobody."""
        entry = self._entry(name)
        if entry is None:
            return ""
        said = f"{entry.person.role} {entry.hash}"
        return hashlib.sha256(said.encode("ascii")).hexdigest()[:32]

    def _entry(self, name: str) -> Entry | None:
        return next((each for each in self.entries() if each.person.name == name), None)


def hash_of(token: str) -> str:
    """Return what the file keeps of a token.

    A slow hash protects what people think up; nobody can try all of 256 random bits.
    """
    return f"sha256:{hashlib.sha256(token.encode('utf-8', 'surrogatepass')).hexdigest()}"


def add(path: Path, name: str, role: Role, today: date) -> str:
    """Give somebody a token, write its hash into the file, and return it.

    Raises PeopleError for a name that has one already, or that cannot be one.
    """
    if not is_name(name):
        message = f"“{name}” cannot be a name: it is 1 to {_LONGEST_NAME} printable characters."
        raise PeopleError(message)
    entries = People.from_file(path).entries()
    if any(each.person.name == name for each in entries):
        message = f'{name} has a token already. First run: ecograph tokens remove "{name}".'
        raise PeopleError(message)
    token = secrets.token_urlsafe(32)
    _write(path, (*entries, Entry(Person(name, role), hash_of(token), today.isoformat())))
    return token


def remove(path: Path, name: str) -> None:
    """Take a person's token away; PeopleError if there is no such person."""
    entries = People.from_file(path).entries()
    left = tuple(each for each in entries if each.person.name != name)
    if len(left) == len(entries):
        names = ", ".join(each.person.name for each in entries) or "nobody"
        raise PeopleError(f"“{name}” has no token in {path}. There are: {names}.")
    _write(path, left)


def is_name(text: str) -> bool:
    """Tell whether a text can be a person's name: one line, and no space around it."""
    return 0 < len(text) <= _LONGEST_NAME and text.isprintable() and text == text.strip()


def _state(path: Path) -> tuple[int, ...]:
    """Return what tells one content of a file from the next, nothing for one that is not there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unreadable(path, error) from error
    return found.st_ino, found.st_mtime_ns, found.st_size


def _entries(path: Path) -> Iterator[Entry]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    names: set[str] = set()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            entry = _entry(f"{path}, line {number}", text)
            if entry.person.name in names:
                raise _wrong(f"{path}, line {number}", "name", entry.person.name, "new")
            names.add(entry.person.name)
            yield entry


def _entry(place: str, line: str) -> Entry:
    fields = _LINE.fullmatch(line)
    if not fields:
        raise _wrong(place, "line", line, "a role, a hash, a day and a name, with spaces between")
    role, hashed, since, name = fields.groups()
    if role not in {Role.READER, Role.WRITER}:
        raise _wrong(place, "role", role, "reader or writer")
    if not _HASH.fullmatch(hashed):
        raise _wrong(place, "hash", hashed, "sha256: and 64 hexadecimal digits")
    if not _is_day(since):
        raise _wrong(place, "day", since, "a day such as 2026-01-31")
    if not is_name(name):
        raise _wrong(place, "name", name, f"1 to {_LONGEST_NAME} printable characters")
    return Entry(Person(name, Role(role)), hashed, since)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _write(path: Path, entries: tuple[Entry, ...]) -> None:
    """Put a file in the place of the old one, for its owner alone to read."""
    lines = (f"{e.person.role} {e.hash} {e.since} {e.person.name}\n" for e in entries)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(_HEADING + "".join(lines))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PeopleError(f"{path} cannot be written: {error}.") from error


def _unreadable(path: Path, error: Exception) -> PeopleError:
    message = f"{path} cannot be read: {error}. ECOGRAPH_TOKENS names a readable text file."
    return PeopleError(message)


def _wrong(place: str, what: str, value: str, wanted: str) -> PeopleError:
    # A token may stand by mistake where something else belongs: a part of it gives nothing away.
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return PeopleError(f"{place}: the {what} “{shown}” is not {wanted}. {_REMEDY}")
