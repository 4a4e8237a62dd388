"""What a cell means: the values it stands for, the references it makes, what is wrong with it."""

from dataclasses import dataclass

from ecograph.records import Term


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value and how to mend it; value is empty where it is the whole cell."""

    reason: str
    remedy: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An id or IRI that a cell names, with the place in a document that it cites, if any."""

    target: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The terms and references of one cell, or its faults."""

    terms: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    faults: tuple[Fault, ...] = ()


def joined(parts: list[Meaning]) -> Meaning:
    """Return the meaning of a list cell from those of its items, each value once."""
    return Meaning(
        tuple(dict.fromkeys(term for part in parts for term in part.terms)),
        tuple(dict.fromkeys(each for part in parts for each in part.references)),
        tuple(fault for part in parts for fault in part.faults),
    )
