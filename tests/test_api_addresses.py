"""Addresses: the page of a thing, and the thing of a page."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.identifiers import DEFAULT_BASE as BASE
from ecograph.identifiers import entity_iri
from ecograph_api.register.addresses import iri_of, page_of, web_address

FRAMEWORK = "https://w3id.org/ecograph/framework/"


@pytest.mark.parametrize(
    ("iri", "in_list", "expected"),
    [
        (f"{BASE}organisation/aurora", "", "/organisations/aurora"),
        (f"{BASE}organisation/hub", "outposts", "/outposts/hub"),
        (f"{BASE}relation/101/999/2", "", "/partnerships/101/999/2"),
        (f"{BASE}organisation/a.csv", "", "/organisations/a.csv.html"),
        (f"{BASE}evidence/003", "", ""),
        (f"{BASE}organisation/", "", ""),
        ("https://ror.org/05", "", ""),
        (f"{FRAMEWORK}market", "", "/frameworks/market"),
        (f"{FRAMEWORK}market/output-1a", "", "/elements/market/output-1a"),
        (f"{FRAMEWORK}market/output-1a.1", "", "/indicators/market/output-1a.1"),
        (FRAMEWORK, "", ""),
        (f"{BASE}framework/own", "", "/frameworks/own"),
        (f"{BASE}element/own-1.2", "", "/elements/own-1.2"),
        (f"{BASE}indicator/own.csv", "", "/indicators/own.csv.html"),
        ("https://a.example/f/x", "elements", "/elements/https://a.example/f/x"),
        ("https://ror.org/05?a#b", "organisations", "/organisations/https://ror.org/05%3Fa%23b"),
    ],
)
def test_a_thing_has_one_page(iri: str, in_list: str, expected: str) -> None:
    assert page_of(BASE, iri, in_list) == expected


def test_the_page_in_another_form_has_its_suffix() -> None:
    assert page_of(BASE, f"{BASE}programme/p.json", "", "ttl") == "/programmes/p.json.ttl"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_page_leads_back_to_its_thing(key: str) -> None:
    iri = entity_iri(BASE, "organisation", f"x{key}")
    tail = page_of(BASE, iri, "organisations", "html").removeprefix("/organisations/")
    assert iri_of(BASE, "organisations", unquote(tail.removesuffix(".html"))) == iri


def test_a_whole_iri_stands_for_itself() -> None:
    assert iri_of(BASE, "organisations", "urn:isni:1") == "urn:isni:1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https:", ""),
        ("aurora.example", ""),
    ],
)
def test_only_web_addresses_become_links(text: str, expected: str) -> None:
    assert web_address(text) == expected
