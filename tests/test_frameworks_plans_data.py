"""The two shipped plans hold what their documents say, and their links lead somewhere."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from ecograph import vocabulary
from ecograph.store import EditionReader

TORONTO = "https://w3id.org/ecograph/framework/toronto-plan"
WEST_YORKSHIRE = "https://w3id.org/ecograph/framework/west-yorkshire-plan"
PREFIXES = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eco: <{vocabulary.ECO}>
PREFIX framework: <https://w3id.org/ecograph/framework/>
PREFIX lead: <{vocabulary.SCHEMES}lead-statuses/>
PREFIX toronto: <{TORONTO}/>
PREFIX west: <{WEST_YORKSHIRE}/>
"""


def rows(reader: EditionReader, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query over public facts, each term by the end of its IRI or its text."""
    for row in reader.select(PREFIXES + query, {}, internal=False).rows:
        yield tuple(re.split("[/#]", term.value)[-1] if term else "" for term in row)


def classes(reader: EditionReader, framework: str) -> Counter[str]:
    """Return how many elements of each class a framework has."""
    query = f"SELECT ?element ?class {{ ?element eco:framework <{framework}> ; a ?class }}"
    return Counter(name for _, name in rows(reader, query))


@pytest.mark.row("R029")
def test_the_plan_of_document_000_has_its_objectives_tactics_and_outcomes(
    model_cluster_reader: EditionReader,
) -> None:
    # Bullets counted in the document: lines 9 to 12, 18 to 25, 31 to 38 and 44 to 48.
    found = classes(model_cluster_reader, TORONTO)
    assert {name: found[name] for name in ("Objective", "Tactic", "Outcome")} == {
        "Objective": 4,
        "Tactic": 8,
        "Outcome": 8 + 5,
    }
    query = f"""
    SELECT ?outcome ?term
    {{ ?outcome eco:framework <{TORONTO}> ; a eco:Outcome ; eco:timescale ?term }}
    """
    terms = Counter(term for _, term in rows(model_cluster_reader, query))
    assert terms == {"short-term": 8, "long-term": 5}


@pytest.mark.row("R029")
def test_every_link_of_the_plan_of_document_000_is_marked_inferred(
    model_cluster_reader: EditionReader,
) -> None:
    # The document draws no line: 8 tactics and 13 outcomes lead to something by judgement.
    query = f"""
    SELECT ?element ?basis
    {{
      ?element eco:framework <{TORONTO}> ; eco:leadsTo ?above .
      OPTIONAL {{ ?element eco:basis ?basis }}
    }}
    """
    bases = [basis for _, basis in rows(model_cluster_reader, query)]
    assert bases == ["inferred"] * 21


@pytest.mark.row("R029")
def test_from_every_tactic_a_path_leads_to_an_objective(
    model_cluster_reader: EditionReader,
) -> None:
    query = f"""
    SELECT DISTINCT ?tactic ?objective
    {{
      ?tactic a eco:Tactic ; eco:framework <{TORONTO}> ; eco:leadsTo+ ?objective .
      ?objective a eco:Objective .
    }}
    ORDER BY ?tactic ?objective
    """
    # Profile: inventory, conferences, stewardship; capital: fund; anchoring: outposts, procurement
    # and data; talent: the programme for executives.
    assert list(rows(model_cluster_reader, query)) == [
        (f"tactic-{tactic}", f"objective-{objective}")
        for tactic, objective in ((1, 1), (2, 1), (3, 1), (4, 2), (5, 3), (6, 3), (7, 3), (8, 4))
    ]


def test_every_outcome_and_objective_of_the_plan_of_document_000_is_led_to(
    model_cluster_reader: EditionReader,
) -> None:
    query = f"""
    SELECT ?element
    {{
      VALUES ?class {{ eco:Outcome eco:Objective }}
      ?element a ?class ; eco:framework <{TORONTO}> .
      FILTER NOT EXISTS {{ ?below eco:leadsTo ?element }}
    }}
    """
    assert list(rows(model_cluster_reader, query)) == []


@pytest.mark.row("R041")
def test_the_steps_by_lead_equal_a_hand_count(model_cluster_reader: EditionReader) -> None:
    query = "SELECT ?step { ?step a eco:NextStep ; eco:framework framework:west-yorkshire-plan }"
    assert len(list(rows(model_cluster_reader, query))) == 18
    query = (
        "SELECT ?step ?lead { ?step eco:framework framework:west-yorkshire-plan"
        " ; eco:leadName ?lead }"
    )
    leads = Counter(lead for _, lead in rows(model_cluster_reader, query))
    # Counted in the document. WYCA: lines 7, 8, 14, 34, 35, 45, 52; the hub: 10, 29, 31, 32, 34;
    # AHSN: 10, 11, 28, 51; WYHCP: 10, 11, 28, 34; LAHP: 7, 8; all members: 11, 51.
    assert leads == {
        "WYCA": 7,
        "I&I Hub": 5,
        "AHSN": 4,
        "WYHCP": 4,
        "LAHP": 2,
        "all members": 2,
    }


@pytest.mark.row("R041")
def test_steps_without_lead_or_timescale_are_found_with_their_status(
    model_cluster_reader: EditionReader,
) -> None:
    query = """
    SELECT ?step ?status
    {
      ?step eco:framework framework:west-yorkshire-plan ; eco:leadStatus ?status .
      FILTER NOT EXISTS { ?step eco:leadName ?name }
    }
    ORDER BY ?step
    """
    # Line 12 leaves the lead to the cluster, 20 to each project; 30 and 40 have neither entry.
    assert list(rows(model_cluster_reader, query)) == [
        ("step-2c", "to-be-agreed"),
        ("step-3b", "to-be-agreed"),
        ("step-4c", "missing"),
        ("step-5c", "missing"),
    ]
    query = """
    SELECT ?step
    { ?step eco:framework framework:west-yorkshire-plan . ?step a eco:NextStep .
      FILTER NOT EXISTS { ?step eco:timescale ?when } }
    ORDER BY ?step
    """
    assert list(rows(model_cluster_reader, query)) == [("step-4c",), ("step-5c",)]


@pytest.mark.row("R041")
def test_steps_have_every_timescale_that_the_plan_gives_them(
    model_cluster_reader: EditionReader,
) -> None:
    query = (
        "SELECT ?step ?when { ?step eco:framework framework:west-yorkshire-plan"
        " ; eco:timescale ?when }"
    )
    # Counted in the document. Short: lines 10, 11, 14, 20, 28, 51; medium: 10, 12, 14, 20, 28, 29,
    # 31, 32, 34, 35; long: 12, 32; ongoing: 7, 8, 45, 51, 52; cyclical: 45; underway: 10.
    assert Counter(when for _, when in rows(model_cluster_reader, query)) == {
        "short-term": 6,
        "medium-term": 10,
        "long-term": 2,
        "ongoing": 5,
        "cyclical": 1,
        "underway": 1,
    }


def test_the_plan_of_document_001_has_its_parts(model_cluster_reader: EditionReader) -> None:
    # Three goals, seven actions, eighteen steps; 7 + 7 + 2 measures; the marks † and ‡.
    found = classes(model_cluster_reader, WEST_YORKSHIRE)
    assert {name: found[name] for name in ("Objective", "Tactic", "NextStep")} == {
        "Objective": 3,
        "Tactic": 7,
        "NextStep": 18,
    }
    assert (found["Measure"], found["Dependency"]) == (16, 2)


def test_every_step_leads_to_a_goal_and_every_measure_judges_one(
    model_cluster_reader: EditionReader,
) -> None:
    query = """
    SELECT DISTINCT ?step ?goal
    { ?step a eco:NextStep ; eco:framework framework:west-yorkshire-plan .
      ?step eco:leadsTo/eco:leadsTo ?goal . ?goal a eco:Objective }
    """
    # Steps under the actions of each goal: 2 + 3 + 2, 5 + 3, 1 + 2.
    assert Counter(goal for _, goal in rows(model_cluster_reader, query)) == {
        "goal-1": 7,
        "goal-2": 8,
        "goal-3": 3,
    }
    query = "SELECT ?measure ?goal { ?measure a eco:Measure ; eco:indicatorOf ?goal }"
    assert Counter(goal for _, goal in rows(model_cluster_reader, query)) == {
        "goal-1": 7,
        "goal-2": 7,
        "goal-3": 2,
    }


@pytest.mark.row("R051")
def test_the_dependency_on_skills_shows_its_action_and_the_committee(
    model_cluster_reader: EditionReader,
) -> None:
    query = """
    SELECT ?element ?body
    {
      ?dependency eco:code "†" ; eco:outsideBody ?body .
      ?element eco:dependsOn ?dependency .
    }
    """
    committee = "Employment and Skills Committee of the West Yorkshire Combined Authority"
    assert list(rows(model_cluster_reader, query)) == [("action-2", committee)]


@pytest.mark.row("R051")
def test_the_dependency_on_the_public_shows_its_steps(model_cluster_reader: EditionReader) -> None:
    query = """
    SELECT ?element { ?element eco:dependsOn west:dependency-public-involvement }
    ORDER BY ?element
    """
    # The mark stands at the step of line 29, the action of line 33 and the step of line 34.
    assert list(rows(model_cluster_reader, query)) == [("action-5",), ("step-4b",), ("step-5a",)]


def test_targets_stand_where_a_document_gives_a_number(model_cluster_reader: EditionReader) -> None:
    query = f"""
    SELECT ?indicator ?target
    {{ ?indicator eco:framework <{TORONTO}> ; eco:target ?target }}
    ORDER BY ?indicator
    """
    # One company anchored (000:45), half of the multinationals (000:46).
    assert list(rows(model_cluster_reader, query)) == [
        ("long-term-outcome-2.1", "1"),
        ("long-term-outcome-3.1", "0.5"),
    ]


def test_every_long_term_outcome_has_an_indicator(model_cluster_reader: EditionReader) -> None:
    query = f"""
    SELECT DISTINCT ?outcome
    {{
      ?indicator a eco:Indicator ; eco:framework <{TORONTO}> ; eco:indicatorOf ?outcome .
      ?outcome eco:timescale <{vocabulary.SCHEMES}timescales/long-term> .
    }}
    ORDER BY ?outcome
    """
    found = list(rows(model_cluster_reader, query))
    assert found == [(f"long-term-outcome-{number}",) for number in range(1, 6)]
