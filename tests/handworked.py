"""The answers worked out by hand on the Model Cluster, and how an answer is compared with them."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from ecograph.identifiers import DEFAULT_BASE
from ecograph.questions import Value, ask, catalogue
from ecograph.resources import folder
from ecograph.store import EditionReader

# A cell of an answers file; a tuple of texts when it has been made comparable.
Cell = str | float | date | list[str] | None
Row = tuple[object, ...]

ANSWERS = Path(__file__).parent / "answers" / "model-cluster"
TODAY = date(2025, 6, 30)
_SHORT = (
    re.compile(rf"{re.escape(DEFAULT_BASE)}[a-z]+/(\S+)"),
    re.compile(r"https://w3id\.org/ecograph/scheme/[a-z-]+/(\S+)"),
    re.compile(r"https?://\S*[#/]([A-Za-z]+)"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked in one way, and the rows that were worked out by hand."""

    question: str
    name: str
    parameters: Mapping[str, str]
    internal: bool
    rows: tuple[Mapping[str, Cell], ...]
    leave_out: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the answer is compared on."""
        return tuple(self.rows[0]) if self.rows else ()


def cases_of(path: Path) -> Iterable[Case]:
    """Yield the cases of an answers file."""
    written = yaml.safe_load(path.read_text("utf-8"))
    for case in written["cases"]:
        yield Case(
            path.stem,
            case["name"],
            {name: str(value) for name, value in case["parameters"].items()},
            {"all": True, "public": False}[case["reader"]],
            tuple(case["rows"]),
            written.get("leave_out", {}),
        )


def all_cases() -> tuple[Case, ...]:
    """Return every case of every answers file."""
    return tuple(case for path in sorted(ANSWERS.glob("*.yaml")) for case in cases_of(path))


def short(text: str) -> str:
    """Return an IRI as its key, code or last part, and any other text as it is."""
    for pattern in _SHORT:
        if found := pattern.fullmatch(text):
            return found[1]
    return text


def comparable(value: Cell | Value) -> object:
    """Return a cell of either side in one form: numbers as decimals, lists sorted, IRIs short."""
    if isinstance(value, list | tuple):
        return tuple(sorted(short(str(item)) for item in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    return None if value is None or value == "" else short(str(value))


def projected(rows: Iterable[Mapping[str, Cell | Value]], columns: tuple[str, ...]) -> list[Row]:
    """Return rows cut down to some columns, sorted, with every repetition kept."""
    return sorted((tuple(comparable(row[name]) for name in columns) for row in rows), key=repr)


def answer(
    reader: EditionReader, question: str, parameters: Mapping[str, str], *, internal: bool
) -> tuple[Mapping[str, Value], ...]:
    """Return the rows of a question, asked on the day that the answers take for today."""
    asked = catalogue()[question]
    return ask(reader, asked, parameters, internal=internal, today=TODAY).rows


def given(reader: EditionReader, case: Case) -> list[Row]:
    """Return what ecograph answers to a case, in the columns that the case gives."""
    rows = answer(reader, case.question, case.parameters, internal=case.internal)
    kept = [
        row
        for row in rows
        if not any(comparable(row[name]) == comparable(v) for name, v in case.leave_out.items())
    ]
    return projected(kept, case.columns)


def shows_its_answers(reader: EditionReader, question: str) -> bool:
    """Tell whether every case of a question is answered as worked out by hand."""
    cases = tuple(cases_of(ANSWERS / f"{question}.yaml"))
    return all(given(reader, case) == projected(case.rows, case.columns) for case in cases)


def sheet(name: str) -> list[dict[str, str]]:
    """Return the rows of a sheet of the example."""
    with (folder("examples") / "model-cluster" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
