"""Representations: which form of an answer a request gets."""

import pytest

from ecograph.errors import NotAcceptableError
from ecograph.negotiation import quality
from ecograph_api.http.representations import CSV, HTML, JSON, TURTLE, chosen, wants_page

ALL = (HTML, JSON, CSV)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", HTML),
        ("*/*", HTML),
        ("application/json", JSON),
        ("text/*", HTML),
        ("text/*;q=0.5, application/json", JSON),
        ("text/csv;q=0.9, application/json;q=0.2", CSV),
        ("text/html;q=0, */*", JSON),
        ("APPLICATION/JSON", JSON),
        ("text/html, application/json;q=0.9", HTML),
        ("text/csv; charset=utf-8; q=0.8, text/html;q=0.1", CSV),
        ("application/json;q=nonsense, text/csv;q=0.1", CSV),
    ],
)
def test_the_form_that_an_accept_header_ranks_top_is_chosen(accept: str, expected: str) -> None:
    assert chosen(accept, ALL) == expected


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/json;q=0"])
def test_what_fits_no_form_is_refused_with_the_forms_there_are(accept: str) -> None:
    with pytest.raises(NotAcceptableError, match=r"text/turtle.*\.ttl"):
        chosen(accept, (TURTLE,))


@pytest.mark.parametrize(
    ("accept", "expected"), [("text/csv;q=7", 1.0), ("text/csv;q=-1", 0.0), ("text/csv;q=.5", 0.5)]
)
def test_a_weight_stays_between_nought_and_one(accept: str, expected: float) -> None:
    assert quality(accept, CSV) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("*/*", False),
        ("", False),
        ("application/json", False),
        ("application/json, text/html;q=0.1", False),
        ("text/html;q=0", False),
    ],
)
def test_only_who_names_html_and_likes_it_best_is_a_browser(accept: str, *, expected: bool) -> None:
    assert wants_page(accept) is expected
