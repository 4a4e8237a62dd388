"""Figures as earlier reviews published them, beside what they are now, and what differs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from ecograph.exports import DataTable
from ecograph.metrics import Comparison, Number, Reason
from ecograph.review.comparing import Cell
from ecograph.review.content import Review
from ecograph.review.listing import words
from ecograph.review.record.observed import Observed, known, part_periods
from ecograph.review.record.recording import run_of
from ecograph.review.record.releases import Release, Said
from ecograph.review.record.runs import Run, differences
from ecograph.review.words import shown, shown_change
from ecograph.review.written.cube import decimal

_COLUMNS = (
    "id",
    "figure",
    "period",
    "published",
    "published_unit",
    "published_version",
    "value",
    "unit",
    "reason",
    "version",
    "difference",
    "review",
    "edition",
    "differs",
    "published_definition",
    "definition",
)
_GONE = "no longer a figure of the review"
_NOTHING = "nothing that the records of the runs tell"
_Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure as a review published it, beside it as it is now; None where there is none now."""

    id: str
    period: str
    then: Said
    release: Release
    now: Observed | None
    redefined: tuple[str, ...]
    rerun: tuple[str, ...]

    @property
    def differs(self) -> tuple[str, ...]:
        """Return all that differs: the definition, and the run."""
        return (*self.redefined, *self.rerun) or (_NOTHING,)

    @property
    def title(self) -> str:
        """Return what the figure is called."""
        return (self.now and self.now.title) or self.then.title or self.id

    @property
    def is_redefined(self) -> bool:
        """Tell whether the definition has another version now."""
        return self.now is not None and self.now.measure.version != self.then.version

    @property
    def difference(self) -> Number | None:
        """Return by how much the number differs, where both are numbers of one unit."""
        found = self.now
        if found is None or found.cell.value is None or found.measure.unit != self.then.unit:
            return None
        return _number(decimal(found.cell.value) - self.then.value)


@dataclass(frozen=True, slots=True)
class PublishedBefore:
    """How many published numbers have one of now beside them, and those that are not as then."""

    compared: int
    rows: tuple[Revision, ...]

    @property
    def runs(self) -> tuple[str, ...]:
        """Return in words what differs between the runs of these reviews and the run of now."""
        found = {_review(row): "; ".join(row.rerun) or _NOTHING for row in self.rows}
        return tuple(f"{name}: {differs}." for name, differs in found.items())


def published_before(review: Review) -> PublishedBefore:
    """Return what earlier reviews that looked alike published of the periods of a review.

    Of each figure and period counts the newest review of an earlier year, so that a change shows in
    the review after it and not for ever; and the newest of the same year, if it was published.
    """
    run = run_of(review)
    alike = [each for each in review.releases if _is_alike(each, review, run)]
    now = {(each.name, each.period): each for each in reversed(list(known(review)))}
    compared = 0
    rows: list[Revision] = []
    for is_same_year in (False, True):
        chosen = [each for each in alike if (each.year == review.years.this) is is_same_year]
        for key, release in _in_order(_newest(chosen), list(reversed(now))):
            found = now.get(key) or _absent(review, key)
            if found or (release is chosen[-1] and _is_gone(review, key, now)):
                compared += 1
                rows += _revised(key, release, found, run)
    return PublishedBefore(compared, tuple(rows))


def published_tables(review: Review) -> tuple[DataTable, ...]:
    """Return the figures that are not as they were published as a table, none without any."""
    found = published_before(review).rows
    table = DataTable("published", _COLUMNS, tuple(_cells(each) for each in found))
    return (table,) if found else ()


def told(revision: Revision) -> tuple[str, ...]:
    """Return in words: the figure, its period, then, now, the difference, and who published it."""
    then, now = revision.then, revision.now
    before = _with_version(shown(_number(then.value), then.unit), then.version)
    after = _with_version(_words(now), now.measure.version) if now else _GONE
    change = shown_change(revision.difference, then.unit)
    differs = "".join(f"; {each}" for each in revision.redefined)
    source = f"{_review(revision)}{differs}. {_definitions(revision)}".strip()
    return revision.title, revision.period, before, after, change, source


