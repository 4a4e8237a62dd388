"""Small contents for the register, written as Turtle and given to it as a source."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ecograph.identifiers import DEFAULT_BASE
from ecograph.records import SourceContent
from ecograph.store import Register

PREFIXES = f"""
@prefix : <{DEFAULT_BASE}organisation/> .
@prefix rel: <{DEFAULT_BASE}relation/> .
@prefix prog: <{DEFAULT_BASE}programme/> .
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix id: <https://w3id.org/ecograph/scheme/identifier-schemes/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix status: <https://w3id.org/ecograph/scheme/statuses/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# The name of somebody of whom only staff know.
SECRET = "Hidden Labs"
SPARQL_PREFIXES = PREFIXES.replace("@prefix", "PREFIX").replace(" .\n", "\n")


def lines(turtle: str) -> frozenset[str]:
    """Return the facts of a Turtle text, the prefixes above declared, as N-Triples lines."""
    quads = parse(PREFIXES + turtle, RdfFormat.TURTLE)
    return frozenset(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)


def content(
    name: str, public: str = "", internal: str = "", *, match: bool = True
) -> SourceContent:
    """Return a source of this name with these facts."""
    return SourceContent(name, lines(public), lines(internal), "rdf", match)


def organisation(key: str, label: str, *identifiers: str) -> str:
    """Return the Turtle of an organisation, its identifiers given as scheme:value."""
    stated = [f'; org:identifier "{i.split(":")[1]}"^^id:{i.split(":")[0]}' for i in identifiers]
    return f':{key} a org:Organization ; rdfs:label "{label}" {" ".join(stated)} .\n'


def dated(keys: Iterable[tuple[str, str, str, str]]) -> str:
    """Return the Turtle of partnerships: key, start, end and status, "" for what is not stated."""
    return "\n".join(_partnership(*key) for key in keys)


def _partnership(key: str, start: str, end: str, status: str) -> str:
    types = {4: "gYear", 7: "gYearMonth", 10: "date"}
    dates = [
        f'; eco:{name} "{text}"^^xsd:{types[len(text)]}'
        for name, text in (("start", start), ("end", end))
        if text
    ]
    stated = f"; eco:status status:{status}" if status else ""
    return f"rel:{key} a eco:Partnership {' '.join(dates)} {stated} ."


def two_sources(path: Path) -> Register:
    """Return a register of two sources: both name Alpha, two names Beta, one a secret besides."""
    register = Register(path, DEFAULT_BASE)
    alpha = organisation("a", "Alpha")
    register.replace(content("one", alpha, organisation("h", SECRET)))
    register.replace(content("two", alpha + organisation("b", "Beta")))
    return register
