"""What keeps a hostile query from doing harm, by name.

Each holds unless a pool is built without it, which only tests do, to see that it is what stops an
attack: no setting and no option leads here. The limits of time and memory are in Limits.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias


class Protection(StrEnum):
    """One of the protections."""

    NO_SOCKETS = "no sockets"
    CAPS = "caps"
    REFUSALS = "refusals"
    DATASET = "dataset"


Off: TypeAlias = frozenset[Protection]
NONE: Off = frozenset()


def as_text(off: Iterable[Protection]) -> str:
    """Return those that are switched off as one argument of a command line."""
    return ",".join(sorted(off))


def from_text(text: str) -> Off:
    """Return those that such an argument names."""
    return frozenset(Protection(name) for name in text.split(",") if name)
