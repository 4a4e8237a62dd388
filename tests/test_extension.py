"""Extending the ontology is loading a file: what it declares is there without a restart."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.questions import ask, catalogue, choices
from ecograph.settings import Settings
from ecograph.shapes import check_register
from ecograph.store import EditionReader, Register, WorkerPool
from ecograph.store.readers.workers import Limits
from ecograph_api.app import create_app
from tests.conftest import TODAY

EXTRA = """
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix ex: <https://example.org/extra#> .
@prefix kind: <https://w3id.org/ecograph/scheme/relation-kinds/> .
@prefix okind: <https://w3id.org/ecograph/scheme/organisation-kinds/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix scheme: <https://w3id.org/ecograph/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://w3id.org/ecograph/id/organisation/> .

ex:Biobank a rdfs:Class ; rdfs:subClassOf org:Organization ;
    rdfs:label "biobank"@en ; rdfs:comment "A collection of samples for research."@en ;
    rdfs:isDefinedBy <https://example.org/extra> .
kind:data-sharing a skos:Concept ; skos:inScheme scheme:relation-kinds ;
    skos:notation "data-sharing" ; skos:prefLabel "Data sharing"@en, "Datenaustausch"@de ;
    skos:broader kind:partnership .
okind:biobank a skos:Concept ; skos:inScheme scheme:organisation-kinds ;
    skos:notation "biobank" ; skos:prefLabel "Biobank"@en .
:nordic-biobank a ex:Biobank ; rdfs:label "Nordic Biobank" ; eco:kind okind:biobank .
"""
ORGANISATIONS = "id,name,kind\nalpha,Alpha,university\n"
RELATIONS = "id,kind,organisation,start\nr1,data-sharing,alpha,2020\nr1,,nordic-biobank,\n"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(tmp_path_factory.mktemp("extension"), DEFAULT_BASE)


@pytest.fixture(scope="module")
def pages(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give pages that were started before the extension was loaded."""
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "organisations.csv").write_text(ORGANISATIONS, "utf-8")
    load_files(register, [folder], "members", Choices())
    pool = WorkerPool(register.path, Limits(workers=1))
    client = TestClient(create_app(pool, Settings(store=register.path), lambda: TODAY))
    assert "Nordic Biobank" not in client.get("/organisations").text
    extra = folder / "extra.ttl"
    extra.write_text(EXTRA, "utf-8")
    load_files(register, [extra], "extra", Choices())
    (folder / "relations.csv").write_text(RELATIONS, "utf-8")
    loaded = load_files(
        register,
        [folder / "organisations.csv", folder / "relations.csv"],
        "members",
        Choices(),
    )
    assert loaded.problems == ()
    yield client
    pool.close()


@pytest.mark.row("R094")
def test_an_organisation_of_a_new_class_is_in_the_list_without_a_restart(
    pages: TestClient,
) -> None:
    assert "Nordic Biobank" in pages.get("/organisations").text


@pytest.mark.row("R094")
def test_a_new_code_is_a_choice_of_the_list_and_of_a_question(
    pages: TestClient, register: Register
) -> None:
    assert "Biobank" in pages.get("/organisations").text
    (kind,) = (p for p in catalogue()["partners"].parameters if p.name == "kind")
    offered = choices(EditionReader(register.path), kind, internal=False)
    assert ("data-sharing", "Data sharing") in offered


@pytest.mark.row("R094")
def test_a_relation_of_a_new_kind_is_a_partnership(pages: TestClient, register: Register) -> None:
    assert pages.get("/health").status_code == 200
    reader = EditionReader(register.path)
    given = {"organisation": "Alpha", "kind": "partnership", "year": "2021"}
    answer = ask(reader, catalogue()["partners"], given, internal=False, today=TODAY)
    assert [(row["partner"], row["kind"]) for row in answer.rows] == [
        ("Nordic Biobank", "Data sharing")
    ]


def test_a_new_code_is_found_by_its_label_in_another_language(
    pages: TestClient, register: Register
) -> None:
    assert pages.get("/health").status_code == 200
    reader = EditionReader(register.path)
    given = {"organisation": "Alpha", "kind": "datenaustausch", "year": "2021"}
    answer = ask(reader, catalogue()["partners"], given, internal=False, today=TODAY)
    assert len(answer.rows) == 1


def test_the_extended_register_passes_its_checks(pages: TestClient, register: Register) -> None:
    assert pages.get("/health").status_code == 200
    assert check_register(EditionReader(register.path)) == ()
