#+ title: Whether an observation is locked is said by its status.
#+ to: 0.2.0
#+ former: https://w3id.org/ecograph/ns#locked
PREFIX eco: <https://w3id.org/ecograph/ns#>
PREFIX observed: <https://w3id.org/ecograph/scheme/observation-statuses/>
INSERT { GRAPH ?source { ?observation eco:observationStatus observed:locked } }
WHERE {
  GRAPH ?source { ?observation eco:locked true }
  FILTER NOT EXISTS { GRAPH ?source { ?observation eco:observationStatus ?known } }
} ;
DELETE { GRAPH ?source { ?observation eco:locked ?was } }
WHERE {
  GRAPH ?source { ?observation eco:locked ?was }
  FILTER (ISLITERAL(?was))
}
