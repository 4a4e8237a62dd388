"""Ways of asking for an internal fact: queries, and the addresses of everything else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from ecograph.identifiers import DEFAULT_BASE
from tests.webfacts import BROWSER
from tests.worlds import Attack

INTERNAL = f"{DEFAULT_BASE}source/model-cluster/internal"
PUBLIC = f"{DEFAULT_BASE}source/model-cluster"
ALL = f"{DEFAULT_BASE}merge/all"
HIDDEN = f"{DEFAULT_BASE}organisation/mc-thistle-stealth"
RELATION = f"{DEFAULT_BASE}relation/mc-r-p19"
# It is public, and party to internal relations.
KNOWN = f"{DEFAULT_BASE}organisation/mc-aurora-bio"
ECO = "PREFIX eco: <https://w3id.org/ecograph/ns#>"
OF_INTERNAL, OF_ALL = f"FROM <{INTERNAL}>", f"FROM <{ALL}>"
OF_BOTH, NAMED = f"FROM <{PUBLIC}> {OF_INTERNAL}", f"FROM NAMED <{INTERNAL}>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ROWS = "text/csv, application/n-triples;q=0.9, application/sparql-results+json;q=0.5"

# Each tells staff something that it does not tell the public.
_QUERIES: Mapping[str, str] = {
    "all facts": "SELECT * { ?s ?p ?o }",
    "all facts of all graphs": "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "the names of graphs": "SELECT DISTINCT ?g { GRAPH ?g { } }",
    "internal graph": f"SELECT * {{ GRAPH <{INTERNAL}> {{ ?s ?p ?o }} }}",
    "from the internal graph": f"SELECT * {OF_INTERNAL} {{ ?s ?p ?o }}",
    "from the merge of all": f"SELECT * {OF_ALL} {{ ?s ?p ?o }}",
    "from named": f"SELECT * {NAMED} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "from both": f"SELECT * {OF_BOTH} {{ ?s ?p ?o }}",
    "described": f"DESCRIBE <{HIDDEN}>",
    "described relation": f"DESCRIBE <{RELATION}>",
    "described by pattern": f"DESCRIBE ?s {{ ?s {LABEL} 'Thistle Stealth Demo' }}",
    "described from": f"DESCRIBE <{HIDDEN}> FROM <{INTERNAL}>",
    "constructed": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "constructed from graphs": "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }",
    "shape of the graph": f"CONSTRUCT {{ <{KNOWN}> eco:x ?g }} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "path over parties": f"SELECT ?y {{ <{KNOWN}> (^eco:party/eco:party)+ ?y }}",
    "path backwards": f"SELECT ?x {{ ?x ^(eco:organisation|eco:party) ?y . ?y ?p <{KNOWN}> }}",
    "negated path": f"SELECT ?y {{ <{KNOWN}> ^(!eco:none) ?y }}",
    "path of any length": f"SELECT (COUNT(*) AS ?n) {{ <{KNOWN}> (eco:party|^eco:party)* ?y }}",
    "count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "count by graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "count of the internal graph": (
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{INTERNAL}> {{ ?s ?p ?o }} }}"
    ),
    "count of names like internal": (
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER STRENDS(STR(?g), '/internal') }"
    ),
    "sum of amounts": "SELECT (SUM(?a) AS ?n) { ?r eco:amount ?a }",
    "longest name": f"SELECT (MAX(STRLEN(STR(?o))) AS ?n) {{ ?s {LABEL} ?o }} GROUP BY ?s",
    "joined texts": (
        f"SELECT (GROUP_CONCAT(?o) AS ?n) {{ {{ SELECT ?o {{ ?s {LABEL} ?o }} ORDER BY ?o }} }}"
    ),
    "is there": f"ASK {{ <{HIDDEN}> ?p ?o }}",
    "is there in a graph": f"ASK {{ GRAPH <{INTERNAL}> {{ ?s ?p ?o }} }}",
    "is there a name": "ASK { ?s ?p ?o FILTER CONTAINS(STR(?o), 'Thistle') }",
    "exists": f"SELECT ?x {{ ?x a eco:Cluster FILTER EXISTS {{ <{HIDDEN}> ?p ?o }} }}",
    "not exists": f"SELECT ?x {{ ?x a eco:Cluster FILTER NOT EXISTS {{ <{HIDDEN}> ?p ?o }} }}",
    "exists in a graph": (
        f"SELECT ?x {{ VALUES ?x {{ <{KNOWN}> }} FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?x }} "
        "FILTER STRENDS(STR(?g), '/internal') } }"
    ),
    "minus": f"SELECT ?s {{ ?s ?p ?o MINUS {{ GRAPH <{PUBLIC}> {{ ?s ?p ?o }} }} }}",
    "values": f"SELECT * {{ VALUES ?s {{ <{HIDDEN}> <{RELATION}> }} ?s ?p ?o }}",
    "values of graphs": f"SELECT * {{ VALUES ?g {{ <{INTERNAL}> }} GRAPH ?g {{ ?s ?p ?o }} }}",
    "values at the end": f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} }} VALUES ?g {{ <{INTERNAL}> }}",
    "bound graph": f"SELECT * {{ BIND (<{INTERNAL}> AS ?g) GRAPH ?g {{ ?s ?p ?o }} }}",
    "made graph": (
        f"SELECT * {{ BIND (IRI(CONCAT('{PUBLIC}', '/internal')) AS ?g) GRAPH ?g {{ ?s ?p ?o }} }}"
    ),
    "made name": f"SELECT * {{ BIND (IRI('{HIDDEN}') AS ?s) ?s ?p ?o }}",
    "inner query": f"SELECT * {{ {{ SELECT * {{ <{HIDDEN}> ?p ?o }} }} }}",
    "inner graph": f"SELECT * {{ {{ SELECT * {{ GRAPH <{INTERNAL}> {{ ?s ?p ?o }} }} }} }}",
    "union": f"SELECT * {{ {{ ?s a eco:Cluster }} UNION {{ GRAPH <{INTERNAL}> {{ ?s ?p ?o }} }} }}",
    "optional": f"SELECT * {{ ?s a eco:Cluster OPTIONAL {{ GRAPH <{INTERNAL}> {{ ?x ?p ?o }} }} }}",
    "graph in graph": f"SELECT * {{ GRAPH ?a {{ GRAPH <{INTERNAL}> {{ ?s ?p ?o }} }} }}",
    "base and prefix": (
        f"BASE <{DEFAULT_BASE}> PREFIX o: <organisation/> SELECT * {{ o:mc-thistle-stealth ?p ?o }}"
    ),
    "escaped iri": f"SELECT * {{ <{HIDDEN.replace('t', chr(92) + 'u0074')}> ?p ?o }}",
    "by regular expression": "SELECT ?o { ?s ?p ?o FILTER REGEX(STR(?o), '^thistle', 'i') }",
    "what follows from facts": f"SELECT ?r {{ ?r eco:party <{KNOWN}> }}",
    "folded names": "SELECT ?o { ?s ?p ?o FILTER STRSTARTS(STR(?o), 'thistle') }",
    "evidence": "SELECT ?e { ?e ?p ?o FILTER CONTAINS(STR(?e), 'confidential') }",
    "kinds of its relations": f"SELECT DISTINCT ?c {{ ?r a ?c ; eco:party <{HIDDEN}> }}",
}
QUERIES = {name: text if "PREFIX" in text else f"{ECO}\n{text}" for name, text in _QUERIES.items()}
# Of each kind one, quickly answered, with its rows in one order.
FEW = ("count", "internal graph", "described", "is there", "values", "exists", "inner graph")


def by_get(query: str) -> Attack:
    """Return a query in the address."""
    return Attack("/sparql", {"query": query}, {"Accept": ROWS})


def by_form(query: str) -> Attack:
    """Return a query in a form."""
    body = urlencode({"query": query})
    return Attack("/sparql", headers={"Accept": ROWS, **FORM}, method="POST", body=body)


def by_body(query: str) -> Attack:
    """Return a query as the body."""
    headers = {"Accept": ROWS, "Content-Type": "application/sparql-query"}
    return Attack("/sparql", headers=headers, method="POST", body=query)


def on_the_page(query: str) -> Attack:
    """Return a query on the page."""
    return Attack("/sparql", {"query": query}, BROWSER)


def by_head(query: str) -> Attack:
    """Return a query whose answer's headers alone are asked for."""
    return replace(by_get(query), method="HEAD")


