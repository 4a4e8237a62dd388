"""The check queries are those that the shapes make, and find what breaks a rule in any form."""

import pytest
import yaml
from rdflib import Graph

from ecograph import resources, shapes, vocabulary
from ecograph.checks import check_queries
from tests.checkqueries import checked

CHECKS = resources.folder("queries/checks")
SHARES = """
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix kind: <https://w3id.org/ecograph/scheme/relation-kinds/> .
@prefix role: <https://w3id.org/ecograph/scheme/roles/> .
@prefix status: <https://w3id.org/ecograph/scheme/statuses/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<x:a> a org:Organization ; rdfs:label "A" .
<x:b> a org:Organization ; rdfs:label "B" .
<x:c> a org:Organization ; rdfs:label "C" .
"""


def holding(key: str, owner: str, share: str, said: str) -> str:
    """Return the Turtle of a share that an owner holds in x:c."""
    return f"""
<x:{key}> a eco:Ownership, eco:Relation ; eco:kind kind:shareholding ; {said}
    eco:involvement <x:{key}/1>, <x:{key}/2> .
<x:{key}/1> a eco:Involvement ; eco:organisation <x:{owner}> ; eco:role role:owner ;
    eco:share {share} .
<x:{key}/2> a eco:Involvement ; eco:organisation <x:c> ; eco:role role:owned .
"""


def test_the_committed_check_queries_are_those_that_the_shapes_make() -> None:
    written = {path.stem: path.read_text("utf-8") for path in CHECKS.glob("*.rq")}
    assert written == check_queries()


def test_every_check_query_says_in_its_header_what_it_asks() -> None:
    for name in shapes.check_names():
        lines = [line for line in shapes.check_text(name).splitlines() if line.startswith("#+ ")]
        header = yaml.safe_load("\n".join(line.removeprefix("#+ ") for line in lines))
        assert header["title"]
        assert header["answers"].endswith(".")
        assert [column["name"] for column in header["columns"]] == [
            "focus",
            "path",
            "value",
            "message",
        ]


# What is said of two shares of 60 percent each, and whether that is more than can be held.
HELD = {
    "at the same time from different days on": (
        ('eco:start "2018"^^xsd:gYear ;', 'eco:start "2020"^^xsd:gYear ;'),
        True,
    ),
    "one after the other": (
        ('eco:end "2018"^^xsd:gYear ;', 'eco:start "2019"^^xsd:gYear ;'),
        False,
    ),
    "one by nobody yet as it is planned": (
        ('eco:start "2018"^^xsd:gYear ;', "eco:status status:planned ;"),
        False,
    ),
    "both now as they have no dates": (
        ("eco:status status:active ;", "eco:status status:active ;"),
        True,
    ),
    "one no more though nobody knows since when": (
        ("eco:status status:ended ;", "eco:status status:active ;"),
        False,
    ),
    "both in a year in which a month lies": (
        ('eco:end "2018"^^xsd:gYear ;', 'eco:start "2018-03"^^xsd:gYearMonth ;'),
        True,
    ),
}


def held(case: str) -> str:
    """Return the Turtle of two shares, their things named apart from those of other cases."""
    (first, second), _ = HELD[case]
    text = SHARES + holding("one", "a", "60.0", first) + holding("two", "b", "60.0", second)
    return text.replace("<x:", f"<x:{list(HELD).index(case)}/")


@pytest.fixture(scope="module")
def breaking_shapes() -> set[str]:
    """Give the cases in which a shape is broken; all stand in one graph, to save time."""
    data = Graph()
    for case in HELD:
        data.parse(data=held(case), format="turtle")
    found = {violation.focus.split("/")[0] for violation in shapes.validate_graph(data)}
    return {case for number, case in enumerate(HELD) if f"x:{number}" in found}


@pytest.mark.parametrize("case", HELD)
def test_shares_add_up_only_while_they_are_held_together(
    case: str, breaking_shapes: set[str]
) -> None:
    _, breaks = HELD[case]
    assert (case in breaking_shapes) == breaks
    assert bool(checked(held(case))) == breaks


@pytest.mark.parametrize(
    ("start", "end", "breaks"),
    [
        ('"2020"^^xsd:gYear', '"2019"^^xsd:gYear', True),
        ('"2020"^^xsd:gYear', '"2020"^^xsd:gYear', False),
        ('"2020-05"^^xsd:gYearMonth', '"2020"^^xsd:gYear', False),
        ('"2020"^^xsd:gYear', '"2020-01-01"^^xsd:date', False),
        ('"2020-05"^^xsd:gYearMonth', '"2020-04-30"^^xsd:date', True),
        ('"2020-05-02"^^xsd:date', '"2020-05-01"^^xsd:date', True),
        ('"2020-05-02"^^xsd:date', '"2020-05"^^xsd:gYearMonth', False),
    ],
)
def test_dates_of_any_precision_are_compared(start: str, end: str, *, breaks: bool) -> None:
    text = f"{SHARES} <x:a> eco:start {start} ; eco:end {end} ."
    found = checked(text)
    assert [violation.focus for violation in found] == (["x:a"] if breaks else [])


@pytest.mark.parametrize(
    "value",
    [
        '"2018"',
        '"2018-13"^^xsd:gYearMonth',
        '"2019-02-30"^^xsd:date',
        '"0999"^^xsd:gYear',
        '"2201"^^xsd:gYear',
        '"2018-05-03T00:00:00"^^xsd:dateTime',
        '"2018-05-03Z"^^xsd:date',
        "<x:b>",
    ],
)
def test_what_is_no_date_is_refused_by_the_queries(value: str) -> None:
    (found,) = checked(f"{SHARES} <x:a> eco:start {value} .")
    assert found.path == vocabulary.START.value


def test_an_extra_file_makes_its_class_kind_and_term_acceptable() -> None:
    data = """
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix ex: <https://example.org/terms#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<x:p> a ex:Residency ; rdfs:label "Residency" ; eco:kind ex:residency ; ex:mood "calm" .
"""
    extra = """
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix ex: <https://example.org/terms#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix scheme: <https://w3id.org/ecograph/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:Residency a owl:Class ; rdfs:subClassOf eco:Project ; rdfs:isDefinedBy ex: .
ex:mood a rdf:Property ; rdfs:isDefinedBy ex: .
ex:residency a skos:Concept ; skos:inScheme scheme:programme-kinds ; eco:class ex:Residency .
"""
    assert {found.focus for found in checked(data)} == {
        "https://example.org/terms#Residency",
        "https://example.org/terms#mood",
    }
    assert checked(data, extra) == ()
    wrong = data.replace("ex:residency ;", "ex:holiday ;")
    assert [found.value for found in checked(wrong, extra)] == ["https://example.org/terms#holiday"]


def test_what_an_edition_works_out_breaks_no_check() -> None:
    derived = """
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<x:one> eco:party <x:a>, <x:c> ; eco:inForceFrom "2018-01-01"^^xsd:date ;
    eco:inForceUntil "9999-12-31"^^xsd:date ; eco:missingDate "end" .
<x:a> eco:searchName "a" ; eco:inForceFrom "0001-01-01"^^xsd:date .
"""
    text = SHARES + holding("one", "a", "60.0", 'eco:start "2018"^^xsd:gYear ;')
    assert checked(text, derived) == ()
