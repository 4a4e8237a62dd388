"""Ask the check queries about Turtle texts, in a store that holds the ontology too."""

from pyoxigraph import DefaultGraph, Quad, QuerySolutions, RdfFormat, Store, parse

from ecograph import ontology, shapes
from ecograph.shapes import Violation


def ask_checks(store: Store) -> tuple[Violation, ...]:
    """Return what the check queries find in a store."""
    found = set()
    for name in shapes.check_names():
        answer = store.query(shapes.check_text(name))
        assert isinstance(answer, QuerySolutions)
        for row in answer:
            found.add(Violation(*("" if term is None else str(term.value) for term in row)))
    return tuple(sorted(found))


def ontology_store() -> Store:
    """Return a store with the ontology."""
    store = Store()
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
        for triple in ontology.shipped_triples()
    )
    return store


def checked(*turtle: str) -> tuple[Violation, ...]:
    """Return what the check queries find in Turtle texts."""
    store = ontology_store()
    for text in turtle:
        store.extend(parse(text, RdfFormat.TURTLE))
    return ask_checks(store)
