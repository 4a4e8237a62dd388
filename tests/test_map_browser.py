"""The map in a browser draws what the data say, keeps its state, and works by keyboard."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, Page

from ecograph.identifiers import fold
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from ecograph_viz.asking import Wishes
from ecograph_viz.drawn import drawn
from ecograph_viz.page import Surroundings
from ecograph_viz.page import page as whole_page
from tests.browser import Visit, served, visiting
from tests.drawings import sight_of
from tests.webfacts import TODAY

pytestmark = pytest.mark.browser

_DRAWN = """() => ({
  nodes: ecographMap.picture.nodes.getIds().sort(),
  lines: ecographMap.picture.edges.get().map(e => [e.from, e.to, Boolean(e.dashes)]).sort(),
})"""
_LISTED = "all => all.map(e => e.dataset.id)"


def drawn_on(page: Page) -> Mapping[str, object]:
    """Return the nodes and lines that vis-network holds, by the keys of the page."""
    found: Mapping[str, object] = page.evaluate(_DRAWN)
    return found


def told_by(visit: Visit, query: str) -> Mapping[str, object]:
    """Return the nodes and lines of the data at the same address, by the keys of the page."""
    answer = visit.page.request.get(f"{visit.home}/map.json?{query}").json()
    base = visit.page.evaluate("ecographMap.drawing.base")
    nodes = [each["iri"] for each in (*answer["organisations"], *answer["undertakings"])]
    lines = [(each["first"], each["second"], each["planned"]) for each in answer["lines"]]
    return {
        "nodes": sorted(iri.removeprefix(base) for iri in nodes),
        "lines": sorted(
            [first.removeprefix(base), second.removeprefix(base), planned]
            for first, second, planned in lines
        ),
    }


QUERIES = (
    "",
    "year=2019",
    "year=2024&planned=no",
    "year=all",
    "as_of=2022-04-01",
    "year=2023&kind=university&kind=biotech-company",
    "kind=none",
    "year=all&relation=funding&relation=shared-cluster-membership",
    "year=all&relation=cluster-link&relation=shared-event&alone=no",
    "relation=none",
    "year=all&repeat=yes",
    "year=all&repeat=yes&fold=yes&alone=no",
    "fold=yes",
    "year=all&focus=organisation/mc-aurora-bio",
    "focus=organisation/mc-borealis-university&fold=yes&alone=no",
    "year=1950",
)


@pytest.mark.row("R006")
@pytest.mark.parametrize("query", QUERIES)
def test_what_is_drawn_is_what_the_data_at_the_same_address_say(visit: Visit, query: str) -> None:
    page = visit.open(f"/map?{query}")
    assert drawn_on(page) == told_by(visit, query)
    assert page.evaluate("ecographMap.seen().leftOut") == [
        {"reason": each["reason"], "number": each["number"]}
        for each in visit.page.request.get(f"{visit.home}/map.json?{query}").json()["left_out"]
        if each["reason"] not in {"no-line", "no-rule"}
    ]
    assert visit.complaints == []


@pytest.fixture(scope="module")
def plain(browser: Browser, home: str) -> Iterator[Visit]:
    with visiting(browser, home, script=False) as opened:
        yield opened


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_says_without_script_what_the_script_says(
    plain: Visit, visit: Visit, query: str
) -> None:
    said = texts(visit.open(f"/map?{query}"))
    plain.page.goto(f"{visit.home}/map?{query}")
    assert texts(plain.page) == said


def texts(page: Page) -> Mapping[str, object]:
    """Return what the page says of what is drawn: sentence, counts, signs and what is left out."""
    labels = page.locator(".map-legend label, .map-legend [data-sign]:not([hidden])")
    return {
        "status": page.locator("#map-status").inner_text(),
        "legend": [" ".join(text.split()) for text in labels.all_inner_texts()],
        "left out": page.locator("#map-left-out li").all_inner_texts(),
        "count": page.locator("#map-count").inner_text(),
    }


def test_the_list_is_in_step_with_the_picture(visit: Visit) -> None:
    page = visit.open("/map?year=2024")
    for year in ("2021", "all"):
        page.select_option("#map-year", year)
        organisations = page.evaluate("[...ecographMap.seen().organisations.keys()]")
        assert page.locator("#map-list [data-id]").evaluate_all(_LISTED) == organisations
        nodes = drawn_on(page)["nodes"]
        assert isinstance(nodes, list)
        assert set(organisations) == {key for key in nodes if key.startswith("organisation/")}


def test_the_legend_counts_the_nodes_that_are_drawn(visit: Visit) -> None:
    page = visit.open("/map?year=2023")
    groups = page.evaluate("ecographMap.picture.nodes.get().map(node => node.group)")
    for label in page.locator("[data-group]").all():
        group = label.get_attribute("data-group")
        assert int(label.locator("[data-count]").inner_text()) == groups.count(group)


@pytest.mark.row("R006")
def test_a_shared_link_opens_what_was_seen(browser: Browser, visit: Visit) -> None:
    page = visit.open("/map")
    page.select_option("#map-year", "2023")
    page.locator("input[name=kind][value=university]").uncheck()
    page.locator("input[name=relation][value=funding]").check()
    page.locator("input[name=fold]").check()
    page.fill("#map-search", "aurora")
    page.locator("#map-list [data-id]").first.click()
    with visiting(browser, visit.home) as other:
        opened = other.open(page.url.removeprefix(visit.home))
        assert opened.url == page.url
        assert drawn_on(opened) == drawn_on(page)
        assert texts(opened) == texts(page)
        for name in ("#map-details", "#map-list"):
            assert opened.locator(name).inner_text() == page.locator(name).inner_text()
        assert other.requests == []


@pytest.mark.row("R006", "R110")
def test_what_is_planned_is_dashed_and_nothing_else(visit: Visit) -> None:
    page = visit.open("/map")
    seen = page.evaluate(
        """() => ecographMap.seen().lines.map(({ planned, first, second }) => [
          planned, Boolean(ecographMap.picture.edges.get(`${first} ${second}`).dashes),
        ])"""
    )
    borders = page.evaluate(
        """() => [...ecographMap.seen().organisations.keys()].map(id => [
          ecographMap.drawing.organisations.get(id).planned,
          Boolean(ecographMap.picture.nodes.get(id).shapeProperties.borderDashes),
        ])"""
    )
    assert {tuple(pair) for pair in (*seen, *borders)} == {(True, True), (False, False)}
    assert {planned for planned, _ in borders} == {True, False}


@pytest.mark.row("R116")
def test_what_is_typed_is_folded_as_the_register_folds(visit: Visit) -> None:
    page = visit.open("/map")
    typed = [
        "Øresund Łódź Işık",
        "E\u0301cole Žižkov ß STRASSE",
        "  Ærø \u00a0 Œuvre ",
        "Đorđe Ħ Ŋ ŧ Ə",
        "Αθήνα Москва",
        "İstanbul",
        "ﬁn № ½ – “x”",
    ]
    folded = page.evaluate(
        "texts => texts.map(t => ecographMap.folded(t, ecographMap.drawing.letters))", typed
    )
    assert folded == [fold(text) for text in typed]


@pytest.mark.row("R116")
@pytest.mark.parametrize("typed", ["oresund", "lodz", "isik", "Øresund łódź", "ISIK demo"])
def test_a_search_finds_names_without_their_accents(visit: Visit, typed: str) -> None:
    page = visit.open("/map?year=all")
    page.fill("#map-search", typed)
    assert "Øresund Łódź Işık Demo" in page.locator("#map-list").inner_text()
    assert page.locator("#map-list [data-id]").count() < 5


def test_the_details_are_dated_and_sourced_and_lead_to_the_page(visit: Visit) -> None:
    page = visit.open("/map?year=2024&selected=organisation/mc-aurora-bio")
    details = page.locator("#map-details")
    assert "since 2024-09" in details.inner_text()
    assert "Press review (invented), 15; source model-cluster" in details.inner_text()
    link = details.get_by_role("link", name="All that the register says of it")
    assert link.get_attribute("href") == "/organisations/mc-aurora-bio"
    shared = len(partners(page, "organisation/mc-aurora-bio"))
    assert page.locator("[data-sign=tie] [data-count]").inner_text() == str(shared)


def partners(page: Page, key: str) -> set[str]:
    """Return the organisations that share something with one."""
    found: list[str] = page.evaluate(
        """key => {
          const { lines, organisations } = ecographMap.seen();
          const beside = id => lines.filter(l => [l.first, l.second].includes(id))
            .map(l => l.first === id ? l.second : l.first);
          return beside(key).flatMap(id => organisations.has(id) ? [id] : beside(id));
        }""",
        key,
    )
    return set(found) - {key}


def test_a_click_in_the_picture_selects_in_the_list(visit: Visit) -> None:
    page = visit.open("/map?year=2024")
    key = "organisation/mc-borealis-university"
    at = page.evaluate(
        """key => {
          const { network } = ecographMap.picture;
          const { left, top } = document.getElementById("map-canvas").getBoundingClientRect();
          const { x, y } = network.canvasToDOM(network.getPosition(key));
          return { x: left + x, y: top + y };
        }""",
        key,
    )
    page.mouse.click(at["x"], at["y"])
    page.wait_for_selector("#map-list [aria-selected=true]")
    assert page.locator("#map-list [aria-selected=true]").get_attribute("data-id") == key
    assert "Borealis University" in page.locator("#map-details h2").inner_text()


def test_an_organisation_is_found_chosen_and_looked_around_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/map?year=2024")
    visit.tab_to("#map-search")
    page.keyboard.type("aurora bio")
    visit.tab_to("#map-list")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert "Aurora Bio Demo" in page.locator("#map-details h2").inner_text()
    visit.tab_to("#map-details .map-actions button")
    page.keyboard.press("Enter")
    assert "focus=organisation%2Fmc-aurora-bio" in page.url
    assert drawn_on(page) == told_by(visit, "year=2024&focus=mc-aurora-bio")


def test_every_control_of_the_map_is_reached_by_keyboard(visit: Visit) -> None:
    page = visit.open("/map?year=2024&selected=organisation/mc-aurora-bio")
    kinds = ("a[href]", "input", "select", "button", "summary", "[tabindex='0']")
    focusable = page.locator(", ".join(f"main {kind}:visible" for kind in kinds))
    for _ in range(focusable.count() + 30):
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.dataset.reached = 'yes'")
    missed = [e for e in focusable.all() if e.get_attribute("data-reached") is None]
    assert [element.evaluate("e => e.outerHTML") for element in missed] == []


def test_the_picture_is_moved_and_zoomed_by_keys(visit: Visit) -> None:
    page = visit.open("/map?year=2024")
    view = """() => {
      const { network } = ecographMap.picture;
      return [network.getScale(), network.getViewPosition()];
    }"""
    scale, place = page.evaluate(view)
    page.locator("#map-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    larger, moved = page.evaluate(view)
    assert larger > scale
    assert moved["x"] > place["x"]


def test_with_a_details_panel_nothing_is_a_barrier(visit: Visit) -> None:
    address = "/map?year=all&selected=organisation/mc-aurora-bio&search=bio&repeat=yes"
    assert visit.barriers(address) == []


@pytest.fixture(scope="module")
def offline_page(
    model_cluster_reader: EditionReader, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    drawing = drawn(model_cluster_reader, lambda _: "", internal=False)
    out = tmp_path_factory.mktemp("offline") / "map.html"
    out.write_text(whole_page(sight_of(drawing, Wishes(year="2024")), Surroundings()), "utf-8")
    return out


@pytest.mark.row("R006")
def test_a_page_that_is_a_file_opens_offline_and_keeps_its_state(
    browser: Browser, offline_page: Path
) -> None:
    with visiting(browser, "file:/") as visit:
        visit.page.context.set_offline(offline=True)
        page = visit.page
        page.goto(offline_page.as_uri())
        page.wait_for_selector("canvas")
        page.select_option("#map-year", "")
        address = page.url
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_selector("canvas")
        assert page.locator("#map-year").input_value() == ""
        page.select_option("#map-year", "2021")
        page.fill("#map-search", "lodz")
        page.locator("#map-list [data-id]").first.click()
        before, said, address = drawn_on(page), texts(page), page.url
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_selector("canvas")
        assert (drawn_on(page), texts(page)) == (before, said)
        assert "Łódź" in page.locator("#map-details h2").inner_text()
        assert visit.complaints == []
        assert [url for url in visit.requests if not url.startswith(("file:", "about:"))] == []


@pytest.mark.row("R006")
def test_the_map_stands_in_a_frame_of_another_site(browser: Browser, home: str) -> None:
    elsewhere = FastAPI(openapi_url=None)
    frame = f'<iframe src="{home}/embed/map?year=2024" width="700" height="700"></iframe>'
    elsewhere.add_api_route("/", lambda: HTMLResponse(frame))
    with served(elsewhere) as address, visiting(browser, address) as visit:
        inside = visit.open("/").frame_locator("iframe")
        inside.locator("canvas").wait_for()
        assert inside.locator("#map-status").inner_text().startswith("2024: ")
        assert visit.page.context.cookies() == []
        assert [url for url in visit.requests if not url.startswith(home)] == []
        assert visit.complaints == []


def test_a_dark_page_has_a_dark_picture(browser: Browser, home: str) -> None:
    inks = {}
    for scheme in ("light", "dark"):
        with visiting(browser, home, scheme=scheme) as visit:
            page = visit.open("/map?year=2024")
            key = "organisation/mc-region-authority"
            inks[scheme] = page.evaluate(
                "key => ecographMap.picture.network.body.nodes[key].options.color.border", key
            )
    assert inks["light"] != inks["dark"]


def test_a_real_year_opens_and_is_whole(browser: Browser, cordis_health: Register) -> None:
    application = create_app(EditionReader(cordis_health.path), Settings(), lambda: TODAY)
    with served(application) as address, visiting(browser, address) as visit:
        # The first who asks waits for the layout, which takes long on a busy machine.
        visit.page.request.get(f"{address}/map.json", timeout=180_000)
        page = visit.open("/map?year=2018")
        found = drawn_on(page)
        # Counted apart from the map: 1,357 organisations, 193 projects of three or more of them.
        nodes, lines = found["nodes"], found["lines"]
        assert isinstance(nodes, list)
        assert isinstance(lines, list)
        assert (len(nodes), len(lines)) == (1357 + 193, 2575)
        assert found == told_by(visit, "year=2018")
        page.select_option("#map-year", "2019")
        page.wait_for_selector("#map-too-many")
        assert "1\u202f529 organisations fit" in page.locator("main").inner_text()
        page.locator("input[name=alone]").check()
        page.locator("input[name=kind][value=university]").uncheck()
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_selector("canvas")
        assert drawn_on(page)["nodes"] == told_by(visit, page.url.partition("?")[2])["nodes"]
        assert (visit.requests, visit.complaints) == ([], [])
