"""A small register for the tests of the pages: little enough to count by hand."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from tests.facts import content

BROWSER: Mapping[str, str] = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TODAY = date(2025, 6, 30)
_MORE_PREFIXES = f"""
@prefix cite: <{DEFAULT_BASE}evidence/report/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ev: <{DEFAULT_BASE}evidence/> .
@prefix kind: <https://w3id.org/ecograph/scheme/organisation-kinds/> .
@prefix obs: <{DEFAULT_BASE}observation/> .
@prefix of: <https://w3id.org/ecograph/scheme/relation-kinds/> .
@prefix role: <https://w3id.org/ecograph/scheme/roles/> .
"""
# Five organisations and a cluster, an outpost, two programmes, a fund, four relations.
PUBLIC = f"""{_MORE_PREFIXES}
:cluster a eco:Cluster ; rdfs:label "Sound Cluster" ; eco:country "DK" .
:aurora a org:Organization ; rdfs:label "Aurora Bio" ; skos:altLabel "Øresund Biotech"@da ;
  eco:kind kind:biotech-company ; eco:city "Malmö" ; eco:country "SE" ;
  eco:start "2015"^^xsd:gYear ; eco:website "https://aurora.example/"^^xsd:anyURI ;
  org:identifier "999978530"^^id:pic ; eco:evidence cite:p12 ;
  dcterms:description "<script>window.attacked = true</script>" .
:lodz a org:Organization ; rdfs:label "Øresund Łódź Işık"@pl ; eco:kind kind:university ;
  eco:country "PL" .
:sante a org:Organization ; rdfs:label "Clubster Santé"@fr ; eco:country "FR" .
:closed a org:Organization ; rdfs:label "=Closed Company" ; eco:end "2020"^^xsd:gYear .
:a.csv a org:Organization ; rdfs:label "Dotted" .
:hub a org:Organization, eco:Outpost ; rdfs:label "Aurora Hub" ; eco:parent :aurora ;
  eco:start "2019-05"^^xsd:gYearMonth ; eco:country "DE" .
prog:horizon a eco:Programme ; rdfs:label "Horizon" .
prog:one a eco:Programme, eco:Project ; rdfs:label "Project One" ; eco:partOf prog:horizon ;
  eco:start "2018"^^xsd:gYear ; eco:end "2020"^^xsd:gYear .
<{DEFAULT_BASE}resource/fund> a eco:Resource, eco:Fund ; rdfs:label "Seed Fund" ;
  eco:operator :sante .
ev:report a eco:Evidence ; dcterms:title "Report on clusters" ;
  eco:website "https://report.example/"^^xsd:anyURI .
cite:p12 a eco:Evidence ; dcterms:isPartOf ev:report ; eco:place "p. 12" .
obs:heads a eco:Observation ; eco:about :aurora ; eco:countOf "employees" ;
  eco:measure <https://w3id.org/ecograph/scheme/measures/headcount> ; eco:value 120.0 .
rel:licence a eco:Relation, eco:Partnership ; eco:kind of:licensing ;
  eco:start "2019"^^xsd:gYear ; eco:evidence cite:p12 ;
  eco:involvement <{DEFAULT_BASE}relation/licence/party/1> ,
    <{DEFAULT_BASE}relation/licence/party/2> .
<{DEFAULT_BASE}relation/licence/party/1> a eco:Involvement ; eco:organisation :aurora ;
  eco:role role:licensor .
<{DEFAULT_BASE}relation/licence/party/2> a eco:Involvement ; eco:organisation :lodz ;
  eco:role role:licensee .
rel:takes-part a eco:Relation, eco:Participation ; eco:kind of:participation ;
  eco:concerns prog:one ; eco:start "2018"^^xsd:gYear ; eco:end "2020"^^xsd:gYear ;
  eco:involvement <{DEFAULT_BASE}relation/takes-part/party/1> .
<{DEFAULT_BASE}relation/takes-part/party/1> a eco:Involvement ; eco:organisation :aurora ;
  eco:role role:coordinator .
rel:joins a eco:Relation, eco:Membership ; eco:kind of:membership ; eco:concerns :cluster ;
  eco:status status:planned ; eco:involvement <{DEFAULT_BASE}relation/joins/party/1> .
<{DEFAULT_BASE}relation/joins/party/1> a eco:Involvement ; eco:organisation :lodz ;
  eco:role role:member .
rel:vague a eco:Relation, eco:Partnership ; eco:kind of:alliance ;
  eco:involvement <{DEFAULT_BASE}relation/vague/party/1> .
<{DEFAULT_BASE}relation/vague/party/1> a eco:Involvement ; eco:organisation :sante .
"""
SECRET = "Hush Hush Holding"
INTERNAL = f"""{_MORE_PREFIXES}
:hush a org:Organization ; rdfs:label "{SECRET}" ; eco:country "DK" .
rel:hushed a eco:Relation, eco:Partnership ; eco:kind of:alliance ;
  eco:involvement <{DEFAULT_BASE}relation/hushed/party/1> ,
    <{DEFAULT_BASE}relation/hushed/party/2> .
<{DEFAULT_BASE}relation/hushed/party/1> a eco:Involvement ; eco:organisation :hush .
<{DEFAULT_BASE}relation/hushed/party/2> a eco:Involvement ; eco:organisation :aurora .
"""


def small_register(path: Path) -> Register:
    """Return a register with the facts above, the internal ones too."""
    register = Register(path, DEFAULT_BASE)
    register.replace(content("small", PUBLIC, INTERNAL))
    return register


def pages_over(register: Register) -> TestClient:
    """Return a client of the pages over a register, on a fixed day."""
    reader = EditionReader(register.path)
    application = create_app(reader, Settings(store=register.path), lambda: TODAY)
    return TestClient(application, follow_redirects=False)
