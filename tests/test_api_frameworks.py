"""/frameworks and /information: pages and data under one address."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from fastapi.testclient import TestClient

from ecograph.store import Register
from tests.frameworkfacts import framework_register, records, words
from tests.webfacts import BROWSER, pages_over, small_register

GRAPHS = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
FORMS = {"": "text/html", "json": "application/json", "csv": "text/csv", **GRAPHS}
LOGFRAMES = {
    "market": (2, 10, 19, 6),
    "talent": (1, 10, 20, 10),
    "innovation-and-transfer": (1, 11, 15, 10),
    "funding": (2, 8, 11, 8),
    "policies": (2, 5, 6, 4),
    "healthcare": (2, 8, 11, 6),
}
LEVELS = ("impact", "outcome", "output", "activity")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return framework_register(tmp_path_factory.mktemp("frameworks"))


@pytest.fixture(scope="module")
def web(own: Register) -> TestClient:
    return pages_over(own)


@pytest.fixture(scope="module")
def model(model_cluster: Register) -> TestClient:
    return pages_over(model_cluster)


@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize(
    "path",
    [
        "/frameworks",
        "/frameworks/market",
        "/frameworks/toronto-plan",
        "/frameworks/benchmarking-questionnaire",
        "/frameworks/cluster-scorecard",
        "/frameworks/success-factors",
        "/frameworks/own",
        "/indicators/market/output-1a.1",
        "/indicators/own-days",
    ],
)
def test_each_has_a_page_and_data_by_suffix_and_by_accept(
    web: TestClient, path: str, suffix: str
) -> None:
    media_type = FORMS[suffix]
    headers = dict(BROWSER) if not suffix else {}
    by_suffix = web.get(f"{path}.{suffix}".removesuffix("."), headers=headers)
    by_accept = web.get(path, headers={"Accept": media_type})
    for answer in (by_suffix, by_accept):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)
    assert by_suffix.content == by_accept.content


@pytest.mark.parametrize(
    ("path", "suffixes"),
    [
        ("/indicators", ("json", "csv")),
        ("/information", ("json", "csv")),
        ("/frameworks/due", ("json", "csv", "ics")),
        ("/elements/market/output-1a", ("json", "ttl", "jsonld")),
        ("/frameworks/benchmarking-questionnaire/sheet", ("csv",)),
    ],
)
def test_the_others_have_the_forms_that_fit_them(
    web: TestClient, path: str, suffixes: tuple[str, ...]
) -> None:
    assert {
        suffix: web.get(f"{path}.{suffix}").status_code for suffix in suffixes
    } == dict.fromkeys(suffixes, 200)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/frameworks/markt", "market"),
        ("/indicators/market/output-1a.9", "market/output-1a.1"),
        ("/elements/market/output-9a", "market/output-1a"),
        ("/frameworks/own-plan", "There is no results framework “own-plan”"),
        ("/frameworks/market/sheet.csv", "no questions"),
    ],
)
def test_what_is_not_there_is_told_with_what_comes_near(
    web: TestClient, path: str, says: str
) -> None:
    answer = web.get(path)
    assert (answer.status_code, says in answer.json()["detail"]) == (404, True)


@pytest.mark.parametrize(
    "path",
    [
        "/frameworks/market?year=soon",
        "/frameworks/market?year=0000",
        "/frameworks/market?year=2020&baseline=2021",
        "/frameworks/market?yeer=2020",
        "/frameworks/cluster-scorecard?cluster=nowhere",
        "/indicators?level=top",
        "/indicators?way=guessed",
        "/elements/market/output-1a?year=99",
        "/frameworks/due?as_of=tomorrow",
    ],
)
def test_a_wrong_parameter_is_refused_in_words(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 400
    assert answer.json()["remedy"]


@pytest.mark.parametrize(
    "path", ["/frameworks", "/frameworks/own", "/indicators.csv", "/elements/own-outcome"]
)
def test_a_copy_that_still_holds_is_not_sent_again(web: TestClient, path: str) -> None:
    first = web.get(path)
    second = web.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_no_address_takes_writes(web: TestClient) -> None:
    paths = ("/frameworks", "/frameworks/market", "/indicators/own-days", "/elements/own-outcome")
    for path in (*paths, "/frameworks/due", "/information", "/frameworks/own/sheet"):
        found = {verb: web.request(verb, path).status_code for verb in ("POST", "PUT", "DELETE")}
        assert set(found.values()) == {405}


def test_every_framework_is_listed_with_its_size(web: TestClient) -> None:
    found = {each["id"]: each for each in web.get("/frameworks.json").json()["frameworks"]}
    counts = {name: found[name]["indicators"] for name in LOGFRAMES}
    assert counts == {name: sum(each) for name, each in LOGFRAMES.items()}
    assert all(found[name]["preconditions"] for name in LOGFRAMES)
    assert {found[n]["type"] for n in ("toronto-plan", "cluster-scorecard")} == {
        "Plan",
        "Scorecard",
    }


@pytest.mark.parametrize("name", LOGFRAMES)
def test_a_logframe_gives_its_indicators_level_by_level(web: TestClient, name: str) -> None:
    found = web.get(f"/frameworks/{name}.json").json()["indicators"]
    assert (
        tuple(Counter(each["level"] for each in found)[level] for level in LEVELS)
        == LOGFRAMES[name]
    )


def test_a_logframe_is_a_readable_matrix_and_a_picture(page: Callable[[str], str]) -> None:
    text = page("/frameworks/market")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", text)
    assert headings[:5] == ["What leads to what", "Impact", "Outcomes", "Outputs", "Activities"]
    columns = re.findall(r'<text class="head"[^>]*>(.*?)</text>', text)
    assert columns == ["Activities", "Outputs", "Outcomes", "Impact", "Need", "Aim"]
    assert text.count('class="box"') == 6 + 6 + 3 + 1 + 1 + 1


@pytest.mark.row("R084")
def test_a_framework_added_as_data_appears_in_pages_and_data(
    web: TestClient, page: Callable[[str], str]
) -> None:
    assert "Our own" in page("/frameworks")
    assert "Days until a licence is signed" in page("/frameworks/own")
    assert "Days until a licence is signed" in page("/indicators")
    names = [each["indicator"] for each in records(web.get("/frameworks/own.csv").text)]
    assert names == ["Licences that began", "Days until a licence is signed"]
    assert "own-days" in web.get("/frameworks/own.ttl").text


@pytest.mark.row("R041")
def test_a_plan_is_shown_by_lead_and_timescale_with_what_lacks_one(web: TestClient) -> None:
    # 001:24 to 001:33, counted by hand: the hub leads five steps, all members two.
    steps = records(web.get("/frameworks/west-yorkshire-plan.csv").text)
    leads = Counter(lead for step in steps for lead in step["leads"].split("; ") if lead)
    assert len(steps) == 18
    assert sorted(leads.values()) == [2, 2, 4, 4, 5, 7]
    assert sum("lead" in step["lacks"].split("; ") for step in steps) == 4
    assert sum("timescale" in step["lacks"].split("; ") for step in steps) == 2
    text = words(web.get("/frameworks/west-yorkshire-plan", headers=dict(BROWSER)).text)
    assert "What is not settled Without Steps Which a lead 4" in text
    assert "By lead Lead Steps Which" in text
    assert "By timescale Timescale Steps Which Short term" in text


def test_a_questionnaire_is_answered_as_far_as_the_register_can(model: TestClient) -> None:
    found = model.get("/frameworks/benchmarking-questionnaire.json?year=2024").json()["questions"]
    answered = {each["code"] for each in found if each["reason"] is None}
    assert len({each["code"] for each in found}) == 30
    assert {"1", "4", "6", "14", "16", "25"} <= answered
    assert answered <= {"1", "2", "4", "5", "6", "7", "8", "14", "16", "25", "28"}


def test_what_nothing_answers_is_a_sheet_of_internal_observations(model: TestClient) -> None:
    answer = model.get("/frameworks/benchmarking-questionnaire/sheet.csv?year=2024")
    rows = records(answer.text)
    assert 'filename="observations.csv"' in answer.headers["content-disposition"]
    assert {row["visibility"] for row in rows} == {"internal"}
    assert "benchmarking-questionnaire/question-3" in {row["indicator"] for row in rows}
    assert "benchmarking-questionnaire/question-6" not in {row["indicator"] for row in rows}


def test_a_scorecard_is_of_the_profiles_cluster_or_of_the_one_asked_for(
    model: TestClient, web: TestClient
) -> None:
    found = model.get("/frameworks/cluster-scorecard.json?year=2024").json()["criteria"]
    assert len(found) == 15
    assert Counter(each["group"] for each in found) == {
        "Home country": 6,
        "Members": 5,
        "Management": 4,
    }
    by_id = model.get("/frameworks/cluster-scorecard.json?year=2024&cluster=model-cluster").json()
    assert by_id["criteria"] == found
    without = web.get("/frameworks/cluster-scorecard", headers=dict(BROWSER)).text
    assert "No profile says which cluster this is about." in without


def test_a_scorecard_lists_its_criteria_where_the_register_has_no_cluster(tmp_path: Path) -> None:
    pages = pages_over(small_register(tmp_path))
    text = pages.get("/frameworks/cluster-scorecard", headers=dict(BROWSER)).text
    assert text.count("/elements/cluster-scorecard/home-country-") == 6
    assert "No profile says which cluster this is about." in text


def test_the_library_has_its_factors_practices_and_cases(page: Callable[[str], str]) -> None:
    text = words(page("/frameworks/success-factors"))
    assert "7 factors, 31 practices, 30 cases." in text
    assert "the cluster is inferred" in text


@pytest.mark.row("R057")
def test_information_is_reported_by_fourteen_categories(model: TestClient) -> None:
    rows = records(model.get("/information.csv").text)
    assert len(rows) == 14
    found = model.get("/information.json").json()
    assert [int(row["facts"]) for row in rows] == [each["facts"] for each in found["categories"]]
    assert (len(found["matrix"]), found["links"]) == (14 * 12, 27)


def test_a_logframe_is_shown_in_less_than_a_second(model: TestClient) -> None:
    model.get("/frameworks/market?year=2024", headers=dict(BROWSER))
    start = perf_counter()
    assert model.get("/frameworks/market?year=2024", headers=dict(BROWSER)).status_code == 200
    assert perf_counter() - start < 1
