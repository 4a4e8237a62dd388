"""What is seen of a drawing follows the network, and says what it leaves out."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from ecograph.network import Affiliations, Organisation, collaboration_network
from ecograph.network import affiliations as read
from ecograph.periods import Period, Span, period
from ecograph.store import EditionReader
from ecograph_viz.drawing import Drawing, Remark
from ecograph_viz.drawn import drawn
from ecograph_viz.view import View, view
from ecograph_viz.wanted import EVER
from tests.drawings import drawing, lines, planned, seen, usual
from tests.networks import (
    PHARMA,
    TODAY,
    UNIVERSITY,
    YEAR,
    organisation,
    partnership,
    presence,
    relation,
)

OLD = Span(date(2010, 1, 1), date(2011, 12, 31))
PROJECT = [relation(f"in-{name}", "Participation", [name], ["p"]) for name in "abc"]


def test_two_partners_are_one_line_and_three_are_joined_to_a_square() -> None:
    found = seen([partnership("a", "b"), partnership(*"bcd", iri="deal")])
    assert (lines(found), found.undertakings) == (
        {"a-b": False, "b-deal": False, "c-deal": False, "d-deal": False},
        ("deal",),
    )


def test_an_organisation_counts_the_things_it_takes_part_in_and_not_its_lines() -> None:
    twice = [partnership("a", "b"), partnership("a", "b", iri="again")]
    assert dict(seen([*twice, partnership("a", "c")]).organisations) == {"a": 3, "b": 2, "c": 1}


def test_a_square_stays_a_square_in_a_year_with_two_of_its_three() -> None:
    gone = replace(PROJECT[2], span=OLD)
    found = seen([*PROJECT[:2], gone], things={"p": "Project"})
    assert (lines(found), found.undertakings) == ({"a-p": False, "b-p": False}, ("p",))


def test_nobody_is_joined_to_a_thing_alone() -> None:
    over = [replace(each, span=OLD) for each in PROJECT[1:]]
    found = seen([PROJECT[0], *over], things={"p": "Project"})
    assert (lines(found), dict(found.organisations)) == ({}, {"a": 0})
    assert Remark("no-second-party", 1) in found.left_out


def test_an_active_organisation_without_a_line_is_seen_unless_it_is_hidden() -> None:
    relations = [partnership("a", "b"), presence("c")]
    assert set(seen(relations).organisations) == {"a", "b", "c"}
    assert set(seen(relations, alone=False).organisations) == {"a", "b"}


def test_an_organisation_that_is_not_there_yet_has_no_line() -> None:
    late = replace(organisation("b"), span=Span(date(2030, 1, 1), date(9999, 12, 31)))
    assert lines(seen([partnership("a", "b")], [late])) == {}


@pytest.mark.row("R110")
def test_a_planned_line_is_dashed_and_not_counted() -> None:
    plan = planned(partnership("a", "b"))
    found = seen([plan, partnership("a", "c")], period=TODAY)
    assert lines(found) == {"a-b": True, "a-c": False}
    assert dict(found.organisations) == {"a": 1, "b": 0, "c": 1}


def test_hidden_plans_are_counted_among_what_is_left_out() -> None:
    found = seen([planned(partnership("a", "b"))], period=TODAY, planned=False)
    assert (lines(found), found.left_out) == ({}, (Remark("planned", 1),))


def test_a_line_that_waits_for_a_planned_partner_is_planned_too() -> None:
    relations = [PROJECT[0], planned(PROJECT[1])]
    assert lines(seen(relations, things={"p": "Project"}, period=TODAY)) == {"a-b": True}


@pytest.mark.row("R110")
def test_a_planned_outpost_is_seen_without_being_active() -> None:
    outpost = replace(organisation("o"), is_outpost=True, is_planned=True, span=None)
    found = seen([presence("a")], [outpost], period=TODAY)
    assert dict(found.organisations) == {"a": 0, "o": 0}
    assert set(seen([presence("a")], [outpost], period=TODAY, planned=False).organisations) == {"a"}


@pytest.mark.row("R102")
def test_members_of_one_network_are_joined_only_when_somebody_switches_that_on() -> None:
    members = [relation(f"m-{name}", "Membership", [name], ["n"]) for name in "abc"]
    off = seen(members, things={"n": "Network"})
    rules = frozenset({"shared-network-membership"})
    on = seen(members, things={"n": "Network"}, rules=rules)
    assert (lines(off), off.left_out) == ({}, (Remark("rule-off", 3),))
    assert lines(on) == {"a-n": False, "b-n": False, "c-n": False}


def test_a_kind_that_is_chosen_keeps_lines_between_organisations_of_it() -> None:
    bodies = [organisation("a", PHARMA), organisation("b", PHARMA), organisation("c", UNIVERSITY)]
    relations = [partnership("a", "b"), partnership("a", "c")]
    found = seen(relations, bodies, kinds=frozenset({"pharma"}))
    assert (lines(found), set(found.organisations)) == ({"a-b": False}, {"a", "b"})
    assert found.left_out == (Remark("narrowed", 1),)


def test_a_neighbourhood_holds_partners_what_they_share_and_lines_among_them() -> None:
    relations = [*PROJECT, partnership("b", "c"), partnership("c", "d"), partnership("d", "e")]
    found = seen(relations, things={"p": "Project"}, focus="a")
    assert lines(found) == {"a-p": False, "b-c": False, "b-p": False, "c-p": False}
    assert set(found.organisations) == {"a", "b", "c"}


def test_repeat_partners_share_two_things_and_the_others_are_counted() -> None:
    found = seen([*PROJECT, partnership("a", "b")], things={"p": "Project"}, repeat=True)
    assert (lines(found), found.undertakings) == ({"a-b": False}, ())
    # a and b share two things; a and c, b and c share one.
    assert found.left_out == (Remark("pair-of-one", 2),)


def test_folded_parts_are_seen_as_their_outermost_whole() -> None:
    unit = replace(organisation("unit"), part_of=("park",))
    desk = replace(organisation("desk"), part_of=("unit",))
    relations = [partnership("desk", "x"), partnership("desk", "unit"), presence("park")]
    assert lines(seen(relations, [unit, desk])) == {"desk-unit": False, "desk-x": False}
    folded = seen(relations, [unit, desk], fold=True)
    assert (lines(folded), dict(folded.organisations)) == ({"park-x": False}, {"park": 1, "x": 1})


@pytest.mark.row("R108")
def test_the_parts_of_eurasante_fold_into_it(documents_reader: EditionReader) -> None:
    found = drawn(documents_reader, lambda _: "", internal=False)
    whole = found.iri("organisation/eurasante")
    parts = {iri: each.name for iri, each in found.organisations.items() if each.whole == whole}
    assert set(parts.values()) == {
        "Bio-business Park",
        "Clubster Santé",
        "Eurasanté Bio Incubator",
        "Nutrition Health Longevity Cluster",
    }
    wanted = usual(found, period(None, None, date(2025, 6, 30)))
    unfolded, folded = view(found, wanted), view(found, replace(wanted, fold=True))
    assert "Bio-business Park" in {parts.get(iri) for iri in unfolded.organisations}
    assert whole not in unfolded.organisations
    assert whole in folded.organisations
    assert parts.keys() & folded.organisations.keys() == set()
    manager = found.iri("organisation/gie-eurasante")
    assert (whole, manager) in {tuple(sorted((e.first, e.second))) for e in folded.lines}


def test_parts_in_a_circle_fold_to_one_of_them() -> None:
    one, other = (replace(organisation(iri), part_of=(of,)) for iri, of in ("ab", "ba"))
    found = seen([partnership("a", "x"), partnership("b", "x", iri="p")], [one, other], fold=True)
    assert "x" in found.organisations


def test_all_that_was_in_force_at_any_time_is_seen_over_all_years() -> None:
    undated = replace(partnership("a", "b"), span=None, is_undated=True)
    relations = [undated, partnership("c", "d", span=OLD)]
    assert lines(seen(relations)) == {}
    assert lines(seen(relations, period=EVER)) == {"a-b": False, "c-d": False}


@pytest.mark.parametrize("year", [None, 2019, 2020, 2021, 2022, 2023, 2024])
@pytest.mark.parametrize("internal", [False, True])
def test_the_map_joins_whom_the_network_ties(
    model_cluster_reader: EditionReader, year: int | None, *, internal: bool
) -> None:
    found, known = of_model_cluster(model_cluster_reader, internal=internal)
    asked = period(year, None, date(2025, 6, 30))
    network = collaboration_network(known, asked)
    pairs = {(iri, each.iri) for each in network.undertakings for iri in each.parties}
    on_map = view(found, replace(usual(found, asked), planned=False))
    assert joined(on_map) == pairs
    assert set(on_map.organisations) == set(network.organisations)


@cache
def of_model_cluster(reader: EditionReader, *, internal: bool) -> tuple[Drawing, Affiliations]:
    """Return what the map and the network are made of, read once."""
    return drawn(reader, lambda _: "", internal=internal), read(reader, internal=internal)


def joined(found: View) -> set[tuple[str, str]]:
    """Return each organisation that is seen with each thing that joins it to another."""
    return {
        (end, thing)
        for line in found.lines
        for end in (line.first, line.second)
        if end in found.organisations
        for thing in line.undertakings
    }


def test_a_year_shows_and_hides_and_moves_nothing() -> None:
    later = Span(date(2015, 1, 1), date(9999, 12, 31))
    found = drawing([partnership("a", "b", span=OLD), partnership("a", "c", span=later)])
    first = view(found, usual(found, Period(OLD.start, OLD.end, named=True)))
    last = view(found, usual(found, YEAR))
    assert (set(first.organisations), set(last.organisations)) == ({"a", "b"}, {"a", "c"})
    assert len({(each.x, each.y) for each in found.organisations.values()}) == 3


def test_an_organisation_without_any_relation_is_not_active() -> None:
    silent: Organisation = organisation("silent")
    assert "silent" not in seen([partnership("a", "b")], [silent]).organisations
