"""What earlier reviews published, as the register holds it: their figures and their runs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ecograph.review.record.runs import YEAR, Run
from ecograph.store import Reader, Row, rows

FIGURES = "https://w3id.org/ecograph/measure/"
# How many digits a year may have, and a number before its point, to be worked with in floats.
_YEAR_DIGITS, _DIGITS = 4, 300


@dataclass(frozen=True, slots=True)
class Said:
    """A number as it was published, with its definition at that time."""

    value: Decimal
    unit: str
    version: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True)
class Release:
    """A published review: whom it is about, its run, and its numbers by figure and period.

    It is about a cluster, by its IRI, or "" for the register itself.
    """

    about: str
    year: int
    run: Run
    figures: Mapping[tuple[str, str], Said]


def register_iri(base: str) -> str:
    """Return what the figures of a register without a profile are about."""
    return f"{base}register"


def releases(reader: Reader, *, internal: bool) -> tuple[Release, ...]:
    """Return the reviews whose cubes are loaded, the newest last, as the public or staff see them.

    What is no review of a year, or no number, is passed over: anybody may load a cube.
    """
    runs: dict[str, list[Row]] = defaultdict(list)
    for row in rows(reader, "review/runs", internal=internal):
        runs[row["set"]].append(row)
    figures: dict[tuple[str, str], dict[tuple[str, str], Said]] = defaultdict(dict)
    register = register_iri(reader.base)
    for row in rows(reader, "review/figures", internal=internal):
        name = row["figure"].removeprefix(FIGURES)
        if (value := _decimal(row["value"])) is not None:
            said = Said(value, row["unit"], row["version"], row["title"], row["definition"])
            about = "" if row["about"] == register else row["about"]
            figures[row["set"], about].setdefault((name, row["period"]), said)
    found = _found(runs, figures)
    return tuple(sorted(found, key=lambda each: (each.year, each.run.loaded, each.run.edition)))


def _found(
    runs: Mapping[str, list[Row]],
    figures: Mapping[tuple[str, str], Mapping[tuple[str, str], Said]],
) -> Iterator[Release]:
    for (data_set, about), numbers in figures.items():
        run = _run(runs.get(data_set, []))
        year = run.parameters.get(YEAR, "")
        if year.isdecimal() and len(year) <= _YEAR_DIGITS:
            yield Release(about, int(year), run, numbers)


def _run(told: list[Row]) -> Run:
    by_property: dict[str, list[str]] = defaultdict(list)
    for row in told:
        by_property[row["property"]].append(row["value"])
    return Run(
        edition=", ".join(by_property["edition"]),
        loaded=max(by_property["loaded"], default=""),
        parameters=dict(_parted(by_property["parameter"], ": ")),
        libraries=dict(_parted(by_property["library"], " ")),
    )


def _parted(texts: list[str], between: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, _, value = text.partition(between)
        yield name, value


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found.adjusted() < _DIGITS else None
