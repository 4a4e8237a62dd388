"""The pictures of a review: the same bytes anywhere, with all that they need inside."""

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import ecograph.review
from ecograph.review.written.pictures import as_png, as_svg
from ecograph.review.written.plots import bar_plot, line_plot

FOLDER = Path(ecograph.review.__file__).parent / "vendor/source-sans"
POINTS = ((2022, 1.5, "1.5"), (2023, None, "no such facts"), (2024, 3.0, "3"))
PLOT = line_plot("plot", "Größe – 10 ≤ 12", POINTS)
SVG = "{http://www.w3.org/2000/svg}"


def test_a_plot_as_a_file_is_svg_with_its_title_colours_and_letters() -> None:
    root = ET.fromstring(as_svg(PLOT))  # noqa: S314  # it is our own
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "Größe – 10 ≤ 12"
    assert "#0072b2" in (root.findtext(f"{SVG}style") or "")
    assert root.get("font-family") == "Source Sans 3, sans-serif"


def test_a_picture_is_a_png_of_1280_pixels_and_twice_the_same() -> None:
    picture = as_png(PLOT)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 1280
    assert picture == as_png(PLOT)


def test_the_letters_are_drawn() -> None:
    without = re.sub(r"<text[^>]*>[^<]*</text>", "", PLOT)
    assert without != PLOT
    assert len(as_png(PLOT)) > len(as_png(without)) + 1000


def test_words_stand_clear_of_the_line_of_zero_and_of_steep_lines() -> None:
    points = ((2016, 0, "0"), (2017, -68, "−68"), (2018, -94, "−94"), (2019, -492, "−492"))
    root = ET.fromstring(line_plot("plot", "Gone", points))  # noqa: S314  # it is our own
    heights = {text.text: float(text.get("y", "")) for text in root.iter("text")}
    dots = [float(dot.get("cy", "")) for dot in root.iter("circle")]
    is_below = [heights[words] > dot for (*_, words), dot in zip(points, dots, strict=True)]
    assert is_below == [False, True, True, True]
    assert heights["−492"] + 9 < heights["2019"]


def test_nothing_is_drawn_for_a_bar_of_zero() -> None:
    assert 'width="0.0"' in bar_plot("bars", "Bars", (("none", 0, "0"), ("some", 4, "4")))


def test_the_vendored_letters_are_those_that_are_listed() -> None:
    listed = dict(
        re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (FOLDER / "VENDORED.md").read_text())
    )
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.iterdir()
        if path.name != "VENDORED.md"
    }
    assert found == listed
