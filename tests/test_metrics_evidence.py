"""Every number leads to the relations that it rests on, and says how well these are known."""

from dataclasses import replace
from datetime import date

import pytest

from ecograph.metrics import Coverage, measures
from ecograph.network import Organisation, Outposts, Party, Profile, Within, narrowed
from ecograph.network.collaboration import Choice
from ecograph.periods import Span
from tests.networks import (
    ALWAYS,
    AUTHORITY,
    OVER,
    PARK,
    PHARMA,
    UNIVERSITY,
    network,
    organisation,
    partnership,
    presence,
    relation,
)

PROFILE = Profile("k", "K", frozenset({"office"}), region="North", country="DK")
BODIES = [
    organisation("a", PHARMA, "DK/North/Town"),
    organisation("b", UNIVERSITY, "DK/North/Port"),
    organisation("c", AUTHORITY, "SE/South/Town"),
    organisation("office", PARK, "DK/North/Town"),
]
JOINED = [
    relation("m-a", "Membership", ["a"], ["k"]),
    relation("m-b", "Membership", ["b"], ["k"]),
]
GOVERNED = [
    relation("g-b", "Governance", [Party("b", "board-member"), Party("office", "governed")]),
    relation("g-c", "Governance", [Party("c", "founder"), Party("office", "governed")]),
]
ASKED = network(
    [
        partnership("a", "b"),
        partnership("a", "c"),
        partnership("a", "b", "c", iri="three"),
        presence("a"),
        *JOINED,
        *GOVERNED,
    ],
    BODIES,
    {"k": "Cluster"},
    PROFILE,
)


@pytest.mark.parametrize(
    ("measure", "key", "expected"),
    [
        ("ties", (), ["a-b", "a-c", "three"]),
        ("partnerships", (), ["a-b", "a-c", "three"]),
        ("degree", ("b",), ["a-b", "three"]),
        ("degree", ("office",), []),
        ("organisations", ("b",), ["a-b", "g-b", "m-b", "three"]),
        ("members", (), ["m-a", "m-b"]),
        ("members", ("a",), ["m-a"]),
        ("ties-by-scope", ("region",), ["a-b", "three"]),
        ("ties-by-scope", ("international",), ["a-c", "three"]),
        ("ties-across-borders", ("country",), ["a-b", "a-c", "three"]),
        ("ties-by-kinds", ("pharma", "authority"), ["a-c", "three"]),
        ("cross-kind-share", (), ["a-b", "a-c", "three"]),
        ("ties-by-sectors", ("academia", "company"), ["a-b", "three"]),
        ("member-groups", ("production",), ["m-a"]),
        ("member-groups", ("clinics",), []),
        ("member-kind-diversity", ("university",), ["m-b"]),
        ("public-authorities-in-governance", (), ["g-b", "g-c"]),
        ("public-authorities-in-governance", ("c", "founder"), ["g-c"]),
        ("board-composition", (), ["g-b"]),
        ("board-composition", ("university", "board"), ["g-b"]),
        ("board-composition", ("pharma", "board"), []),
        ("board-composition", ("pharma", "members"), ["m-a"]),
        ("outward-ties", (), []),
    ],
)
def test_a_number_leads_to_its_relations(
    measure: str, key: tuple[str, ...], expected: list[str]
) -> None:
    assert list(measures()[measure].facts(ASKED, key)) == expected


def test_ties_that_lead_out_of_the_region_lead_to_their_relations() -> None:
    region = narrowed(ASKED, Within.REGION)
    assert measures()["outward-ties"].facts(region) == ("a-c", "three")
    assert measures()["ties"].facts(region) == ("a-b", "three")


def test_what_an_outpost_does_is_found_at_the_parent_at_which_it_counts() -> None:
    desk = Organisation("desk", "Desk", parent="a", is_outpost=True, span=ALWAYS)
    asked = network([presence("desk")], [*BODIES, desk], choice=Choice(outposts=Outposts.PARENT))
    assert measures()["organisations"].facts(asked, ("a",)) == ("presence-desk",)


@pytest.mark.parametrize("measure", ["members", "board-composition"])
def test_without_a_profile_there_are_no_facts_of_members_or_governors(measure: str) -> None:
    assert measures()[measure].facts(network([partnership("a", "b"), *JOINED])) == ()


KNOWN = [
    replace(partnership("a", "b"), start="2020", end="2023", verified=date(2022, 3, 1)),
    replace(partnership("b", "c"), start="2020", verified=date(2021, 3, 1)),
    replace(partnership("c", "d"), end="2023", is_inferred=True, verified=date(2021, 12, 31)),
]


def test_coverage_counts_dates_verifications_and_inferences() -> None:
    undated = partnership("a", "d", span=None)
    coverage = measures()["ties"].of(network([*KNOWN, undated])).coverage
    # A year before the end of 2022 is 2021-12-31.
    assert coverage == Coverage(facts=3, dated=1, verified=2, inferred=1, undated=1, unknown=0)


def test_coverage_is_that_of_the_facts_of_the_measure() -> None:
    coverage = measures()["members"].of(ASKED).coverage
    assert (coverage.facts, coverage.undated) == (2, 0)


def test_coverage_says_for_how_many_ties_a_place_is_missing() -> None:
    asked = network([partnership("a", "nn"), partnership("a", "c")], BODIES)
    assert measures()["ties-by-scope"].of(asked).coverage.unknown == 1


def test_coverage_of_members_counts_memberships_that_have_no_date() -> None:
    undated = relation("m-c", "Membership", ["c"], ["k"], span=None)
    asked = network([*JOINED, undated], BODIES, {"k": "Cluster"}, PROFILE)
    assert measures()["members"].of(asked).coverage.undated == 1


def test_members_of_another_time_make_a_true_zero() -> None:
    past = relation(
        "m-c", "Membership", ["c"], ["k"], span=Span(date(2010, 1, 1), date(2011, 1, 1))
    )
    asked = network([past, OVER], BODIES, {"k": "Cluster"}, PROFILE)
    assert measures()["members"].of(asked).value == 0
