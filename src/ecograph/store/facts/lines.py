"""Facts as N-Triples lines: taking them apart, and the terms that the merge must know."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, RdfFormat, Triple, parse

ECO = "https://w3id.org/ecograph/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
STATUS = "https://w3id.org/ecograph/scheme/statuses/"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
ALT_LABEL = "<http://www.w3.org/2004/02/skos/core#altLabel>"
IDENTIFIER = "<http://www.w3.org/ns/org#identifier>"
ORGANIZATION = "<http://www.w3.org/ns/org#Organization>"
COLLABORATION = "<http://www.w3.org/ns/org#OrganizationalCollaboration>"
SAME_AS = "<http://www.w3.org/2002/07/owl#sameAs>"

Fact = tuple[str, str, str]


def eco(name: str) -> str:
    """Return a term of the ecograph namespace as N-Triples writes it."""
    return f"<{ECO}{name}>"


def facts(lines: Iterable[str]) -> Iterator[Fact]:
    """Yield subject, predicate and object, each as N-Triples writes it."""
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        yield subject, predicate, rest[:-2]


def line(fact: Fact) -> str:
    """Return the N-Triples line of a fact, without its line end."""
    return f"{fact[0]} {fact[1]} {fact[2]} ."


def literal_text(term: str) -> str:
    """Return the text of a literal that N-Triples wrote, whatever its type or language."""
    text = term[1 : term.rindex('"')]
    if "\\" not in text:
        return text
    (triple,) = parse(f'<urn:s> <urn:p> "{text}" .', RdfFormat.N_TRIPLES)
    return _text(Triple(triple.subject, triple.predicate, triple.object))


def string(text: str) -> str:
    """Return a plain string as N-Triples writes it."""
    return str(Literal(text))


def day(text: str) -> str:
    """Return an ISO day as N-Triples writes a date."""
    return f'"{text}"^^<{XSD}date>'


def _text(triple: Triple) -> str:
    value = triple.object
    return value.value if isinstance(value, Literal) else str(value)