def over_all_graphs(query: str) -> Attack:
    """Return a query with the internal graphs as its dataset, by the protocol."""
    graphs: dict[str, str | list[str]] = {
        "default-graph-uri": [ALL, INTERNAL],
        "named-graph-uri": [INTERNAL, ALL],
    }
    return Attack("/sparql", {"query": query, **graphs}, {"Accept": ROWS})


SPARQL_DOORS: Mapping[str, Callable[[str], Attack]] = {
    "form": by_form,
    "body": by_body,
    "page": on_the_page,
    "head": by_head,
    "dataset of the protocol": over_all_graphs,
}
LISTS = ("organisations", "programmes", "partnerships", "outposts", "resources")
YEAR = {"year": "2024"}


def of_lists() -> Iterator[tuple[str, Attack]]:
    """Yield what lists, their filters, and the search may give away."""
    for name in LISTS:
        for form in ("", ".csv", ".json"):
            yield f"list {name}{form}", Attack(f"/{name}{form}", headers=BROWSER)
    for text in ("thistle", "Thistle Stealth Demo", "LAGOON", "mc-thistle-stealth", HIDDEN):
        yield f"search {text}", Attack("/search.json", {"search": text})
    yield "search page", Attack("/search", {"search": "stealth"}, BROWSER)
    yield "search beyond", Attack("/organisations.json", {"search": "thistle", "page": "2"})
    yield (
        "filter by status",
        Attack("/partnerships.json", {"status": "planned", "search": "aurora"}),
    )
    yield (
        "filter by kind",
        Attack("/organisations.json", {"kind": "biotech-company", "size": "500"}),
    )
    yield "filter by place", Attack("/organisations.json", {"country": "DK", "size": "500"})
    yield "filter unknown", Attack("/organisations.json", {"kind": "thistle"})
    yield "big page", Attack("/partnerships.json", {"size": "500"})


