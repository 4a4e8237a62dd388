"""Affiliations are read from the register as the public or as staff may see them."""

from datetime import date
from pathlib import Path

import pytest

from ecograph.errors import QueryTooLargeError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.metrics import measures
from ecograph.network import (
    Affiliations,
    Choice,
    Outposts,
    Profile,
    Within,
    affiliations,
    collaboration_network,
    narrowed,
)
from ecograph.network.slices import Standing, standing
from ecograph.periods import Period, date_span, period
from ecograph.questions import ask, catalogue
from ecograph.store import EditionReader, Register
from tests.facts import content, dated, organisation
from tests.periodcases import CASES

TODAY = date(2024, 6, 15)
NOW = period(None, None, TODAY)


def iri(key: str, family: str = "organisation") -> str:
    """Return the IRI of a thing in the default register."""
    return f"{DEFAULT_BASE}{family}/{key}"


def read(path: Path, public: str, internal: str = "", *, as_staff: bool = False) -> Affiliations:
    """Return what a reader sees of a register with these facts."""
    register = Register(path, DEFAULT_BASE)
    register.replace(content("facts", public, internal))
    return affiliations(EditionReader(register.path), internal=as_staff)


def partnership(key: str, *parties: str) -> str:
    """Return the Turtle of a partnership that began in 2020."""
    seats = [
        f"<{iri(key, 'relation')}/party/{number}> a eco:Involvement ; eco:organisation :{party} ."
        for number, party in enumerate(parties)
    ]
    involved = ", ".join(f"<{iri(key, 'relation')}/party/{n}>" for n in range(len(parties)))
    return (
        f'rel:{key} a eco:Partnership ; eco:start "2020"^^xsd:gYear ; '
        f"eco:involvement {involved} .\n" + "\n".join(seats)
    )


BODIES = organisation("a", "Alpha") + organisation("b", "Beta") + organisation("c", "Gamma")


def test_what_is_internal_is_read_by_staff_alone(tmp_path: Path) -> None:
    public, internal = BODIES + partnership("p", "a", "b"), partnership("q", "b", "c")
    outside = read(tmp_path / "outside", public, internal)
    inside = read(tmp_path / "inside", public, internal, as_staff=True)
    assert (set(outside.relations), set(inside.relations)) == (
        {iri("p", "relation")},
        {iri("p", "relation"), iri("q", "relation")},
    )
    assert (outside.is_internal, inside.is_internal) == (False, True)


def test_a_register_with_more_than_can_be_read_at_once_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecograph.store.queries.reader.MAXIMUM_ROWS", 1)
    with pytest.raises(QueryTooLargeError, match="too many codes; load less into it"):
        read(tmp_path, BODIES)


def test_a_source_loaded_again_under_another_name_changes_no_network(tmp_path: Path) -> None:
    facts = BODIES + partnership("p", "a", "b") + partnership("q", "a", "b", "c")
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("one", facts))
    reader = EditionReader(register.path)
    once = collaboration_network(affiliations(reader, internal=False), NOW)
    register.replace(content("two", facts))
    twice = collaboration_network(affiliations(reader, internal=False), NOW)
    assert (twice.ties, twice.tally, len(once.ties)) == (once.ties, once.tally, 3)


def test_relations_stand_to_periods_as_the_table_says(tmp_path: Path) -> None:
    cases = [(f"r{n}", case.start, case.end, case.status) for n, case in enumerate(CASES)]
    found = read(tmp_path, dated(cases)).relations
    for (key, *_), case in zip(cases, CASES, strict=True):
        as_of = date.fromisoformat(case.as_of) if case.as_of else None
        asked = period(case.year, as_of, TODAY)
        stands = standing(found[iri(key, "relation")], asked)
        assert (stands is Standing.IN_FORCE) is case.in_force, case


def test_a_kind_that_somebody_adds_takes_its_groups_from_the_broader_one(tmp_path: Path) -> None:
    own = "<https://w3id.org/ecograph/scheme/organisation-kinds/hospice>"
    facts = f"""
    {own} a skos:Concept ; skos:notation "hospice" ; skos:prefLabel "Hospice"@en ;
        skos:inScheme <https://w3id.org/ecograph/scheme/organisation-kinds> ;
        skos:broader <https://w3id.org/ecograph/scheme/organisation-kinds/clinic> .
    :a a org:Organization ; rdfs:label "Alpha" ; eco:kind {own} .
    """
    found = read(tmp_path, facts).organisations[iri("a")]
    assert (found.umbrella_kind, found.diversity_group, found.helix) == (
        "healthcare-provider",
        "clinics",
        "",
    )


