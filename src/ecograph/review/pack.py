"""A review as files: a page, a workbook, JSON and CSV, the same bytes from the same facts."""

from collections.abc import Mapping
from pathlib import Path

from ecograph.errors import InputError
from ecograph.exports import as_csv, as_xlsx
from ecograph.review.annual import Review
from ecograph.review.documents import review_json
from ecograph.review.page import page
from ecograph.review.tables import tables


def files(review: Review) -> Mapping[str, bytes]:
    """Return the files of a review by their names; the headline figures need no further name."""
    stem = f"review-{review.years.this}"
    headlines, *others = tables(review)
    return {
        f"{stem}.html": page(review),
        f"{stem}.xlsx": workbook(review),
        f"{stem}.json": review_json(review),
        f"{stem}.csv": as_csv(headlines),
        **{f"{stem}-{table.name}.csv": as_csv(table) for table in others},
    }


def workbook(review: Review) -> bytes:
    """Return a review as one workbook, dated to when the register was last loaded."""
    return as_xlsx(tables(review), review.provenance.loaded)


def write(review: Review, folder: Path) -> tuple[Path, ...]:
    """Write the files of a review into a folder, in place of those that are there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, content in files(review).items():
            path = folder / name
            path.write_bytes(content)
            paths.append(path)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}. Name another folder."
        raise InputError(message) from error
    return tuple(paths)
