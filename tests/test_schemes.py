"""The lists of codes are whole: labelled in three languages, linked, and counted by the sources."""

import re
from collections import Counter

import pytest
from pyoxigraph import NamedNode

from ecograph import standards, vocabulary
from ecograph.definitions import Concept, shipped_model
from ecograph.identifiers import IDENTIFIER_SCHEMES, fold

MODEL = shipped_model()
LANGUAGES = ("en", "fr", "de")

# Document 002, lines 120 to 133: which practice serves which category of information.
MATRIX = {
    "surveys": "identity-of-players company-details",
    "public-discussion-groups": "healthcare-capacities",
    "expert-discussion-groups": "healthcare-capacities",
    "one-to-one-meetings": "investment-and-grants company-details business-dynamics "
    "patents-and-adoption",
    "staff-training": "",
    "crm": "",
    "open-platforms": "identity-of-players company-details",
    "update-rounds": "identity-of-players company-details",
    "document-repository": "",
    "databases": "workforce investment-and-grants science-performance business-from-academia "
    "university-talent business-dynamics patents-and-adoption international-markets "
    "healthcare-capacities",
    "technology-transfer-offices": "business-from-academia business-dynamics patents-and-adoption",
    "media-monitoring": "interconnection policies-and-regulations support-organisations",
}
# Document 002, lines 240 to 266: the categories of activity with the number of their examples.
ACTIVITIES = {
    "events": 5,
    "marketing-and-communication": 4,
    "internationalisation": 3,
    "translation-support": 6,
    "stakeholder-engagement": 2,
    "project-management": 3,
    "education-and-entrepreneurship": 2,
}


def codes(scheme: str) -> list[str]:
    """Return the codes of a list."""
    return list(MODEL.schemes[scheme].codes())


def concept(scheme: str, code: str) -> Concept:
    """Return a concept that must be there."""
    found = MODEL.concept(scheme, code)
    assert found is not None, (scheme, code)
    return found


def linked(of: Concept, term: NamedNode) -> list[str]:
    """Return the codes of the concepts that a concept is linked to."""
    return [MODEL.concepts[value.value].code for value in of.properties.get(term.value, ())]


@pytest.mark.parametrize("name", sorted(MODEL.schemes))
def test_a_concept_has_its_code_and_a_label_in_three_languages(name: str) -> None:
    for one in MODEL.schemes[name].concepts:
        assert one.iri == f"{vocabulary.SCHEMES}{name}/{one.code}"
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.code)
        assert tuple(sorted(one.labels)) == tuple(sorted(LANGUAGES))
        assert all(label == label.strip() != "" for label in one.labels.values())
        at_top = standards.TOP_CONCEPT_OF.value in one.properties
        assert at_top == (one.broader is None)
        assert one.broader is None or MODEL.concepts[one.broader].scheme == name


@pytest.mark.parametrize("name", sorted(MODEL.schemes))
def test_a_list_is_labelled_and_its_labels_tell_its_codes_apart(name: str) -> None:
    scheme = MODEL.schemes[name]
    assert tuple(sorted(scheme.labels)) == tuple(sorted(LANGUAGES))
    meant: dict[str, set[str]] = {}
    for one in scheme.concepts:
        for text in (one.code, *one.labels.values()):
            meant.setdefault(fold(text), set()).add(one.code)
    assert {text: found for text, found in meant.items() if len(found) > 1} == {}


def test_there_are_ten_umbrella_kinds_in_the_order_of_the_source() -> None:
    umbrellas = [one for one in MODEL.schemes["organisation-kinds"].concepts if _is_umbrella(one)]
    assert [one.code for one in umbrellas] == [
        "pharma-company",
        "biotech-company",
        "medtech-company",
        "digital-health-company",
        "research-organisation",
        "university",
        "healthcare-provider",
        "patient-organisation",
        "authority",
        "other-sector",
    ]


def _is_umbrella(one: Concept) -> bool:
    return vocabulary.UMBRELLA.value in one.properties


def test_a_further_kind_is_counted_under_one_umbrella_kind_at_most() -> None:
    for one in MODEL.schemes["organisation-kinds"].concepts:
        umbrellas = one.properties.get(vocabulary.UMBRELLA_KIND.value, ())
        assert len(umbrellas) <= (0 if _is_umbrella(one) else 1)
        assert all(_is_umbrella(MODEL.concepts[umbrella.value]) for umbrella in umbrellas)


def test_every_kind_of_organisation_has_a_helix_or_is_said_to_have_none() -> None:
    for one in MODEL.schemes["organisation-kinds"].concepts:
        helix = linked(one, vocabulary.HELIX)
        assert len(helix) + (vocabulary.HELIX_UNKNOWN.value in one.properties) == 1, one.code


def test_the_five_groups_have_kinds() -> None:
    kinds = MODEL.schemes["organisation-kinds"].concepts
    groups = {group for one in kinds for group in linked(one, vocabulary.DIVERSITY_GROUP)}
    assert groups == set(codes("diversity-groups"))
    assert len(groups) == 5


