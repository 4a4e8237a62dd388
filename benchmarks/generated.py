"""An ecosystem made up by a seed, as N-Triples lines in the model of the register."""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ecograph.identifiers import DEFAULT_BASE, entity_iri
from ecograph.vocabulary import ECO

SEED = 5
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_ORG = "http://www.w3.org/ns/org#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SCHEMES = "https://w3id.org/ecograph/scheme/"
_FIRST = ("Aurora", "Boreas", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Iris")
_SECOND = ("Nordic", "Baltic", "Alpine", "Atlantic", "Central", "Coastal", "Northern", "Western")
_THIRD = ("Bio", "Pharma", "Diagnostics", "Imaging", "Devices", "Genomics", "Health", "Vaccines")
_FORMS = ("Institute", "Group", "Works", "Laboratory", "Partners", "Foundation")
_COUNTRIES = (
    "AT",
    "BE",
    "CH",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "IE",
    "IT",
    "NL",
    "SE",
    "US",
)
_KINDS = (
    "biotech-company",
    "university",
    "pharma-company",
    "hospital",
    "medical-technology-company",
)
_SUBSECTORS = (
    "biotechnology",
    "diagnostics-and-personalised-medicine",
    "digital-health",
    "pharmaceuticals",
    "woundcare-and-regenerative-tissue",
)
_ROLES = ("coordinator", "partner", "licensor", "licensee", "member")
_FOCUS = ("research", "production", "partnership-and-innovation")
_YEARS = range(2008, 2026)


class Ecosystem:
    """Organisations in clusters, projects and partnerships; few of them are in very many."""

    def __init__(self, organisations: int, seed: int = SEED) -> None:
        self._random = random.Random(seed)  # noqa: S311  # it makes up data, no secrets
        self._size = organisations
        self._weights = tuple(accumulate(1 / (rank + 30) for rank in range(organisations)))

    def lines(self) -> Iterator[str]:
        """Yield the facts: with 20,000 organisations, 2 million with what follows from them."""
        for number in range(self._size):
            yield from self._organisation(number)
        for number in range(self._size * 3 // 20):
            yield from self._outpost(number)
        for number in range(self._size * 3 // 10):
            yield from self._project(number)
        for number in range(self._size * 5 // 4):
            yield from self._partnership(number)
        for number in range(self._size * 3 // 4):
            yield from self._membership(number)

    def _organisation(self, number: int) -> Iterator[str]:
        iri = organisation(number)
        is_cluster = number < clusters(self._size)
        yield _fact(
            iri, f"{_RDF}type", _iri(f"{ECO}Cluster" if is_cluster else f"{_ORG}Organization")
        )
        yield _fact(iri, f"{_RDFS}label", _text(self._name(number)))
        yield _fact(iri, f"{ECO}country", _text(self._random.choice(_COUNTRIES)))
        yield _fact(iri, f"{ECO}start", _typed(str(self._random.randrange(1950, 2015)), "gYear"))
        if is_cluster:
            return
        yield _fact(iri, f"{ECO}kind", _code("organisation-kinds", self._random.choice(_KINDS)))
        for subsector in self._random.sample(_SUBSECTORS, self._random.randint(1, 2)):
            yield _fact(iri, f"{ECO}subsector", _code("subsectors", subsector))

    def _outpost(self, number: int) -> Iterator[str]:
        iri = _entity("organisation", f"outpost-{number}")
        yield _fact(iri, f"{_RDF}type", _iri(f"{ECO}Outpost"))
        yield _fact(iri, f"{_RDFS}label", _text(f"{self._name(number)} Office {number}"))
        yield _fact(iri, f"{ECO}parent", _iri(self._drawn(1)[0]))
        yield _fact(iri, f"{ECO}country", _text(self._random.choice(_COUNTRIES)))
        yield _fact(iri, f"{ECO}focus", _code("outpost-focus", self._random.choice(_FOCUS)))
        yield from self._dates(iri)

    def _project(self, number: int) -> Iterator[str]:
        iri = _entity("programme", f"project-{number}")
        yield _fact(iri, f"{_RDF}type", _iri(f"{ECO}Project"))
        yield _fact(iri, f"{_RDFS}label", _text(f"{self._name(number)} Project {number}"))
        dates = tuple(self._dates(iri))
        yield from dates
        for place, party in enumerate(self._drawn(self._random.randint(2, 18))):
            relation = _entity("relation", f"project-{number}-{place}")
            yield from _relation(relation, "Participation", "participation", iri)
            yield from (line.replace(f"<{iri}>", f"<{relation}>", 1) for line in dates)
            yield from _involvement(relation, 1, party, _ROLES[min(place, 1)])

    def _partnership(self, number: int) -> Iterator[str]:
        relation = _entity("relation", f"partnership-{number}")
        yield from _relation(relation, "Partnership", "licensing", "")
        yield from self._dates(relation)
        for place, party in enumerate(self._drawn(self._random.choice((2, 2, 2, 3, 4))), 1):
            yield from _involvement(relation, place, party, _ROLES[2 + (place > 1)])

    def _membership(self, number: int) -> Iterator[str]:
        relation = _entity("relation", f"membership-{number}")
        cluster = organisation(self._random.randrange(clusters(self._size)))
        yield from _relation(relation, "Membership", "membership", cluster)
        yield from self._dates(relation)
        yield from _involvement(relation, 1, self._drawn(1)[0], _ROLES[4])

    def _dates(self, iri: str) -> Iterator[str]:
        start = self._random.choice(_YEARS)
        month = self._random.randint(1, 12)
        yield _fact(iri, f"{ECO}start", _typed(f"{start}-{month:02}-01", "date"))
        if self._random.random() < 0.7:
            end = start + self._random.randint(1, 5)
            yield _fact(iri, f"{ECO}end", _typed(f"{end}-{month:02}-28", "date"))

    def _name(self, number: int) -> str:
        words = (self._random.choice(each) for each in (_FIRST, _SECOND, _THIRD, _FORMS))
        return f"{' '.join(words)} {number}"

    def _drawn(self, count: int) -> Sequence[str]:
        """Return different organisations that are no clusters, the first ones much more often."""
        most, found = self._weights[-1], set[int]()
        while len(found) < count:
            number = bisect(self._weights, self._random.random() * most)
            found |= {number} if number >= clusters(self._size) else set()
        return [organisation(number) for number in sorted(found)]


def organisation(number: int) -> str:
    """Return the IRI of an organisation; those of low numbers have the most partners."""
    return _entity("organisation", f"organisation-{number}")


def clusters(organisations: int) -> int:
    """Return how many of the organisations, the first ones, are clusters."""
    return max(1, organisations // 1000)


def _relation(iri: str, family: str, kind: str, concerns: str) -> Iterator[str]:
    yield _fact(iri, f"{_RDF}type", _iri(f"{ECO}{family}"))
    yield _fact(iri, f"{ECO}kind", _code("relation-kinds", kind))
    yield _fact(iri, f"{ECO}basis", _code("bases", "stated"))
    if concerns:
        yield _fact(iri, f"{ECO}concerns", _iri(concerns))


def _involvement(relation: str, place: int, party: str, role: str) -> Iterator[str]:
    iri = f"{relation}/party/{place}"
    yield _fact(relation, f"{ECO}involvement", _iri(iri))
    yield _fact(iri, f"{_RDF}type", _iri(f"{ECO}Involvement"))
    yield _fact(iri, f"{ECO}organisation", _iri(party))
    yield _fact(iri, f"{ECO}role", _code("roles", role))


def _entity(family: str, key: str) -> str:
    return entity_iri(DEFAULT_BASE, family, key)


def _fact(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} ."


def _iri(iri: str) -> str:
    return f"<{iri}>"


def _code(scheme: str, code: str) -> str:
    return f"<{_SCHEMES}{scheme}/{code}>"


def _text(text: str) -> str:
    return f'"{text}"'


def _typed(text: str, kind: str) -> str:
    return f'"{text}"^^<{_XSD}{kind}>'
