"""The values of indicators worked out by hand, and how the register's own are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from ecograph.frameworks import Frameworks, Indicator, Outcome, read_frameworks
from ecograph.frameworks.computing import Findings, read_findings
from ecograph.frameworks.observations import reporter
from ecograph.frameworks.reports import IndicatorReport, Line, report, reporting_year, years_of
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.store import EditionReader, Register

SHEETS = Path(__file__).parent / "registers" / "indicators"
TODAY = date(2025, 6, 30)
YEARS = (2021, 2022, 2023, 2024)
Entry = Mapping[str, object]
ANSWERS: Mapping[str, Entry] = yaml.safe_load(
    (Path(__file__).parent / "answers" / "indicators.yaml").read_text("utf-8")
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An edition of a register: its frameworks, and what it can compute of them."""

    frameworks: Frameworks
    findings: Findings

    def indicator(self, name: str) -> Indicator:
        """Return the indicator with this id."""
        return next(each for each in self.frameworks.indicators.values() if each.id == name)

    def report(self, name: str, year: int = 2024) -> IndicatorReport:
        """Return an indicator in a year, as the pages show it."""
        years = years_of(self.frameworks, year)
        told = reporter(self.frameworks)
        return report(self.frameworks, self.indicator(name), years, self.findings.outcome, told)

    def line(self, name: str, year: int = 2024) -> Line:
        """Return what the register computes of an indicator in a year and in earlier ones."""
        found = self.report(name, year).computed
        assert found is not None
        return found

    def outcome(self, name: str, year: int = 2024) -> Outcome:
        """Return what an indicator comes to in a year."""
        return self.findings.outcome(self.indicator(name), reporting_year(self.frameworks, year))

    def facts(self, name: str, year: int = 2024) -> list[str]:
        """Return the keys of the facts that were counted, sorted."""
        return sorted(key(each) for each in self.outcome(name, year).facts)

    def values(self, *without: str) -> dict[tuple[str, int], object]:
        """Return every figure of the answered indicators in all four years, but for some."""
        return {
            (name, year): _figure(self.outcome(name, year))
            for name in ANSWERS
            for year in YEARS
            if name not in without
        }


def read(register: Register) -> Reading:
    """Return the current edition of a register, as the public sees it."""
    reader = EditionReader(register.path)
    frameworks = read_frameworks(reader, internal=False)
    return Reading(frameworks, read_findings(reader, frameworks, internal=False))


def filled(path: Path) -> Register:
    """Return a register with the sheets of the answers, every row of them good."""
    register = Register(path, DEFAULT_BASE)
    load(register, SHEETS)
    return register


def load(register: Register, folder: Path, source: str | None = None) -> None:
    """Load sheets as a user would, every row of them good."""
    done = load_files(register, [folder], source, Choices(today=TODAY))
    assert not done.problems, done.problems


def key(iri: str) -> str:
    """Return the last part of an IRI: the id of a row."""
    return iri.rpartition("/")[2]


def number(value: object) -> Decimal | None:
    """Return a number of the answers as it is computed with."""
    return None if value is None else Decimal(str(value))


def numbers(values: object) -> dict[str, Decimal | None]:
    """Return numbers of the answers by their names."""
    assert isinstance(values, dict)
    return {str(name): number(value) for name, value in values.items()}


def _figure(found: Outcome) -> object:
    return (found.value, dict(found.by_unit), found.reason, found.before)
