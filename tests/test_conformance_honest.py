"""What the grammar allows passes the caps and is answered; what it forbids is refused."""

import pytest
from fastapi.testclient import TestClient

from ecograph.questions import catalogue
from ecograph.store.queries.guards import check
from tests.webfacts import BROWSER

P = (
    "PREFIX : <urn:t#> PREFIX eco: <https://w3id.org/ecograph/ns#> "
    "PREFIX org: <http://www.w3.org/ns/org#> "
)
# The shapes that the W3C tests of the syntax go through, in words of our own.
SYNTAX = {
    "expressions": (
        "SELECT (?a + ?b * 2 - -1 AS ?c) (STRLEN(STR(?a)) > 3 && !BOUND(?z) AS ?d) { "
        "VALUES (?a ?b) { (1 2) } }"
    ),
    "minus without a space": "SELECT (?a-1 AS ?b) (1+-1 AS ?c) { VALUES ?a { 1 } }",
    "aggregates": (
        "SELECT ?s (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?d) (SUM(?o) AS ?t) "
        "(MIN(?o) AS ?l) (MAX(?o) AS ?h) (AVG(?o) AS ?m) (SAMPLE(?o) AS ?e) "
        "(GROUP_CONCAT(DISTINCT ?o ; SEPARATOR = ', ') AS ?g) { VALUES (?s ?o) { (1 2) "
        "(1 3) } } GROUP BY ?s HAVING (COUNT(*) > 0) ORDER BY DESC(COUNT(*))"
    ),
    "group by an expression": (
        "SELECT ?y (COUNT(*) AS ?n) { VALUES ?d { "
        "'2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date> } } GROUP BY (YEAR(?d) "
        "AS ?y)"
    ),
    "subquery": (
        "SELECT * { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY ?s LIMIT 2 } }"
    ),
    "exists": (
        "ASK { VALUES ?s { :a } FILTER NOT EXISTS { ?s :no ?x FILTER EXISTS { ?s :never ?x } } }"
    ),
    "minus": "SELECT * { VALUES ?s { :a :b } MINUS { VALUES ?s { :a } } }",
    "bind": (
        "SELECT * { VALUES ?a { 1 } BIND (IF(?a = 1, 'one', 'other') AS ?word) BIND "
        "(COALESCE(?no, ?word) AS ?w) }"
    ),
    "values in front, behind, empty, undefined": (
        "SELECT * { VALUES (?a ?b) { (UNDEF 1) (:x UNDEF) } VALUES ?c { } } VALUES (?a) { (:x) }"
    ),
    "in and not in": (
        "ASK { VALUES ?a { 1 2 } FILTER (?a IN (1, 3) && ?a NOT IN () && ?a NOT IN (7)) }"
    ),
    "construct by its pattern": "CONSTRUCT WHERE { ?s a org:Organization }",
    "construct with blank nodes": (
        "CONSTRUCT { [] :of ?s ; :list ( ?s 1 ) } WHERE { VALUES ?s { :a } }"
    ),
    "describe": "DESCRIBE ?s { ?s a org:Organization } LIMIT 1",
    "optional, union and groups": (
        "SELECT * { { VALUES ?a { 1 } } UNION { { VALUES ?a { 2 } } OPTIONAL { ?a :no ?b } } {} }"
    ),
    "lists and anonymous nodes": (
        "ASK { FILTER NOT EXISTS { ?s :p ( 1 ?x ( [] [ :q 'v' ; :r 2.5e0, true ] ) ) } }"
    ),
    "literals": (
        "SELECT ('a' AS ?a) (\"b\"@en-GB AS ?b) ('''c\"'c''' AS ?c) (1.5 AS ?d) (1e-3 "
        "AS ?e) (+1 AS ?f) ('\\u00e9\\n' AS ?g) { }"
    ),
    "names with digits, dots, colons, escapes": (
        "ASK { VALUES ?s { :1a :a.b :a:b :a%20b :a\\-b\\,c } FILTER NOT EXISTS { ?s "
        ":no:1.2 _:y.z } }"
    ),
    "comments with words and brackets": (
        "# SERVICE { { {\nSELECT * # LOAD <x> } \n{ } # INSERT DATA"
    ),
    "words that look forbidden": (
        "PREFIX insert: <urn:i#> PREFIX with: <urn:w#> PREFIX service: <urn:s#> SELECT "
        "?service ?load ?delete { VALUES (?service ?load ?delete) { (insert:data "
        "'SERVICE <http://x>' with:drop) } FILTER (?delete != service:clear) }"
    ),
    "graphs": (
        "SELECT * { GRAPH ?g { } OPTIONAL { GRAPH <urn:none> { ?s ?p ?o } } } ORDER BY ?g LIMIT 1"
    ),
    "distinct, reduced, offset": (
        "SELECT REDUCED ?a { { SELECT DISTINCT ?a { VALUES ?a { 1 1 2 } } } } ORDER BY "
        "ASC(?a) LIMIT 1 OFFSET 1"
    ),
    "text functions": (
        "SELECT (REPLACE(UCASE(CONCAT('a', LCASE('B'))), '[A]', 'x', 'i') AS ?r) "
        "(SUBSTR('abc', 2, 1) AS ?s) (STRBEFORE('a-b', '-') AS ?t) (ENCODE_FOR_URI('a "
        "b') AS ?u) (STRLANG('x', 'de') AS ?v) (LANGMATCHES('de-AT', 'de') AS ?w) "
        "(REGEX('abc', '^a.c$') AS ?x) (SHA256('a') AS ?y) { }"
    ),
    "iri with a base": (
        "BASE <http://b.example/x/> SELECT (IRI('../y') AS ?i) { VALUES ?s { <z> } }"
    ),
    "dates": (
        "SELECT (YEAR(NOW()) AS ?y) (TZ(NOW()) AS ?z) (DATATYPE(RAND()) AS ?r) "
        "(ISIRI(UUID()) AS ?u) { }"
    ),
    "ask without where": "ASK {}",
    "no space at all": "SELECT(1 AS?a){}",
}
PATHS = {
    "sequence": "?s eco:involvement/eco:organisation ?o",
    "inverse": "?o ^eco:organisation ?i",
    "inverse of a sequence": "?o ^(eco:involvement/eco:organisation) ?r",
    "alternative": "?s (eco:party|eco:organisation) ?o",
    "none or more": "?s eco:parent* ?o",
    "one or more": "?s eco:partOf+ ?o",
    "none or one": "?s eco:parent? ?o",
    "negated": "?s !(eco:party|^eco:party|a) ?o",
    "negated alone": "?s !a ?o",
    "nested": "?s (eco:involvement/(eco:organisation|^eco:party))?/eco:country ?c",
    "repetition of an inverse": "?s (^eco:party/eco:party)+ ?o",
    "in a list": "?s :p ( [ eco:party/eco:country ?c ] )",
    "with a predicate list": "?s eco:involvement/eco:organisation ?o, ?q ; ^eco:concerns* ?z",
    "of a variable graph": "GRAPH ?g { ?s eco:parent+/eco:country ?c }",
    "both ends known": "<urn:a> eco:parent* <urn:a>",
}
# Each of these is against the grammar, or its rules for names.
WRONG = {
    "a column neither grouped nor counted": "SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "a star beside a group": "SELECT * { ?s ?p ?o } GROUP BY ?s",
    "a name bound twice": "SELECT (1 AS ?a) (2 AS ?a) { }",
    "a name bound that is in use": "SELECT * { ?s ?p ?a BIND (1 AS ?a) }",
    "one blank node in two groups": "ASK { _:a ?p ?o OPTIONAL { _:a ?q ?r } }",
    "values of another length": "SELECT * { VALUES (?a ?b) { (1) } }",
    "a bracket too few": "SELECT * { ?s ?p ?o",
    "a bracket too many": "ASK { } }",
    "a prefix that nobody declared": "ASK { ?s nobody:knows ?o }",
    "a blank node as a property": "ASK { ?s [] ?o }",
    "a literal that does not end": "ASK { ?s ?p 'a }",
    "two queries": "ASK {} ASK {}",
    "a variable in a construct that is no triple": "CONSTRUCT { ?s ?p } { ?s ?p ?o }",
    "a subquery without brackets": "SELECT * { SELECT * { } . ?s ?p ?o }",
    "nothing": "# only a comment",
}
LANES = " ".join(f"OPTIONAL {{ ?s eco:country ?c{number} }}" for number in range(59))
SIXTY = f"{P} SELECT ?s {{ ?s a org:Organization . {LANES} }} ORDER BY ?s LIMIT 5"
JOINS = " . ".join(f"?s eco:country ?c{number}" for number in range(59))
CHAIN = f"{P} ASK {{ ?s a org:Organization . {JOINS} }}"
VALUES = " ".join(f"<urn:value:number-{number:05d}>" for number in range(340))
EIGHT_KILOBYTES = f"{P} SELECT * {{ VALUES ?s {{ {VALUES} }} OPTIONAL {{ ?s a ?c }} }}"