def of_things() -> Iterator[tuple[str, Attack]]:
    """Yield what the pages of things may give away."""
    for form in ("", ".html", ".json", ".ttl", ".jsonld"):
        yield f"hidden thing{form}", Attack(f"/organisations/mc-thistle-stealth{form}")
        yield f"known thing{form}", Attack(f"/organisations/mc-aurora-bio{form}")
    encoded = "%6dc-thistle%2Dstealth"
    yield "encoded key", Attack(f"/organisations/{encoded}.json")
    yield "whole iri as key", Attack(f"/organisations/{quote(HIDDEN, safe='')}")
    yield "hidden programme", Attack("/programmes/mc-project-lagoon", headers=BROWSER)
    yield "hidden relation", Attack("/partnerships/mc-r-p19.json")
    yield "known fund", Attack("/resources/mc-srv-ip.ttl")
    yield "known outpost", Attack("/outposts/mc-out-yarrow.json")
    yield "hidden element", Attack("/elements/mc-plan/mc-pl-opportunity-3.json")
    yield "head of a thing", Attack("/organisations/mc-thistle-stealth", method="HEAD")


def of_questions() -> Iterator[tuple[str, Attack]]:
    """Yield what questions may give away."""
    asked: tuple[tuple[str, dict[str, str]], ...] = (
        ("partners", {"organisation": HIDDEN}),
        ("partners", {"organisation": "mc-thistle-stealth"}),
        ("partners", {"organisation": "Thistle Stealth Demo"}),
        ("partners", {"organisation": "mc-aurora-bio", "planned": "yes", "ended": "yes"}),
        ("links-between", {"organisation": "mc-model-hospital", "other": "mc-thistle-stealth"}),
        ("programme-participants", {"programme": "mc-project-lagoon"}),
        ("funding", {"organisation": "mc-oresund", "ended": "yes"}),
        ("members", {"cluster": "model-cluster", "year": "2024"}),
        ("members-by-kind", {"cluster": "model-cluster", "year": "2024"}),
        ("organisation-search", {"name": "thistle"}),
        ("planned-relations", {}),
        ("facts-by-scope", {}),
        ("facts-of-source", {"source": "model-cluster", "thing": "mc-thistle-stealth"}),
        ("facts-of-source", {"source": "model-cluster/internal", "thing": "mc-aurora-bio"}),
        ("facts-without-evidence", {}),
        ("reported-totals", {"about": "mc-cedar-bio"}),
        ("agreements-and-bids", {"organisation": "mc-thistle-stealth"}),
        ("presence-abroad", {"organisation": "mc-oresund", "year": "2024"}),
    )
    for name, given in asked:
        for form in (".json", ".csv"):
            yield f"{name}{form} {given}", Attack(f"/questions/{name}{form}", given)
    yield "question page", Attack("/questions/partners", {"organisation": HIDDEN}, BROWSER)


