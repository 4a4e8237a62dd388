"""Figures of earlier reviews, read back from the register, beside those of now."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from pyoxigraph import NamedNode

from ecograph.cli.root import ecograph
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, Load, load_files
from ecograph.resources import folder
from ecograph.review import Release, Review, files, releases
from ecograph.review.record.published import (
    PublishedBefore,
    Revision,
    published_before,
    published_tables,
)
from ecograph.review.record.releases import register_iri
from ecograph.review.written.cube import cube_files
from ecograph.review.written.documents import review_json
from ecograph.review.written.page import page
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register, WorkerPool
from ecograph_api.app import create_app
from tests.integrity import FORBIDDEN, PREFIXES
from tests.reviews import Record, records, review_of

SHEETS = Path(__file__).parent / "registers"
OBSERVATIONS = "?one a <http://purl.org/linked-data/cube#Observation>"


def loaded(register: Register, review: Review, out: Path, source: str) -> Load:
    """Load the cube of a review as somebody does who got its folder."""
    ((ending, cube),) = cube_files(review, DEFAULT_BASE).items()
    path = out / f"{source}.{ending}"
    path.write_bytes(cube)
    return load_files(register, [path], source, Choices(strict=True))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register as it was when 2022 was reviewed, with what was published of 2021."""
    register = Register(tmp_path_factory.mktemp("versions") / "store", DEFAULT_BASE)
    load_files(register, [SHEETS / "change" / "then"], "change", Choices())
    path = SHEETS / "published" / "review-2021.ttl"
    load_files(register, [path], None, Choices(strict=True))
    return register


@pytest.fixture(scope="module")
def of_2022(register: Register) -> Review:
    """Give the review of 2022: the year in which a definition had changed."""
    return review_of(register.path, 2022)


@pytest.fixture(scope="module")
def later(
    register: Register, of_2022: Review, tmp_path_factory: pytest.TempPathFactory
) -> Register:
    """Give the register a year later: two reviews of 2022, one for staff, and corrections."""
    out = tmp_path_factory.mktemp("released")
    assert loaded(register, of_2022, out, "review-2022").refused == 0
    staff = replace(of_2022, network=replace(of_2022.network, is_internal=True))
    assert loaded(register, staff, out, "staff-2022").refused == 0
    load_files(register, [SHEETS / "change" / "now"], "change", Choices())
    return register


@pytest.fixture(scope="module")
def of_2023(later: Register) -> Review:
    """Give the review of 2023."""
    return review_of(later.path, 2023)


def rows(found: PublishedBefore) -> dict[tuple[str, str], Revision]:
    """Return what differs, by figure and period."""
    return {(row.id, row.period): row for row in found.rows}


def table(review: Review) -> list[Record]:
    """Return the table of what differs."""
    (found,) = published_tables(review)
    return records(found)


@pytest.mark.row("R066")
def test_in_the_year_of_change_both_definitions_stand_side_by_side(of_2022: Review) -> None:
    row = rows(published_before(of_2022))["mean-degree", "2021"]
    assert row.now
    # By hand: AB, AC, AD, CD, BG and BH are six pairs of six organisations, so each has two
    # partners on the average; the older definition had counted each pair once.
    assert (float(row.then.value), row.then.version) == (1, "0")
    assert (row.now.cell.value, row.now.measure.version, row.difference) == (2.0, "1", 1)
    assert "definition 0, now 1" in row.differs
    (told,) = (each for each in table(of_2022) if each["id"] == "mean-degree")
    assert told["published_definition"] == "Pairs for each organisation that is active."
    assert told["definition"] == row.now.measure.definition


@pytest.mark.row("R066")
def test_the_years_published_by_the_old_definition_show_it_and_no_others(of_2022: Review) -> None:
    found = rows(published_before(of_2022)).values()
    assert {row.period for row in found if row.is_redefined} == {"2021"}


def test_a_number_that_differs_by_one_definition_has_the_runs_beside_it(of_2022: Review) -> None:
    row = rows(published_before(of_2022))["ties", "2020"]
    # AB and BG worked together in 2020.
    assert (float(row.then.value), row.difference, row.is_redefined) == (3, -1, False)
    assert f"edition 000001-earlier, now {of_2022.provenance.edition}" in row.differs
    assert f"networkx 2.8.8, now {of_2022.libraries['networkx']}" in row.differs
    assert "rule partnership 0a1b2c3d no longer in force" in row.differs
    assert f"ontology 0.1.0, now {of_2022.provenance.ontology}" in row.differs


