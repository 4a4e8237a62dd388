"""The shipped logframes hold what document 002 names, each chain and indicator whole."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from pyoxigraph import NamedNode

from ecograph import resources
from ecograph.frameworks.computing import computations
from ecograph.store import EditionReader
from tests.checkqueries import ask_checks, ontology_store

FRAMEWORK = "https://w3id.org/ecograph/framework/"
LEVELS = ("impact", "outcome", "output", "activity")
# Indicators of impact, outcomes, outputs and activities, counted in the tables of 002:619-674.
COUNTS = {
    "market": (2, 10, 19, 6),
    "talent": (1, 10, 20, 10),
    "innovation-and-transfer": (1, 11, 15, 10),
    "funding": (2, 8, 11, 8),
    "policies": (2, 5, 6, 4),
    "healthcare": (2, 8, 11, 6),
}
# The lines of the document on which each logframe stands, its precondition included.
LINES = {
    "market": range(619, 626),
    "talent": range(627, 634),
    "innovation-and-transfer": range(635, 645),
    "funding": range(646, 656),
    "policies": range(657, 667),
    "healthcare": range(668, 678),
}
# Everything said of an indicator of this framework and of the element that it judges.
INDICATORS = """
PREFIX eco: <https://w3id.org/ecograph/ns#>
SELECT ?framework ?indicator ?property ?value
WHERE {
  ?indicator eco:framework ?framework .
  ?indicator a eco:Indicator .
  ?indicator ?property ?value .
}
ORDER BY ?indicator ?property ?value
"""
ELEMENTS = """
PREFIX eco: <https://w3id.org/ecograph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class ?element ?framework
WHERE {
  VALUES ?class { eco:Activity eco:Aim eco:Impact eco:Need eco:Outcome eco:Output }
  ?element a ?class .
  ?element eco:framework ?framework .
  ?element rdfs:label ?name .
}
ORDER BY ?class ?element
"""
# One row a path from an activity to the aim.
PATHS = """
PREFIX eco: <https://w3id.org/ecograph/ns#>
SELECT ?activity ?output ?outcome ?impact ?need ?aim
WHERE {
  ?activity a eco:Activity .
  ?activity eco:leadsTo ?output .
  ?output a eco:Output .
  ?output eco:leadsTo ?outcome .
  ?outcome a eco:Outcome .
  ?outcome eco:leadsTo ?impact .
  ?impact a eco:Impact .
  ?impact eco:leadsTo ?need .
  ?need a eco:Need .
  ?need eco:leadsTo ?aim .
  ?aim a eco:Aim .
}
ORDER BY ?activity ?output ?outcome ?impact ?need ?aim
"""
SEE_ALSO = """
PREFIX eco: <https://w3id.org/ecograph/ns#>
SELECT ?one ?other
WHERE {
  ?one eco:seeAlso ?other .
  ?one a eco:Activity .
  ?other a eco:Activity .
}
ORDER BY ?one ?other
"""
NOTES = """
PREFIX eco: <https://w3id.org/ecograph/ns#>
SELECT ?thing ?note
WHERE { ?thing eco:note ?note }
ORDER BY ?thing ?note
"""

Said = Mapping[str, list[str]]


def rows(reader: EditionReader, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an answer in which every IRI stands in the shipped frameworks or terms.

    IRIs are given by what follows the namespace: market/output-1a, Outcome.
    """
    for row in reader.select(query, {}, internal=False).rows:
        yield tuple(
            re.sub(rf"^({FRAMEWORK}|.*[#])", "", term.value)
            if isinstance(term, NamedNode)
            else ("" if term is None else term.value)
            for term in row
        )


def elements(reader: EditionReader) -> list[tuple[str, str]]:
    """Return class and id of the elements of the aim, the needs and the logframes."""
    homes = {"needs", *COUNTS}
    return [(kind, name) for kind, name, home in rows(reader, ELEMENTS) if home in homes]


