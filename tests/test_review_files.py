"""The files of a review are written into a folder, or the folder is named that cannot be."""

from pathlib import Path

import pytest

from ecograph.errors import InputError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.review import files, write
from ecograph.store import Register
from tests.reviews import review_of


def test_a_review_is_written_in_place_of_an_older_one(
    model_cluster: Register, tmp_path: Path
) -> None:
    review = review_of(model_cluster.path, 2024)
    (tmp_path / "review-2024.json").write_text("old", "utf-8")
    paths = write(review, tmp_path, DEFAULT_BASE)
    assert {str(path.relative_to(tmp_path)): path.read_bytes() for path in paths} == files(
        review, DEFAULT_BASE
    )


def test_a_folder_that_cannot_be_written_is_named(model_cluster: Register, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(InputError, match=r"taken cannot be written.*Name another folder"):
        write(review_of(model_cluster.path, 2024), tmp_path / "taken", DEFAULT_BASE)
