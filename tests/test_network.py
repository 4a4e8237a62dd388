"""A network holds the ties that the rules in force make, and says what they left out and why."""

from datetime import date

import pytest

from ecograph.errors import BadParameterError
from ecograph.metrics import measures
from ecograph.network import (
    Choice,
    Network,
    Organisation,
    Outposts,
    Party,
    Profile,
    Relation,
    Within,
    default_within,
    graph,
    narrowed,
    without_cluster_organisation,
)
from ecograph.network.slices import Standing, is_planned_for, standing
from ecograph.periods import Span, in_force_span, period
from tests.networks import (
    ALWAYS,
    PARTNERSHIP,
    STAR,
    TODAY,
    network,
    organisation,
    partnership,
    presence,
    relation,
)
from tests.periodcases import CASES, Case


def pairs(asked: Network) -> dict[str, float]:
    """Return the ties of a network with their weights."""
    return {"-".join(tie.ends): tie.weight for tie in asked.ties}


def omissions(asked: Network) -> dict[str, tuple[str, ...]]:
    """Return the relations that were left out, by reason."""
    return {each.reason.value: each.relations for each in asked.left_out}


def test_partners_of_one_partnership_are_tied() -> None:
    assert pairs(network([partnership("a", "b")])) == {"a-b": 1}


def test_what_two_do_twice_is_one_tie_of_twice_the_weight() -> None:
    asked = network([partnership("a", "b"), partnership("a", "b", iri="again")])
    assert pairs(asked) == {"a-b": 2}


def test_a_partnership_of_four_gives_a_third_to_each_of_six_pairs() -> None:
    assert pairs(network([partnership(*"abcd")])) == dict.fromkeys(
        ("a-b", "a-c", "a-d", "b-c", "b-d", "c-d"), pytest.approx(1 / 3)
    )


def joined(iri: str, *parties: str | Party, to: str, of: str = "Participation") -> Relation:
    """Return a relation by which somebody takes part in something."""
    return relation(iri, of, parties, [to])


PROJECT = (joined("j1", "a", to="p"), joined("j2", "b", to="p"), joined("j3", "c", to="q"))


def test_who_takes_part_in_one_project_is_tied_by_relations_of_their_own() -> None:
    asked = network(PROJECT, things={"p": "Project", "q": "Project"})
    assert (pairs(asked), asked.relations_behind(asked.ties)) == ({"a-b": 1}, ("j1", "j2"))


def test_an_organisation_that_stands_twice_in_a_project_counts_once() -> None:
    again = joined("j4", "a", to="p")
    asked = network([*PROJECT, again], things={"p": "Project", "q": "Project"})
    assert (pairs(asked), asked.relations_behind(asked.ties)) == ({"a-b": 1}, ("j1", "j2", "j4"))


def test_organisers_of_an_event_are_tied_and_its_visitors_are_not() -> None:
    asked = network(
        [
            joined("e1", Party("a", "organiser"), Party("b", "organiser"), to="e"),
            joined("e2", Party("c", "attendee"), Party("d", "attendee"), to="e"),
        ],
        things={"e": "Event"},
    )
    assert (pairs(asked), set(asked.organisations)) == ({"a-b": 1}, {"a", "b", "c", "d"})


SHARED_NETWORK = [
    joined("m1", "a", to="n", of="Membership"),
    joined("m2", "b", to="n", of="Membership"),
]


@pytest.mark.row("R102")
def test_a_shared_network_ties_nobody_unless_its_rule_is_switched_on() -> None:
    things = {"n": "Network"}
    choice = Choice(on=frozenset({"shared-network-membership"}))
    off, on = (
        network(SHARED_NETWORK, things=things),
        network(SHARED_NETWORK, things=things, choice=choice),
    )
    assert (pairs(off), pairs(on)) == ({}, {"a-b": 0.5})
    labels = [(use.rule.name, use.is_on, use.ties) for use in on.rules if use.ties]
    assert labels == [("Members of one network", True, 1)]


