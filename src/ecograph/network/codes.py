"""The lists of codes that networks are grouped by: kinds with their umbrella, helix and group."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecograph.errors import BadParameterError

UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list: what it is called and what groups it falls under ("" where unknown)."""

    iri: str
    code: str
    name: str
    umbrella_kind: str = UNKNOWN
    helix: str = UNKNOWN
    diversity_group: str = UNKNOWN
    is_umbrella: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of all lists, in the order of each list."""

    lists: Mapping[str, tuple[Code, ...]]
    by_iri: Mapping[str, Code]

    def of(self, iri: str) -> Code | None:
        """Return the code that an IRI stands for, or None for one that no list has."""
        return self.by_iri.get(iri)

    def codes(self, scheme: str) -> tuple[str, ...]:
        """Return the codes of a list in its order."""
        return tuple(code.code for code in self.lists.get(scheme, ()))

    def umbrella_kinds(self) -> tuple[str, ...]:
        """Return the umbrella kinds under which organisations are counted, in their order."""
        kinds = self.lists.get("organisation-kinds", ())
        return tuple(kind.code for kind in kinds if kind.is_umbrella)

    def name(self, scheme: str, code: str) -> str:
        """Return what a code is called in English; the code itself where no list has it."""
        found = (each.name for each in self.lists.get(scheme, ()) if each.code == code)
        return next(found, code)


def check_code(codes: Codes, scheme: str, code: str) -> None:
    """Raise BadParameterError for a code that is given and that its list does not have."""
    known = codes.codes(scheme)
    if code and code not in known:
        message = f"“{code}” is none of the {scheme}. They are: {', '.join(known) or 'none'}."
        raise BadParameterError(message)
