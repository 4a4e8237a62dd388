"""Pictures of frameworks: the chain of results and the small trend, readable without sight."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.frameworks.diagram import Box, chain_diagram
from ecograph.frameworks.trend import trend

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ("Activities", "Outputs", "Outcomes")
CHAIN = (
    Box("outcome", "Outcomes", "1 More deals", ()),
    Box("output-a", "Outputs", "1a Missions that help companies to sell abroad", ("outcome",)),
    Box("output-b", "Outputs", "1b Training", ("outcome",), is_inferred=True),
    Box("activity-a", "Activities", "1a Go on missions", ("output-a",)),
    Box("activity-b", "Activities", "1b Train & coach <companies>", ("output-b",)),
)


def drawn(boxes: tuple[Box, ...] = CHAIN, columns: tuple[str, ...] = COLUMNS) -> ET.Element:
    text = chain_diagram("chain", "The chain of Market", columns, boxes)
    named = text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(named)  # noqa: S314  # it is our own drawing


def rectangles(root: ET.Element) -> list[tuple[float, float, float, float]]:
    names = ("x", "y", "width", "height")
    return [tuple(float(each.attrib[n]) for n in names) for each in root.iter(f"{SVG}rect")]  # type: ignore[misc]  # four names, four numbers


def test_a_chain_has_a_box_an_element_and_a_line_a_link() -> None:
    root = drawn()
    assert len(rectangles(root)) == 5
    assert len(list(root.iter(f"{SVG}path"))) == 4


def test_a_picture_tells_its_name_and_its_size_to_a_screen_reader() -> None:
    root = drawn()
    named = {each.attrib["id"]: each.text for each in root if "id" in each.attrib}
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == list(named)
    assert named["chain-title"] == "The chain of Market"
    assert named["chain-told"] == (
        "From left to right, activities: 2, outputs: 2, outcomes: 1. Dashed lines: 1 inferred. "
        "The table lists them all."
    )


def test_only_an_inferred_link_is_dashed() -> None:
    dashed = [each for each in drawn().iter(f"{SVG}path") if "stroke-dasharray" in each.attrib]
    assert len(dashed) == 1


def test_what_leads_to_a_box_stands_left_of_it_and_it_in_the_middle_of_them() -> None:
    outcome, output_a, output_b, *_ = sorted(rectangles(drawn()), key=lambda box: -box[0])
    middles = [y + height / 2 for _, y, _, height in (outcome, output_a, output_b)]
    assert output_a[0] == output_b[0] < outcome[0]
    assert middles[0] == pytest.approx((middles[1] + middles[2]) / 2, abs=0.1)


def test_all_words_of_a_box_are_there_in_short_lines() -> None:
    lines = [each.text or "" for each in drawn().iter(f"{SVG}text")]
    assert "1b Train & coach <companies>" in " ".join(lines)
    assert max(len(line) for line in lines) <= 24


def test_elements_of_no_spansare_left_out_and_without_any_there_is_no_picture() -> None:
    assert len(rectangles(drawn(columns=("Outputs",)))) == 2
    assert chain_diagram("chain", "Nothing", ("Impact",), CHAIN) == ""


def test_elements_that_lead_round_in_a_circle_are_drawn_once() -> None:
    boxes = (Box("a", "Outputs", "a", ("b",)), Box("b", "Outcomes", "b", ("a",)))
    assert len(rectangles(drawn(boxes))) == 2


@given(
    st.lists(st.tuples(st.sampled_from(COLUMNS), st.integers(0, 7), st.text("abc ", max_size=90)))
)
def test_no_two_boxes_of_a_spansoverlap(found: list[tuple[str, int, str]]) -> None:
    boxes = tuple(
        Box(str(number), column, words, (str(above),))
        for number, (column, above, words) in enumerate(found)
    )
    if not boxes:
        return
    placed = rectangles(drawn(boxes))
    assert len(placed) == len(boxes)
    for left in {x for x, *_ in placed}:
        spans = sorted((y, y + height) for x, y, _, height in placed if x == left)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_trend_tells_every_year_in_words() -> None:
    points = ((2021, Decimal(2), "2"), (2022, None, "not reported"), (2023, Decimal(4), "4"))
    assert 'aria-label="2021: 2; 2022: not reported; 2023: 4"' in trend(points)


def test_a_trend_has_a_gap_where_nothing_is_known() -> None:
    years = [*((year, Decimal(year - 2018), "") for year in (2019, 2020)), (2021, None, "")]
    found = trend([*years, *((year, Decimal(5), "") for year in (2022, 2023))])
    assert len(re.findall("<polyline", found)) == 2


def test_a_year_between_two_gaps_and_the_last_one_are_dots() -> None:
    values = [(2020, None, ""), (2021, Decimal(1), ""), (2022, None, ""), (2023, Decimal(2), "")]
    assert len(re.findall("<circle", trend(values))) == 3
    assert "<polyline" not in trend(values)


def test_a_trend_rises_with_its_values() -> None:
    found = trend([(2022, Decimal(-2), ""), (2023, Decimal(0), ""), (2024, Decimal(6), "")])
    points = re.findall(r"[\d.]+,([\d.]+)", found.partition('points="')[2].partition('"')[0])
    assert [float(each) for each in points] == sorted(map(float, points), reverse=True)


def test_nothing_known_is_no_trend() -> None:
    assert trend([(2024, None, "not reported")]) == ""
