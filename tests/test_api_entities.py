"""The page of a thing: what is said of it, in every form, with evidence and source."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import Register
from tests.facts import content, organisation
from tests.webfacts import BROWSER, SECRET, pages_over, small_register

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
PLACES = ("organisations", "outposts", "programmes", "resources", "partnerships")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_over(small_register(tmp_path_factory.mktemp("entities")))


def test_an_organisation_is_told_with_its_facts_relations_and_sources(site: TestClient) -> None:
    told = site.get("/organisations/aurora.json").json()
    facts = {fact["heading"]: [v["text"] for v in fact["values"]] for fact in told["facts"]}
    assert (facts["Kind"], facts["Founded"], facts["City"]) == (
        ["Biotechnology company"],
        ["2015"],
        ["Malmö"],
    )
    assert {name: len(found) for name, found in told["relations"].items()} == {
        "participation": 1,
        "partnership": 1,
    }
    assert [source["name"] for source in told["sources"]] == ["small"]
    assert [(row["title"], row["place"]) for row in told["evidence"]] == [
        ("Report on clusters", "p. 12")
    ]


def test_a_relation_is_told_with_both_sides_dates_status_and_evidence(site: TestClient) -> None:
    (licence,) = site.get("/organisations/aurora.json").json()["relations"]["partnership"]
    assert (licence["name"], licence["roles"], licence["start"], licence["status"]) == (
        "Licensing",
        ["Licensor"],
        "2019",
        "active",
    )
    assert [(party["name"], party["roles"]) for party in licence["parties"]] == [
        ("Øresund Łódź Işık", ["Licensee"])
    ]
    assert [row["title"] for row in licence["evidence"]] == ["Report on clusters"]
    assert licence["url"] == "/partnerships/licence"


def test_what_belongs_to_what_is_told_upwards_and_downwards(site: TestClient) -> None:
    below = site.get("/programmes/one.json").json()
    above = site.get("/programmes/horizon.json").json()
    assert [row["name"] for row in below["belongs_to"]] == ["Horizon"]
    assert [row["name"] for row in above["references"]["parts"]] == ["Project One"]


def test_an_organisation_leads_to_its_outposts_resources_and_numbers(site: TestClient) -> None:
    aurora = site.get("/organisations/aurora.json").json()["references"]
    sante = site.get("/organisations/sante.json").json()["references"]
    assert [row["url"] for row in sante["resources"]] == ["/resources/fund"]
    assert [row["name"] for row in aurora["outposts"]] == ["Aurora Hub"]
    assert [row["value"] for row in aurora["numbers"]] == ["120"]


@pytest.mark.row("R116")
def test_the_language_of_a_name_is_kept(site: TestClient) -> None:
    page = site.get("/organisations/aurora", headers=BROWSER).text
    assert '<span lang="da">Øresund Biotech</span>' in page
    assert '"Øresund Biotech"@da' in site.get("/organisations/aurora.ttl").text


@pytest.mark.parametrize(
    ("suffix", "form"), [("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)]
)
def test_a_thing_as_a_graph_reads_back(site: TestClient, suffix: str, form: RdfFormat) -> None:
    answer = site.get(f"/organisations/aurora.{suffix}")
    found = {Quad(q.subject, q.predicate, q.object) for q in parse(answer.content, form)}
    aurora = NamedNode(f"{DEFAULT_BASE}organisation/aurora")
    licence = NamedNode(f"{DEFAULT_BASE}relation/licence")
    assert Quad(aurora, LABEL, Literal("Aurora Bio")) in found
    assert licence in {quad.subject for quad in found}


def test_a_graph_holds_no_derived_fact(site: TestClient) -> None:
    text = site.get("/organisations/aurora.ttl").text
    assert [name for name in ("searchName", "inForceFrom", "eco:party ") if name in text] == []


def test_a_thing_on_another_list_is_found_from_any(site: TestClient) -> None:
    assert site.get("/organisations/hub").headers["location"] == "/outposts/hub"
    assert site.get("/organisations/hub.ttl").headers["location"] == "/outposts/hub.ttl"


def test_a_key_that_ends_like_a_suffix_is_reached(site: TestClient) -> None:
    (dotted,) = site.get("/organisations.json?search=dotted").json()["items"]
    assert "Dotted" in site.get(dotted["url"], headers=BROWSER).text
    assert site.get("/organisations/a.csv.json").json()["name"] == "Dotted"


def test_an_address_without_key_leads_to_the_list(site: TestClient) -> None:
    assert site.get("/organisations/").headers["location"] == "/organisations"


def test_an_organisation_that_was_merged_is_found_under_both_keys(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("one", organisation("first", "First", "pic:1")))
    register.replace(content("two", organisation("second", "Second", "pic:1")))
    site = pages_over(register)
    assert site.get("/organisations/second").headers["location"] == "/organisations/first"
    told = site.get("/organisations/first.json").json()
    assert [source["name"] for source in told["sources"]] == ["one", "two"]


def test_a_thing_with_an_iri_of_its_own_has_a_page(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(
        content("own", '<https://ror.example/05?x#y> a org:Organization ; rdfs:label "Own" .')
    )
    site = pages_over(register)
    (own,) = site.get("/organisations.json").json()["items"]
    assert "<h1>Own</h1>" in site.get(own["url"], headers=BROWSER).text


@pytest.mark.row("R005")
@pytest.mark.parametrize("place", PLACES)
def test_a_thing_of_each_list_answers_in_all_its_forms(site: TestClient, place: str) -> None:
    url = site.get(f"/{place}.json").json()["items"][-1]["url"]
    answers = [site.get(url, headers={"Accept": f"{form};q=1"}) for form in FORMS]
    assert [answer.headers["content-type"].partition(";")[0] for answer in answers] == list(FORMS)


FORMS = ("text/html", "application/json", "text/turtle", "application/ld+json")


@pytest.mark.row("R005")
def test_a_thing_of_which_little_is_said_has_a_page_that_says_so(site: TestClient) -> None:
    page = site.get("/organisations/closed", headers=BROWSER)
    assert (page.status_code, "No document is cited" in page.text) == (200, True)


@pytest.mark.row("R005")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", ["nobody", "a b", "<>", "%22", "x" * 3000, "urn:", "https://["])
def test_a_key_that_stands_for_nothing_is_not_found(site: TestClient, place: str, key: str) -> None:
    answer = site.get(f"/{place}/{key}.json")
    assert (answer.status_code, answer.json()["title"]) == (404, "There is nothing here")


def test_a_form_that_a_thing_does_not_have_is_refused_with_those_it_has(site: TestClient) -> None:
    answer = site.get("/organisations/aurora.csv")
    assert answer.status_code == 406
    assert ".ttl" in answer.json()["detail"]


def test_markup_in_a_text_is_shown_and_not_run(site: TestClient) -> None:
    page = site.get("/organisations/aurora", headers=BROWSER).text
    assert "&lt;script&gt;window.attacked" in page
    assert "<script>window.attacked" not in page


@pytest.mark.row("R025")
@pytest.mark.parametrize("suffix", ["html", "json", "ttl", "jsonld"])
def test_an_internal_thing_has_no_page_and_stands_on_none(site: TestClient, suffix: str) -> None:
    assert site.get(f"/organisations/hush.{suffix}").status_code == 404
    assert site.get(f"/partnerships/hushed.{suffix}").status_code == 404
    shown = site.get(f"/organisations/aurora.{suffix}").text
    assert [word for word in (SECRET, "hush") if word in shown] == []
