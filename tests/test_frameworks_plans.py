"""Plans by lead, timescale, status and fund: what is listed, what lacks, what hangs on what."""

from pathlib import Path

import pytest

from ecograph.frameworks import Element, Framework, Frameworks, read_frameworks
from ecograph.frameworks.plans import Plan, bodies, plan
from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import EditionReader, Register
from tests.results import load

WEST_YORKSHIRE = "https://w3id.org/ecograph/framework/west-yorkshire-plan"
TORONTO = "https://w3id.org/ecograph/framework/toronto-plan"
# A plan of our own with its leads and funds in the register.
OWN = {
    "organisations": "id,name\noffice,Our Office\ncity,The City\n",
    "resources": "id,name,kind\npurse,The Purse,fund\n",
    "frameworks": "id,name,kind\nour-plan,Our plan,plan\n",
    "elements": (
        "id,name,kind,framework,order,leads,timescales,status,funded_from,depends_on\n"
        "skills,Skills,dependency,our-plan,9,,,,,\n"
        "meet,Meet more,next-step,our-plan,1,office; city,ongoing,active,purse,\n"
        "fund,Find money,next-step,our-plan,2,city,short-term; ongoing,planned,,skills\n"
        "wait,Wait and see,next-step,our-plan,3,,,,,\n"
        "learn,Learn,next-step,our-plan,4,office,long-term,ended,purse,skills\n"
    ),
}


def codes(steps: tuple[Element, ...]) -> list[str]:
    """Return the codes of elements."""
    return [step.code for step in steps]


def shipped(reader: EditionReader, iri: str) -> Plan:
    """Return a shipped plan."""
    frameworks = read_frameworks(reader, internal=False)
    return plan(frameworks, frameworks.frameworks[iri])


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Frameworks, Framework, Plan]:
    """Give our own plan, loaded from sheets."""
    folder = tmp_path_factory.mktemp("plan")
    register = Register(folder / "store", DEFAULT_BASE)
    assert not load(register, Path(folder / "sheets"), **OWN).problems
    reader = EditionReader(register.path)
    frameworks = read_frameworks(reader, internal=False)
    framework = frameworks.frameworks[f"{DEFAULT_BASE}framework/our-plan"]
    return frameworks, framework, plan(frameworks, framework, bodies(reader, internal=False))


def test_the_steps_of_document_001_stand_under_each_lead_that_they_name(
    model_cluster_reader: EditionReader,
) -> None:
    found = shipped(model_cluster_reader, WEST_YORKSHIRE)
    # Counted by hand in lines 7 to 57 of document 001; a step with two leads counts under both.
    assert {group.name: len(group.steps) for group in found.by_lead} == {
        "AHSN": 4,
        "all members": 2,
        "I&I Hub": 5,
        "LAHP": 2,
        "WYCA": 7,
        "WYHCP": 4,
    }
    assert codes(found.leading("LAHP")) == ["1a", "1b"]
    assert found.leading("nobody") == ()


def test_the_steps_of_document_001_that_lack_a_lead_or_a_timescale_are_listed(
    model_cluster_reader: EditionReader,
) -> None:
    found = shipped(model_cluster_reader, WEST_YORKSHIRE)
    assert len(found.steps) == 18
    # Two leads are to be agreed (2c, 3b), two are missing.
    assert codes(found.without_lead) == ["2c", "3b", "4c", "5c"]
    assert codes(found.without_timescale) == ["4c", "5c"]
    assert [group.key for group in found.by_timescale] == [
        *("short-term", "medium-term", "long-term", "ongoing", "cyclical", "underway"),
    ]


def test_a_dependency_shows_what_hangs_on_it(model_cluster_reader: EditionReader) -> None:
    found = shipped(model_cluster_reader, WEST_YORKSHIRE)
    hanging = {each.element.name: sorted(codes(each.dependants)) for each in found.dependencies}
    # The dagger stands at action 2, the double dagger at action 5 and steps 4b and 5a.
    assert hanging == {
        "Digital and technical skills": ["2"],
        "Involvement of the public": ["4b", "5", "5a"],
    }


def test_a_plan_without_next_steps_lists_its_tactics(model_cluster_reader: EditionReader) -> None:
    found = shipped(model_cluster_reader, TORONTO)
    assert codes(found.steps) == [f"T{number}" for number in range(1, 9)]
    # Document 000 names neither leads nor funds.
    assert found.without_lead == found.without_fund == found.steps
    assert found.by_lead == ()


@pytest.mark.row("R022")
def test_own_steps_by_lead_and_those_without_lead_or_fund(
    own: tuple[Frameworks, Framework, Plan],
) -> None:
    _, _, found = own
    assert {group.name: [step.id for step in group.steps] for group in found.by_lead} == {
        "Our Office": ["meet", "learn"],
        "The City": ["meet", "fund"],
    }
    assert [step.id for step in found.leading(f"{DEFAULT_BASE}organisation/city")] == [
        "meet",
        "fund",
    ]
    assert {group.name: [step.id for step in group.steps] for group in found.by_fund} == {
        "The Purse": ["meet", "learn"]
    }
    assert [step.id for step in found.without_lead] == ["wait"]
    assert [step.id for step in found.without_fund] == ["fund", "wait"]


def test_own_steps_by_timescale_and_status(own: tuple[Frameworks, Framework, Plan]) -> None:
    _, _, found = own
    # In the order of the lists, not of the alphabet.
    assert [(group.name, len(group.steps)) for group in found.by_timescale] == [
        ("Short term", 1),
        ("Long term", 1),
        ("Ongoing", 2),
    ]
    assert [(group.name, [each.id for each in group.steps]) for group in found.by_status] == [
        ("Planned", ["fund"]),
        ("Active", ["meet"]),
        ("Ended", ["learn"]),
    ]
    assert [step.id for step in found.without_status] == ["wait"]
    assert [step.id for step in found.dependencies[0].dependants] == ["fund", "learn"]


def test_a_body_without_a_known_name_is_called_by_its_id(
    own: tuple[Frameworks, Framework, Plan],
) -> None:
    frameworks, framework, _ = own
    nameless = plan(frameworks, framework)
    assert [group.name for group in nameless.by_lead] == ["city", "office"]


@pytest.mark.row("R022")
def test_opportunities_stand_among_the_steps_and_say_what_they_lack(
    model_cluster_reader: EditionReader,
) -> None:
    # elements.csv: three steps and two public opportunities; the third is internal.
    frameworks = read_frameworks(model_cluster_reader, internal=False)
    framework = next(each for each in frameworks.frameworks.values() if each.id == "mc-plan")
    names = bodies(model_cluster_reader, internal=False)
    found = plan(frameworks, framework, names)
    assert {group.name: codes(group.steps) for group in found.by_lead} == {
        "Model Cluster Office": ["1.1.1", "1.1.2"],
        "Model Hospital Demo": ["1.1.1"],
        "Modelregion Authority Demo": ["1.1.4"],
    }
    assert codes(found.without_lead) == ["1.1.3", "1.1.5"]
    assert codes(found.without_fund) == ["1.1.2", "1.1.3", "1.1.5"]
    assert {each.type for each in found.steps} == {"NextStep", "Opportunity"}
