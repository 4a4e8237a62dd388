"""The page of compared surveys: for staff, and for groups that are large enough."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from ecograph.settings import Settings
from ecograph.store import EditionReader
from ecograph_api.app import create_app
from tests.conftest import TODAY, Tokens
from tests.surveys import surveyed
from tests.webfacts import BROWSER

ADDRESS = "/surveys?year=2024"
AS_JSON = "/surveys.json?year=2024"


@pytest.fixture(scope="module")
def public(tokens: Tokens, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Give the pages over a survey whose figures are worked out by hand, as anybody gets them."""
    register = surveyed(tmp_path_factory.mktemp("surveyed"))
    settings = Settings(store=register.path, tokens=tokens.path)
    return TestClient(create_app(EditionReader(register.path), settings, lambda: TODAY))


@pytest.fixture(scope="module")
def reader(public: TestClient, tokens: Tokens) -> TestClient:
    """Give the same as a reader gets them."""
    return TestClient(public.app, headers={"Authorization": f"Bearer {tokens.reader}"})


@pytest.mark.row("R091")
@pytest.mark.parametrize("suffix", ["", ".json", ".csv", ".html"])
def test_only_staff_see_comparisons(public: TestClient, suffix: str) -> None:
    answer = public.get(f"/surveys{suffix}?year=2024", headers=dict(BROWSER))
    assert (answer.status_code, "employees" in answer.text) == (401, False)
    assert "Sign in at /sign-in, or send a token" in answer.text


def test_a_browser_is_led_to_sign_in_and_back(public: TestClient) -> None:
    text = public.get(ADDRESS, headers=dict(BROWSER)).text
    assert '<p><a href="/sign-in?next=%2Fsurveys%3Fyear%3D2024">Sign in</a></p>' in text


def test_the_figures_are_those_worked_out_by_hand(reader: TestClient) -> None:
    # 100, 200, 300, 400, 500, 600 and 1000 employees: the median is the fourth.
    found = reader.get(AS_JSON).json()
    assert (found["clusters"], found["minimum_group"], found["year"]) == (7, 5, 2024)
    employees = {row["statistic"]: row for row in found["figures"] if row["question"] == "18"}
    values = {name: row["value"] for name, row in employees.items()}
    assert (values["answering"], values["lowest"], values["median"]) == (7, 100, 400)
    assert (values["lower-quartile"], values["highest"]) == (250, 1000)


@pytest.mark.row("R091")
def test_small_groups_are_withheld_from_staff_too(reader: TestClient) -> None:
    text = reader.get(ADDRESS, headers=dict(BROWSER)).text
    assert "City: withheld" in text
    for form in ("", ".json", ".csv"):
        told = reader.get(f"/surveys{form}?year=2024").text
        for word in ("Alpha", "Beta", "robots", "jane@", "1234567"):
            assert word not in told


def test_a_year_of_too_few_says_so(reader: TestClient) -> None:
    text = reader.get("/surveys?year=2023", headers=dict(BROWSER)).text
    assert "Fewer than 5 clusters answered for 2023" in text


def test_one_s_own_answer_stands_beside(reader: TestClient) -> None:
    assert "<td>100 employees</td>" in reader.get(ADDRESS, headers=dict(BROWSER)).text


def test_the_csv_has_a_row_a_figure(reader: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get("/surveys.csv?year=2024").text)))
    assert {"statistic": "median", "question": "18", "value": "400"}.items() <= next(
        row for row in rows if (row["question"], row["statistic"]) == ("18", "median")
    ).items()


def test_a_questionnaire_that_is_not_there_is_told(reader: TestClient) -> None:
    answer = reader.get("/surveys.json?questionnaire=benchmarking")
    assert (answer.status_code, "Did you mean" in answer.json()["detail"]) == (404, True)


def test_the_link_to_comparisons_is_for_staff(public: TestClient, reader: TestClient) -> None:
    assert 'href="/surveys"' in reader.get("/frameworks", headers=dict(BROWSER)).text
    assert 'href="/surveys"' not in public.get("/frameworks", headers=dict(BROWSER)).text
