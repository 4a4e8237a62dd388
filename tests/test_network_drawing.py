"""The drawing has a line for each part in an undertaking, and shows plans as plans."""

from dataclasses import replace

from ecograph.network import (
    Choice,
    Line,
    Organisation,
    Outposts,
    TwoMode,
    all_years,
    two_mode,
    two_mode_graph,
)
from tests.networks import (
    ALWAYS,
    OVER,
    TODAY,
    YEAR,
    affiliations,
    network,
    organisation,
    partnership,
    presence,
    relation,
)


def lines(drawing: TwoMode) -> dict[str, bool]:
    """Return the lines of a drawing, each with whether it is planned."""
    return {f"{line.organisation}-{line.other}": line.is_planned for line in drawing.lines}


def test_two_partners_are_joined_by_one_line() -> None:
    drawing = two_mode(network([partnership("a", "b"), partnership("a", "b", iri="again")]))
    assert (drawing.undertakings, drawing.lines) == (
        {},
        (Line("a", "b", ("partnership",), ("a-b", "again"), is_planned=False),),
    )


def test_three_partners_are_joined_to_what_they_do_together() -> None:
    drawing = two_mode(network([partnership(*"abc", iri="p")]))
    assert (lines(drawing), set(drawing.undertakings)) == (
        {"a-p": False, "b-p": False, "c-p": False},
        {"p"},
    )


def test_organisations_without_a_line_are_drawn_too() -> None:
    drawing = two_mode(network([presence("b"), presence("a")]))
    assert (list(drawing.organisations), drawing.lines) == (["a", "b"], ())


def test_a_plan_is_a_line_of_its_own_and_ties_nobody() -> None:
    plan = replace(partnership("a", "b"), is_planned=True)
    asked = network([plan, presence("a")], period=TODAY)
    assert (asked.ties, set(asked.organisations)) == ((), {"a"})
    assert (lines(two_mode(asked)), list(two_mode(asked).organisations)) == (
        {"a-b": True},
        ["a", "b"],
    )


def test_who_is_to_join_a_project_has_a_planned_line_among_firm_ones() -> None:
    parts = [relation(f"j{iri}", "Participation", [iri], ["p"]) for iri in "abc"]
    plan = replace(parts[2], is_planned=True, start="2022")
    drawing = two_mode(network([*parts[:2], plan], things={"p": "Project"}))
    assert lines(drawing) == {"a-p": False, "b-p": False, "c-p": True}


def test_a_firm_partnership_outweighs_a_plan_of_the_same_two() -> None:
    plan = replace(partnership("a", "b", iri="plan"), is_planned=True)
    drawing = two_mode(network([partnership("a", "b"), plan], period=TODAY))
    assert [(line.relations, line.is_planned) for line in drawing.lines] == [
        (("a-b", "plan"), False)
    ]


def test_a_plan_for_later_is_not_drawn_in_a_named_year() -> None:
    plan = replace(partnership("a", "b"), is_planned=True, start="2030")
    assert two_mode(network([plan, presence("a")], period=YEAR)).lines == ()


def test_a_plan_may_name_an_organisation_that_is_still_to_come() -> None:
    plan = replace(partnership("a", "b"), is_planned=True)
    later = Organisation("b", "B", is_planned=True, span=ALWAYS)
    assert lines(two_mode(network([plan], [later], period=TODAY))) == {"a-b": True}


def test_all_years_hold_what_each_year_draws() -> None:
    known = affiliations(
        [partnership(*"abc", iri="p"), OVER, replace(partnership("d", "e"), is_planned=True)],
        [organisation("alone")],
    )
    drawing = all_years(known)
    assert lines(drawing) == {"a-p": False, "b-p": False, "c-p": False, "d-e": True, "x-y": False}
    assert list(drawing.organisations) == ["a", "alone", "b", "c", "d", "e", "x", "y"]


def test_all_years_leave_out_clusters_and_outposts_that_count_at_their_parents() -> None:
    bodies = [
        Organisation("k", "K", is_cluster=True, span=ALWAYS),
        Organisation("desk", "Desk", parent="giant", is_outpost=True, span=ALWAYS),
        organisation("giant"),
    ]
    drawing = all_years(affiliations([], bodies), Choice(outposts=Outposts.PARENT))
    assert list(drawing.organisations) == ["giant"]


def test_a_cluster_that_is_a_node_is_not_drawn_a_second_time() -> None:
    clusters = [Organisation(iri, iri, is_cluster=True, span=ALWAYS) for iri in ("k", "l")]
    joined = [relation(f"m{iri}", "Membership", [iri], ["k"]) for iri in "abc"]
    rules = frozenset({"cluster-link", "shared-network-membership"})
    drawing = two_mode(
        network(
            [*joined, relation("link", "ClusterLink", ["k", "l"])],
            clusters,
            {"k": "Network"},
            choice=Choice(on=rules),
        )
    )
    assert (set(drawing.undertakings), set(drawing.organisations)) == (set(), {*"abckl"})


def test_the_graph_of_a_drawing_has_its_nodes_and_lines() -> None:
    found = two_mode_graph(two_mode(network([partnership(*"abc", iri="p"), presence("d")])))
    assert (sorted(found), found.number_of_edges()) == (["a", "b", "c", "d", "p"], 3)
