"""The report for committees: what the page says, in a document that they can mark up."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Report

from ecograph.identifiers import DEFAULT_BASE
from ecograph.review import Review, files
from ecograph.review.written.sections import numbered, plots
from ecograph.store import Register
from tests.reviews import review_of


@pytest.fixture(scope="module")
def review(model_cluster: Register) -> Review:
    return review_of(model_cluster.path, 2024)


@pytest.fixture(scope="module")
def content(review: Review) -> bytes:
    return files(review, DEFAULT_BASE)["review-2024.docx"]


@pytest.fixture(scope="module")
def report(content: bytes) -> Report:
    return Document(BytesIO(content))


def _lines(report: Report) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in report.tables for row in table.rows]


def test_it_is_called_as_the_page_is(report: Report) -> None:
    assert (
        report.core_properties.title
        == "Annual review 2024: Model Cluster, invented for demonstration"
    )
    assert report.paragraphs[0].text == report.core_properties.title


def test_each_headline_stands_in_it_with_its_years_and_change(report: Report) -> None:
    # By hand: tests/answers/model-cluster-review.yaml has 33 organisations in 2024 and 2023, 24
    # in the baseline year 2019.
    line = next(line for line in _lines(report) if line[0] == "1. Active organisations")
    assert line[1:6] == ["33", "33", "±0", "24", "+9"]


def test_every_headline_and_every_part_has_a_row(review: Review, report: Report) -> None:
    first = {line[0] for line in _lines(report)}
    assert {numbered(row) for row in review.rows} <= first
    assert {" – ".join(row.names) for table in review.tables for row in table.rows} <= first


def test_each_plot_is_a_picture_told_in_words(review: Review, report: Report) -> None:
    told = [shape._inline.docPr.get("descr") for shape in report.inline_shapes]  # noqa: SLF001  # it has no other door
    assert told == [plot.told for plot in plots(review)]


def test_head_rows_stand_again_on_further_pages(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode("utf-8")
    assert body.count("<w:tblHeader") == body.count("<w:tblStyle w:val=")


def test_it_is_dated_to_the_last_load_and_not_to_now(review: Review, content: bytes) -> None:
    loaded = review.provenance.loaded
    with ZipFile(BytesIO(content)) as parts:
        assert {part.date_time[:5] for part in parts.infolist()} == {loaded.timetuple()[:5]}
    about = Document(BytesIO(content)).core_properties
    assert (about.author, about.modified) == ("ecograph", loaded.replace(microsecond=0))