def test_a_rule_that_is_switched_off_ties_nobody() -> None:
    asked = network([partnership("a", "b")], choice=Choice(off=frozenset({"partnership"})))
    assert (pairs(asked), [use.is_on for use in asked.rules if use.rule == PARTNERSHIP]) == (
        {},
        [False],
    )


def test_an_unknown_rule_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadParameterError, match=r"“friendship” is no rule.*partnership"):
        network([], choice=Choice(on=frozenset({"friendship"})))


def test_a_network_says_what_each_rule_gave() -> None:
    asked = network([partnership(*"abc"), *PROJECT], things={"p": "Project", "q": "Project"})
    assert {
        use.rule.code: (use.relations, use.undertakings, use.ties)
        for use in asked.rules
        if use.ties
    } == {"partnership": (1, 1, 3), "shared-project": (2, 1, 1)}


def test_what_two_do_together_is_found_behind_their_tie() -> None:
    asked = network([partnership("a", "b"), *PROJECT], things={"p": "Project", "q": "Project"})
    (tie,) = (each for each in asked.ties if each.ends == ("a", "b"))
    assert asked.relations_behind([tie]) == ("a-b", "j1", "j2")


LONG_AGO = Span(date(2010, 1, 1), date(2011, 1, 1))


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    plan = Relation(
        "plan", partnership("a", "b").classes, (Party("a"), Party("b")), is_planned=True
    )
    asked = network(
        [
            partnership("a", "b", iri="old", span=LONG_AGO),
            partnership("a", "b", iri="timeless", span=None),
            plan,
            partnership("a", iri="alone"),
            partnership("a", "cluster", "b", iri="with-cluster"),
            partnership("a", "closed", iri="with-closed"),
        ],
        [
            Organisation("cluster", "Cluster", is_cluster=True, span=ALWAYS),
            Organisation("closed", "Closed", span=LONG_AGO),
        ],
    )
    assert omissions(asked) == {
        "another-time": ("old",),
        "undated": ("timeless",),
        "planned": ("plan",),
        "no-second-party": ("alone", "with-closed"),
        "party-is-no-organisation": ("with-cluster",),
        "party-not-there": ("with-closed",),
    }
    assert pairs(asked) == {"a-b": 1}


def test_a_relation_that_no_rule_is_about_is_not_listed_as_left_out() -> None:
    asked = network([relation("f", "Funding", ["a", "b"], span=LONG_AGO)])
    assert asked.left_out == ()


def test_a_party_of_unknown_dates_is_there_when_a_relation_in_force_names_it() -> None:
    asked = network([partnership("a", "b")], [Organisation("b", "B")])
    assert pairs(asked) == {"a-b": 1}


def test_a_planned_organisation_takes_part_in_nothing_yet() -> None:
    hub = Organisation("b", "B", is_planned=True, span=ALWAYS)
    asked = network([partnership("a", "b")], [hub])
    assert (pairs(asked), set(asked.organisations)) == ({}, {"a"})


def test_organisations_are_active_when_any_relation_in_force_names_them() -> None:
    asked = network(
        [presence("a"), partnership("c", "d", span=LONG_AGO)],
        [organisation("b"), organisation("a")],
    )
    assert set(asked.organisations) == {"a"}


OUTPOST = Organisation("desk", "Desk", parent="giant", is_outpost=True, span=ALWAYS)
UNDATED_OUTPOST = Organisation("post", "Post", parent="giant", is_outpost=True, is_undated=True)


def test_an_outpost_is_active_by_being_there() -> None:
    assert set(network([], [OUTPOST, UNDATED_OUTPOST]).organisations) == {"desk"}


def test_an_undated_outpost_is_there_where_no_period_is_named() -> None:
    asked = network([], [OUTPOST, UNDATED_OUTPOST], period=TODAY)
    assert set(asked.organisations) == {"desk", "post"}


def test_ties_count_at_the_outpost_or_at_its_parent() -> None:
    bodies = [OUTPOST, organisation("giant")]
    relations = [partnership("a", "desk"), partnership("desk", "giant")]
    own = network(relations, bodies)
    parents = network(relations, bodies, choice=Choice(outposts=Outposts.PARENT))
    assert (pairs(own), pairs(parents)) == ({"a-desk": 1, "desk-giant": 1}, {"a-giant": 1})
    assert set(parents.organisations) == {"a", "giant"}
    assert omissions(parents) == {"no-second-party": ("desk-giant",)}


