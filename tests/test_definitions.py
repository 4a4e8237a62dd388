"""Sheets, columns and lists of codes are read from the ontology, from extra files as well."""

from decimal import Decimal

import pytest

from ecograph import vocabulary
from ecograph.definitions import Model, model_with, shipped_model
from ecograph.identifiers import FAMILIES

# What a person who keeps the sheets sees: * is required, [] takes several values.
SHEETS = {
    "organisations": "id* name* other_names[] kind form target_models[] cluster_group functions[] "
    "subsectors[] topics[] size growth_stage founded closed status city region country latitude "
    "longitude address website identifiers[] part_of[] spin_off_of counted_in[] awards[] "
    "products[] description note evidence[] basis visibility verified",
    "outposts": "id* name* other_names[] parent* parent_basis unit mandate focus[] anchored "
    "anchored_reason since until status kind functions[] subsectors[] topics[] size city region "
    "country latitude longitude website identifiers[] part_of[] counted_in[] description note "
    "evidence[] basis visibility verified",
    "programmes": "id* name* other_names[] kind* category topics[] start end status part_of[] "
    "scope city region country attendance hours budget currency website identifiers[] counted_in[] "
    "description note evidence[] basis visibility verified",
    "resources": "id* name* other_names[] kind* operator part_of[] functions[] audience[] "
    "stage[] need[] physical benefits[] meets[] topics[] start end status scope city region "
    "country address latitude longitude website counted_in[] description note evidence[] basis "
    "visibility verified",
    "relations": "id* kind* organisation*[] role share contribution end_of_participation "
    "concerns country amount currency state stage level start end status topics[] follows "
    "resulted_from[] scope counted_in[] note evidence[] basis visibility verified",
    "changes": "id* kind* date original[] resulting[] corrects[] note evidence[] basis visibility",
    "observations": "id* indicator about measure of value comparator unit group answer period "
    "value_kind status supersedes[] known_by definition_version date note evidence[] basis "
    "visibility",
    "evidence": "id* title* publisher date website practice licence language note visibility",
    "profile": "cluster cluster_organisation city region country language time_zone currency "
    "first_month baseline_year minimum_group_size",
    "contributions": "id* thing* element* note evidence[] basis visibility",
    "frameworks": "id* name* kind preconditions[] order description note evidence[] visibility",
    "elements": "id* name* kind* framework* code level leads_to[] order leads[] lead_status "
    "timescales[] status priority funded_from[] depends_on[] see_also[] source[] description note "
    "evidence[] basis visibility",
    "indicators": "id* name* element* framework code level order unit* direction comparison "
    "interval way* computation of_kind[] of_concerned_kind[] of_category[] of_topic[] with_role[] "
    "with_party_kind[] with_growth_stage[] party_place other_role[] other_party_kind[] other_place "
    "of_measure[] of_group[] by_attribute within_months threshold in_state[] of_scope timing "
    "followed_by_kind[] resulted_from_kind[] of_measure_id of_measure_part source[] description "
    "definition_version* missing_fact verification_source assumptions[] note evidence[] basis "
    "visibility",
    "choices": "id* element* state interval note visibility",
    "exchange_rates": "id* year* currency* to* rate* note evidence[] visibility",
}
VALUE_TYPES = {
    *("text", "name", "texts", "names", "code", "codes", "date", "integer", "decimal"),
    *("boolean", "reference", "references", "identifiers", "evidence", "url", "country"),
    *("currency", "visibility", "language", "month", "period", "switch"),
}
EXTRA = """
@prefix column: <https://w3id.org/ecograph/column/> .
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix ex: <https://example.org/terms#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix scheme: <https://w3id.org/ecograph/scheme/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/ecograph/shape/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

ex:Residency a owl:Class ; rdfs:subClassOf eco:Project ; rdfs:label "residency"@en .
ex:residency a skos:Concept ; skos:inScheme scheme:programme-kinds ;
    skos:prefLabel "Artist residency"@en ; eco:class ex:Residency .
ex:twinning a skos:Concept ; skos:inScheme scheme:relation-kinds ; skos:notation "twinning" ;
    skos:broader <https://w3id.org/ecograph/scheme/relation-kinds/alliance> .
ex:colours a skos:ConceptScheme .
ex:red a skos:Concept ; skos:inScheme ex:colours ; skos:notation "red" .
shape:organisations sh:property [ eco:column "colour" ; eco:valueType "code" ;
    sh:path ex:colour ; sh:name "Colour"@en ; eco:scheme ex:colours ] .
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """Give the model with an extra file."""
    path = tmp_path_factory.mktemp("extra") / "extra.ttl"
    path.write_text(EXTRA, "utf-8")
    return model_with([path])


def plain(sheet: str) -> str:
    """Return the columns of a sheet as SHEETS writes them."""
    columns = shipped_model().sheets[sheet].columns
    return " ".join(f"{c.name}{'*' * c.required}{'[]' * c.is_list}" for c in columns)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_has_these_columns_in_this_order(sheet: str) -> None:
    assert plain(sheet) == SHEETS[sheet]


def test_there_are_no_other_sheets() -> None:
    assert set(shipped_model().sheets) == set(SHEETS)


def test_every_sheet_names_the_family_and_class_of_its_rows() -> None:
    for sheet in shipped_model().sheets.values():
        assert sheet.family in FAMILIES
        assert sheet.class_iri in shipped_model().classes


def test_every_column_can_be_filled_in_without_asking() -> None:
    for sheet in shipped_model().sheets.values():
        for column in sheet.columns:
            assert column.value_type in VALUE_TYPES
            assert column.heading
            assert column.description.endswith(".")
            assert column.message or column.property_iri is None
            coded = column.value_type in {"code", "codes", "visibility"}
            assert coded == (column.scheme in shipped_model().schemes)
            assert column.value_type not in {"reference", "references"} or column.target_classes


def test_the_columns_of_a_party_are_told_from_those_of_its_relation() -> None:
    columns = shipped_model().sheets["relations"].columns
    assert [column.name for column in columns if column.party_level] == [
        "organisation",
        "role",
        "share",
        "contribution",
        "end_of_participation",
    ]


def test_limits_are_read_from_the_shapes() -> None:
    share = shipped_model().sheets["relations"].column("share")
    assert share is not None
    assert (share.minimum, share.maximum, share.pattern) == (Decimal(0), Decimal(100), None)
    verified = shipped_model().sheets["organisations"].column("verified")
    assert verified is not None
    assert verified.pattern is not None
    assert verified.pattern.endswith("-(0[1-9]|[12][0-9]|3[01])$")


def test_a_reference_may_name_one_of_several_classes() -> None:
    organisation = shipped_model().sheets["relations"].column("organisation")
    assert organisation is not None
    assert organisation.target_classes == (
        "http://www.w3.org/ns/org#Organization",
        vocabulary.CLASS_CLUSTER.value,
    )


def test_a_column_that_no_property_stands_for_has_none() -> None:
    organisations = shipped_model().sheets["organisations"]
    without = [c.name for c in organisations.columns if c.property_iri is None]
    assert without == ["id", "visibility"]
    assert organisations.column("colour") is None


@pytest.mark.parametrize(
    "text",
    [
        "university-hospital",
        "University Hospital",
        "CENTRE HOSPITALIER UNIVERSITAIRE",
        "universitätsklinikum",
        "Universitatsklinikum",
        "https://w3id.org/ecograph/scheme/organisation-kinds/university-hospital",
    ],
)
def test_a_code_is_found_by_its_labels_in_any_language_and_case(text: str) -> None:
    found = shipped_model().concept("organisation-kinds", text)
    assert found is not None
    assert found.code == "university-hospital"


def test_what_is_in_no_list_is_not_found() -> None:
    assert shipped_model().concept("organisation-kinds", "circus") is None
    assert shipped_model().concept("circuses", "university") is None


def test_a_label_falls_back_to_english_and_then_to_the_code(extended: Model) -> None:
    university = shipped_model().schemes["organisation-kinds"].concept("university")
    twinning = extended.concept("relation-kinds", "twinning")
    assert university is not None
    assert twinning is not None
    assert university.label("de") == "Universität"
    assert university.label("it") == "University"
    assert twinning.label() == "twinning"


def test_a_narrower_kind_inherits_the_class_of_the_broader_one(extended: Model) -> None:
    venture = extended.concept("relation-kinds", "venture-round")
    twinning = extended.concept("relation-kinds", "twinning")
    assert venture is not None
    assert twinning is not None
    assert extended.inherited(venture, vocabulary.RELATION_CLASS.value) == (
        vocabulary.CLASS_FUNDING,
    )
    assert extended.inherited(twinning, vocabulary.RELATION_CLASS.value) == (
        vocabulary.CLASS_PARTNERSHIP,
    )
    assert extended.inherited(twinning, vocabulary.CORE.value) == ()


def test_kinds_that_are_broader_than_each_other_do_not_go_on_for_ever() -> None:
    circle = model_with(
        b"<http://x/a> <http://www.w3.org/2004/02/skos/core#inScheme> <http://x/s> .\n"
        b"<http://x/a> <http://www.w3.org/2004/02/skos/core#broader> <http://x/b> .\n"
        b"<http://x/b> <http://www.w3.org/2004/02/skos/core#inScheme> <http://x/s> .\n"
        b"<http://x/b> <http://www.w3.org/2004/02/skos/core#broader> <http://x/a> .\n"
    )
    concept = circle.concept("s", "a")
    assert concept is not None
    assert circle.inherited(concept, vocabulary.CLASS.value) == ()


def test_an_extra_file_adds_a_class_with_its_kind(extended: Model) -> None:
    residency = extended.concept("programme-kinds", "artist residency")
    assert residency is not None
    assert residency.code == "residency"
    (class_iri,) = extended.inherited(residency, vocabulary.CLASS.value)
    assert extended.ancestors(class_iri.value) == (
        "https://example.org/terms#Residency",
        vocabulary.CLASS_PROJECT.value,
        vocabulary.CLASS_PROGRAMME.value,
    )
    assert extended.schemes["programme-kinds"].codes()[-1] == "residency"


def test_an_extra_file_adds_a_column_at_the_end_with_its_list(extended: Model) -> None:
    colour = extended.sheets["organisations"].columns[-1]
    assert (colour.name, colour.heading, colour.scheme) == ("colour", "Colour", "colours")
    assert extended.schemes["colours"].codes() == ("red",)
    assert shipped_model().sheets["organisations"].columns[-1].name == "verified"


def test_extra_triples_do_the_same_as_an_extra_file() -> None:
    extra = model_with(
        b"<https://example.org/moon> <http://www.w3.org/2004/02/skos/core#inScheme> "
        b"<https://w3id.org/ecograph/scheme/subsectors> .\n"
    )
    assert extra.schemes["subsectors"].codes()[-1] == "moon"
