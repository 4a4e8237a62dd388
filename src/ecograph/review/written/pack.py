"""A review as files, the same bytes from the same facts: for readers, committees and analysts."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ecograph.errors import InputError
from ecograph.exports import DataTable, as_csv, as_xlsx
from ecograph.exports.parquet import as_parquet, has_parquet
from ecograph.review.content import Review
from ecograph.review.entries import entries
from ecograph.review.record.published import published_tables
from ecograph.review.record.recording import run_json, run_table
from ecograph.review.written.committee import report
from ecograph.review.written.cube import cube_files
from ecograph.review.written.documents import review_json
from ecograph.review.written.page import page
from ecograph.review.written.pictures import as_png, as_svg
from ecograph.review.written.sections import plots
from ecograph.review.written.tables import tables


def files(review: Review, base: str) -> Mapping[str, bytes]:
    """Return the files of a review by their names; the headline figures need no further name.

    Parquet is among them where pyarrow is installed. The base is that of the register's IRIs.
    """
    stem, found = f"review-{review.years.this}", _tables_of(review)
    shown = list(plots(review))
    pictures = {plot.name: as_png(plot.svg) for plot in shown}
    return {
        f"{stem}.html": page(review),
        f"{stem}.docx": report(review, pictures),
        f"{stem}.xlsx": _workbook(review, found),
        f"{stem}.json": review_json(review),
        f"{stem}-run.json": run_json(review),
        **{f"{stem}.{ending}": cube for ending, cube in cube_files(review, base).items()},
        **{f"{stem}{name}.{form}": content for name, form, content in _tables(found)},
        **{f"plots/{plot.name}.svg": as_svg(plot.svg) for plot in shown},
        **{f"plots/{name}.png": picture for name, picture in pictures.items()},
    }


def _tables_of(review: Review) -> tuple[DataTable, ...]:
    return (*tables(review), *entries(review), *published_tables(review))


def _tables(found: tuple[DataTable, ...]) -> Iterator[tuple[str, str, bytes]]:
    headlines, *others = found
    named = {"": headlines, **{f"-{table.name}": table for table in others}}
    for name, table in named.items():
        yield name, "csv", as_csv(table)
        if has_parquet():
            yield name, "parquet", as_parquet(table)


def workbook(review: Review) -> bytes:
    """Return a review as one workbook, dated to when the register was last loaded."""
    return _workbook(review, _tables_of(review))


def _workbook(review: Review, found: tuple[DataTable, ...]) -> bytes:
    return as_xlsx((*found, run_table(review)), review.provenance.loaded)


def write(review: Review, folder: Path, base: str) -> tuple[Path, ...]:
    """Write the files of a review into a folder, in place of those that are there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, content in files(review, base).items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            paths.append(path)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}. Name another folder."
        raise InputError(message) from error
    return tuple(paths)