def test_outposts_that_are_parents_of_one_another_stay_by_themselves() -> None:
    bodies = [
        Organisation("x", "X", parent="y", is_outpost=True, span=ALWAYS),
        Organisation("y", "Y", parent="x", is_outpost=True, span=ALWAYS),
    ]
    asked = network([partnership("a", "x")], bodies, choice=Choice(outposts=Outposts.PARENT))
    assert len(asked.ties) == 1


CLUSTERS = [Organisation(iri, iri.upper(), is_cluster=True, span=ALWAYS) for iri in ("k", "l")]


def test_clusters_are_tied_by_the_rule_about_their_links_alone() -> None:
    link = [relation("link", "ClusterLink", ["k", "l"]), partnership("k", "a")]
    off = network(link, CLUSTERS)
    on = network(link, CLUSTERS, choice=Choice(on=frozenset({"cluster-link"})))
    assert (pairs(off), set(off.organisations)) == ({}, {"a"})
    assert (pairs(on), set(on.organisations)) == ({"k-l": 1}, {"a", "k", "l"})


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_network_counts_what_the_table_of_periods_says(case: Case) -> None:
    as_of = date.fromisoformat(case.as_of) if case.as_of else None
    asked = period(case.year, as_of, date(2024, 6, 15))
    found = Relation(
        "r",
        frozenset(),
        (),
        span=in_force_span(case.start, case.end, case.status),
        is_undated=case.status == "active" and not (case.start or case.end),
        is_planned=case.status == "planned",
    )
    assert (standing(found, asked) is Standing.IN_FORCE) is case.in_force


@pytest.mark.parametrize(
    ("start", "end", "year", "expected"),
    [
        ("2022", "", 2022, True),
        ("2022", "", 2030, True),
        ("2022", "", 2021, False),
        ("2022", "2023", 2024, False),
        ("", "2023", 2023, True),
        ("", "", 2022, False),
        ("", "", None, True),
        ("2030", "", None, True),
    ],
)
def test_a_plan_is_told_in_the_years_that_it_is_for(
    start: str, end: str, year: int | None, *, expected: bool
) -> None:
    plan = Relation("r", frozenset(), (), is_planned=True, start=start, end=end)
    asked = period(year, None, date(2022, 6, 15))
    assert is_planned_for(plan, asked) is expected


@pytest.mark.row("R065")
@pytest.mark.parametrize(
    ("year", "expected"),
    [(2017, set()), (2018, {"a-b", "c-d"}), (2020, {"a-b", "e-f"}), (2021, {"e-f"})],
)
def test_a_year_has_the_ties_that_were_in_force_in_it(year: int, expected: set[str]) -> None:
    relations = [
        partnership("a", "b", span=Span(date(2018, 5, 1), date(2020, 2, 29))),
        partnership("c", "d", span=Span(date(2018, 1, 1), date(2018, 12, 31))),
        partnership("e", "f", span=Span(date(2019, 1, 1), date(9999, 12, 31))),
        presence("z"),
    ]
    asked = network(relations, period=period(year, None, date(2024, 6, 15)))
    assert set(pairs(asked)) == expected
    assert measures()["ties"].of(asked).value == len(expected)


HOME = Profile("k", "K", frozenset({"hub"}), city="Town", region="North", country="DK")
AT_HOME = [organisation(iri, place="DK/North/Town") for iri in ("hub", "a", "b")]
ABROAD = [organisation("c", place="SE/North/Town"), organisation("d", place="DK/South/Port")]
RELATIONS = [
    partnership("hub", "a"),
    partnership("a", "c"),
    partnership("c", "d"),
    presence("b"),
    joined("m1", "a", "d", to="k", of="Membership"),
]
WHOLE = network(RELATIONS, [*AT_HOME, *ABROAD, CLUSTERS[0]], {"k": "Cluster"}, HOME)


