"""Asking: what people write for a parameter, the period, and answers that explain themselves."""

from datetime import date
from pathlib import Path

import pytest

from ecograph.errors import AmbiguousNameError, BadParameterError, UsageError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.questions import QuestionAnswer, ask, catalogue, choices
from ecograph.resources import folder
from ecograph.store import EditionReader, Register
from tests.facts import content, organisation
from tests.periodcases import CASES, Case

TODAY = date(2024, 6, 15)
ALPHA = f"{DEFAULT_BASE}organisation/alpha"
SCHEMES = """
@prefix kind: <https://w3id.org/ecograph/scheme/organisation-kinds/> .
@prefix of: <https://w3id.org/ecograph/scheme/relation-kinds/> .
@prefix category: <https://w3id.org/ecograph/scheme/activity-categories/> .
@prefix scheme: <https://w3id.org/ecograph/scheme/> .
@prefix role: <https://w3id.org/ecograph/scheme/roles/> .
"""


def relation(key: str, kind: str, *parties: str, more: str = "") -> str:
    """Return the Turtle of a partnership of this kind between these organisations."""
    involved = " , ".join(f"[ a eco:Involvement ; eco:organisation :{party} ]" for party in parties)
    return f"rel:{key} a eco:Partnership ; eco:kind of:{kind} ; eco:involvement {involved} {more} ."


def named(turtle: str) -> str:
    """Return Turtle with its blank nodes named, as the loader names them."""
    for number in range(turtle.count("[ a eco:Involvement")):
        start = turtle.index("[ a eco:Involvement")
        end = turtle.index("]", start)
        inside = turtle[start + 1 : end]
        turtle = f"{turtle[:start]}rel:i{number}{turtle[end + 1 :]}\nrel:i{number} {inside} ."
    return turtle