def indicators(reader: EditionReader) -> dict[str, Said]:
    """Return what is said of each indicator of the logframes, by its id and the property."""
    found: dict[str, dict[str, list[str]]] = {}
    for framework, name, said, value in rows(reader, INDICATORS):
        if framework in COUNTS:
            found.setdefault(name, {}).setdefault(said.rsplit("/", 1)[-1], []).append(value)
    return dict(found)


@pytest.fixture(scope="module")
def said(model_cluster_reader: EditionReader) -> dict[str, Said]:
    """Give what the published register says of each indicator of the logframes."""
    return indicators(model_cluster_reader)


def way(indicator: Said) -> str:
    """Return how the value of an indicator is known."""
    return indicator["wayOfKnowing"][0].rsplit("/", 1)[-1]


@pytest.mark.row("R071")
def test_there_is_one_aim_which_six_needs_lead_to(model_cluster_reader: EditionReader) -> None:
    found = elements(model_cluster_reader)
    assert [name for kind, name in found if kind == "Aim"] == ["needs/aim"]
    needs = {name for kind, name in found if kind == "Need"}
    assert needs == {f"needs/{logframe}" for logframe in COUNTS}
    needed = {path[4:] for path in rows(model_cluster_reader, PATHS) if path[4] in needs}
    assert needed == {(need, "needs/aim") for need in needs}


@pytest.mark.row("R072")
@pytest.mark.parametrize(
    ("kind", "number"), [("Impact", 6), ("Outcome", 20), ("Output", 38), ("Activity", 38)]
)
def test_the_elements_of_a_kind_are_as_many_as_in_the_source(
    kind: str, number: int, model_cluster_reader: EditionReader
) -> None:
    assert [each for each, _ in elements(model_cluster_reader)].count(kind) == number


@pytest.mark.row("R072")
def test_each_activity_reaches_the_aim_by_one_path(model_cluster_reader: EditionReader) -> None:
    activities = [name for kind, name in elements(model_cluster_reader) if kind == "Activity"]
    paths = [path for path in rows(model_cluster_reader, PATHS) if path[0].split("/")[0] in COUNTS]
    assert [path[0] for path in paths] == sorted(activities)
    for activity, output, outcome, impact, need, aim in paths:
        logframe, code = activity.split("/activity-")
        # Activity 2b delivers output 2b, which brings about outcome 2.
        assert output == f"{logframe}/output-{code}"
        assert outcome == f"{logframe}/outcome-{code[0]}"
        assert (impact, need, aim) == (f"{logframe}/impact", f"needs/{logframe}", "needs/aim")


@pytest.mark.row("R073")
@pytest.mark.parametrize("logframe", COUNTS)
def test_a_logframe_has_the_indicators_of_the_source_at_each_level(
    logframe: str, said: dict[str, Said]
) -> None:
    own = {name: each for name, each in said.items() if name.startswith(f"{logframe}/")}
    levels = [each["level"][0].rsplit("/", 1)[-1] for each in own.values()]
    assert tuple(levels.count(level) for level in LEVELS) == COUNTS[logframe]
    for name, each in own.items():
        # An indicator is named after the element that it judges, and stands on its level.
        (judged,) = each["indicatorOf"]
        assert re.fullmatch(rf"{judged}\.\d", name)
        assert judged.split("/")[1].split("-")[0] == each["level"][0].rsplit("/", 1)[-1]


@pytest.mark.row("R073")
def test_there_are_188_indicators(said: dict[str, Said]) -> None:
    assert len(said) == sum(sum(counts) for counts in COUNTS.values()) == 188


def test_the_indicators_of_an_element_are_numbered_without_gap(said: dict[str, Said]) -> None:
    for before, after in pairwise(sorted(said)):
        judged, number = after.rsplit(".", 1)
        assert number == "1" or before == f"{judged}.{int(number) - 1}"