def test_a_number_that_is_as_published_has_no_row_and_a_dropped_figure_has_one(
    of_2022: Review,
) -> None:
    found = published_before(of_2022)
    assert found.compared == 4
    assert set(rows(found)) == {
        ("mean-degree", "2021"),
        ("ties", "2020"),
        ("average-clustering", "2021"),
    }
    (gone,) = (each for each in table(of_2022) if each["id"] == "average-clustering")
    assert (gone["figure"], gone["value"], gone["reason"]) == (
        "Average clustering",
        None,
        "no longer a figure of the review",
    )


def test_the_year_after_shows_corrections_and_no_older_definition(of_2023: Review) -> None:
    found = rows(published_before(of_2023))
    # As in test_review_published.py: AF and BE had been recorded, AK had not: ten pairs, now nine.
    ties = found["ties", "2022"]
    assert (float(ties.then.value), ties.difference, ties.release.year) == (10, -1, 2022)
    assert {difference.partition(" ")[0] for difference in ties.differs} == {"edition"}
    assert not any(row.is_redefined or row.now is None for row in found.values())
    # Nothing was corrected of 2021.
    assert not [row for row in found.values() if row.period == "2021"]


def test_a_part_that_its_table_names_no_more_counts_nothing_now(of_2023: Review) -> None:
    (release,) = (each for each in of_2023.releases if each.year == 2022)
    said = replace(release.figures["ties", "2022"], title="Pairs by kinds: A – B")
    published = replace(release, figures={("ties-by-kinds/a-b", "2022"): said})
    (row,) = published_before(replace(of_2023, releases=(published,))).rows
    assert (row.title, row.difference) == ("Pairs by kinds: A – B", -10)
    # Of 2021 the tables of this review say nothing, so nothing stands beside it.
    unknown = replace(release, figures={("ties-by-kinds/a-b", "2021"): said})
    assert published_before(replace(of_2023, releases=(unknown,))).compared == 0


@pytest.mark.parametrize(
    "change",
    [{"within": "region"}, {"readers": "staff"}, {"region": "north"}, {"outposts": "parent"}],
    ids=["part", "readers", "region", "outposts"],
)
def test_what_was_looked_at_otherwise_is_not_compared(
    of_2023: Review, change: dict[str, str]
) -> None:
    def otherwise(release: Release) -> Release:
        return replace(
            release, run=replace(release.run, parameters=dict(release.run.parameters) | change)
        )

    found = replace(of_2023, releases=tuple(map(otherwise, of_2023.releases)))
    assert published_before(found) == PublishedBefore(0, ())


def test_what_is_about_another_cluster_or_of_a_later_year_is_not_compared(
    of_2022: Review, of_2023: Review
) -> None:
    others = tuple(replace(each, about="https://example.org/cluster") for each in of_2023.releases)
    assert published_before(replace(of_2023, releases=others)).compared == 0
    later = tuple(replace(each, year=2023) for each in of_2023.releases)
    assert published_before(replace(of_2022, releases=later)).compared == 0


def test_where_nothing_was_published_there_is_no_table(of_2023: Review) -> None:
    first = replace(of_2023, releases=())
    assert published_tables(first) == ()
    assert b"As published before" not in page(first)
    assert "published" not in json.loads(review_json(first))


def test_where_all_is_as_published_the_page_says_so_and_there_is_no_table(of_2023: Review) -> None:
    (release,) = (each for each in of_2023.releases if each.year == 2022)
    same = replace(release, figures={("ties", "2021"): release.figures["ties", "2021"]})
    review = replace(of_2023, releases=(same,))
    assert published_tables(review) == ()
    assert b"The 1 number of these years that earlier reviews published stands" in page(review)


@pytest.fixture(scope="module")
def written(of_2022: Review) -> dict[str, bytes]:
    """Give the files of the review in the year of change."""
    return dict(files(of_2022, DEFAULT_BASE))


