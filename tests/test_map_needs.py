"""The map can be coloured by the needs that things serve; a thing counts once a need."""

import pytest
from fastapi.testclient import TestClient

from ecograph.errors import BadParameterError
from ecograph.frameworks import read_frameworks
from ecograph.store import EditionReader
from ecograph_viz.asking import Wishes, asked
from ecograph_viz.drawn import drawn
from ecograph_viz.needs import needs_served
from ecograph_viz.sight import sight
from tests import drawings
from tests.browser import Visit
from tests.networks import partnership
from tests.webfacts import TODAY

BASE = "https://w3id.org/ecograph/id/"


def serves(reader: EditionReader, *, internal: bool) -> dict[str, tuple[str, ...]]:
    _, found = needs_served(read_frameworks(reader, internal=internal))
    return {iri.removeprefix(BASE): needs for iri, needs in found.items()}


@pytest.mark.row("R083")
def test_a_thing_serves_every_need_above_what_it_contributes_to(
    model_cluster_reader: EditionReader,
) -> None:
    # contributions.csv gives the Model Days 2024 three elements: market/output-1c,
    # talent/activity-4b and funding/activity-2a; SAIL stands in no row.
    found = serves(model_cluster_reader, internal=False)
    assert found["programme/mc-event-days-2024"] == ("market", "talent", "funding")
    assert found["programme/mc-project-tide"] == ("innovation-and-transfer",)
    assert "programme/mc-project-sail" not in found


def test_what_an_internal_row_says_colours_nothing_for_the_public(
    model_cluster_reader: EditionReader,
) -> None:
    lagoon = "programme/mc-project-lagoon"
    assert lagoon not in serves(model_cluster_reader, internal=False)
    assert serves(model_cluster_reader, internal=True)[lagoon] == ("healthcare",)


@pytest.mark.row("R083")
def test_a_thing_counts_once_a_need_and_once_among_those_that_serve_several(
    model_cluster_reader: EditionReader,
) -> None:
    drawing = drawn(model_cluster_reader, lambda _: "", internal=False)
    wishes = Wishes(year="all", colour="need", relations=("joint-organisation-of-an-event",))
    seen = sight(drawing, asked(drawing, wishes, TODAY))
    needs = {each.code: each.number for each in seen.form(is_fixed=False).needs}
    things = {
        thing for line in seen.view.lines for thing in line.undertakings if thing in drawing.serves
    }
    several = {thing for thing in things if len(drawing.serves[thing]) > 1}
    # The outpost Helvion is an organisation that serves one need (market) itself.
    assert needs["several"] == len(several)
    assert sum(needs.values()) - needs["several"] == 1 + sum(
        len(drawing.serves[thing]) for thing in things
    )


def test_a_map_in_which_nothing_serves_a_need_cannot_be_coloured_by_them() -> None:
    drawing = drawings.drawing([partnership("p", "a", "b")])
    with pytest.raises(BadParameterError, match="Load a sheet contributions"):
        asked(drawing, Wishes(colour="need"), TODAY)
    with pytest.raises(BadParameterError, match="Colour by kind or need"):
        asked(drawing, Wishes(colour="size"), TODAY)


def test_the_data_of_the_map_say_what_serves_which_need(client: TestClient) -> None:
    answer = client.get("/map.json?year=2024&colour=need").json()
    helvion = next(each for each in answer["organisations"] if each["iri"].endswith("-out-helvion"))
    assert helvion["needs"] == ["market"]
    assert {"code": "market", "name": "Market"} in answer["needs"]


@pytest.mark.browser
@pytest.mark.row("R083")
def test_choosing_the_colours_recolours_the_picture_and_shows_their_legend(visit: Visit) -> None:
    page = visit.open("/map?year=all")
    group = "id => ecographMap.picture.nodes.get(id).group"
    node = "organisation/mc-out-helvion"
    before = page.evaluate(group, node)
    assert not page.locator("#map-needs").is_visible()
    page.get_by_label("Colour by").select_option("need")
    assert page.evaluate(group, node) == "need market" != before
    assert page.locator("#map-needs").is_visible()
    assert "colour=need" in page.url
    assert visit.complaints == []


@pytest.mark.browser
def test_an_address_with_the_colours_opens_as_it_says(visit: Visit) -> None:
    page = visit.open("/map?year=all&colour=need&selected=organisation%2Fmc-out-helvion")
    assert page.locator("#map-needs").is_visible()
    assert "Market" in page.locator("#map-details").inner_text()
    assert visit.complaints == []
