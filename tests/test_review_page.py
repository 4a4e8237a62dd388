"""The review as a page: it stands alone, tells its plots in words, and runs nothing."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ecograph.exports import Provenance
from ecograph.network import Organisation, Profile
from ecograph.review import annual_review
from ecograph.review.written.page import page
from ecograph.review.written.plots import bar_plot, line_plot
from ecograph.store import Register
from tests import networks
from tests.browser import visiting, wider_than_window
from tests.reviews import review_of

WHENCE = Provenance("000001-test", datetime(2025, 1, 2, tzinfo=UTC), ("test",), {})
PAYLOADS = (
    "<script>window.attacked = true</script>",
    '"><img src=x onerror="window.attacked = true">',
    "{{ 7 * 7 }}",
    "</style><script>window.attacked = true</script>",
)


class Elements(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def text(model_cluster: Register) -> str:
    return page(review_of(model_cluster.path, 2024)).decode("utf-8")


def test_the_page_needs_no_other_file_and_holds_no_script(text: str) -> None:
    elements = Elements(text).found
    assert {tag for tag, _ in elements} & {"script", "link", "img", "iframe", "object"} == set()
    addresses = [a["href"] for _, a in elements if "href" in a]
    assert [address for address in addresses if not (address or "").startswith("#")] == []
    assert [a for _, a in elements for name in a if name.startswith("on") or name == "src"] == []


def test_every_name_on_the_page_is_borne_once_and_every_link_leads_to_one(text: str) -> None:
    elements = Elements(text).found
    ids = [a["id"] for _, a in elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert {str(a["href"])[1:] for _, a in elements if "href" in a} <= set(ids)


def test_a_plot_is_told_in_words_and_its_numbers_stand_in_a_table(text: str) -> None:
    plots = re.findall(r"<title id=.plot-members-title.>([^<]*)</title>.*?<desc[^>]*>([^<]*)", text)
    assert plots == [
        ("Members of the cluster", "2019: 21; 2020: 27; 2021: 28; 2022: 30; 2023: 29; 2024: 28")
    ]
    row = re.search(r'<th scope="row">Members of the cluster</th>(.*)</tr>', text)
    assert row
    assert re.findall(r"<td[^>]*>([^<]*)", row[1]) == ["21", "27", "28", "30", "29", "28"]


def test_shares_are_in_per_cent_and_their_changes_in_points(text: str) -> None:
    # 10 of 33 organisations now and 8 of 33 before.
    assert "30.3\u202f%" in text
    assert "+6.1 points" in text


def test_a_register_without_profile_says_why_cells_are_empty() -> None:
    known = networks.affiliations([networks.partnership("a", "b")])
    text = page(annual_review(known, WHENCE, 2022)).decode("utf-8")
    assert "<h1>Annual review 2022</h1>" in text
    assert (
        "There is no baseline year to compare with: no profile. Give one, or load a sheet" in text
    )
    assert '<span class="why">no profile</span>' in text


def test_a_line_is_broken_where_a_year_has_no_number() -> None:
    points = [(2018, 2.0, "2"), (2019, None, "undated"), (2020, 4.0, "4"), (2021, 1.0, "1")]
    drawn = line_plot("p", "Title", points)
    assert drawn.count("<polyline") == 2
    assert drawn.count("<circle") == 3
    assert "2019: undated" in drawn


def test_what_is_below_nought_hangs_below_the_line() -> None:
    drawn = line_plot("p", "Title", [(2019, -1.0, "-1"), (2020, 0.0, "0"), (2021, -4.0, "-4")])
    heights = [float(y) for y in re.findall(r'cy="([^"]*)"', drawn)]
    (nought,) = re.findall(r'd="M4 ([0-9.]+)H316"', drawn)
    # The line is above, 0 is on it, and -1 hangs a quarter as low as -4.
    assert heights[1] == float(nought) == 26
    assert heights[0] - 26 == pytest.approx((heights[2] - 26) / 4)
    both = line_plot("p", "Title", [(2019, -1.0, "-1"), (2020, 1.0, "1")])
    assert re.findall(r'd="M4 ([0-9.]+)H316"', both) == ["70"]


def test_a_plot_of_one_year_or_of_nothing_but_zeros_can_be_drawn() -> None:
    assert line_plot("p", "Title", [(2020, 3.0, "3")]).count("<circle") == 1
    assert line_plot("p", "Title", [(2019, 0.0, "0"), (2020, 0.0, "0")]).count("<circle") == 2
    assert 'width="0.0"' in bar_plot("p", "Title", [("none", 0.0, "0"), ("unknown", None, "")])


def test_what_a_plot_is_told_is_text_and_no_markup() -> None:
    drawn = bar_plot("p", PAYLOADS[0], [(PAYLOADS[1], 1.0, PAYLOADS[2])])
    assert {tag for tag, _ in Elements(drawn).found} == {"svg", "title", "desc", "text", "rect"}


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_file_has_no_barrier_and_asks_nobody(
    browser: Browser, model_cluster: Register, tmp_path: Path, scheme: str
) -> None:
    text = page(review_of(model_cluster.path, 2024)).decode("utf-8")
    (tmp_path / "review-2024.html").write_text(text, "utf-8")
    with visiting(browser, f"file://{tmp_path}", scheme=scheme, width=360) as visit:
        # Its own policy keeps axe out of the page that a reader opens.
        (tmp_path / "open.html").write_text(re.sub("<meta http-equiv[^>]*>", "", text), "utf-8")
        assert visit.barriers("/open.html") == []
        assert wider_than_window(visit.open("/review-2024.html")) == []
        assert (visit.requests, visit.complaints) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_that_is_markup_runs_nowhere(browser: Browser, tmp_path: Path, payload: str) -> None:
    cluster = Profile("cluster", payload, city=payload, region=payload, country="DK")
    here = Organisation("a", payload, city=payload, region=payload, country="DK")
    known = networks.affiliations([networks.partnership("a", "b")], [here], profile=cluster)
    (tmp_path / "review-2022.html").write_bytes(page(annual_review(known, WHENCE, 2022)))
    with visiting(browser, f"file://{tmp_path}") as visit:
        opened = visit.open("/review-2022.html")
        assert payload in opened.locator("h1").inner_text()
        assert opened.evaluate("window.attacked === undefined")
