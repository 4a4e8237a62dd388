"""What a load gives back: the content for the register, what was refused, and what to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecograph.records import Problem, SourceContent


@dataclass(frozen=True, slots=True)
class KnownThing:
    """Something that another source of the register holds and that a record may refer to."""

    classes: frozenset[str]
    internal: bool


# Answers for an IRI: what the register's other sources hold under it. A dict's `get` will do.
Known = Callable[[str], KnownThing | None]
# Called with how much is done and, where it is known, of how much.
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class SheetCount:
    """How many records of one sheet were accepted and how many refused."""

    accepted: int
    refused: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What happened to the records of a load: counts a sheet, every problem, every remark."""

    counts: Mapping[str, SheetCount]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]

    @property
    def refused(self) -> int:
        """How many records were refused in all."""
        return sum(count.refused for count in self.counts.values())


@dataclass(frozen=True, slots=True)
class Reject:
    """One refused row of an input table, in that table's own columns."""

    file: str
    header: tuple[str, ...]
    line: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read from files: content, report, and the rows that a person has to mend."""

    content: SourceContent
    report: LoadReport
    rejects: tuple[Reject, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing was wrong; a strict load takes only such a one."""
        return not self.report.problems
