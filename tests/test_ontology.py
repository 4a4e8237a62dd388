"""The ontology is whole: each term is declared, labelled and shown, and the rules are all there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple, parse

from ecograph import ontology, resources, standards, vocabulary
from ecograph.definitions import shipped_model

FOLDER = resources.folder("ontology")
EXAMPLES = sorted((FOLDER / "examples").glob("*.ttl"))
TRIPLES = ontology.shipped_triples()
FACTS = ontology.Facts(TRIPLES)
MODEL = shipped_model()
DECLARED = set(FACTS.subjects(standards.IS_DEFINED_BY))
LANGUAGES = ("en", "fr", "de")

# What must never be recorded of a person.
PROTECTED = re.compile(
    r"gender|\bsex|ethnic|\brac(e|ial)\b|religio|belief|disabilit|sexual|orientation|"
    r"pregnan|marital|\bage\b|birth|nationality|skin|first.?name|surname|salar|e-?mail|phone",
    re.IGNORECASE,
)


def used_terms(triples: list[Triple]) -> set[str]:
    """Return the properties of triples and the classes that they give to things."""
    properties = {triple.predicate.value for triple in triples}
    classes = {
        triple.object.value
        for triple in triples
        if triple.predicate == standards.TYPE and isinstance(triple.object, NamedNode)
    }
    return properties | classes


def example(path: Path) -> list[Triple]:
    """Return the triples of an example."""
    return [quad.triple for quad in parse(path=path)]


@pytest.mark.row("R001")
def test_every_term_has_an_english_label_a_comment_and_the_ontology_it_comes_from() -> None:
    terms = {*FACTS.subjects(standards.TYPE, standards.OWL_CLASS.value), *DECLARED}
    terms |= set(FACTS.subjects(standards.TYPE, f"{standards.RDF}Property"))
    assert len(terms) > 250
    for term in terms:
        assert FACTS.labels(term, standards.LABEL).get("en"), term
        assert FACTS.labels(term, standards.COMMENT).get("en", "").endswith("."), term
        (home,) = FACTS.texts(term, standards.IS_DEFINED_BY)
        assert term.startswith(home), term


@pytest.mark.row("R001")
def test_every_class_and_property_in_use_is_declared() -> None:
    ordinary = [path for path in EXAMPLES if path.stem != "invalid-undeclared-term"]
    used = used_terms(TRIPLES).union(*(used_terms(example(path)) for path in ordinary))
    assert used - DECLARED == set()


def test_every_term_that_shapes_speak_of_is_declared() -> None:
    spoken = {
        triple.object.value
        for triple in TRIPLES
        if triple.predicate
        in {
            standards.SHACL_PATH,
            standards.SHACL_CLASS,
            standards.SHACL_TARGET_CLASS,
            standards.SHACL_TARGET_SUBJECTS_OF,
            vocabulary.ROW_CLASS,
            vocabulary.CLASS,
            vocabulary.RELATION_CLASS,
            vocabulary.APPLIES_TO,
            vocabulary.CONCERNS_CLASS,
            vocabulary.THROUGH,
            standards.SUBCLASS_OF,
        }
        and isinstance(triple.object, NamedNode)
    }
    assert spoken - DECLARED == set()


def test_every_value_that_should_be_a_concept_is_one() -> None:
    prefix = vocabulary.SCHEMES
    schemes = {scheme.iri for scheme in MODEL.schemes.values()}
    triples = [*TRIPLES, *(triple for path in EXAMPLES for triple in example(path))]
    meant = {t.object.value for t in triples if isinstance(t.object, NamedNode)}
    missing = {iri for iri in meant if iri.startswith(prefix)} - schemes - set(MODEL.concepts)
    # One invalid example shows a code that is in no list.
    assert missing == {f"{prefix}relation-kinds/friendship"}


def test_the_ontology_says_its_version() -> None:
    assert FACTS.texts(vocabulary.ONTOLOGY.value, standards.VERSION_INFO) == ("0.2.0",)


def test_no_term_is_declared_twice() -> None:
    counted = Counter(t.subject for t in TRIPLES if t.predicate == standards.IS_DEFINED_BY)
    assert {term for term, times in counted.items() if times > 1} == set()


def test_the_files_of_the_ontology_are_short() -> None:
    for path in FOLDER.rglob("*.ttl"):
        assert len(path.read_text("utf-8").splitlines()) <= 300, path
        assert path.read_text("utf-8").startswith("# "), path


@pytest.mark.row("R052")
def test_nothing_can_hold_a_protected_characteristic_or_a_contact_of_a_person() -> None:
    texts = [iri.split("#")[-1] for iri in DECLARED]
    texts += [text for iri in DECLARED for text in FACTS.labels(iri, standards.LABEL).values()]
    columns = [column for sheet in MODEL.sheets.values() for column in sheet.columns]
    texts += [text for column in columns for text in (column.name, column.heading)]
    words = [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ") for text in texts]
    assert [word for word in words if PROTECTED.search(word)] == []
    assert [iri for iri in DECLARED if re.search(r"Person|Human|Employee", iri)] == []


def test_the_test_for_protected_characteristics_would_find_one() -> None:
    for word in ("gender", "date of birth", "ethnic group", "religion", "age", "disability"):
        assert PROTECTED.search(word), word
    for word in ("stage", "language", "page", "percentage", "trace"):
        assert not PROTECTED.search(word), word


def test_by_default_these_relations_count_as_collaboration() -> None:
    rules = [
        (
            FACTS.text(rule, vocabulary.APPLIES_TO),
            FACTS.text(rule, vocabulary.THROUGH),
            FACTS.text(rule, vocabulary.CONCERNS_CLASS),
            FACTS.text(rule, vocabulary.ROLE),
        )
        for rule in FACTS.subjects(standards.TYPE, vocabulary.CLASS_PROJECTION_RULE.value)
        if FACTS.text(rule, vocabulary.ON_BY_DEFAULT) == "true"
    ]
    eco, organiser = vocabulary.ECO, vocabulary.concept("roles", "organiser").value
    assert set(rules) == {
        (f"{eco}Partnership", f"{eco}parties", None, None),
        (f"{eco}Governance", f"{eco}parties", None, None),
        (f"{eco}Ownership", f"{eco}parties", None, None),
        (f"{eco}Participation", f"{eco}concerned", f"{eco}Project", None),
        (f"{eco}Participation", f"{eco}concerned", f"{eco}Event", organiser),
    }


def test_every_rule_of_projection_is_whole() -> None:
    rules = list(FACTS.subjects(standards.TYPE, vocabulary.CLASS_PROJECTION_RULE.value))
    assert len(rules) == 14
    for rule in rules:
        assert FACTS.labels(rule, standards.LABEL)["en"]
        assert 0 < float(FACTS.text(rule, vocabulary.WEIGHT) or 0) <= 1
        concerned = FACTS.text(rule, vocabulary.THROUGH) == vocabulary.CONCERNED.value
        assert concerned == bool(FACTS.text(rule, vocabulary.CONCERNS_CLASS))


def test_what_is_worked_out_is_marked_and_in_no_example() -> None:
    derived = set(FACTS.subjects(vocabulary.DERIVED))
    assert derived == {
        f"{vocabulary.ECO}{name}"
        for name in (
            *("inForceFrom", "inForceUntil", "undated", "missingDate", "party"),
            *("searchName", "layout", "loaded"),
        )
    }
    for path in EXAMPLES:
        assert not derived & used_terms(example(path)), path.name


def _codes_said(facts: ontology.Facts, term: NamedNode) -> set[str]:
    return {
        iri.rsplit("/", 1)[-1]
        for subject in facts.subjects(term)
        for iri in facts.texts(subject, term)
    }


@pytest.mark.row("R095")
def test_each_kind_and_form_of_the_source_has_an_example_and_a_park_runs_a_cluster() -> None:
    said = [ontology.Facts(example(path)) for path in EXAMPLES]
    kinds = {kind for facts in said for kind in _codes_said(facts, vocabulary.KIND)}
    forms = {form for facts in said for form in _codes_said(facts, vocabulary.FORM)}
    assert kinds >= {
        *("clinic", "research-organisation", "university", "education-provider"),
        *("biotech-company", "pharma-company", "infrastructure", "authority"),
        *("support-organisation", "patient-organisation"),
    }
    assert forms >= {"cluster", "technology-park", "business-association", "consortium"}
    run = ontology.Facts(example(FOLDER / "examples" / "cluster-run-by-a-park.ttl"))
    (cluster,) = run.subjects(standards.TYPE, vocabulary.CLASS_CLUSTER.value)
    (park,) = run.subjects(standards.TYPE, standards.CLASS_ORGANISATION.value)
    roles = {
        run.text(party, vocabulary.ORGANISATION): run.text(party, vocabulary.ROLE)
        for party in run.subjects(vocabulary.ROLE)
    }
    assert roles == {
        park: vocabulary.concept("roles", "manager").value,
        cluster: vocabulary.concept("roles", "governed").value,
    }


def test_names_keep_their_letters_and_languages() -> None:
    names = {
        (triple.object.value, triple.object.language)
        for triple in example(FOLDER / "examples" / "names.ttl")
        if isinstance(triple.object, Literal)
    }
    assert ("Eurasanté", "fr") in names
    assert ("Øresund Łódź Işık", None) in names


def test_examples_have_no_blank_nodes() -> None:
    for path in EXAMPLES:
        for triple in example(path):
            assert not isinstance(triple.subject, BlankNode), path.name