def test_there_are_seven_categories_of_activity_with_twenty_five_examples() -> None:
    concepts = MODEL.schemes["activity-categories"].concepts
    below = Counter(MODEL.concepts[one.broader].code for one in concepts if one.broader)
    assert dict(below) == ACTIVITIES
    assert [one.code for one in concepts if not one.broader] == list(ACTIVITIES)
    assert sum(below.values()) == 25


def test_the_matrix_of_practices_and_categories_is_that_of_the_source() -> None:
    practices = MODEL.schemes["collection-practices"].concepts
    found = {one.code: set(linked(one, vocabulary.INFORMS)) for one in practices}
    assert found == {practice: set(text.split()) for practice, text in MATRIX.items()}
    assert len(found) == 12
    assert sum(len(categories) for categories in found.values()) == 27
    assert len(codes("information-categories")) == 14


def test_every_kind_of_relation_leads_to_a_class_of_relations() -> None:
    leaves: set[str] = set()
    for one in MODEL.schemes["relation-kinds"].concepts:
        (class_iri,) = MODEL.inherited(one, vocabulary.RELATION_CLASS.value)
        assert vocabulary.CLASS_RELATION.value in MODEL.ancestors(class_iri.value)
        leaves.add(class_iri.value)
    direct = {
        iri
        for iri, term in MODEL.classes.items()
        if vocabulary.CLASS_RELATION.value in term.parents
    }
    assert leaves == direct
    assert len(direct) == 13


@pytest.mark.parametrize(
    ("scheme", "family", "classes"),
    [
        ("programme-kinds", vocabulary.CLASS_PROGRAMME, 6),
        ("resource-kinds", vocabulary.CLASS_RESOURCE, 8),
    ],
)
def test_every_kind_of_thing_leads_to_a_class(scheme: str, family: NamedNode, classes: int) -> None:
    found = set()
    for one in MODEL.schemes[scheme].concepts:
        (class_iri,) = MODEL.inherited(one, vocabulary.CLASS.value)
        assert family.value in MODEL.ancestors(class_iri.value)
        found.add(class_iri.value)
    assert len(found) == classes


def test_a_cluster_is_no_organisation() -> None:
    (cluster,) = MODEL.inherited(concept("organisation-forms", "cluster"), vocabulary.CLASS.value)
    assert cluster == vocabulary.CLASS_CLUSTER
    assert standards.CLASS_ORGANISATION.value not in MODEL.ancestors(cluster.value)
    assert standards.CLASS_ORGANISATION.value in MODEL.ancestors(vocabulary.CLASS_OUTPOST.value)


def test_three_subsectors_are_core() -> None:
    core = [
        one.code
        for one in MODEL.schemes["subsectors"].concepts
        if vocabulary.CORE.value in one.properties
    ]
    assert core == [
        "woundcare-and-regenerative-tissue",
        "diagnostics-and-personalised-medicine",
        "digital-health",
    ]


@pytest.mark.parametrize(
    ("activity", "kind", "helix"),
    [
        ("HES", ["university"], ["academia"]),
        ("REC", ["research-organisation"], ["academia"]),
        ("PUB", ["authority"], ["government"]),
        ("PRC", ["company"], ["industry"]),
        ("OTH", [], []),
    ],
)
def test_an_activity_type_of_cordis_means_a_kind_and_a_helix(
    activity: str, kind: list[str], helix: list[str]
) -> None:
    found = concept("cordis-activity-types", activity)
    assert linked(found, vocabulary.KIND) == kind
    assert linked(found, vocabulary.HELIX) == helix


def test_a_company_of_cordis_has_no_known_umbrella_kind() -> None:
    company = concept("organisation-kinds", "company")
    assert linked(company, vocabulary.UMBRELLA_KIND) == []
    assert linked(company, vocabulary.HELIX) == ["industry"]


@pytest.mark.parametrize(
    "role",
    ["coordinator", "participant", "third-party", "associated-partner", "international-partner"],
)
def test_a_role_of_cordis_means_a_role_in_the_spelling_of_cordis_too(role: str) -> None:
    first, *others = role.split("-")
    cordis = first + "".join(word.capitalize() for word in others)
    assert linked(concept("cordis-roles", cordis), vocabulary.ROLE) == [role]


def test_the_identifier_schemes_are_those_that_the_code_knows() -> None:
    assert set(codes("identifier-schemes")) == set(IDENTIFIER_SCHEMES)
    identifying = {
        one.code
        for one in MODEL.schemes["identifier-schemes"].concepts
        if vocabulary.IDENTIFYING.value in one.properties
    }
    assert identifying == {"pic", "ror", "lei", "vat", "registry"}


def test_patients_and_carers_living_labs_hackathons_and_contests_are_in_the_lists() -> None:
    for code in ("patient-organisation", "carer-organisation"):
        assert linked(concept("organisation-kinds", code), vocabulary.HELIX) == ["society"]
    assert {"living-lab", "hackathon", "contest"} <= set(codes("programme-kinds"))


def test_clusters_can_bear_four_target_models_and_three_groups() -> None:
    assert (len(codes("target-models")), len(codes("cluster-groups"))) == (4, 3)
