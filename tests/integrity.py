"""What must not be in a whole data cube, by the integrity constraints of the recommendation.

They are in our own words; each is broken by the change beside it, so that a test of it can fail.
"""

from pyoxigraph import QueryBoolean, RdfFormat, Store

ECO = "https://w3id.org/ecograph/ns#"
QB = "http://purl.org/linked-data/cube#"
PREFIXES = f"""
PREFIX eco: <{ECO}>
PREFIX qb: <{QB}>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_NAMED_MEASURES = """
    ?one qb:dataSet/qb:structure ?all . ?all qb:component/qb:dimension qb:measureType .
    ?one qb:measureType ?measure .
"""
_IN_A_HIERARCHY = """
    ?one qb:dataSet/qb:structure/qb:component/qb:dimension ?term . ?one ?term ?code .
    ?term qb:codeList ?list . ?list a qb:HierarchicalCodeList .
"""


def _naming(measure: str, also: str = "") -> str:
    return (
        f"INSERT {{ ?all qb:component [ qb:dimension qb:measureType ] . {also} "
        f"?one qb:measureType {measure} }} WHERE {{ ?one qb:dataSet/qb:structure ?all }}"
    )


def _in_a_hierarchy(step: str) -> str:
    return (
        "INSERT { ?term qb:codeList <urn:list> . <urn:list> a qb:HierarchicalCodeList ; "
        f"qb:hierarchyRoot <urn:root> ; qb:parentChildProperty {step} }} "
        "WHERE { ?part qb:dimension ?term }"
    )


FORBIDDEN = {
    "IC-0 a value of another datatype than its property": (
        (
            "?one qb:dataSet/qb:structure/qb:component ?part . "
            "?part qb:dimension|qb:measure|qb:attribute ?term . ?term rdfs:range ?range . "
            "?one ?term ?value . "
            "FILTER (STRSTARTS(STR(?range), STR(xsd:)) && DATATYPE(?value) != ?range)"
        ),
        "INSERT { ?one eco:value 'many' } WHERE { ?one a qb:Observation }",
    ),
    "IC-1 an observation in no data set": (
        "?one a qb:Observation . FILTER NOT EXISTS { ?one qb:dataSet ?set }",
        "DELETE WHERE { ?one qb:dataSet ?set }",
    ),
    "IC-1 an observation in two data sets": (
        "?one qb:dataSet ?set ; qb:dataSet ?other . FILTER (?set != ?other)",
        "INSERT { ?one qb:dataSet <urn:other> } WHERE { ?one a qb:Observation }",
    ),
    "IC-2 a data set without its structure": (
        "?set a qb:DataSet . FILTER NOT EXISTS { ?set qb:structure ?structure }",
        "DELETE WHERE { ?set qb:structure ?structure }",
    ),
    "IC-2 a data set with two structures": (
        "?set qb:structure ?structure ; qb:structure ?other . FILTER (?structure != ?other)",
        "INSERT { ?set qb:structure <urn:other> } WHERE { ?set a qb:DataSet }",
    ),
    "IC-3 a structure without a measure": (
        (
            "?all a qb:DataStructureDefinition . "
            "FILTER NOT EXISTS { ?all qb:component ?part . ?part qb:measure ?term }"
        ),
        "DELETE WHERE { ?part qb:measure ?term }",
    ),
    "IC-4 a dimension without range": (
        "?term a qb:DimensionProperty . FILTER NOT EXISTS { ?term rdfs:range ?range }",
        "DELETE WHERE { ?term rdfs:range ?range }",
    ),
    "IC-5 a dimension of codes without their list": (
        (
            "?term a qb:DimensionProperty ; rdfs:range skos:Concept . "
            "FILTER NOT EXISTS { ?term qb:codeList ?list }"
        ),
        "DELETE WHERE { ?term qb:codeList ?list }",
    ),
    "IC-6 a part that may be left out and is no attribute": (
        "?part qb:componentRequired false . FILTER NOT EXISTS { ?part qb:attribute ?term }",
        "INSERT { ?part qb:componentRequired false } WHERE { ?part qb:dimension ?term }",
    ),
    "IC-7 a key of slices that no structure has": (
        "?key a qb:SliceKey . FILTER NOT EXISTS { ?all qb:sliceKey ?key }",
        "INSERT DATA { <urn:key> a qb:SliceKey }",
    ),
    "IC-8 a key of slices by what its structure does not have": (
        (
            "?all qb:sliceKey ?key . ?key qb:componentProperty ?term . FILTER NOT EXISTS "
            "{ ?all qb:component/(qb:dimension|qb:measure|qb:attribute) ?term }"
        ),
        (
            "INSERT { ?all qb:sliceKey <urn:key> . <urn:key> qb:componentProperty <urn:term> } "
            "WHERE { ?all a qb:DataStructureDefinition }"
        ),
    ),
    "IC-9 a slice of no structure": (
        "?slice a qb:Slice . FILTER NOT EXISTS { ?slice qb:sliceStructure ?key }",
        "INSERT DATA { <urn:slice> a qb:Slice }",
    ),
    "IC-9 a slice of two structures": (
        "?slice qb:sliceStructure ?key ; qb:sliceStructure ?other . FILTER (?key != ?other)",
        "INSERT DATA { <urn:slice> qb:sliceStructure <urn:key>, <urn:other> }",
    ),
    "IC-10 a slice without one of its dimensions": (
        (
            "?slice qb:sliceStructure/qb:componentProperty ?term . "
            "FILTER NOT EXISTS { ?slice ?term ?value }"
        ),
        (
            "INSERT DATA { <urn:slice> qb:sliceStructure <urn:key> . "
            "<urn:key> qb:componentProperty eco:period }"
        ),
    ),
    "IC-11 an observation without one of its dimensions": (
        (
            "?one qb:dataSet/qb:structure/qb:component/qb:dimension ?term . "
            "FILTER NOT EXISTS { ?one ?term ?value }"
        ),
        "DELETE WHERE { ?one eco:period ?period }",
    ),
    "IC-12 two observations at one place": (
        (
            "{ SELECT ?set ?place WHERE { { SELECT ?one ?set "
            "(GROUP_CONCAT(CONCAT(STR(?term), ' ', STR(?value)); SEPARATOR=' ') AS ?place) "
            "WHERE { { SELECT ?one ?set ?term ?value WHERE { ?one qb:dataSet ?set . "
            "?set qb:structure/qb:component/qb:dimension ?term . ?one ?term ?value } "
            "ORDER BY ?one ?term } } GROUP BY ?one ?set } } "
            "GROUP BY ?set ?place HAVING (COUNT(*) > 1) }"
        ),
        (
            "INSERT { ?new ?term ?value . } WHERE { ?one a qb:Observation ; ?term ?value . "
            "BIND (IRI(CONCAT(STR(?one), '/again')) AS ?new) }"
        ),
    ),
    "IC-13 an observation without an attribute that it needs": (
        (
            "?one qb:dataSet/qb:structure/qb:component ?part . ?part qb:componentRequired true ; "
            "qb:attribute ?term . FILTER NOT EXISTS { ?one ?term ?value }"
        ),
        "DELETE WHERE { ?one eco:unit ?unit }",
    ),
    "IC-14 an observation without its measure": (
        (
            "?one qb:dataSet/qb:structure/qb:component/qb:measure ?term . "
            "FILTER NOT EXISTS { ?one ?term ?value }"
        ),
        "DELETE WHERE { ?one eco:value ?value }",
    ),
    "IC-15 a measure by its name that the observation does not have": (
        f"{_NAMED_MEASURES} FILTER NOT EXISTS {{ ?one ?measure ?value }}",
        _naming("<urn:measure>"),
    ),
    "IC-16 another measure than the named one": (
        (
            f"{_NAMED_MEASURES} ?all qb:component/qb:measure ?other . ?one ?other ?value . "
            "FILTER (?other != ?measure)"
        ),
        _naming("<urn:measure>"),
    ),
    "IC-17 a named measure without the others of its place": (
        (
            f"{_NAMED_MEASURES} ?one qb:dataSet ?set . ?all qb:component/qb:measure ?needed . "
            "FILTER NOT EXISTS { ?other qb:dataSet ?set ; qb:measureType ?needed . "
            "FILTER NOT EXISTS { ?all qb:component/qb:dimension ?term . ?one ?term ?value . "
            "?other ?term ?another . FILTER (?term != qb:measureType && ?value != ?another) } }"
        ),
        _naming("eco:value", "?all qb:component [ qb:measure <urn:measure> ] ."),
    ),
    "IC-18 a slice with observations of another data set": (
        ("?set qb:slice/qb:observation ?one . FILTER NOT EXISTS { ?one qb:dataSet ?set }"),
        (
            "INSERT { <urn:set> qb:slice <urn:slice> . <urn:slice> qb:observation ?one } "
            "WHERE { ?one a qb:Observation }"
        ),
    ),
    "IC-19 a code that is not in the list of its dimension": (
        (
            "?one qb:dataSet/qb:structure/qb:component/qb:dimension ?term . ?one ?term ?code . "
            "?term qb:codeList ?list . FILTER NOT EXISTS { ?code skos:inScheme ?list }"
        ),
        "DELETE WHERE { ?code skos:inScheme ?list }",
    ),
    "IC-20 a code that its hierarchy does not lead to": (
        (
            f"{_IN_A_HIERARCHY} ?list qb:parentChildProperty skos:narrower . "
            "FILTER NOT EXISTS { ?list qb:hierarchyRoot/skos:narrower* ?code }"
        ),
        _in_a_hierarchy("skos:narrower"),
    ),
    "IC-21 a code that leads to no root of its hierarchy": (
        (
            f"{_IN_A_HIERARCHY} ?list qb:parentChildProperty/owl:inverseOf skos:broader . "
            "FILTER NOT EXISTS { ?list qb:hierarchyRoot/(^skos:broader)* ?code }"
        ),
        _in_a_hierarchy("[ owl:inverseOf skos:broader ]"),
    ),
    "a number that stands in two observations' stead": (
        "?one a qb:Observation ; eco:value ?value ; eco:value ?other . FILTER (?value != ?other)",
        "INSERT { ?one eco:value 1234567 } WHERE { ?one a qb:Observation }",
    ),
}


def stored(cube: bytes) -> Store:
    """Return a cube as it is read by another program."""
    store = Store()
    store.load(cube, RdfFormat.TURTLE)
    return store


def answer(store: Store, pattern: str) -> bool:
    """Tell whether something fits a pattern."""
    found = store.query(f"{PREFIXES} ASK {{ {pattern} }}")
    assert isinstance(found, QueryBoolean)
    return bool(found)
