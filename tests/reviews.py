"""Reviews of a register for tests, and their figures by name."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ecograph.exports import Cell, DataTable, Provenance, provenance
from ecograph.frameworks import Frameworks, read_frameworks, years_of
from ecograph.frameworks.computing import Findings, read_findings
from ecograph.network import Affiliations, affiliations
from ecograph.review import (
    PublicSide,
    Release,
    Review,
    View,
    annual_review,
    releases,
    switched_on,
)
from ecograph.review.written.tables import about_table, headline_table
from ecograph.store import EditionReader

Record = Mapping[str, Cell]


def review_of(
    register: Path,
    year: int,
    baseline: int | None = None,
    view: View | None = None,
    *,
    internal: bool = False,
) -> Review:
    """Return the review of a year from what the public, or staff, may see."""
    edition = EditionReader(register).edition
    known, whence, frameworks, findings = _read(register, edition, internal=internal)
    indicators = switched_on(frameworks, findings, years_of(frameworks, year, baseline))
    public = _public(register, edition, year, baseline) if internal else None
    return annual_review(
        known,
        whence,
        year,
        baseline,
        view,
        indicators=indicators,
        releases=_released(register, edition, internal=internal),
        public=public,
    )


def _public(register: Path, edition: str, year: int, baseline: int | None) -> PublicSide:
    known, whence, frameworks, findings = _read(register, edition, internal=False)
    _, _, of_staff, _ = _read(register, edition, internal=True)
    years = years_of(of_staff, year, baseline)
    return PublicSide(known, whence, switched_on(frameworks, findings, years))


@cache
def _released(register: Path, edition: str, *, internal: bool) -> tuple[Release, ...]:
    del edition
    return releases(EditionReader(register), internal=internal)


@cache
def _read(
    register: Path, edition: str, *, internal: bool
) -> tuple[Affiliations, Provenance, Frameworks, Findings]:
    """Return what reviews of an edition are made of, read once."""
    del edition
    reader = EditionReader(register)
    known = affiliations(reader, internal=internal)
    frameworks = read_frameworks(reader, internal=internal)
    findings = read_findings(reader, frameworks, internal=internal, network=known)
    return known, provenance(reader, internal=internal), frameworks, findings


def records(table: DataTable) -> list[Record]:
    """Return the rows of a table by column."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def about(review: Review) -> Record:
    """Return what a review is about, by name."""
    return {str(name): value for name, value in about_table(review).rows}


def headlines(review: Review) -> Mapping[str, Record]:
    """Return the headline figures by their ids."""
    return {str(row["id"]): row for row in records(headline_table(review))}
