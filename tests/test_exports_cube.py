"""Figures as a data cube: whole and free of contradiction, with the run that they come from."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Store

from ecograph.exports.cube import as_cube, period_text
from ecograph.exports.summaries import Summary, summed_up
from ecograph.frameworks import Frameworks, read_frameworks, reporting_year
from ecograph.ingest.contacts import contact_in
from ecograph.store import EditionReader, Register
from tests.givenresults import WHENCE, Given, given_results
from tests.integrity import FORBIDDEN, PREFIXES, QB, answer, stored
from tests.surveys import HOME, surveyed

GIVEN = (
    Given("market/outcome-1.1", 2023, "4", facts=4),
    Given("market/outcome-1.1", 2024, "6", facts=6),
    Given("market/outcome-1.1", 2024, "5", "actual"),
    Given("market/outcome-1.1", 2024, "9", "target"),
    Given("market/outcome-1.2", 2024, "1000000.5", unit="EUR", facts=2),
    Given("market/outcome-1.2", 2024, "20", unit="GBP", facts=1),
    Given("market/impact.1", 2024, "3.5", "actual"),
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with a survey that seven clusters answered."""
    return surveyed(tmp_path_factory.mktemp("cube"))


@pytest.fixture(scope="module")
def frameworks(register: Register) -> Frameworks:
    """Give its frameworks as the public sees them."""
    return read_frameworks(EditionReader(register.path), internal=False)


@pytest.fixture(scope="module")
def groups(register: Register) -> tuple[Summary, ...]:
    """Give what sums up its survey."""
    return summed_up(EditionReader(register.path), [2024])


@pytest.fixture(scope="module")
def cube(frameworks: Frameworks, groups: tuple[Summary, ...]) -> bytes:
    """Give the cube of the given figures and of the survey."""
    results = given_results(frameworks, (2023, 2024), *GIVEN)
    return as_cube(results, groups, WHENCE, "https://w3id.org/ecograph/id/")


def observed(store: Store, data_set: str) -> list[Mapping[str, str]]:
    """Return what is said of each observation of a data set, by local name of the property."""
    own = NamedNode(f"{HOME}/{data_set}")
    found: list[Mapping[str, str]] = []
    for quad in store.quads_for_pattern(None, NamedNode(f"{QB}dataSet"), own, None):
        said = store.quads_for_pattern(quad.subject, None, None, None)
        found.append({_local(each.predicate): _local(each.object) for each in said})
    return found


def _local(term: object) -> str:
    value = term.value if isinstance(term, NamedNode | Literal) else ""
    return value.replace("#", "/").rpartition("/")[2] if isinstance(term, NamedNode) else value


@pytest.mark.parametrize("constraint", FORBIDDEN)
def test_the_cube_keeps_each_integrity_constraint(cube: bytes, constraint: str) -> None:
    pattern, _ = FORBIDDEN[constraint]
    assert not answer(stored(cube), pattern)


@pytest.mark.parametrize("constraint", FORBIDDEN)
def test_each_constraint_would_notice(cube: bytes, constraint: str) -> None:
    pattern, change = FORBIDDEN[constraint]
    store = stored(cube)
    store.update(f"{PREFIXES} {change}")
    assert answer(store, pattern)


@pytest.mark.row("R074")
def test_computed_and_reported_values_of_one_year_are_two_observations(cube: bytes) -> None:
    found = [
        (each["wayOfKnowing"], each["valueKind"], each["value"])
        for each in observed(stored(cube), "figures")
        if (each["indicator"], each["period"]) == ("outcome-1.1", "2024")
    ]
    assert sorted(found) == [
        ("computed", "actual", "6"),
        ("reported", "actual", "5"),
        ("reported", "target", "9"),
    ]


def test_amounts_of_several_currencies_stand_apart(cube: bytes) -> None:
    found = {
        each["currency"]: (each["value"], each["unit"], each["wayOfKnowing"])
        for each in observed(stored(cube), "figures")
        if each["indicator"] == "outcome-1.2"
    }
    # The indicator is computed in part, and the cube says so.
    assert found == {
        "EUR": ("1000000.5", "EUR", "partly-computed"),
        "GBP": ("20", "GBP", "partly-computed"),
    }


def test_what_has_no_number_is_no_observation(cube: bytes) -> None:
    found = [each for each in observed(stored(cube), "figures") if each["indicator"] == "impact.1"]
    # Reported for 2024 only; for 2023 nobody has.
    assert [(each["period"], each["value"]) for each in found] == [("2024", "3.5")]


@pytest.mark.row("R091")
def test_a_survey_is_there_in_groups_of_the_minimum_size_only(cube: bytes) -> None:
    found = observed(stored(cube), "summaries")
    workforce = {
        each["statistic"]: each["value"] for each in found if each["indicator"] == "question-18"
    }
    # Seven answers: 100 200 300 400 500 600 1000; quartiles as in the test of the comparison.
    assert workforce == {
        "answering": "7",
        "lowest": "100",
        "lower-quartile": "250",
        "median": "400",
        "upper-quartile": "550",
        "highest": "1000",
    }
    counted = {
        (each["indicator"], each["option"]): each["value"]
        for each in found
        if each["statistic"] == "chosen" and each["value"] != "0"
    }
    # Of the three scopes none may be shown, of the target groups only the one that five named.
    assert counted == {("question-5", "universities"): "5"}


@pytest.mark.row("R091")
def test_no_name_contact_or_word_of_an_answer_is_in_the_cube(cube: bytes) -> None:
    text = cube.decode("utf-8")
    for word in ("Alpha", "alpha", "secret", "robots", "jane", "Office"):
        assert word not in text
    literals = [quad.object for quad in stored(cube) if isinstance(quad.object, Literal)]
    assert not any(contact_in(each.value) for each in literals)


def test_the_run_is_told_by_edition_and_definitions_by_version(cube: bytes) -> None:
    store = stored(cube)
    assert answer(
        store,
        f"<{HOME}/figures> prov:wasGeneratedBy ?run . ?run prov:used ?edition . "
        "?edition <http://purl.org/dc/terms/identifier> '000007-abc' . "
        "?edition prov:generatedAtTime '2025-03-04T05:06:07Z'^^xsd:dateTime .",
    )
    indicator = "<https://w3id.org/ecograph/framework/market/outcome-1.1>"
    assert answer(store, f"{indicator} eco:definitionVersion '1' ; eco:computedBy 'records' .")


def test_the_same_figures_give_the_same_bytes(
    cube: bytes, frameworks: Frameworks, groups: tuple[Summary, ...]
) -> None:
    results = given_results(frameworks, (2024, 2023), *reversed(GIVEN))
    again = as_cube(results, reversed(groups), WHENCE, "https://w3id.org/ecograph/id/")
    assert again == cube


def test_a_register_without_profile_is_told_as_itself(frameworks: Frameworks) -> None:
    results = given_results(replace(frameworks, profile=None), (2024,), *GIVEN)
    cube = as_cube(results, (), WHENCE, "https://example.org/id/")
    assert answer(stored(cube), "?one eco:about <https://example.org/id/register>")


def test_a_reporting_year_is_told_by_its_months_if_it_does_not_begin_in_january(
    frameworks: Frameworks,
) -> None:
    assert frameworks.profile
    july = replace(frameworks, profile=replace(frameworks.profile, first_month=7))
    assert period_text(reporting_year(july, 2024)) == "2024-07/2025-06"
    assert period_text(reporting_year(frameworks, 2024)) == "2024"