@pytest.mark.row("R073")
@pytest.mark.parametrize("logframe", COUNTS)
def test_every_indicator_is_whole(logframe: str, said: dict[str, Said]) -> None:
    for name, each in said.items():
        if not name.startswith(f"{logframe}/"):
            continue
        once = "label code order unit direction comparison wayOfKnowing definitionVersion level"
        assert {term: len(each.get(term, ())) for term in once.split()} == dict.fromkeys(
            once.split(), 1
        ), name
        # It is measured as often as its level is, unless somebody chooses otherwise.
        assert "interval" not in each
        for place in each["source"]:
            document, line = place.split(":")
            assert (document, int(line) in LINES[logframe]) == ("002", True), name


def test_an_indicator_is_computed_or_names_the_fact_that_no_register_holds(
    said: dict[str, Said],
) -> None:
    for name, each in said.items():
        assert ("computedBy" in each) == (way(each) != "reported"), name
        assert ("missingFact" in each) == (way(each) != "computed"), name
        # What is computed is defined in a sentence.
        assert ("comment" in each) or way(each) == "reported", name
        assert all(text.endswith(".") for text in each.get("comment", ())), name


def test_at_least_75_indicators_are_computed_and_45_in_part(said: dict[str, Said]) -> None:
    ways = [way(each) for each in said.values()]
    assert ways.count("computed") >= 75
    assert ways.count("partly-computed") >= 45


def test_every_computation_that_an_indicator_names_exists(said: dict[str, Said]) -> None:
    named = {name for each in said.values() for name in each.get("computedBy", ())}
    assert named <= set(computations())
    assert len(named) > 15


def test_what_should_fall_is_told_from_what_should_rise(said: dict[str, Said]) -> None:
    falling = {name for name, each in said.items() if each["direction"][0].endswith("/decrease")}
    assert falling == {
        *("talent/impact.1", "talent/outcome-1.1", "innovation-and-transfer/outcome-2.1"),
        *("healthcare/impact.1", "healthcare/outcome-1.2"),
        *("healthcare/outcome-2.2", "healthcare/outcome-2.3"),
    }


def test_what_is_compared_with_the_time_before_the_service_is_marked(
    said: dict[str, Said],
) -> None:
    before = {
        name for name, each in said.items() if each["comparison"][0].endswith("/before-service")
    }
    assert before == {"market/outcome-2.1", "market/outcome-2.2", "market/outcome-3.2"}


def test_see_also_links_hold_in_both_directions(model_cluster_reader: EditionReader) -> None:
    links = {
        (one, other)
        for one, other in rows(model_cluster_reader, SEE_ALSO)
        if one.split("/")[0] in COUNTS
    }
    meant = {
        ("talent/activity-3a", "innovation-and-transfer/activity-2a"),
        ("talent/activity-4b", "healthcare/activity-3c"),
        ("innovation-and-transfer/activity-1a", "funding/activity-2c"),
        ("innovation-and-transfer/activity-1b", "funding/activity-1a"),
        ("innovation-and-transfer/activity-1c", "funding/activity-3a"),
    }
    assert links == meant | {(other, one) for one, other in meant}


@pytest.mark.parametrize(
    ("thing", "slip"),
    [
        ("talent/activity-3a", "refers to logframe 2"),
        ("innovation-and-transfer/outcome-3.1", "the number 4"),
        ("innovation-and-transfer/output-3a.1", "the number 4a"),
        *((name, "stands behind the table") for name in list(COUNTS)[2:]),
    ],
)
def test_a_mended_slip_of_the_source_is_told(
    thing: str, slip: str, model_cluster_reader: EditionReader
) -> None:
    notes = [note for name, note in rows(model_cluster_reader, NOTES) if name == thing]
    assert any(slip in note for note in notes)


def test_the_shipped_frameworks_break_no_rule() -> None:
    store = ontology_store()
    assert ask_checks(store) == ()
    assert len(list((resources.folder("ontology") / "frameworks").rglob("*.ttl"))) > 10