def of_views() -> Iterator[tuple[str, Attack]]:
    """Yield what maps, measures, reviews and frameworks may give away."""
    for path in ("/map.json", "/map", "/embed/map"):
        yield path, Attack(path, headers=BROWSER)
        yield f"{path} focus", Attack(path, {"focus": HIDDEN, "year": "all"}, BROWSER)
        yield f"{path} search", Attack(path, {"search": "thistle", "year": "all"}, BROWSER)
    for form in ("", ".json", ".csv"):
        yield f"measures{form}", Attack(f"/measures{form}", YEAR, BROWSER)
        yield f"review{form}", Attack(f"/review{form}", YEAR, BROWSER)
        yield f"explained{form}", Attack(f"/measures/degree{form}", YEAR, BROWSER)
        as_public = {**YEAR, "public": "yes"}
        yield f"explained to the public{form}", Attack(f"/measures/ties{form}", as_public, BROWSER)
        yield f"information{form}", Attack(f"/information{form}", headers=BROWSER)
        yield f"frameworks{form}", Attack(f"/frameworks{form}", headers=BROWSER)
        yield f"indicator{form}", Attack(f"/indicators/market/impact.1{form}", YEAR, BROWSER)
        yield f"own plan{form}", Attack(f"/frameworks/mc-plan{form}", YEAR, BROWSER)
        yield f"due{form}", Attack(f"/frameworks/due{form}", headers=BROWSER)
    yield "explained part", Attack("/measures/degree.json", {**YEAR, "part": HIDDEN})
    yield "review as workbook", Attack("/review.xlsx", YEAR, method="HEAD")
    yield "framework as graph", Attack("/frameworks/mc-plan.ttl")
    yield "sheet", Attack("/frameworks/benchmarking-questionnaire/sheet", YEAR)
    yield "scorecard", Attack("/frameworks/cluster-scorecard.json", YEAR)
    yield "calendar", Attack("/frameworks/due.ics")


def of_graphs() -> Iterator[tuple[str, Attack]]:
    """Yield what whole graphs, descriptions and other addresses may give away."""
    turtle = {"Accept": "application/n-triples"}
    for graph in (INTERNAL, ALL, f"{DEFAULT_BASE}matches/all", HIDDEN):
        yield f"store {graph}", Attack("/store", {"graph": graph}, turtle)
    yield "store default", Attack("/store", {"default": ""}, turtle)
    for key in ("model-cluster", "model-cluster/internal", "model-cluster%2Finternal"):
        yield f"store by name {key}", Attack(f"/store/{key}", headers=turtle)
    yield "store head", Attack("/store", {"graph": INTERNAL}, turtle, "HEAD")
    yield "store public", Attack("/store", {"graph": PUBLIC}, turtle)
    yield "description", Attack("/sparql", headers=turtle)
    for path in ("/", "/index.json", "/openapi.json", "/questions.json", "/health", "/docs"):
        yield f"address {path}", Attack(path)
    for path in ("/store/current", "/editions", "/static/../manifest.json", "/static/%2e%2e/x"):
        yield f"file {path}", Attack(path)
    hidden = "/organisations/mc-thistle-stealth"
    yield (
        "method override",
        Attack(hidden, headers={"X-HTTP-Method-Override": "GET"}, method="POST"),
    )
    yield (
        "rewritten address",
        Attack("/", headers={"X-Original-URL": hidden, "X-Rewrite-URL": hidden}),
    )
    yield "as from inside", Attack(hidden, headers={"X-Forwarded-For": "127.0.0.1"})
    yield "role in a header", Attack(hidden, headers={"X-Role": "writer", "X-Internal": "true"})
    yield "user in a header", Attack(hidden, headers={"X-Remote-User": "Rhea Reader"})
    yield (
        "internal as parameter",
        Attack("/sparql", {"query": QUERIES["count"], "internal": "1"}),
    )
    yield "edition as parameter", Attack("/organisations.json", {"edition": "000001"})
    yield "two suffixes", Attack(f"{hidden}.json.html")
    yield "options", Attack(hidden, method="OPTIONS")


OTHERS = dict([*of_lists(), *of_things(), *of_questions(), *of_views(), *of_graphs()])
