"""What the four documents say, asked of the register as a user would."""

import pytest

from ecograph.questions import Value, ask, catalogue
from ecograph.records import Table
from ecograph.store import EditionReader
from tests.conftest import TODAY

PREFIXES = (
    "PREFIX eco: <https://w3id.org/ecograph/ns#> PREFIX org: <http://www.w3.org/ns/org#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
Rows = tuple[dict[str, Value], ...]


def rows(reader: EditionReader, question: str, **given: str) -> Rows:
    found = ask(reader, catalogue()[question], given, internal=False, today=TODAY)
    return tuple(dict(row) for row in found.rows)


def table(reader: EditionReader, query: str) -> Table:
    return reader.select(PREFIXES + query, {}, internal=False)


@pytest.mark.row("R107")
def test_five_role_statements_of_the_medical_cluster_come_back_and_none_is_merged(
    documents_reader: EditionReader,
) -> None:
    # 003:607: Hadassah operates; Hadassah and the Government of Moscow invest; the Foundation
    # manages, and the Government of Moscow founded it.
    query = """SELECT ?name ?role WHERE {
        ?relation eco:involvement ?party ; eco:evidence/eco:place "607" .
        ?party eco:organisation/rdfs:label ?name ; eco:role/skos:notation ?role .
        FILTER (?role IN ("operator", "investor", "manager", "founder")) } ORDER BY ?role ?name"""
    found = [
        tuple(term.value for term in row if term) for row in table(documents_reader, query).rows
    ]
    roles = [role for _, role in found]
    assert roles == ["founder", "investor", "investor", "manager", "operator"]
    operators = {name for name, role in found if role == "operator"}
    assert operators < {name for name, role in found if role == "investor"}


@pytest.mark.row("R111")
def test_seven_items_of_more_than_sixty_are_listed_in_berlin(
    documents_reader: EditionReader,
) -> None:
    found = [row for row in rows(documents_reader, "reported-totals") if row["listed"] == 7]
    (berlin,) = found
    assert (berlin["reported"], str(berlin["comparator"]).lower()) == (60, "more than")
    assert float(str(berlin["coverage"])) == pytest.approx(7 / 60, abs=0.005)


@pytest.mark.row("R109")
def test_the_outposts_in_berlin_have_inferred_parents(documents_reader: EditionReader) -> None:
    query = """SELECT ?name ?parent ?basis WHERE {
        ?outpost a eco:Outpost ; rdfs:label ?name ; eco:parent/rdfs:label ?parent ;
          eco:parentBasis/skos:notation ?basis ; eco:evidence/eco:place "532" } ORDER BY ?name"""
    found = [
        tuple(term.value for term in row if term) for row in table(documents_reader, query).rows
    ]
    assert [name for name, _, _ in found] == [
        "B. Braun Accelerator",
        "Bayer Grants4Apps Accelerator",
        "Pfizer Healthcare Hub Berlin",
        "helios.hub",
    ]
    assert {basis for _, _, basis in found} == {"inferred"}


@pytest.mark.row("R110")
def test_a_planned_outpost_is_listed_only_when_asked_for(documents_reader: EditionReader) -> None:
    active = {str(row["outpost"]) for row in rows(documents_reader, "outposts")}
    both = {str(row["outpost"]) for row in rows(documents_reader, "outposts", planned="yes")}
    assert len(active) == 5
    assert len(both - active) == 3


@pytest.mark.row("R116")
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("öresund bridge", "Oresund Bridge"),
        ("eurasante", "Eurasanté"),
        ("clubster sante", "Clubster Santé"),
        ("CLUBSTER SANTÉ", "Clubster Santé"),
    ],
)
def test_a_search_ignores_accents(documents_reader: EditionReader, typed: str, name: str) -> None:
    found = rows(documents_reader, "organisation-search", name=typed)
    assert any(name in str(row["label"]) for row in found)


@pytest.mark.row("R116")
def test_language_tags_are_kept(model_cluster_reader: EditionReader) -> None:
    query = """SELECT DISTINCT ?language WHERE {
        ?thing eco:inForceFrom ?from ; rdfs:label ?name .
        BIND (LANG(?name) AS ?language) FILTER (?language != "") }"""
    found = table(model_cluster_reader, query).rows
    assert {"de", "fr", "sv"} <= {row[0].value for row in found if row[0]}


@pytest.mark.row("R117")
def test_no_fact_of_the_documents_is_without_a_source(documents_reader: EditionReader) -> None:
    assert rows(documents_reader, "facts-without-evidence") == ()


@pytest.mark.row("R095")
def test_a_cluster_that_a_park_runs_is_two_things_and_a_management(
    documents_reader: EditionReader,
) -> None:
    query = """SELECT ?manager ?cluster WHERE {
        ?relation a eco:Governance ; eco:involvement ?runs, ?run .
        ?runs eco:role/skos:notation "manager" ; eco:organisation ?body .
        ?run eco:role/skos:notation "governed" ; eco:organisation ?it .
        ?body a org:Organization ; rdfs:label ?manager . ?it a eco:Cluster ; rdfs:label ?cluster .
        FILTER (CONTAINS(?manager, "Tehnopol")) }"""
    found = [
        tuple(term.value for term in row if term) for row in table(documents_reader, query).rows
    ]
    assert [cluster for _, cluster in found] == ["Connected Health"]