PLACES = """
:alpha eco:city "Łódź" ; eco:country "PL" . :beta eco:city "Aarhus" ; eco:country "DK" .
:twin-one eco:city "Lille" ; eco:country "FR" . :twin-two eco:city "Lyon" ; eco:country "FR" .
"""
SMALL = named(
    SCHEMES
    + organisation("alpha", "Łódź Labs", "pic:999978530")
    + organisation("beta", "Beta Health")
    + organisation("gamma", "Gamma Care")
    + organisation("twin-one", "Twin")
    + organisation("twin-two", "Twin")
    + PLACES
    + relation("r1", "agreement", "alpha", "beta", more='; eco:start "2020"^^xsd:gYear')
    + relation(
        "r2",
        "licensing",
        "alpha",
        "gamma",
        more='; eco:start "2010"^^xsd:gYear ; eco:end "2012"^^xsd:gYear',
    )
    + relation("r3", "alliance", "gamma", "beta", more="; eco:status status:planned")
    + relation("r4", "alliance", "alpha", "gamma", more='; eco:end "2015"^^xsd:gYear')
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a reader over five organisations and four partnerships, without a profile."""
    register = Register(tmp_path_factory.mktemp("small"), DEFAULT_BASE)
    register.replace(content("small", SMALL))
    return EditionReader(register.path)


def asked(reader: EditionReader, name: str, **given: str) -> QuestionAnswer:
    """Return the answer for the public."""
    return ask(reader, catalogue()[name], given, internal=False, today=TODAY)


def partners(reader: EditionReader, **given: str) -> list[str]:
    """Return the names of the partners of an organisation, Łódź Labs unless another is given."""
    rows = asked(reader, "partners", **{"organisation": "alpha", **given}).rows
    return [str(row["partner"]) for row in rows]


@pytest.mark.row("R116")
@pytest.mark.parametrize(
    "written",
    ["Łódź Labs", "lodz labs", "LODZ  LABS", "alpha", ALPHA, "pic:999978530", "999978530"],
)
def test_an_organisation_is_meant_by_name_id_identifier_or_iri(
    reader: EditionReader, written: str
) -> None:
    assert partners(reader, organisation=written) == ["Beta Health"]


def test_a_name_that_two_bear_is_answered_with_both_and_their_places(
    reader: EditionReader,
) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        partners(reader, organisation="twin")
    places = {(one.iri.rpartition("/")[2], one.place) for one in caught.value.candidates}
    assert places == {("twin-one", "Lille, FR"), ("twin-two", "Lyon, FR")}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"organisation": "Beta Helth"}, "Beta Health"),
        ({"kind": "agreemnt"}, "agreement"),
        ({"country": "Denmrk"}, "DK"),
        ({"planned": "perhaps"}, "yes or no"),
        ({"colour": "red"}, "organisation, kind, country"),
        ({"year": "20199"}, "20199"),
        ({"year": "last"}, "four digits"),
        ({"as_of": "2018-02-30"}, "2018-05-03"),
        ({"organisation": ""}, "is needed"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_would_be(
    reader: EditionReader, given: dict[str, str], said: str
) -> None:
    with pytest.raises(BadParameterError, match=said):
        partners(reader, **given)


def test_year_and_day_together_are_refused(reader: EditionReader) -> None:
    with pytest.raises(UsageError, match="not both"):
        partners(reader, year="2020", as_of="2020-01-01")


@pytest.mark.parametrize("code", ["agreement", "Agreement", "Vereinbarung", "ACCORD"])
def test_a_code_is_meant_by_its_label_in_any_language(reader: EditionReader, code: str) -> None:
    assert partners(reader, kind=code) == ["Beta Health"]


@pytest.mark.parametrize("country", ["DK", "denmark", "Dänemark", "Danemark"])
def test_a_country_is_meant_by_its_code_or_name(reader: EditionReader, country: str) -> None:
    assert partners(reader, country=country) == ["Beta Health"]


@pytest.mark.row("R003")
def test_a_broader_kind_finds_the_narrower_ones(reader: EditionReader) -> None:
    assert partners(reader, kind="partnership", year="2011") == ["Gamma Care"]


@pytest.mark.row("R003")
@pytest.mark.row("R110")
def test_planned_and_ended_partners_come_when_asked_for_and_say_so(reader: EditionReader) -> None:
    given = {"organisation": "gamma", "planned": "yes", "ended": "yes"}
    rows = asked(reader, "partners", **given).rows
    states = [(row["partner"], row["kind"], row["status"]) for row in rows]
    assert partners(reader, organisation="gamma") == []
    assert states == [
        ("Beta Health", "Alliance", "planned"),
        ("Łódź Labs", "Alliance", "ended"),
        ("Łódź Labs", "Licensing", "ended"),
    ]


def test_an_empty_answer_says_what_is_there_in_other_periods(reader: EditionReader) -> None:
    remarks = " ".join(asked(reader, "partners", organisation="alpha", year="1999").remarks)
    assert "3" in remarks


def test_an_empty_answer_says_that_planned_ones_are_there(reader: EditionReader) -> None:
    remarks = " ".join(asked(reader, "partners", organisation="gamma").remarks)
    assert "planned=yes" in remarks


def test_what_needs_a_profile_says_that_there_is_none(reader: EditionReader) -> None:
    answer = asked(reader, "global-partnerships")
    assert not answer.rows
    assert any(remark.startswith("no profile") for remark in answer.remarks)


def test_a_place_stands_in_for_the_profile(reader: EditionReader) -> None:
    rows = asked(reader, "global-partnerships", home="lodz").rows
    assert [(row["local_parties"], row["countries"]) for row in rows] == [(("Łódź Labs",), ("DK",))]


def test_a_party_without_a_place_is_no_foreign_one(reader: EditionReader) -> None:
    # r2 joins Łódź Labs and Gamma Care, whose place nobody gives.
    assert not asked(reader, "global-partnerships", home="PL", year="2011").rows


def test_an_answer_counts_the_facts_that_lack_a_date(reader: EditionReader) -> None:
    # In 2020 r1 is in force, which lacks an end; r4 lacks a start, but was over in 2015.
    coverage = asked(reader, "partners", organisation="alpha", year="2020").coverage
    assert coverage
    assert (coverage.facts, coverage.missing_a_date, coverage.left_out) == (1, 1, 0)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a register in which one organisation has a partner for each case of the table."""
    register = Register(tmp_path_factory.mktemp("cases"), DEFAULT_BASE)
    turtle = SCHEMES + organisation("hub", "Hub")
    for number, case in enumerate(CASES):
        dates = _dated("start", case.start) + _dated("end", case.end)
        status = f"; eco:status status:{case.status}" if case.status else ""
        turtle += organisation(f"c{number}", f"Case {number}")
        turtle += relation(f"c{number}", "alliance", "hub", f"c{number}", more=dates + status)
    register.replace(content("cases", named(turtle)))
    return EditionReader(register.path)


def _dated(name: str, text: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(text))
    return f'; eco:{name} "{text}"^^xsd:{kind} ' if kind else ""


@pytest.mark.row("R065")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_partners_follow_the_table_of_what_is_in_force(cases: EditionReader, case: Case) -> None:
    period = {"year": str(case.year or ""), "as_of": case.as_of}
    given = {name: value for name, value in period.items() if value}
    found = partners(cases, organisation="hub", **given)
    assert (f"Case {CASES.index(case)}" in found) is case.in_force


EXTENSION = (
    SCHEMES
    + """
of:sandbox a skos:Concept ; skos:notation "sandbox" ; skos:inScheme scheme:relation-kinds ;
  skos:broader of:alliance ; skos:prefLabel "Sandbox"@en .
kind:gene-foundry a skos:Concept ; skos:notation "gene-foundry" ;
  skos:inScheme scheme:organisation-kinds ; skos:broader kind:biotech-company ;
  skos:prefLabel "Gene foundry"@en .
category:advocacy a skos:Concept ; skos:notation "advocacy" ;
  skos:inScheme scheme:activity-categories ; skos:topConceptOf scheme:activity-categories ;
  skos:prefLabel "Advocacy"@en .
"""
)


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a register whose lists were extended by data."""
    register = Register(tmp_path_factory.mktemp("extended"), DEFAULT_BASE)
    started = '; eco:start "2020"^^xsd:gYear'
    data = SCHEMES + organisation("one", "One") + organisation("two", "Two")
    data += ":one eco:kind kind:gene-foundry .\n" + relation(
        "s", "sandbox", "one", "two", more=started
    )
    register.replace(content("lists", EXTENSION), content("data", named(data)))
    return EditionReader(register.path)


@pytest.mark.row("R094")
def test_a_kind_added_by_data_is_offered_and_found(extended: EditionReader) -> None:
    kind = next(p for p in catalogue()["partners"].parameters if p.name == "kind")
    assert ("sandbox", "Sandbox") in choices(extended, kind, internal=False)
    assert partners(extended, organisation="one", kind="alliance") == ["Two"]


@pytest.mark.row("R088")
@pytest.mark.row("R094")
def test_a_kind_added_by_data_counts_with_its_umbrella_kind(extended: EditionReader) -> None:
    rows = asked(extended, "organisations-by-umbrella-kind").rows
    counts = {row["kind"]: row["organisations"] for row in rows if row["organisations"]}
    assert counts == {"Biotechnology company": 1, "Unknown": 1}


@pytest.mark.row("R094")
def test_a_category_added_by_data_has_its_row(extended: EditionReader) -> None:
    rows = asked(extended, "activities-by-category").rows
    assert {row["category"] for row in rows if row["category"] == "Advocacy"} == {"Advocacy"}
    assert len(rows) == 8


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a reader over the Model Cluster, loaded a second time under another name."""
    register = Register(tmp_path_factory.mktemp("twice"), DEFAULT_BASE)
    for source in ("model-cluster", "again"):
        path = folder("examples") / "model-cluster"
        load_files(register, [path], source, Choices())
    return EditionReader(register.path)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_source_loaded_again_under_another_name_changes_no_answer(
    model_cluster_reader: EditionReader, twice: EditionReader, name: str
) -> None:
    question = catalogue()[name]
    given = {each.name: each.example for each in question.parameters if each.required}
    one, two = (
        ask(reader, question, given, internal=True, today=TODAY)
        for reader in (model_cluster_reader, twice)
    )
    # Where a fact comes from is the one thing that has changed.
    said = [[{**row, "sources": None} for row in answer.rows] for answer in (one, two)]
    assert said[0] == said[1]
    assert one.coverage == two.coverage


def test_staff_see_an_internal_partner_and_the_public_does_not(tmp_path: Path) -> None:
    register = Register(tmp_path / "register", DEFAULT_BASE)
    known = SCHEMES + organisation("one", "One")
    secret = SCHEMES + organisation("two", "Two")
    secret += relation("s", "alliance", "one", "two", more='; eco:start "2020"^^xsd:gYear')
    register.replace(content("data", known, named(secret)))
    reader = EditionReader(register.path)
    found = [
        len(
            ask(
                reader,
                catalogue()["partners"],
                {"organisation": "One"},
                internal=internal,
                today=TODAY,
            ).rows
        )
        for internal in (False, True)
    ]
    assert found == [0, 1]