@pytest.mark.row("R066")
def test_every_file_for_readers_shows_what_was_published(written: dict[str, bytes]) -> None:
    assert b"definition 0, now 1" in written["review-2022-published.csv"]
    assert b"edition 000001-earlier; definition 0, now 1. Then: " in written["review-2022.html"]
    assert b"networkx 2.8.8, now " in written["review-2022.html"]
    told = json.loads(written["review-2022.json"])["published"]
    assert [row["published_version"] for row in told if row["id"] == "mean-degree"] == ["0"]
    sheet = load_workbook(BytesIO(written["review-2022.xlsx"]))["published"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        row["id"] for row in told
    ]
    report = Document(BytesIO(written["review-2022.docx"]))
    lines = [[cell.text for cell in row.cells] for each in report.tables for row in each.rows]
    (line,) = (line for line in lines if line[3:4] == ["2.00 (version 1)"])
    assert line[:3] == ["Partners per organisation", "2021", "1 (version 0)"]
    assert any("networkx 2.8.8, now " in each.text for each in report.paragraphs)


def test_a_register_keeps_the_figures_with_their_run(later: Register, of_2022: Review) -> None:
    found = {each.year: each for each in releases(EditionReader(later.path), internal=False)}
    assert set(found) == {2021, 2022}
    run = found[2022].run
    assert (run.edition, run.libraries) == (of_2022.provenance.edition, of_2022.libraries)
    assert run.parameters["year"] == "2022"
    ties = found[2022].figures["ties", "2022"]
    assert (float(ties.value), ties.version, ties.unit) == (10, "1", "pairs")
    assert ties.definition
    assert found[2021].run.libraries == {"ecograph": "0.0.9", "networkx": "2.8.8"}


def test_the_review_of_staff_stays_with_staff(later: Register) -> None:
    reader = EditionReader(later.path)
    public, staff = (
        {each.run.parameters["readers"] for each in releases(reader, internal=internal)}
        for internal in (False, True)
    )
    assert (public, staff) == ({"public"}, {"public", "staff"})
    seen = f"ASK {{ {OBSERVATIONS} . FILTER (CONTAINS(STR(?one), '/review/2022/')) ?run ?any "
    asked = f"{PREFIXES} {seen} 'readers: staff' }}"
    answers = [
        reader.answer(asked, "application/sparql-results+json", internal=internal).body
        for internal in (False, True)
    ]
    assert [json.loads(answer)["boolean"] for answer in answers] == [False, True]


def test_the_server_shows_the_public_what_was_published_and_no_review_of_staff(
    later: Register,
) -> None:
    pool = WorkerPool(later.path)
    web = TestClient(create_app(pool, Settings(store=later.path), lambda: date(2025, 6, 30)))
    assert "As published before" in web.get("/review?year=2023").text
    told = web.get("/review.json?year=2023").json()["published"]
    assert ("ties", "2022", 10) in {(row["id"], row["period"], row["published"]) for row in told}
    query = f"{PREFIXES} ASK {{ ?run eco:parameter ?asked . FILTER (STRENDS(?asked, ': staff')) }}"
    assert web.get("/sparql", params={"query": query}).json() == {"head": {}, "boolean": False}
    pool.close()


def test_reviews_side_by_side_keep_every_integrity_constraint(later: Register) -> None:
    reader = EditionReader(later.path)

    def is_broken(pattern: str) -> bool:
        query = f"{PREFIXES} ASK {{ {pattern} }}"
        answer = reader.answer(query, "application/sparql-results+json", internal=True)
        return bool(json.loads(answer.body)["boolean"])

    assert [name for name, (pattern, _) in FORBIDDEN.items() if is_broken(pattern)] == []


def test_loading_a_review_again_changes_nothing_and_no_check_fails(
    later: Register, of_2022: Review, tmp_path: Path
) -> None:
    again = loaded(later, of_2022, tmp_path, "review-2022")
    assert again.outcome
    assert not again.outcome.changed
    answer = CliRunner().invoke(ecograph, ["check", "--store", str(later.path)])
    assert (answer.exit_code, answer.output) == (0, "0 violations.\n")


def test_what_reviews_said_does_not_fill_the_page_of_whom_it_is_about(later: Register) -> None:
    query = (folder("queries") / "pages" / "thing-references.rq").read_text("utf-8")
    about = {"thing": NamedNode(register_iri(DEFAULT_BASE))}
    assert not EditionReader(later.path).select(query, about, internal=True).rows