def _review(revision: Revision) -> str:
    release = revision.release
    return f"Review {release.year} of edition {release.run.edition}"


def _is_alike(release: Release, review: Review, run: Run) -> bool:
    is_about_the_same = release.about == review.about and release.run.view == run.view
    return is_about_the_same and release.year <= review.years.this


def _newest(releases: Iterable[Release]) -> Mapping[_Key, Release]:
    """Return by figure and period who said it last; releases come with the newest last."""
    return {key: release for release in releases for key in release.figures}


def _in_order(found: Mapping[_Key, Release], order: list[_Key]) -> Iterator[tuple[_Key, Release]]:
    yield from ((key, found[key]) for key in order if key in found)
    yield from ((key, found[key]) for key in sorted(found.keys() - set(order)))


def _absent(review: Review, key: _Key) -> Observed | None:
    """Return a part that its table names no more: of what is counted there is none now."""
    name, period = key
    table = next((t for t in review.tables if name.startswith(f"{t.measure.id}/")), None)
    if table is None or period not in part_periods(review):
        return None
    total = (table.total.this, table.total.previous, table.total.baseline)
    reason = dict(zip(part_periods(review), total, strict=False))[period].reason
    if isinstance(table.measure, Comparison):
        reason = reason or Reason.UNDEFINED
    return Observed(name, "", table.measure, period, Cell(None if reason else 0, reason))


def _is_gone(review: Review, key: _Key, now: Mapping[_Key, Observed]) -> bool:
    """Tell whether a figure was dropped that the review would have for the period."""
    name, period = key
    is_of_a_table = any(name.startswith(f"{table.measure.id}/") for table in review.tables)
    return (
        not is_of_a_table
        and name not in {known_name for known_name, _ in now}
        and period in {known_of for _, known_of in now}
    )


def _revised(key: _Key, release: Release, now: Observed | None, run: Run) -> Iterator[Revision]:
    """Yield a figure unless number and definition are as they were published.

    What is withheld now is not told by what was published of it.
    """
    name, period = key
    said = release.figures[key]
    if now and now.cell.reason is Reason.TOO_SMALL_GROUP:
        return
    is_alike = now is not None and (now.measure.version, now.measure.unit) == (
        said.version,
        said.unit,
    )
    value = now.cell.value if now else None
    if is_alike and value is not None and decimal(value) == said.value:
        return
    redefined, rerun = tuple(_redefined(said, now)), tuple(differences(release.run, run))
    yield Revision(name, period, said, release, now, redefined, rerun)


def _redefined(said: Said, now: Observed | None) -> Iterator[str]:
    if now and now.measure.version != said.version:
        yield f"definition {said.version}, now {now.measure.version}"
    if now and now.measure.unit != said.unit:
        yield f"in {said.unit}, now in {now.measure.unit}"


def _cells(each: Revision) -> tuple[str | int | float | None, ...]:
    then, now, is_redefined = each.then, each.now, each.is_redefined
    return (
        each.id,
        each.title,
        each.period,
        _number(then.value),
        then.unit,
        then.version,
        now.cell.value if now else None,
        now.measure.unit if now else None,
        words(now.cell.reason) if now else _GONE,
        now.measure.version if now else None,
        each.difference,
        each.release.year,
        each.release.run.edition,
        "; ".join(each.differs),
        then.definition or None if is_redefined else None,
        now.measure.definition if now and is_redefined else None,
    )


def _definitions(revision: Revision) -> str:
    now = revision.now
    if now is None or not revision.is_redefined or not revision.then.definition:
        return ""
    return f"Then: {revision.then.definition} Now: {now.measure.definition}"


def _words(now: Observed) -> str:
    return words(now.cell.reason) or shown(now.cell.value, now.measure.unit)


def _with_version(text: str, version: str) -> str:
    return f"{text} (version {version})"


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
