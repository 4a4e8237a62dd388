"""Nothing that somebody writes into a name, a title or a note runs in a map."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from ecograph_viz.asking import Wishes
from ecograph_viz.drawn import drawn
from ecograph_viz.page import Surroundings
from ecograph_viz.page import page as whole_page
from tests.browser import served, visiting
from tests.drawings import sight_of
from tests.facts import content
from tests.webfacts import TODAY

pytestmark = pytest.mark.browser

_POINT_AND_CLICK = """key => {
  const { emitter } = ecographMap.picture.network.body;
  emitter.emit("hoverNode", { node: key, pointer: { DOM: { x: 9, y: 9 } } });
  emitter.emit("click", { nodes: [key] });
  return document.querySelector("#map-tip:not([hidden])").textContent;
}"""
ATTACKS = (
    "<script>window.attacked=1</script>",
    "</script><script>window.attacked=1</script>",
    "<img src=x onerror=window.attacked=1>",
    "<svg/onload=window.attacked=1>",
    '"><svg onload=window.attacked=1>',
    "' onmouseover='window.attacked=1",
    '" autofocus onfocus="window.attacked=1',
    "javascript:window.attacked=1",
    "</style><script>window.attacked=1</script>",
    "</textarea><script>window.attacked=1</script>",
    "<!--<script>window.attacked=1</script>-->",
    "{{ 7*7 }}{% set x = 1 %}${window.attacked=1}",
    "{{constructor.constructor('window.attacked=1')()}}",
    "\u2028window.attacked=1\u2029//",
    "\\u003cscript\\u003ewindow.attacked=1\\u003c/script\\u003e",
    "&lt;script&gt;window.attacked=1&lt;/script&gt;",
    "<iframe srcdoc='<script>parent.attacked=1</script>'>",
    '<a href="javascript:window.attacked=1">x</a>',
    "<details open ontoggle=window.attacked=1>",
    "*/</style><script>window.attacked=1</script><style>/*",
    "__proto__",
    "'; window.attacked=1; '",
)


HEAD = f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ev: <{DEFAULT_BASE}evidence/> .
@prefix kind: <{DEFAULT_BASE}kind/> .
@prefix scheme: <https://w3id.org/ecograph/scheme/> .
prog:p a eco:Programme, eco:Project ; rdfs:label TEXT .
"""
# An organisation of a kind of its own, a deal with the next one, and a part in the project.
EACH = """
:aN a org:Organization ; rdfs:label TEXT ; skos:altLabel TEXT ; eco:city TEXT ; eco:country TEXT ;
  eco:note TEXT ; eco:kind kind:kN ; eco:website "javascript:window.attacked=1"^^xsd:anyURI .
kind:kN a skos:Concept ; skos:inScheme scheme:organisation-kinds ; skos:notation TEXT ;
  skos:prefLabel TEXT@en .
ev:eN a eco:Evidence ; dcterms:title TEXT ; eco:place TEXT .
rel:dN a eco:Relation, eco:Partnership ; eco:start "2020"^^xsd:gYear ; eco:note TEXT ;
  eco:evidence ev:eN ; eco:involvement rel:dNx, rel:dNy .
rel:dNx a eco:Involvement ; eco:organisation :aN .
rel:dNy a eco:Involvement ; eco:organisation :aM .
rel:jN a eco:Relation, eco:Participation ; eco:concerns prog:p ; eco:start "2020"^^xsd:gYear ;
  eco:involvement rel:jNx .
rel:jNx a eco:Involvement ; eco:organisation :aN .
"""


def turtle() -> str:
    """Return a register in which every text is an attack."""
    parts = [HEAD.replace("TEXT", json.dumps(ATTACKS[1]))]
    for number, attack in enumerate(ATTACKS):
        numbered = re.sub(r"(?<=[a-z])N", str(number), EACH)
        linked = numbered.replace(":aM", f":a{(number + 1) % len(ATTACKS)}")
        parts.append(linked.replace("TEXT", json.dumps(attack)))
    return "".join(parts)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Register:
    register = Register(tmp_path_factory.mktemp("hostile"), DEFAULT_BASE)
    register.replace(content("hostile", turtle()))
    return register


@pytest.fixture(scope="module")
def home(hostile: Register) -> Iterator[str]:
    application = create_app(EditionReader(hostile.path), Settings(), lambda: TODAY)
    with served(application) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_file(hostile: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    drawing = drawn(
        EditionReader(hostile.path), lambda _: "javascript:window.attacked=1", internal=True
    )
    out = tmp_path_factory.mktemp("file") / "map.html"
    out.write_text(whole_page(sight_of(drawing, Wishes()), Surroundings()), "utf-8")
    return out


def handle_everything(page: Page) -> None:
    """Choose and point at every organisation and square, and search for every attack."""
    page.wait_for_selector("canvas")
    assert page.locator("#map-list [data-id]").count() == len(ATTACKS)
    for key in page.evaluate("ecographMap.picture.nodes.getIds()"):
        assert page.evaluate(_POINT_AND_CLICK, key) != ""
        assert page.locator("#map-details h2").inner_text().strip() != ""
    for attack in ATTACKS:
        page.fill("#map-search", attack)
    page.wait_for_timeout(200)


def is_safe(page: Page) -> bool:
    """Tell whether nothing ran and no element came out of a text."""
    grown = page.locator("#ecograph-map").locator(
        "script:not([type]), iframe, img, style, a[href^=javascript]"
    )
    return page.evaluate("window.attacked === undefined") and grown.count() == 0


def test_there_are_twenty_attacks_or_more() -> None:
    assert len(set(ATTACKS)) >= 20


@pytest.mark.parametrize("path", ["/map", "/embed/map"])
def test_no_attack_runs_on_a_served_map(browser: Browser, home: str, path: str) -> None:
    with visiting(browser, home) as visit:
        visit.page.on("dialog", lambda _: pytest.fail("something ran"))
        page = visit.open(f"{path}?year=all")
        handle_everything(page)
        assert is_safe(page)
        assert (visit.requests, visit.complaints) == ([], [])


def test_no_attack_runs_in_a_map_that_is_a_file(browser: Browser, hostile_file: Path) -> None:
    with visiting(browser, "file:/") as visit:
        visit.page.goto(hostile_file.as_uri())
        handle_everything(visit.page)
        assert is_safe(visit.page)
        assert visit.complaints == []
        assert [url for url in visit.requests if not url.startswith("file:")] == []


@pytest.mark.parametrize("name", ["search", "selected"])
def test_no_attack_runs_from_an_address(browser: Browser, home: str, name: str) -> None:
    with visiting(browser, home) as visit:
        for attack in ATTACKS:
            page = visit.open(f"/map?{name}={quote(attack)}")
            assert is_safe(page)
        assert (visit.requests, visit.complaints) == ([], [])


def test_an_attack_is_shown_as_the_text_that_it_is(browser: Browser, home: str) -> None:
    with visiting(browser, home) as visit:
        page = visit.open("/map?year=all&selected=organisation/a0")
        assert page.locator("#map-details h2").inner_text() == ATTACKS[0]