@pytest.mark.row("R085")
def test_the_region_is_what_indicators_are_about_and_others_do_not_change_its_counts() -> None:
    region = narrowed(WHOLE, default_within(WHOLE.profile))
    more = [*RELATIONS, partnership("d", "e"), presence("f")]
    again = network(more, [*AT_HOME, *ABROAD, CLUSTERS[0]], {"k": "Cluster"}, HOME)
    grown = narrowed(again, Within.REGION)
    assert (set(region.organisations), pairs(region)) == ({"hub", "a", "b"}, {"a-hub": 1})
    assert (grown.organisations, grown.ties, grown.outward) == (
        region.organisations,
        region.ties,
        region.outward,
    )


def test_ties_that_lead_out_of_the_region_are_kept_apart() -> None:
    assert ["-".join(tie.ends) for tie in narrowed(WHOLE, Within.REGION).outward] == ["a-c"]


def test_the_network_of_the_members_holds_the_ties_among_them() -> None:
    members = narrowed(WHOLE, Within.MEMBERS)
    assert (set(members.organisations), pairs(members)) == ({"a", "d"}, {})
    assert len(members.outward) == 3


def test_everywhere_is_the_whole_network() -> None:
    assert narrowed(WHOLE, Within.EVERYWHERE) is WHOLE


def test_without_a_profile_indicators_are_about_everybody() -> None:
    assert default_within(STAR.profile) is Within.EVERYWHERE


@pytest.mark.parametrize("within", [Within.REGION, Within.MEMBERS])
def test_no_region_and_no_members_are_known_without_a_profile(within: Within) -> None:
    with pytest.raises(BadParameterError, match="No profile says"):
        narrowed(STAR, within)


def test_without_the_cluster_organisation_its_ties_are_gone_and_not_outward() -> None:
    without = without_cluster_organisation(WHOLE)
    assert without is not None
    assert (set(without.organisations), pairs(without), without.outward) == (
        {"a", "b", "c", "d"},
        {"a-c": 1, "c-d": 1},
        (),
    )


def test_the_region_without_the_cluster_organisation_keeps_its_other_outward_ties() -> None:
    without = without_cluster_organisation(narrowed(WHOLE, Within.REGION))
    assert without is not None
    assert (pairs(without), [tie.ends for tie in without.outward]) == ({}, [("a", "c")])


def test_without_a_profile_no_cluster_organisation_is_known() -> None:
    assert without_cluster_organisation(STAR) is None


def test_partnerships_are_counted_among_the_organisations_that_are_asked_about() -> None:
    assert narrowed(WHOLE, Within.REGION).partnerships() == ("hub-a",)


def test_another_cluster_is_run_by_the_bodies_that_manage_it() -> None:
    manages = relation("g", "Governance", [Party("a", "manager"), Party("l", "governed")])
    asked = network(
        [*RELATIONS, manages], CLUSTERS, {"k": "Cluster"}, HOME, choice=Choice(cluster="l")
    )
    assert asked.profile == Profile("l", "L", frozenset({"a"}))


def test_what_is_no_cluster_cannot_be_looked_from() -> None:
    with pytest.raises(BadParameterError, match="“a” is no cluster"):
        network(RELATIONS, choice=Choice(cluster="a"))


def test_the_cluster_of_the_profile_is_taken_where_none_is_asked_for() -> None:
    assert (
        network(RELATIONS, CLUSTERS, {"k": "Cluster"}, HOME, choice=Choice(cluster="k")).profile
        == HOME
    )


def test_the_graph_has_all_organisations_and_the_weights_of_the_ties() -> None:
    found = graph(network([partnership(*"abc"), presence("d")]))
    assert (sorted(found), sorted(found.edges(data="weight"))) == (
        ["a", "b", "c", "d"],
        [("a", "b", 0.5), ("a", "c", 0.5), ("b", "c", 0.5)],
    )


def test_an_empty_register_has_an_empty_network() -> None:
    asked = network([])
    assert (asked.organisations, asked.ties, asked.left_out) == ({}, (), ())


def test_the_order_of_the_relations_does_not_matter() -> None:
    relations = [partnership(*"abc"), partnership(*"bd"), presence("e")]
    assert network(relations) == network(list(reversed(relations)))
