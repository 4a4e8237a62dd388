"""/measures and /review: public figures as pages and as data, each down to its facts."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from ecograph.identifiers import DEFAULT_BASE, fold
from ecograph.loading import Choices, load_files
from ecograph.metrics import Level, comparisons, measures
from ecograph.resources import folder
from ecograph.review import files
from ecograph.store import Register
from tests.conftest import filled
from tests.hidden import given_away, hidden_texts
from tests.reviews import review_of
from tests.webfacts import pages_over

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = re.compile(r"<h[12][^>]*>(.*?)</h[12]>")


@pytest.fixture(scope="module")
def web(model_cluster: Register) -> TestClient:
    return pages_over(model_cluster)


def ties_of(web: TestClient, query: str) -> object:
    found = web.get(f"/measures.json?{query}").json()
    return next(each["value"] for each in found["measures"] if each["id"] == "ties")


def test_every_measure_is_there_with_its_definition_and_version(web: TestClient) -> None:
    found = web.get("/measures.json?year=2024").json()
    assert [each["id"] for each in found["measures"]] == list(measures())
    assert all(each["definition"] and each["version"] for each in found["measures"])
    assert found["organisations"] == "Organisations of Modelregion, the home region."
    assert [rule["code"] for rule in found["rules"] if rule["on"]] == [
        "governance",
        "joint-organisation-of-an-event",
        "ownership",
        "partnership",
        "shared-project",
    ]


@pytest.mark.parametrize(
    ("query", "ties"),
    [
        # All of them worked out by hand: model-cluster-review.yaml and model-cluster-measures.yaml.
        ("year=2024", 37),
        ("year=2019", 15),
        ("year=2024&within=everywhere", 52),
        ("year=2024&within=members", 26),
        ("year=2024&cluster_organisation=without", 33),
        ("year=1990", None),
    ],
)
def test_a_figure_is_that_of_the_network_asked_for(
    web: TestClient, query: str, ties: int | None
) -> None:
    assert ties_of(web, query) == ties


def test_csv_has_the_same_figures_as_json(web: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(web.get("/measures.csv?year=2024").text)))
    values = {row["measure"]: row["value"] for row in rows if not row["part"]}
    found = web.get("/measures.json?year=2024").json()
    assert values == {
        each["id"]: {"None": "", "True": "yes"}.get(str(each["value"]), str(each["value"]))
        for each in (*found["measures"], *found["changes"])
    }


def test_the_page_shows_what_is_measured_and_how_well_it_is_known(
    page: Callable[[str], str],
) -> None:
    text = page("/measures?year=2024")
    assert "From 2024-01-01 to 2024-12-31." in text
    assert "27 facts; 37\u202f% with both dates; 48\u202f% verified within a year" in text
    assert '<a href="/measures/giant-component-share?year=2024">' in text


def test_what_changed_since_the_year_before_is_listed_and_leads_to_its_page(
    web: TestClient, page: Callable[[str], str]
) -> None:
    found = web.get("/measures.json?year=2024").json()["changes"]
    assert [each["id"] for each in found] == list(comparisons())
    text = page("/measures?year=2024")
    for name in comparisons():
        assert f'<a href="/measures/{name}?year=2024">' in text
    # No day has a year before it.
    assert "Give a year to see what changed" in page("/measures?as_of=2024-05-03")
    assert web.get("/measures.json?as_of=2024-05-03").json()["changes"] == []


@pytest.mark.row("R067")
def test_organisations_stand_in_the_order_of_their_names_and_nothing_is_a_rank(
    page: Callable[[str], str],
) -> None:
    text = page("/measures?year=2024")
    table = text.split('id="organisations"')[1].split("</table>")[0]
    headings = re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]*)', table)
    names = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*)', table)
    assert headings == [
        "Organisation",
        *(each.title for each in measures().values() if each.level is Level.ORGANISATION),
    ]
    assert {"Partners", "Strength of ties", "Brokerage", "Closeness"} < set(headings)
    assert len(names) == 33
    assert names == sorted(names, key=fold)
    # What each of them means is said in words.
    assert "A go-between joins circles that would otherwise be apart" in text


def test_measures_are_narrowed_to_a_place_and_a_kind_and_say_so(web: TestClient) -> None:
    text = web.get("/measures?year=2024&region=Modelregion&kind=university").text
    assert "Organisations everywhere; only region Modelregion, kind University" in text


def test_a_long_list_of_organisations_has_pages(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("long")
    (path / "organisations.csv").write_text(
        "id,name\n" + "".join(f"o{n:03},Organisation {n:03}\n" for n in range(150)), "utf-8"
    )
    rows = [f"r{n},alliance,o{n:03},2020\nr{n},alliance,o{n + 1:03},\n" for n in range(149)]
    (path / "relations.csv").write_text("id,kind,organisation,start\n" + "".join(rows), "utf-8")
    register = Register(path / "register", "https://w3id.org/ecograph/id/")
    load_files(register, [path / "organisations.csv", path / "relations.csv"], "long", Choices())
    web = pages_over(register)
    shown = [
        re.findall(r"Organisation (\d{3})</a>", web.get(f"/measures?year=2021&page={n}").text)
        for n in (1, 2, 9)
    ]
    assert [(found[0], found[-1], len(found)) for found in shown] == [
        ("000", "099", 100),
        ("100", "149", 50),
        ("100", "149", 50),
    ]


def test_a_measure_is_explained_down_to_its_facts(page: Callable[[str], str]) -> None:
    text = page("/measures/ties-by-scope?year=2024")
    assert HEADINGS.findall(text) == [
        "Ties by how far they reach",
        "What it means",
        "In parts",
        "The facts behind it",
        "The query",
        "What was left out, and why",
        "What counts as working together",
    ]
    assert "each in exactly one of five scopes" in text
    assert '<a href="/measures/ties-by-scope?year=2024&amp;part=country">' in text


def test_a_part_leads_to_the_relations_that_it_rests_on(
    web: TestClient, page: Callable[[str], str]
) -> None:
    text = page("/measures/ties-by-scope?year=2024&part=country")
    # The one pair with another region of the country.
    assert '<a href="/partnerships/mc-r-p29">Research collaboration</a>' in text
    found = web.get("/measures/ties-by-scope.json?year=2024&part=country").json()
    assert [fact["relation"].rsplit("/", 1)[-1] for fact in found["facts"]] == ["mc-r-p29"]
    assert (found["part"]["value"], found["measure"]["value"]) == (1, 49)
    table = web.get("/measures/ties-by-scope.csv?year=2024&part=country").text
    assert len(table.splitlines()) == 2


@pytest.mark.parametrize("name", [*measures(), *comparisons()])
def test_every_measure_has_a_page(page: Callable[[str], str], name: str) -> None:
    title = (comparisons() if name in comparisons() else measures())[name].title
    assert f"<h1>{title}" in page(f"/measures/{name}?year=2024")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/measures/fame", 404, "There is no measure “fame”"),
        ("/measures?year=soon", 400, "write a year of four digits"),
        ("/measures?as_of=soon", 400, "write a day, as 2018-05-03"),
        ("/measures?year=2024&as_of=2024-01-01", 400, "not both"),
        ("/measures?as_of=0001-01-01", 400, "write a day of the years 1000 to 2200"),
        ("/measures?within=nowhere", 400, "within"),
        ("/measures?colour=red", 400, "There is no parameter colour here."),
        ("/measures/degree?year=2024&part=nobody", 400, "has no part “nobody”"),
        ("/measures?cluster=nowhere", 400, "Clusters here"),
        ("/review?year=2024&baseline=2025", 400, "later than the year 2024"),
        ("/review?year=0000", 400, "0 is not a year between 1000 and 2200"),
        ("/review?baseline=early", 400, "baseline is “early”"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(
    web: TestClient, address: str, status: int, words: str
) -> None:
    answer = web.get(address)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


def test_the_review_of_the_last_whole_year_is_shown_without_asking(
    page: Callable[[str], str],
) -> None:
    # Today is 2025-06-30.
    assert HEADINGS.findall(page("/review"))[:3] == [
        "Annual review 2024: Model Cluster, invented for demonstration",
        "Ten figures of the network",
        "The cluster and its outposts",
    ]


def test_the_data_of_the_review_are_the_files_of_the_command(
    web: TestClient, model_cluster: Register
) -> None:
    written = files(review_of(model_cluster.path, 2024), DEFAULT_BASE)
    for form in ("csv", "json", "xlsx"):
        assert web.get(f"/review.{form}?year=2024").content == written[f"review-2024.{form}"]
    answer = web.get("/review?year=2024", headers={"Accept": XLSX})
    assert answer.headers["Content-Type"] == XLSX
    book = load_workbook(io.BytesIO(answer.content))
    tables = ["headlines", "series", "tables", "indicators", "about"]
    lists = ["organisations", "pairs", "communities", "changes", "organisation-changes"]
    assert book.sheetnames == [*tables, *lists, "run"]


def test_a_figure_of_the_review_leads_to_what_it_rests_on(page: Callable[[str], str]) -> None:
    text = page("/review?year=2024&within=members")
    links = re.findall(r'<th scope="row"><a href="([^"]*)"', text)
    assert links[10] == (
        "/measures/ties-across-borders?within=members&amp;year=2024&amp;part=country"
    )
    assert links[11] == "/measures/tie-changes?within=members&amp;year=2024&amp;part=formed"
    assert "cluster_organisation=without" in links[5]
    # The parts of the tables lead to what they rest on, too.
    assert "/measures/ties-by-scope?within=members&amp;year=2024&amp;part=city" in links
    for link in links:
        page(link.replace("&amp;", "&"))


def test_a_plot_of_the_page_is_told_in_words(page: Callable[[str], str]) -> None:
    told = re.findall(r'<desc id="plot-ties-told">([^<]*)', page("/review?year=2024"))
    assert told == ["2019: 15; 2020: 20; 2021: 28; 2022: 27; 2023: 33; 2024: 37"]


def test_the_style_of_figures_is_kept_by_browsers(
    web: TestClient, page: Callable[[str], str]
) -> None:
    (address,) = re.findall(r'href="(/review/style.css\?v=[0-9a-f]{12})"', page("/review"))
    answer = web.get(address)
    assert answer.headers["Cache-Control"].endswith("immutable")
    assert ".plot" in answer.text


FIGURES = ("/measures?year=2024", "/measures.json", "/measures.csv?year=2023")


@pytest.mark.parametrize("address", [*FIGURES, "/review?year=2024"])
def test_no_figure_tells_the_public_anything_internal(
    web: TestClient, model_cluster: Register, address: str
) -> None:
    text = web.get(address).text
    assert given_away(hidden_texts(model_cluster), text) == []


def test_no_explanation_tells_the_public_anything_internal(
    web: TestClient, model_cluster: Register
) -> None:
    hidden = hidden_texts(model_cluster)
    for name in measures():
        for query in ("", "?year=2024&within=everywhere"):
            assert given_away(hidden, web.get(f"/measures/{name}.json{query}").text) == []


def test_figures_follow_a_load(tmp_path: Path) -> None:
    register = filled(tmp_path, "documents")
    web = pages_over(register)
    before = web.get("/measures.json").json()
    sheets = [folder("examples") / "model-cluster"]
    load_files(register, sheets, None, Choices(keep_examples=True))
    now = web.get("/measures.json").json()
    assert (
        before["edition"]
        != now["edition"]
        == json.loads(web.get("/review.json").text)["about"]["edition"]
    )


def test_an_answer_that_is_still_good_is_not_sent_again(web: TestClient) -> None:
    tag: Mapping[str, str] = {"If-None-Match": web.get("/review?year=2024").headers["ETag"]}
    assert web.get("/review?year=2024", headers=dict(tag)).status_code == 304
