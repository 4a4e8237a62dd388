"""Every question gives the hand-worked answer on the Model Cluster."""

import re

import pytest

from ecograph.errors import BadParameterError
from ecograph.questions import catalogue
from ecograph.store import EditionReader
from tests.handworked import ANSWERS, Case, all_cases, answer, cases_of, given, projected, sheet


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.question}: {case.name}")
def test_a_question_has_its_hand_worked_answer(
    model_cluster_reader: EditionReader, case: Case
) -> None:
    assert given(model_cluster_reader, case) == projected(case.rows, case.columns)


def test_every_question_has_an_answers_file() -> None:
    assert {path.stem for path in ANSWERS.glob("*.yaml")} == set(catalogue())


@pytest.mark.parametrize("question", sorted(catalogue()))
def test_an_answers_file_has_rows(question: str) -> None:
    assert any(case.rows for case in cases_of(ANSWERS / f"{question}.yaml"))


@pytest.mark.parametrize("question", sorted(n for n, q in catalogue().items() if q.period))
def test_a_question_of_a_period_is_asked_for_a_year_a_day_and_neither(question: str) -> None:
    asked = [case.parameters for case in cases_of(ANSWERS / f"{question}.yaml")]
    assert any("year" in parameters for parameters in asked)
    assert any("as_of" in parameters for parameters in asked)
    assert any(not {"year", "as_of"} & set(parameters) for parameters in asked)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.question}: {case.name}")
def test_the_rows_of_a_case_name_the_same_columns(case: Case) -> None:
    assert all(tuple(row) == case.columns for row in case.rows)


def test_the_public_cannot_ask_about_an_internal_organisation(
    model_cluster_reader: EditionReader,
) -> None:
    parameters = {"organisation": "mc-thistle-stealth"}
    with pytest.raises(BadParameterError):
        answer(model_cluster_reader, "partners", parameters, internal=False)


@pytest.mark.parametrize("question", sorted(catalogue()))
def test_a_public_answer_names_no_internal_organisation(
    model_cluster_reader: EditionReader, question: str
) -> None:
    public = [case for case in cases_of(ANSWERS / f"{question}.yaml") if not case.internal]
    rows = answer(model_cluster_reader, question, public[0].parameters, internal=False)
    assert "thistle" not in repr(rows).lower()


def test_the_model_cluster_says_everywhere_that_it_is_invented() -> None:
    for name in ("organisations", "outposts", "programmes", "resources"):
        for row in sheet(name):
            assert re.search(r"D[eé]mo\b|^Model Cluster", row["name"])
    assert all("invented" in row["title"] for row in sheet("evidence"))