def test_a_rule_that_somebody_adds_is_in_force(tmp_path: Path) -> None:
    rule = """
    <https://example.org/rule/sponsoring> a eco:ProjectionRule ; rdfs:label "Sponsors"@en ;
        eco:appliesTo eco:Funding ; eco:through eco:parties ; eco:weight 2.0 ;
        eco:onByDefault true .
    """
    facts = BODIES + partnership("p", "a", "b").replace("eco:Partnership", "eco:Funding") + rule
    (tie,) = collaboration_network(read(tmp_path, facts), NOW).ties
    assert (tie.ends, tie.weight) == ((iri("a"), iri("b")), 2)


def test_a_relation_of_an_added_class_counts_as_its_family(tmp_path: Path) -> None:
    facts = f"""{BODIES}
    <https://example.org/Twinning> rdfs:subClassOf eco:Partnership .
    {partnership("p", "a", "b").replace("eco:Partnership", "<https://example.org/Twinning>")}
    """
    assert len(collaboration_network(read(tmp_path, facts), NOW).ties) == 1


@pytest.fixture(scope="module")
def model_cluster_public(model_cluster_reader: EditionReader) -> Affiliations:
    return affiliations(model_cluster_reader, internal=False)


def test_the_profile_says_whose_register_it_is(model_cluster_public: Affiliations) -> None:
    assert model_cluster_public.profiles == (
        Profile(
            cluster=iri("model-cluster"),
            name="Model Cluster, invented for demonstration",
            organisations=frozenset({iri("model-cluster-office")}),
            city="Modelstad",
            region="Modelregion",
            country="DK",
            first_month=1,
            baseline_year=2019,
            minimum_group_size=5,
            currency="EUR",
        ),
    )


def test_the_shipped_rules_are_those_of_the_ontology(model_cluster_public: Affiliations) -> None:
    assert {rule.code for rule in model_cluster_public.rules if rule.is_default} == {
        "partnership",
        "governance",
        "ownership",
        "shared-project",
        "joint-organisation-of-an-event",
    }
    assert len(model_cluster_public.rules) == 14


def test_an_outpost_is_read_with_its_parent_and_place(model_cluster_public: Affiliations) -> None:
    found = model_cluster_public.organisations[iri("mc-out-mihon")]
    assert (found.is_outpost, found.parent, found.city) == (
        True,
        iri("mc-mihon-devices"),
        "Modelstad",
    )
    assert (found.umbrella_kind, found.helix, found.subsectors, found.size) == (
        "medtech-company",
        "industry",
        ("medical-technology",),
        "",
    )


def test_an_organisation_is_read_with_what_it_is_part_of(
    model_cluster_public: Affiliations,
) -> None:
    nest = model_cluster_public.organisations[iri("mc-nest-incubator")]
    parent = model_cluster_public.organisations[iri("mc-mihon-devices")]
    assert (nest.part_of, parent.is_parent, parent.is_outpost) == (
        (iri("mc-quay-park"),),
        True,
        False,
    )


def test_clusters_are_read_apart_from_bodies(model_cluster_public: Affiliations) -> None:
    bodies = model_cluster_public.organisations.values()
    assert sorted(each.iri for each in bodies if each.is_cluster) == [
        iri(key)
        for key in (
            "mc-exempel-cluster",
            "mc-grappe-modele",
            "mc-muster-cluster",
            "mc-prove-cluster",
            "model-cluster",
        )
    ]


def test_an_internal_fact_is_in_no_public_network(model_cluster_reader: EditionReader) -> None:
    public = affiliations(model_cluster_reader, internal=False)
    everything = affiliations(model_cluster_reader, internal=True)
    hidden = everything.relations.keys() - public.relations.keys()
    assert iri("mc-r-w03", "relation") in hidden
    for year in range(2019, 2025):
        asked = collaboration_network(public, period(year, None, TODAY))
        assert not hidden & asked.relations.keys()
        assert iri("mc-thistle-stealth") not in asked.outside


def test_ties_of_the_outposts_can_count_at_their_parents(
    model_cluster_public: Affiliations,
) -> None:
    year = period(2024, None, TODAY)
    asked = collaboration_network(model_cluster_public, year, Choice(outposts=Outposts.PARENT))
    assert [each.iri for each in asked.organisations.values() if each.is_outpost] == []
    assert {iri("mc-helvion"), iri("mc-model-institute")} in [set(tie.ends) for tie in asked.ties]