def status(client: TestClient, query: str) -> int:
    """Return the status of the answer to a query that was sent as it is."""
    headers = {"Content-Type": "application/sparql-query"}
    return client.post("/sparql", content=query, headers=headers).status_code


@pytest.mark.parametrize("name", SYNTAX)
def test_every_shape_of_the_language_is_answered(client: TestClient, name: str) -> None:
    assert status(client, P + SYNTAX[name]) == 200


@pytest.mark.parametrize("name", PATHS)
def test_every_shape_of_a_path_is_answered(client: TestClient, name: str) -> None:
    assert status(client, f"{P} SELECT * {{ {PATHS[name]} }} LIMIT 3") == 200


@pytest.mark.parametrize("name", WRONG)
def test_what_the_grammar_forbids_is_a_mistake_of_the_client(client: TestClient, name: str) -> None:
    assert status(client, P + WRONG[name]) == 400


@pytest.mark.parametrize("query", [SIXTY, CHAIN], ids=["optional", "joined"])
def test_sixty_patterns_are_answered(client: TestClient, query: str) -> None:
    assert status(client, query) == 200


def test_eight_kilobytes_of_values_are_answered(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": EIGHT_KILOBYTES})
    assert len(EIGHT_KILOBYTES) > 8_000
    assert len(answer.json()["results"]["bindings"]) == 340


@pytest.mark.parametrize("name", catalogue())
def test_every_question_passes_the_caps(name: str) -> None:
    check(catalogue()[name].text)


def test_a_page_of_values_is_answered_on_the_page_too(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": EIGHT_KILOBYTES}, headers=dict(BROWSER))
    assert (page.status_code, "340 rows." in page.text) == (200, True)
