"""The questions over HTTP: forms, answers in three forms, candidates and refusals."""

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from ecograph.identifiers import DEFAULT_BASE
from ecograph.questions import Question, catalogue
from ecograph.store import Register
from tests.facts import content
from tests.webfacts import BROWSER, SECRET, pages_over, small_register

# Organisations that share a name in two cities.
TWINS = """:one a org:Organization ; rdfs:label "Twin" ; eco:city "Lyon" .
:two a org:Organization ; rdfs:label "Twin" ; eco:city "Bonn" ."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_over(small_register(tmp_path_factory.mktemp("questions")))


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    register = Register(tmp_path_factory.mktemp("twins"), DEFAULT_BASE)
    register.replace(content("twins", TWINS))
    return pages_over(register)


def example(question: Question) -> dict[str, str]:
    """Return the example of each parameter that a question needs."""
    return {p.name: p.example for p in question.parameters if p.required}


@pytest.mark.row("R005")
@pytest.mark.parametrize("name", catalogue())
def test_every_question_answers_its_example_in_three_forms(client: TestClient, name: str) -> None:
    given = example(catalogue()[name])
    page = client.get(f"/questions/{name}", params=given, headers=BROWSER)
    found = client.get(f"/questions/{name}.json", params=given)
    table = client.get(f"/questions/{name}.csv", params=given)
    assert [page.status_code, found.status_code, table.status_code] == [200, 200, 200]
    rows = list(csv.reader(io.StringIO(table.text)))
    assert len(rows) - 1 == len(found.json()["rows"])
    assert escape(catalogue()[name].title) in page.text


@pytest.mark.row("R003")
def test_a_question_shows_its_query_and_opens_it_in_the_box(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=aurora", headers=BROWSER).text
    assert "<pre" in page
    assert "PREFIX eco:" in page
    assert '<a href="/sparql?query=PREFIX' in page


@pytest.mark.row("R003")
def test_the_query_that_is_shown_gives_the_rows_of_the_answer(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=aurora", headers=BROWSER).text
    link = page.partition('<a href="/sparql?query=')[2].partition('"')[0]
    rows = site.get(f"/sparql.json?query={link}").json()["results"]["bindings"]
    answer = site.get("/questions/partners.json?organisation=aurora").json()["rows"]
    assert [row["partner"]["value"] for row in rows] == [row["partner"] for row in answer]
    assert len(rows) == 1


def test_each_row_leads_to_the_things_it_names_and_the_facts_it_rests_on(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=aurora", headers=BROWSER).text
    assert '<a href="/organisations/lodz">Øresund Łódź Işık</a>' in page
    assert '<a href="/partnerships/licence">licence</a>' in page


def test_an_answer_says_its_period_and_its_coverage(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=aurora&year=2021", headers=BROWSER).text
    assert "1 row, from 2021-01-01 to 2021-12-31." in page
    assert "stand behind this answer" in page


def test_a_question_without_its_parameter_is_a_form(site: TestClient) -> None:
    page = site.get("/questions/partners", headers=BROWSER)
    assert (page.status_code, 'id="answer"' in page.text) == (200, False)
    assert "required" in page.text


def test_a_form_that_lacks_a_needed_field_says_which(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=&year=2021", headers=BROWSER).text
    assert "Fill in: Organisation." in page
    assert 'value="2021"' in page


def test_a_form_keeps_what_was_filled_in(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=aurora&planned=yes", headers=BROWSER).text
    assert 'value="aurora"' in page
    assert '<option value="yes" selected>Yes</option>' in page


def test_a_code_is_chosen_from_what_the_register_knows(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(
        content(
            "extension",
            """<https://w3id.org/ecograph/scheme/relation-kinds/twinning> a skos:Concept ;
            skos:inScheme <https://w3id.org/ecograph/scheme/relation-kinds> ;
            skos:notation "twinning" ; skos:prefLabel "Twinning"@en .""",
        )
    )
    page = pages_over(register).get("/questions/partners", headers=BROWSER).text
    assert '<option value="twinning">Twinning</option>' in page


@pytest.mark.row("R005")
def test_an_answer_without_rows_says_why(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=closed", headers=BROWSER).text
    assert "0 rows" in page
    assert "The register holds nothing that answers this." in page


def test_a_name_that_several_bear_is_answered_with_links_to_each(twins: TestClient) -> None:
    page = twins.get("/questions/partners?organisation=Twin&year=2020", headers=BROWSER)
    assert page.status_code == 300
    links = [part.partition('"')[0] for part in page.text.split('<a href="/questions/partners?')]
    answers = [
        twins.get(f"/questions/partners?{link.replace('&amp;', '&')}", headers=BROWSER)
        for link in links[1:]
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert ("Lyon" in page.text, "Bonn" in page.text) == (True, True)


def test_a_program_reads_of_the_candidates_in_json(twins: TestClient) -> None:
    answer = twins.get("/questions/partners.json?organisation=Twin")
    assert answer.status_code == 409
    assert {candidate["place"] for candidate in answer.json()["candidates"]} == {"Lyon", "Bonn"}


@pytest.mark.row("R005")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("partners.json", 400, "is needed"),
        ("partners.json?organisation=nobody", 400, "no organisation “nobody”"),
        ("partners.json?organisation=aurora&year=then", 400, "year is “then”"),
        ("partners.json?organisation=aurora&as_of=2021", 400, "as_of is “2021”"),
        ("partners.json?organisation=aurora&year=2021&as_of=2021-01-01", 400, "not both"),
        ("partners.json?organisation=aurora&organisation=lodz", 400, "given 2 times"),
        ("partners.json?organisation=aurora&kind=friendship", 400, "friendship"),
        ("partners.json?organization=aurora", 400, "no parameter “organization”"),
        ("nothing.json", 404, "There is no question “nothing”"),
        ("partners.ttl?organisation=aurora", 406, ".csv"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_the_reason(
    site: TestClient, address: str, status: int, words: str
) -> None:
    answer = site.get(f"/questions/{address}")
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True)


def test_a_browser_reads_the_reason_beside_the_form(site: TestClient) -> None:
    page = site.get("/questions/partners?organisation=nobody", headers=BROWSER)
    assert page.status_code == 400
    assert 'value="nobody"' in page.text
    assert "no organisation “nobody”" in page.text


@pytest.mark.row("R005")
def test_the_list_names_every_question_and_its_parameters(site: TestClient) -> None:
    listed = site.get("/questions.json").json()["questions"]
    page = site.get("/questions", headers=BROWSER).text
    assert [question["name"] for question in listed] == list(catalogue())
    assert [q for q in catalogue() if f'<a href="/questions/{q}">' not in page] == []


def test_the_list_has_no_form_as_a_table(site: TestClient) -> None:
    assert site.get("/questions.csv").status_code == 406


@pytest.mark.row("R025")
@pytest.mark.parametrize("form", ["html", "json", "csv"])
@pytest.mark.parametrize(
    "question",
    ["partners.{}?organisation=aurora", "organisation-search.{}?name=hush", "outposts.{}"],
)
def test_an_internal_thing_is_in_no_answer(site: TestClient, question: str, form: str) -> None:
    assert SECRET not in site.get(f"/questions/{question.format(form)}").text


@pytest.mark.row("R025")
def test_an_internal_thing_cannot_be_asked_about(site: TestClient) -> None:
    answer = site.get("/questions/partners.json?organisation=hush")
    assert answer.status_code == 400
    assert SECRET not in answer.text