@pytest.mark.row("R098")
def test_life_science_nord_is_a_public_private_partnership_and_another_is_not(
    documents_reader: EditionReader, tmp_path: Path
) -> None:
    measure = measures()["public-authorities-in-governance"]
    documents = affiliations(documents_reader, internal=False)
    choice = Choice(cluster=iri("life-science-nord"))
    nord = measure.of(collaboration_network(documents, NOW, choice))
    assert nord.value is True
    assert {part.names for part in nord.parts if part.value} == {
        (name, role)
        for name in ("Schleswig-Holstein", "Free and Hanseatic City of Hamburg")
        for role in ("Owner", "Shareholder")
    }
    private = read(tmp_path, PRIVATE)
    choice = Choice(cluster=iri("k"))
    assert measure.of(collaboration_network(private, NOW, choice)).value is False


PRIVATE = """
@prefix kind: <https://w3id.org/ecograph/scheme/organisation-kinds/> .
@prefix role: <https://w3id.org/ecograph/scheme/roles/> .
:k a eco:Cluster ; rdfs:label "Private cluster" .
:a a org:Organization ; rdfs:label "Alpha" ; eco:kind kind:pharma-company .
rel:g a eco:Governance ; eco:status status:active ; eco:involvement rel:g-1, rel:g-2 .
rel:g-1 a eco:Involvement ; eco:organisation :a ; eco:role role:board-member .
rel:g-2 a eco:Involvement ; eco:organisation :k ; eco:role role:governed .
"""


@pytest.mark.row("R108")
def test_the_children_of_eurasante_are_three_bodies_and_its_incubator(
    documents_reader: EditionReader,
) -> None:
    bodies = affiliations(documents_reader, internal=False).organisations.values()
    parts = (each.name for each in bodies if iri("eurasante") in each.part_of)
    assert sorted(parts) == [
        "Bio-business Park",
        "Clubster Santé",
        "Eurasanté Bio Incubator",
        "Nutrition Health Longevity Cluster",
    ]


def test_things_may_be_parts_of_one_another(tmp_path: Path) -> None:
    found = read(tmp_path, BODIES + ":a eco:partOf :b . :b eco:partOf :a .").organisations
    named = {each.name: each.part_of for each in found.values()}
    assert named == {"Alpha": (iri("b"),), "Beta": (iri("a"),), "Gamma": ()}


def test_the_reporting_year_may_begin_in_another_month(model_cluster_public: Affiliations) -> None:
    # p42 began in February 2024, so it is in a reporting year 2023 that ends in March.
    asked = period(2023, None, TODAY, first_month=4)
    found = collaboration_network(model_cluster_public, asked)
    assert iri("mc-r-p42", "relation") in found.partnerships()
    assert asked == Period(date(2023, 4, 1), date_span("2024-03").end, named=True)


def test_a_region_is_asked_for_by_name(model_cluster_public: Affiliations) -> None:
    found = collaboration_network(model_cluster_public, period(2019, None, TODAY))
    assert {each.region for each in narrowed(found, Within.REGION).organisations.values()} == {
        "Modelregion"
    }


def partners_by_question(reader: EditionReader, here: str, year: int) -> set[str]:
    """Return the partners of an organisation as the question lists them, clusters left out."""
    wanted = {"organisation": here, "year": str(year)}
    answer = ask(reader, catalogue()["partners"], wanted, internal=False, today=TODAY)
    return {str(row["partner_iri"]) for row in answer.rows} - {
        iri(cluster) for cluster in ("model-cluster", "mc-muster-cluster", "mc-prove-cluster")
    }


def test_the_ties_of_a_year_are_the_partners_that_the_question_lists(
    model_cluster_reader: EditionReader, model_cluster_public: Affiliations
) -> None:
    asked = collaboration_network(model_cluster_public, period(2024, None, TODAY))
    for here in asked.organisations:
        ends = {end for tie in asked.ties if here in tie.ends for end in tie.ends}
        assert partners_by_question(model_cluster_reader, here, 2024) == ends - {here}


@pytest.mark.parametrize("year", range(2019, 2025))
def test_members_without_a_tie_are_those_that_the_question_lists(
    year: int, model_cluster_reader: EditionReader, model_cluster_public: Affiliations
) -> None:
    question = catalogue()["isolated-members"]
    answer = ask(model_cluster_reader, question, {"year": str(year)}, internal=False, today=TODAY)
    asked = collaboration_network(model_cluster_public, period(year, None, TODAY))
    isolates = measures()["isolates"].of(narrowed(asked, Within.MEMBERS))
    assert {part.key[0] for part in isolates.parts} == {
        str(row["member_iri"]) for row in answer.rows
    }
