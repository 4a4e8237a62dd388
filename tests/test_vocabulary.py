"""The Python names of terms are exactly the terms that the ontology declares."""

from pyoxigraph import NamedNode

from ecograph import ontology, resultterms, standards, vocabulary
from ecograph.definitions import shipped_model

FACTS = ontology.Facts(ontology.shipped_triples())
DECLARED = set(FACTS.subjects(standards.IS_DEFINED_BY))


def named(module: object) -> dict[str, str]:
    """Return the IRI under each name of a term in a module."""
    return {
        name: value.value for name, value in vars(module).items() if isinstance(value, NamedNode)
    }


def _named_terms() -> dict[str, str]:
    return {**named(vocabulary), **named(resultterms)}


def test_every_term_of_the_namespace_has_one_name_and_every_name_a_term() -> None:
    names = _named_terms()
    del names["ONTOLOGY"]
    terms = {iri for iri in DECLARED if iri.startswith(vocabulary.ECO)}
    assert set(names.values()) == terms
    assert len(names) == len(terms)


def test_a_class_is_told_from_a_property_by_its_name() -> None:
    classes = set(FACTS.subjects(standards.TYPE, standards.OWL_CLASS.value))
    marked = {iri for name, iri in _named_terms().items() if name.startswith("CLASS_")}
    assert marked == {iri for iri in classes if iri.startswith(vocabulary.ECO)}
    assert (vocabulary.CLASS_EVIDENCE.value, vocabulary.EVIDENCE.value) == (
        "https://w3id.org/ecograph/ns#Evidence",
        "https://w3id.org/ecograph/ns#evidence",
    )


def test_every_reused_term_with_a_name_is_declared_with_its_use_here() -> None:
    datatypes = {iri for iri in named(standards).values() if iri.startswith(standards.XSD)}
    # Files of ours write owl:Class; others may write rdfs:Class.
    theirs = {standards.RDFS_CLASS.value}
    assert set(named(standards).values()) - datatypes - theirs <= DECLARED


def test_a_concept_is_named_by_its_scheme_and_code() -> None:
    planned = shipped_model().concept("statuses", "planned")
    assert planned is not None
    assert vocabulary.concept("statuses", "planned") == NamedNode(planned.iri)
    assert vocabulary.scheme("statuses").value == shipped_model().schemes["statuses"].iri


def test_no_two_prefixes_are_for_one_namespace() -> None:
    assert len(set(standards.PREFIXES.values())) == len(standards.PREFIXES)
    assert standards.PREFIXES["eco"] == vocabulary.ECO
