"""The facts that a figure of a framework counted or left out, in words and with their pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fastapi import Request

from ecograph.review import Fact, relation_fact
from ecograph_api.network.readings import Reading, reading_of
from ecograph_api.register.addresses import page_of
from ecograph_api.site import Record, Site


@dataclass(frozen=True, slots=True)
class CountedFact:
    """A relation or thing: its page, what it is, what it is about, when it holds, who says so.

    The basis is that of a relation: stated or inferred.
    """

    iri: str
    url: str
    name: str
    what: str = ""
    about: str = ""
    start: str = ""
    end: str = ""
    basis: str = ""
    sources: str = ""


def counted_facts(request: Request, site: Site, iris: Iterable[str]) -> Mapping[str, CountedFact]:
    """Return facts in words by their IRI, in the order in which they are given."""
    things = {row["thing"]: row for row in site.kept_rows("names")}
    reading = reading_of(request, site)
    return {each.iri: each for each in _facts(site.reader.base, reading, things, iris)}


def _facts(
    base: str, reading: Reading, things: Mapping[str, Record], iris: Iterable[str]
) -> Iterator[CountedFact]:
    known = reading.affiliations
    for iri in iris:
        if iri in known.relations:
            yield _of_relation(base, relation_fact(known, reading.whence, known.relations[iri]))
        elif iri in things:
            row = things[iri]
            url = page_of(base, iri, row["in_list"])
            what = row["kind"] or row["in_list"].removesuffix("s")
            yield CountedFact(iri, url, row["name"], what, start=row["start"], end=row["end"])
        else:
            yield CountedFact(iri, page_of(base, iri), iri.rpartition("/")[2])


def _of_relation(base: str, fact: Fact) -> CountedFact:
    return CountedFact(
        iri=fact.relation,
        url=page_of(base, fact.relation, "partnerships"),
        name=fact.parties or fact.relation.rpartition("/")[2],
        what=fact.what,
        about=fact.about,
        start=fact.start,
        end=fact.end,
        basis=fact.basis,
        sources=fact.sources,
    )
