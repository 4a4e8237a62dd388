"""Positions are the same in every run, hold for all years, and let no two discs overlap."""

import json
from collections.abc import Iterable
from datetime import date
from math import dist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecograph.layout import ORGANISATION_RADIUS, UNDERTAKING_RADIUS, Layout, layout
from ecograph.layout.arranging import evened
from ecograph.layout.separation import separated
from ecograph.network import (
    Relation,
    TwoMode,
    all_years,
    collaboration_network,
    engine,
    two_mode,
)
from ecograph.network import (
    affiliations as read,
)
from ecograph.periods import period
from ecograph.store import EditionReader
from tests.networks import affiliations, organisation, partnership

# A ring of fifty, which is too large for the arrangement of small components.
RING = [partnership(f"r{n:02}", f"r{(n + 1) % 50:02}") for n in range(50)]
CONSORTIA = [partnership("r00", "r07", "r21", "s1", iri="p1"), partnership(*"abc", iri="p2")]
ALONE = [organisation(f"z{number}") for number in range(7)]


def drawn(relations: Iterable[Relation]) -> TwoMode:
    """Return the drawing of some relations and of seven organisations without any."""
    return all_years(affiliations(relations, ALONE))


DRAWING = drawn([*RING, *CONSORTIA])


@pytest.fixture(scope="module")
def found() -> Layout:
    return layout(DRAWING)


def overlaps(found: Layout, drawing: TwoMode) -> list[tuple[str, str]]:
    """Return the pairs of nodes whose discs touch."""
    nodes = sorted(found.positions)
    radii = {
        node: UNDERTAKING_RADIUS if node in drawing.undertakings else ORGANISATION_RADIUS
        for node in nodes
    }
    return [
        (one, other)
        for number, one in enumerate(nodes)
        for other in nodes[number + 1 :]
        if dist(found.positions[one], found.positions[other]) <= radii[one] + radii[other]
    ]


def test_every_organisation_and_undertaking_has_a_place(found: Layout) -> None:
    assert found.positions.keys() == {*DRAWING.organisations, "p1", "p2"}


def test_no_two_discs_overlap(found: Layout) -> None:
    assert overlaps(found, DRAWING) == []


def test_the_same_drawing_gives_the_same_bytes(found: Layout) -> None:
    assert layout(DRAWING).text() == found.text()


def test_the_order_of_reading_does_not_matter(found: Layout) -> None:
    assert layout(drawn([*reversed(CONSORTIA), *reversed(RING)])).text() == found.text()


def test_organisations_without_a_line_stand_below_all_others_in_order(found: Layout) -> None:
    shelf = [found.positions[each.iri] for each in ALONE]
    others = [place for node, place in found.positions.items() if not node.startswith("z")]
    assert min(y for _, y in shelf) > max(y for _, y in others)
    assert shelf == sorted(shelf, key=lambda place: (place[1], place[0]))


def test_small_groups_stand_below_the_largest(found: Layout) -> None:
    largest = max(y for node, (_, y) in found.positions.items() if node.startswith("r"))
    assert min(found.positions[node][1] for node in ("a", "b", "c", "p2")) > largest


def test_larger_discs_get_more_room() -> None:
    discs = {"a": 40.0, "b": 40.0, "nobody": 9.0}
    found = layout(drawn(CONSORTIA), discs)
    assert dist(found.positions["a"], found.positions["b"]) > 80


def test_the_text_holds_the_positions_and_their_version(found: Layout) -> None:
    written = json.loads(found.text())
    assert written["positions"]["a"] == list(found.positions["a"])
    assert written["version"] == found.version


def test_an_empty_drawing_has_an_empty_layout() -> None:
    assert layout(all_years(affiliations([]))).positions == {}


def test_organisations_that_all_stand_alone_make_rows() -> None:
    found = layout(all_years(affiliations([], ALONE)))
    assert len({y for _, y in found.positions.values()}) == 3


@pytest.mark.skipif(not engine.has_igraph(), reason="igraph is not installed")
def test_large_groups_are_arranged_by_umap_where_igraph_is_installed(found: Layout) -> None:
    assert found.version == "1-umap"


def test_without_igraph_large_groups_are_arranged_as_springs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "has_igraph", lambda: False)
    first, second = layout(DRAWING), layout(DRAWING)
    assert (first.version, overlaps(first, DRAWING)) == ("1-spring", [])
    assert first.text() == second.text()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(-5, 5), st.integers(-5, 5), st.integers(1, 9)),
        min_size=1,
        max_size=30,
    )
)
def test_discs_are_moved_apart_wherever_they_were(discs: list[tuple[int, int, int]]) -> None:
    points = np.array([(x, y) for x, y, _ in discs], dtype=float)
    radii = np.array([radius for *_, radius in discs], dtype=float)
    moved = separated(points, radii, 2.0)
    for one in range(len(discs)):
        for other in range(one):
            assert dist(moved[one], moved[other]) >= radii[one] + radii[other] + 2 - 1e-9


def test_a_hundred_discs_on_one_point_are_moved_apart_in_the_end() -> None:
    moved = separated(np.zeros((100, 2)), np.full(100, 9.0), 4.0)
    assert min(dist(a, b) for n, a in enumerate(moved) for b in moved[:n]) >= 22


def test_a_drawing_grows_where_pushing_alone_would_take_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ecograph.layout.separation._PATIENCE", 0)
    moved = separated(np.zeros((20, 2)), np.full(20, 9.0), 4.0)
    assert min(dist(a, b) for n, a in enumerate(moved) for b in moved[:n]) >= 22


def test_discs_that_are_apart_stay_where_they_are() -> None:
    points = np.array([(0.0, 0.0), (50.0, 0.0)])
    assert separated(points, np.array([9.0, 9.0]), 4.0).tolist() == points.tolist()


def test_evening_out_keeps_directions_and_brings_outliers_nearer() -> None:
    places = {f"n{number}": (float(number % 5), float(number // 5)) for number in range(25)}
    found = evened(places | {"far": (500.0, 2.0)})
    distances = {node: float(np.hypot(*place)) for node, place in found.items()}
    assert max(distances, key=distances.__getitem__) == "far"
    assert distances["far"] < 100
    assert found["far"][1] == pytest.approx(0, abs=1e-9)


def test_the_layout_of_all_years_has_a_place_for_each_year(
    model_cluster_reader: EditionReader,
) -> None:
    known = read(model_cluster_reader, internal=True)
    found = layout(all_years(known))
    today = date(2025, 6, 30)
    for year in (*range(2019, 2026), None):
        drawing = two_mode(collaboration_network(known, period(year, None, today)))
        assert {*drawing.organisations, *drawing.undertakings} <= found.positions.keys()
        assert drawing.lines
