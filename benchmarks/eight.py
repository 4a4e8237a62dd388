"""The eight questions that staff ask, the same text for every server."""

from dataclasses import dataclass

from benchmarks.generated import organisation

TABLE = "application/sparql-results+json"
GRAPH = "application/n-triples, text/plain;q=0.9"
_PREFIXES = """PREFIX eco: <https://w3id.org/ecograph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what it asks, its SPARQL, and the formats in which it is asked."""

    title: str
    text: str
    accept: str = TABLE


def questions(organisations: int) -> tuple[Question, ...]:
    """Return the questions; those about one organisation ask about one of many partners."""
    one = f"<{organisation(organisations // 200)}>"
    return tuple(
        Question(title, _PREFIXES + text.replace("ONE", one), accept)
        for title, text, accept in (
            ("partners of one, roles and years", _PARTNERS, TABLE),
            ("programmes of one", _PROGRAMMES, TABLE),
            ("partners' partners", _PARTNERS_OF_PARTNERS, TABLE),
            ("outposts by country", _OUTPOSTS, TABLE),
            ("pairs of subsector by year", _SUBSECTORS, TABLE),
            ("names containing two words", _NAMES, TABLE),
            ("the twenty with most partners", _TWENTY, TABLE),
            ("CONSTRUCT of all parties", _PARTIES, GRAPH),
        )
    )


_PARTNERS = """SELECT ?partner ?name ?role ?from ?until
WHERE {
  ?own eco:organisation ONE .
  ?relation eco:involvement ?own .
  ?relation eco:inForceFrom ?from .
  ?relation eco:inForceUntil ?until .
  ?relation eco:involvement ?other .
  ?other eco:organisation ?partner .
  ?other eco:role ?role .
  ?partner rdfs:label ?name .
  FILTER (?partner != ONE)
}
ORDER BY ?name ?from ?until ?role ?partner"""
_PROGRAMMES = """SELECT ?programme ?name ?from ?until
WHERE {
  ?relation eco:party ONE .
  ?relation a eco:Participation .
  ?relation eco:concerns ?programme .
  ?programme rdfs:label ?name .
  ?programme eco:inForceFrom ?from .
  ?programme eco:inForceUntil ?until .
}
ORDER BY ?from ?name"""
_PARTNERS_OF_PARTNERS = """SELECT DISTINCT ?far
WHERE {
  ?near_relation a eco:Partnership .
  ?near_relation eco:party ONE .
  ?near_relation eco:party ?near .
  ?far_relation eco:party ?near .
  ?far_relation a eco:Partnership .
  ?far_relation eco:party ?far .
  FILTER (?near != ONE && ?far != ONE && ?far != ?near)
}
ORDER BY ?far"""
_OUTPOSTS = """SELECT ?country (COUNT(?outpost) AS ?outposts)
WHERE {
  ?outpost a eco:Outpost .
  ?outpost eco:country ?country .
}
GROUP BY ?country
ORDER BY DESC(?outposts) ?country"""
_SUBSECTORS = """SELECT ?one ?other ?year (COUNT(?relation) AS ?relations)
WHERE {
  ?relation a eco:Partnership .
  ?relation eco:inForceFrom ?from .
  ?relation eco:party ?a .
  ?relation eco:party ?b .
  ?a eco:subsector ?one .
  ?b eco:subsector ?other .
  FILTER (STR(?a) < STR(?b))
  BIND (SUBSTR(STR(?from), 1, 4) AS ?year)
}
GROUP BY ?one ?other ?year
ORDER BY ?year ?one ?other"""
_NAMES = """SELECT ?thing ?name
WHERE {
  ?thing eco:searchName ?name .
  FILTER (CONTAINS(?name, "nordic") && CONTAINS(?name, "vaccines"))
}
ORDER BY ?name ?thing"""
_TWENTY = """SELECT ?organisation (COUNT(DISTINCT ?partner) AS ?partners)
WHERE {
  ?relation eco:party ?organisation .
  ?relation eco:party ?partner .
  FILTER (?organisation != ?partner)
}
GROUP BY ?organisation
ORDER BY DESC(?partners) ?organisation
LIMIT 20"""
_PARTIES = """CONSTRUCT { ?relation eco:party ?organisation }
WHERE { ?relation eco:party ?organisation }"""
