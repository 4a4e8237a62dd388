"""A drawing holds every year, each thing at one place, and what is said of each relation."""

from dataclasses import replace
from datetime import date

import pytest

from ecograph.network import Affiliations, Party, Profile
from ecograph.periods import Span
from ecograph.store import EditionReader
from ecograph_viz.composition import composed, lines_of
from ecograph_viz.drawing import Drawing, Remark
from ecograph_viz.drawn import drawn
from ecograph_viz.places import with_others
from ecograph_viz.sayings import Sayings
from tests.drawings import drawing, planned
from tests.networks import affiliations, organisation, partnership, presence, relation

SPAN = Span(date(2019, 5, 1), date(2021, 3, 31))


def composition(read: Affiliations, sayings: Sayings | None = None) -> Drawing:
    """Return the drawing of affiliations, a page about everything."""
    return composed(read, lines_of(read), sayings or Sayings(), {}, lambda iri: f"/{iri}")


def test_a_deal_of_two_is_a_line_with_both_its_ends() -> None:
    (line,) = drawing([partnership("a", "b")]).lines
    assert (line.first, line.second, [part.ends for part in line.parts]) == (
        "a",
        "b",
        [(("a-b",), ("a-b",))],
    )


def test_every_rule_that_makes_a_line_is_told_and_the_usual_ones_come_first() -> None:
    members = [relation(f"m-{name}", "Membership", [name], ["n"]) for name in "ab"]
    found = drawing([*members, partnership("a", "b")], things={"n": "Network"})
    assert [(rule.code, rule.is_default) for rule in found.rules] == [
        ("partnership", True),
        ("shared-network-membership", False),
    ]


def test_a_fact_says_roles_evidence_and_sources() -> None:
    deal = relation("deal", "Partnership", [Party("a", "licensor"), "b"])
    sayings = Sayings(evidence={"deal": ("Report, p. 2",)}, sources={"deal": ("sheet",)})
    fact = composition(affiliations([deal]), sayings).facts["deal"]
    assert (fact.roles, fact.evidence, fact.sources, fact.page) == (
        {"a": "licensor"},
        ("Report, p. 2",),
        ("sheet",),
        "/deal",
    )


def test_a_plan_keeps_the_dates_that_it_is_planned_for() -> None:
    plan = replace(planned(partnership("a", "b")), start="2024")
    times = drawing([plan]).facts["a-b"].times
    assert (times.spans[0].start, times.is_open) == (date(2024, 1, 1), True)


def test_an_organisation_is_active_in_the_union_of_its_relations() -> None:
    later = Span(date(2021, 3, 31), date(2022, 1, 1))
    found = drawing([partnership("a", "b", span=SPAN), partnership("a", "c", span=later)])
    assert found.organisations["a"].active.spans == (Span(SPAN.start, later.end),)


def test_years_run_from_the_first_change_to_the_last_with_the_active_in_each() -> None:
    found = drawing([partnership("a", "b", span=SPAN), presence("c")])
    assert [(year.number, year.organisations) for year in found.years] == [
        (2021, 3),
        (2020, 3),
        (2019, 3),
    ]


def test_years_begin_in_the_month_that_the_profile_says() -> None:
    profile = Profile("cluster", "Cluster", first_month=7)
    read = affiliations([partnership("a", "b", span=SPAN)], profile=profile)
    assert [year.number for year in composition(read).years] == [2020, 2019, 2018]


def test_a_register_without_dates_has_no_years() -> None:
    assert drawing([presence("a")]).years == ()


def test_what_no_line_can_stand_for_is_counted_with_its_reason() -> None:
    found = drawing([presence("a"), relation("alone", "Partnership", ["a"])])
    assert found.remarks == (Remark("no-line", 1), Remark("no-rule", 1))


def test_an_outpost_lies_within_its_parent() -> None:
    outpost = replace(organisation("o"), is_outpost=True, parent="a")
    found = drawing([partnership("o", "b"), presence("a")], [outpost])
    assert found.organisations["o"].whole == "a"


def test_names_stand_in_the_order_of_the_alphabet_without_accents() -> None:
    bodies = [replace(organisation(iri), name=name) for iri, name in (("x", "Øst"), ("y", "Nord"))]
    assert [each.name for each in drawing([], bodies).organisations.values()] == ["Nord", "Øst"]


def test_what_the_layout_has_no_place_for_stands_among_its_neighbours() -> None:
    found = with_others({"a": (0.0, 0.0), "b": (200.0, 0.0)}, [("a", "n"), ("b", "n")])
    assert found["n"] == (100.0, 0.0)


def test_no_two_things_are_put_on_one_place() -> None:
    pairs = [("a", f"n{number}") for number in range(50)]
    found = with_others({"a": (0.0, 0.0)}, pairs)
    assert len({(round(x), round(y)) for x, y in found.values()}) == 51


@pytest.mark.parametrize("internal", [False, True])
def test_every_node_of_the_model_cluster_has_a_place_of_its_own(
    model_cluster_reader: EditionReader, *, internal: bool
) -> None:
    found = drawn(model_cluster_reader, lambda _: "", internal=internal)
    tied = {end for line in found.lines for end in (line.first, line.second)}
    bodies = [(each.iri, each.x, each.y) for each in found.organisations.values()]
    things = [(each.iri, each.x, each.y) for each in found.undertakings.values()]
    assert len({(x, y) for iri, x, y in (*bodies, *things) if iri in tied}) == len(tied)


def test_an_internal_fact_is_in_no_public_drawing(model_cluster_reader: EditionReader) -> None:
    public = drawn(model_cluster_reader, lambda _: "", internal=False)
    every = drawn(model_cluster_reader, lambda _: "", internal=True)
    # Internal are the partnerships p18, p19 and p39 and the company mc-thistle-stealth.
    hidden = {iri.rpartition("/")[2] for iri in every.facts.keys() - public.facts.keys()}
    assert {"mc-r-p18", "mc-r-p19", "mc-r-p39"} <= hidden
    secret = every.iri("organisation/mc-thistle-stealth")
    assert (secret in every.organisations, secret in public.organisations) == (True, False)


def test_every_relation_of_the_model_cluster_names_its_source(
    model_cluster_reader: EditionReader,
) -> None:
    found = drawn(model_cluster_reader, lambda _: "", internal=True)
    assert {fact.sources for fact in found.facts.values()} == {("model-cluster",)}
