"""A small results framework of one's own, with values and links, public and internal ones."""

import csv
import io
import re
from html import unescape
from pathlib import Path

from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import Register
from tests.facts import content
from tests.webfacts import INTERNAL, PUBLIC

HUSH = "A hushed step nobody outside may see"
_PREFIXES = f"""
@prefix choice: <{DEFAULT_BASE}choice/> .
@prefix comparison: <https://w3id.org/ecograph/scheme/comparisons/> .
@prefix contribution: <{DEFAULT_BASE}contribution/> .
@prefix direction: <https://w3id.org/ecograph/scheme/directions/> .
@prefix element: <{DEFAULT_BASE}element/> .
@prefix framework: <{DEFAULT_BASE}framework/> .
@prefix indicator: <{DEFAULT_BASE}indicator/> .
@prefix kind: <https://w3id.org/ecograph/scheme/relation-kinds/> .
@prefix needs: <https://w3id.org/ecograph/framework/needs/> .
@prefix obs: <{DEFAULT_BASE}observation/> .
@prefix valuekind: <https://w3id.org/ecograph/scheme/value-kinds/> .
@prefix way: <https://w3id.org/ecograph/scheme/ways-of-knowing/> .
"""
# One licence began in 2019. Waiting should fall, and fell by ten days; mood rose by a half.
OWN = f"""{_PREFIXES}
framework:own a eco:Framework, eco:Logframe ; rdfs:label "Our own" ; eco:order 90 ;
  eco:precondition "Whenever we like."@en .
element:own-outcome a eco:Element, eco:Outcome ; rdfs:label "Licences find takers" ;
  eco:framework framework:own ; eco:code "1" ; eco:order 1 ; eco:leadsTo needs:market .
indicator:own-licences a eco:Element, eco:Indicator ; rdfs:label "Licences that began" ;
  eco:framework framework:own ; eco:code "1.1" ; eco:order 2 ;
  eco:indicatorOf element:own-outcome ; eco:unit "licences" ;
  eco:direction direction:increase ; eco:comparison comparison:previous-year ;
  eco:wayOfKnowing way:computed ; eco:computedBy "records" ; eco:ofKind kind:licensing ;
  eco:definitionVersion "1" .
indicator:own-days a eco:Element, eco:Indicator ; rdfs:label "Days until a licence is signed" ;
  eco:framework framework:own ; eco:code "1.2" ; eco:order 3 ;
  eco:indicatorOf element:own-outcome ; eco:unit "days" ;
  eco:direction direction:decrease ; eco:comparison comparison:previous-year ;
  eco:wayOfKnowing way:reported ; eco:missingFact "How long talks last." ;
  eco:definitionVersion "1" .
obs:days-2023 a eco:Observation ; eco:indicator indicator:own-days ; eco:value 30.0 ;
  eco:unit "days" ; eco:period "2023"^^xsd:gYear ; eco:valueKind valuekind:actual .
obs:days-2024 a eco:Observation ; eco:indicator indicator:own-days ; eco:value 20.0 ;
  eco:unit "days" ; eco:period "2024"^^xsd:gYear ; eco:valueKind valuekind:actual .
obs:days-target a eco:Observation ; eco:indicator indicator:own-days ; eco:value 25.0 ;
  eco:unit "days" ; eco:period "2024"^^xsd:gYear ; eco:valueKind valuekind:target .
contribution:one a eco:Contribution ; eco:thing prog:one ; eco:element element:own-outcome .
choice:own a eco:Choice ; eco:element framework:own ; eco:switchedOn true .
"""
HUSHED = f"""{_PREFIXES}
framework:hush a eco:Framework, eco:Plan ; rdfs:label "A hushed plan of ours" .
element:hush-step a eco:Element, eco:NextStep ; rdfs:label "{HUSH}" ;
  eco:framework framework:own ; eco:code "9" ; eco:leadsTo element:own-outcome .
indicator:hush-figure a eco:Element, eco:Indicator ; rdfs:label "A hushed figure of ours" ;
  eco:framework framework:own ; eco:indicatorOf element:own-outcome ; eco:unit "secrets" ;
  eco:wayOfKnowing way:reported ; eco:definitionVersion "1" .
obs:hush a eco:Observation ; eco:indicator indicator:own-licences ; eco:value 777777.0 ;
  eco:unit "licences" ; eco:period "2024"^^xsd:gYear ; eco:note "a hushed note of ours" .
choice:hush a eco:Choice ; eco:element indicator:own-days ; eco:switchedOn false ;
  eco:note "we hush this one up" .
contribution:hush a eco:Contribution ; eco:thing :aurora ; eco:element element:own-outcome .
"""


def framework_register(path: Path) -> Register:
    """Return a small register with a framework of one's own beside those that are shipped."""
    register = Register(path, DEFAULT_BASE)
    register.replace(content("small", PUBLIC, INTERNAL))
    register.replace(content("own", OWN, HUSHED))
    return register


def records(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text by column."""
    return list(csv.DictReader(io.StringIO(text)))


def words(html: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
