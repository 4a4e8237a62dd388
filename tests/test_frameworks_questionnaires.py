"""A questionnaire in a year: its parts and options, and the sheet for what nobody has answered."""

import csv
import io
from pathlib import Path

import pytest

from ecograph.frameworks import Frameworks, Silence, read_frameworks
from ecograph.frameworks.filling import COLUMNS, Filled, filled, sheet
from ecograph.frameworks.questionnaires import Questionnaire, questionnaire
from ecograph.store import EditionReader, Register
from tests.conftest import filled as filled_register
from tests.results import load

QUESTIONNAIRE = "https://w3id.org/ecograph/framework/benchmarking-questionnaire"
YEAR = 2024


def asked(reader: EditionReader, frameworks: Frameworks) -> Questionnaire:
    """Return the shipped questionnaire."""
    return questionnaire(reader, frameworks, frameworks.frameworks[QUESTIONNAIRE])


def in_year(reader: EditionReader, *, internal: bool) -> tuple[Frameworks, tuple[Filled, ...]]:
    """Return the frameworks and the questionnaire filled for the year."""
    frameworks = read_frameworks(reader, internal=internal)
    return frameworks, filled(reader, frameworks, asked(reader, frameworks), YEAR)


def as_csv(rows: list[dict[str, str]]) -> str:
    """Return rows as the CSV file that somebody fills in."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


@pytest.mark.row("R089")
def test_the_thirty_questions_are_grouped_by_section_and_area(
    model_cluster_reader: EditionReader,
) -> None:
    frameworks = read_frameworks(model_cluster_reader, internal=False)
    found = asked(model_cluster_reader, frameworks)
    assert len(found.questions) == 30
    assert [len(found.of_section(each)) for each in found.sections] == [12, 5, 12, 1]
    # Scientific and clinical excellence, talent, science to business, scale-up, collaboration.
    by_area = [[each.element.code for each in found.of_area(area)] for area in found.areas]
    assert by_area == [["19", "20"], ["21", "22"], ["23"], ["24", "25"], ["26", "27"], ["28", "29"]]


def test_a_question_without_parts_is_answered_by_itself(
    model_cluster_reader: EditionReader,
) -> None:
    frameworks = read_frameworks(model_cluster_reader, internal=False)
    question = asked(model_cluster_reader, frameworks).question("7")
    (part,) = question.parts
    assert part.element == question.element
    assert (part.type, part.is_open) == ("single-choice", False)
    company = part.option("company")
    assert company
    assert company.matched == {"company"}
    assert part.option("kingdom") is None


def test_a_part_has_its_own_type_and_unit(model_cluster_reader: EditionReader) -> None:
    frameworks = read_frameworks(model_cluster_reader, internal=False)
    parts = asked(model_cluster_reader, frameworks).question("23").parts
    assert [(part.type, part.unit) for part in parts] == [
        ("number", "students"),
        ("number", "percent"),
        ("number", "students"),
    ]


def test_the_sheet_has_a_row_for_each_part_without_an_answer(
    model_cluster_reader: EditionReader,
) -> None:
    frameworks, found = in_year(model_cluster_reader, internal=True)
    rows = sheet(frameworks, found, YEAR)
    # 54 parts: 5 + 11 of questions 1 and 4, 18 of the other eight with parts, 20 questions by
    # themselves. The register answers 4 of question 1, 11 of 4, one each of 2, 5 to 8, 14 and 16,
    # two of 25 and one of 28, where nobody counted who came: 25.
    assert sum(len(each.entries) for each in found) == 5 + 11 + 18 + 20
    assert len(rows) == 54 - (4 + 11 + 7 + 2 + 1)
    assert all(tuple(sorted(row)) == tuple(sorted(COLUMNS)) for row in rows)
    assert {row["visibility"] for row in rows} == {"internal"}
    assert {row["about"] for row in rows} == {"model-cluster"}
    by_part = {row["indicator"].rpartition("question-")[2]: row for row in rows}
    assert by_part["28b"]["unit"] == "people"
    assert by_part["26a"]["unit"] == ""
    assert by_part["9"]["of"] == (
        "9. What pays for the cluster organisation? (public-without-competition; "
        "public-by-competition; membership-fees; service-fees; or in words)"
    )
    assert "1d" in by_part
    assert "1a" not in by_part


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a Model Cluster whose sheet somebody has filled in for three parts."""
    folder = tmp_path_factory.mktemp("answers")
    register = filled_register(folder / "store", "model-cluster")
    frameworks, found = in_year(EditionReader(register.path), internal=True)
    said = {
        "question-9": ("answer", "membership-fees; service-fees"),
        "question-18": ("value", "5200"),
        "question-28b": ("value", "61"),
    }
    rows = [dict(row) for row in sheet(frameworks, found, YEAR)]
    kept = [row for row in rows if row["indicator"].rpartition("/")[2] in said]
    for row in kept:
        column, text = said[row["indicator"].rpartition("/")[2]]
        row[column] = text
    load(register, Path(folder / "sheet"), observations=as_csv(kept))
    return register


@pytest.mark.row("R089")
def test_a_filled_sheet_is_loaded_and_leaves_the_rest_to_fill(answered: Register) -> None:
    frameworks, found = in_year(EditionReader(answered.path), internal=True)
    entries = {entry.part.element.code: entry for each in found for entry in each.entries}
    assert entries["18"].reported.value == 5200
    assert entries["9"].reported.text == "membership-fees; service-fees"
    # Reported beside what the register cannot know: nobody counted who came.
    assert entries["28b"].reported.value == 61
    assert entries["28b"].computed
    assert entries["28b"].computed.reason is Silence.NO_SUCH_FACTS
    assert len(sheet(frameworks, found, YEAR)) == 29 - 3


def test_answers_stay_out_of_the_public_part(answered: Register) -> None:
    _, found = in_year(EditionReader(answered.path), internal=False)
    entries = [entry for each in found for entry in each.entries]
    assert not any(entry.reported.is_known for entry in entries)


def test_an_answer_stands_for_its_year_only(answered: Register) -> None:
    reader = EditionReader(answered.path)
    frameworks = read_frameworks(reader, internal=True)
    found = filled(reader, frameworks, asked(reader, frameworks), YEAR - 1)
    assert not any(entry.reported.is_known for each in found for entry in each.entries)
