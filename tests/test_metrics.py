"""Measures equal the values worked out by hand on small networks, or say why there is none."""

from collections.abc import Iterable, Mapping

import pytest

from ecograph.metrics import Figure, Level, Number, Reason, changes, difference, measures
from ecograph.network import Network, Organisation, Party, Profile, Relation
from tests.networks import (
    APART,
    AUTHORITY,
    EMPTY,
    PARK,
    PATH,
    PHARMA,
    SINGLE,
    STAR,
    TODAY,
    TWO_TRIANGLES,
    UNIVERSITY,
    network,
    network_of,
    organisation,
    partnership,
    presence,
    relation,
)

SMALL = {
    "star": STAR,
    "path": PATH,
    "triangles": TWO_TRIANGLES,
    "apart": APART,
    "single": SINGLE,
    "empty": EMPTY,
}
UNDEFINED = Reason.UNDEFINED
PROFILE = Profile("cluster", "The cluster", frozenset({"office"}))
BODIES = (
    organisation("city", AUTHORITY),
    organisation("office", PARK),
    organisation("p1", PHARMA),
    organisation("p2", PHARMA),
    organisation("park", PARK),
    organisation("u", UNIVERSITY),
)


def of(measure: str, asked: Network) -> Number | Reason | None:
    """Return the number of a measure, or the reason why there is none."""
    figure = measures()[measure].of(asked)
    return figure.reason or figure.value


def parts(figure: Figure) -> Mapping[str, Number | None]:
    """Return the number of each part of a figure by its key."""
    return {" ".join(part.key): part.value for part in figure.parts}


def each(measure: str, asked: Network) -> Mapping[str, Number | None]:
    """Return the number of each part of a measure by its key."""
    return parts(measures()[measure].of(asked))


def cluster(relations: Iterable[Relation] = (), members: Iterable[str] = ()) -> Network:
    """Return the network of a cluster with a profile, these relations and these members."""
    joined = (relation(f"m-{iri}", "Membership", [iri], ["cluster"]) for iri in members)
    things = {"cluster": "Cluster"}
    return network([*relations, *joined], BODIES, things, PROFILE)


def governed(*holders: str, role: str = "board-member", by: str = "office") -> Relation:
    """Return a relation by which these bodies govern a body."""
    seats = [Party(holder, role) for holder in holders]
    return relation("-".join(holders), "Governance", [*seats, Party(by, "governed")])


# Star of five: 4 of 10 pairs. Path of four: 3 of 6. Two triangles: 6 of 15. Three apart; one; none.
@pytest.mark.row("R004")
@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("organisations", [5, 4, 6, 3, 1, 0]),
        ("ties", [4, 3, 6, 0, 0, 0]),
        ("partnerships", [4, 3, 6, 0, 0, 0]),
        ("density", [4 / 10, 3 / 6, 6 / 15, 0, UNDEFINED, UNDEFINED]),
        ("mean-degree", [8 / 5, 6 / 4, 12 / 6, 0, 0, UNDEFINED]),
        ("components", [1, 1, 2, 3, 1, 0]),
        ("giant-component-share", [1, 1, 1 / 2, 1 / 3, 1, UNDEFINED]),
        ("isolates", [0, 0, 0, 1, 1, UNDEFINED]),
    ],
)
def test_the_network_as_one_equals_the_hand_value(
    measure: str, expected: list[Number | Reason]
) -> None:
    found = [of(measure, asked) for asked in SMALL.values()]
    assert found == [
        value if isinstance(value, Reason) else pytest.approx(value) for value in expected
    ]


# Star: the hub lies between all 6 pairs of leaves. Path: b and c lie between 2 of the 3 pairs of
# others. Harmonic closeness of a leaf of the star (1 + 3/2)/4, of the ends of the path (1 + 1/2 +
# 1/3)/3, of its middle (1 + 1 + 1/2)/3, in a triangle (1 + 1)/5. Reach in two steps: d is three
# steps from a.
@pytest.mark.row("R004")
@pytest.mark.parametrize(
    ("measure", "network_name", "expected"),
    [
        ("degree", "star", {"hub": 4, "a": 1, "b": 1, "c": 1, "d": 1}),
        ("degree", "path", {"a": 1, "b": 2, "c": 2, "d": 1}),
        ("degree", "triangles", dict.fromkeys("abcdef", 2)),
        ("degree", "apart", dict.fromkeys("abc", 0)),
        ("strength", "star", {"hub": 4, "a": 1, "b": 1, "c": 1, "d": 1}),
        ("strength", "apart", dict.fromkeys("abc", 0)),
        ("betweenness", "star", {"hub": 1, "a": 0, "b": 0, "c": 0, "d": 0}),
        ("betweenness", "path", {"a": 0, "b": 2 / 3, "c": 2 / 3, "d": 0}),
        ("betweenness", "triangles", dict.fromkeys("abcdef", 0)),
        ("betweenness", "apart", dict.fromkeys("abc", 0)),
        ("betweenness", "single", {"a": None}),
        ("harmonic-closeness", "star", {"hub": 1} | dict.fromkeys("abcd", 5 / 8)),
        ("harmonic-closeness", "path", {"a": 11 / 18, "b": 5 / 6, "c": 5 / 6, "d": 11 / 18}),
        ("harmonic-closeness", "triangles", dict.fromkeys("abcdef", 2 / 5)),
        ("harmonic-closeness", "apart", dict.fromkeys("abc", 0)),
        ("harmonic-closeness", "single", {"a": None}),
        ("reach", "path", {"a": 2 / 3, "b": 1, "c": 1, "d": 2 / 3}),
        ("reach", "triangles", dict.fromkeys("abcdef", 2 / 5)),
        ("reach", "apart", dict.fromkeys("abc", 0)),
        ("reach", "empty", {}),
    ],
)
def test_each_organisation_has_the_hand_value(
    measure: str, network_name: str, expected: Mapping[str, float | None]
) -> None:
    found = each(measure, SMALL[network_name])
    assert found == {
        iri: None if value is None else pytest.approx(value) for iri, value in expected.items()
    }


@pytest.mark.parametrize(
    ("measure", "too_small"),
    [
        ("degree", "empty"),
        ("strength", "empty"),
        ("betweenness", "single"),
        ("harmonic-closeness", "single"),
        ("reach", "single"),
    ],
)
def test_a_network_too_small_for_a_measure_gives_that_as_the_reason(
    measure: str, too_small: str
) -> None:
    figure = measures()[measure].of(SMALL[too_small])
    reasons = {part.reason for part in figure.parts}
    assert (figure.reason, figure.value, reasons <= {UNDEFINED}) == (UNDEFINED, None, True)


def test_organisations_come_in_the_order_of_their_names_and_not_of_their_values() -> None:
    keys = [part.key for part in measures()["degree"].of(STAR).parts]
    assert keys == [("a",), ("b",), ("c",), ("d",), ("hub",)]


def test_who_has_no_partner_is_listed_by_name() -> None:
    asked = network_of(["a-b"], ["d", "c"])
    found = [part.names for part in measures()["isolates"].of(asked).parts]
    assert (of("isolates", asked), found) == (0.5, [("C",), ("D",)])


def test_what_four_do_together_adds_one_to_the_strength_of_each_of_them() -> None:
    asked = network([partnership(*"abcd")])
    assert each("strength", asked) == dict.fromkeys("abcd", 1)


# Four partners and two of them by themselves: a and b have 1 + 1.
def test_strength_tells_two_who_do_more_together_from_those_who_do_less() -> None:
    asked = network([partnership(*"abcd"), partnership(*"ab")])
    assert each("strength", asked) == {"a": 2, "b": 2, "c": 1, "d": 1}


def test_one_partnership_of_five_is_ten_pairs() -> None:
    asked = network([partnership(*"abcde")])
    assert (of("partnerships", asked), of("ties", asked)) == (1, 10)


PLACES = (
    organisation("a", place="DK/North/Town"),
    organisation("b", place="DK/north/TOWN"),
    organisation("c", place="DK/North/Port"),
    organisation("d", place="DK/South/Town"),
    organisation("e", place="SE/North/Town"),
    organisation("f", place="DK//Town"),
    organisation("g", place="DK/North/"),
    organisation("h"),
)


@pytest.mark.row("R056")
def test_each_tie_reaches_exactly_as_far_as_its_places_say() -> None:
    asked = network_of(["a-b", "a-c", "a-d", "a-e", "a-f", "a-g", "a-h", "e-f"], (), PLACES)
    found = each("ties-by-scope", asked)
    # e-f crosses a border whatever region f lies in; of a-f, a-g and a-h a place is missing.
    assert found == {"city": 1, "region": 1, "country": 1, "international": 2, "unknown": 3}
    assert (of("ties-by-scope", asked), len(asked.ties)) == (8, 8)


@pytest.mark.row("R056")
def test_the_share_across_a_border_counts_the_ties_whose_places_are_known_so_far() -> None:
    asked = network_of(["a-b", "a-c", "a-d", "a-e", "a-f", "a-g", "a-h", "e-f"], (), PLACES)
    # Countries are known of all but a-h: a-e and e-f of seven cross. Regions of five, of which a-d
    # and a-e cross; cities of four, of which only a-b does not.
    assert each("ties-across-borders", asked) == pytest.approx(
        {"city": 3 / 4, "region": 2 / 5, "country": 2 / 7}
    )


def test_without_places_no_share_across_a_border_is_known() -> None:
    figure = measures()["ties-across-borders"].of(network_of(["a-b"]))
    assert [part.reason for part in figure.parts] == [UNDEFINED] * 3


MIXED = (
    organisation("a", UNIVERSITY),
    organisation("b", UNIVERSITY),
    organisation("c", PHARMA),
    organisation("d", AUTHORITY),
    organisation("e", PARK),
    organisation("f"),
)


@pytest.mark.row("R103")
def test_ties_by_kinds_sum_to_all_ties_and_the_share_across_kinds_leaves_out_the_unknown() -> None:
    asked = network_of(["a-b", "a-c", "b-c", "c-d", "a-e", "e-f"], (), MIXED)
    assert each("ties-by-kinds", asked) == {
        "pharma university": 2,
        "pharma authority": 1,
        "university university": 1,
        "university ": 1,
        " ": 1,
    }
    assert (of("ties-by-kinds", asked), len(asked.ties)) == (6, 6)
    # a-b joins two of one kind, the other three of known kind do not.
    assert of("cross-kind-share", asked) == 3 / 4


def test_a_network_of_one_kind_has_no_tie_across_kinds() -> None:
    asked = network_of(["a-b"], (), MIXED)
    assert (of("cross-kind-share", asked), each("ties-by-kinds", asked)) == (
        0,
        {"university university": 1},
    )


def test_without_known_kinds_the_share_across_them_is_undefined() -> None:
    figure = measures()["cross-kind-share"].of(network_of(["a-b"]))
    assert (figure.reason, figure.coverage.unknown) == (UNDEFINED, 1)


@pytest.mark.row("R078")
def test_ties_of_academia_and_companies_with_multinationals_are_counted_with_their_change() -> None:
    giant = Organisation("giant", "Giant", PHARMA, size="multinational")
    desk = Organisation("desk", "Desk", PHARMA, parent="giant", is_outpost=True)
    bodies = (*MIXED, giant, desk)
    before = measures()["ties-by-sectors"].of(network_of(["a-giant"], (), bodies))
    pairs = ["a-giant", "b-desk", "c-giant", "a-c", "e-f", "d-giant"]
    now = measures()["ties-by-sectors"].of(network_of(pairs, (), bodies))
    assert parts(now) == {
        "academia company": 1,
        "academia multinational": 2,
        "company multinational": 1,
        "multinational other": 1,
        "other ": 1,
    }
    grown = changes(now, before)
    assert grown["academia", "multinational"] == 1
    assert grown["company", "multinational"] == 1


def test_the_change_of_a_figure_with_a_reason_is_unknown() -> None:
    now, before = measures()["density"].of(STAR), measures()["density"].of(EMPTY)
    assert difference(now.value, before.value) is None


def test_the_change_of_a_table_that_has_a_reason_is_unknown_in_every_part() -> None:
    now = measures()["ties-by-kinds"].of(network_of(["a-c"], (), MIXED))
    silent = measures()["ties-by-kinds"].of(network([presence("a")]))
    assert changes(now, silent) == {("pharma", "university"): None}


@pytest.mark.row("R097")
def test_the_groups_among_the_members_are_counted_and_named() -> None:
    asked = cluster(members=["p1", "p2", "u", "park"])
    assert (of("member-groups", asked), each("member-groups", asked)) == (
        2,
        {"clinics": 0, "production": 2, "research": 1, "authorities": 0},
    )


# Two kinds with two members each: 1 - 1/2; two and one: 1 - (4 + 1)/9.
@pytest.mark.row("R077")
@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (["p1", "u"], 1 / 2),
        (["p1", "p2"], 0),
        (["p1", "p2", "u", "park"], 1 - 5 / 9),
        (["park"], Reason.NO_SUCH_FACTS),
        ([], Reason.NO_SUCH_FACTS),
    ],
)
def test_diversity_of_even_single_mixed_unknown_and_no_members(
    members: list[str], expected: float | Reason
) -> None:
    found = of("member-kind-diversity", cluster(members=members))
    assert found == (expected if isinstance(expected, Reason) else pytest.approx(expected))


@pytest.mark.row("R077")
def test_diversity_says_how_many_groups_there_are_and_how_many_members_are_unknown() -> None:
    figure = measures()["member-kind-diversity"].of(cluster(members=["p1", "u", "park"]))
    kinds = {part.key: part.value for part in figure.parts if part.value}
    assert (kinds, figure.coverage.unknown) == ({("pharma",): 1, ("university",): 1}, 1)


def test_an_authority_on_the_board_of_the_office_makes_a_public_private_partnership() -> None:
    asked = cluster([governed("city"), governed("p1", role="shareholder")])
    figure = measures()["public-authorities-in-governance"].of(asked)
    assert (figure.value, parts(figure)) == (
        True,
        {"city board-member": True, "p1 shareholder": False},
    )


def test_without_an_authority_there_is_none() -> None:
    assert of("public-authorities-in-governance", cluster([governed("p1", "u")])) is False


def test_an_authority_that_governs_something_else_is_no_matter() -> None:
    asked = cluster([governed("p1"), governed("city", by="park")])
    assert of("public-authorities-in-governance", asked) is False


def test_holders_of_unknown_kind_do_not_show_that_there_is_no_authority() -> None:
    assert of("public-authorities-in-governance", cluster([governed("nn")])) == (
        Reason.NO_SUCH_FACTS
    )


@pytest.mark.row("R098")
def test_the_board_is_set_beside_the_members_by_shares_of_kinds() -> None:
    asked = cluster([governed("city", "u")], ["p1", "p2", "u", "park"])
    assert each("board-composition", asked) == pytest.approx(
        {
            "pharma board": 0,
            "pharma members": 2 / 4,
            "university board": 1 / 2,
            "university members": 1 / 4,
            "authority board": 1 / 2,
            "authority members": 0,
            " board": 0,
            " members": 1 / 4,
        }
    )


def test_without_a_board_there_is_nothing_to_compare() -> None:
    assert of("board-composition", cluster([governed("u", role="founder")])) == (
        Reason.NO_SUCH_FACTS
    )


@pytest.mark.parametrize(
    "measure",
    [
        "members",
        "member-groups",
        "member-kind-diversity",
        "public-authorities-in-governance",
        "board-composition",
    ],
)
def test_what_needs_a_profile_says_so_without_one(measure: str) -> None:
    assert of(measure, STAR) == Reason.NO_PROFILE


TIED = ("ties", "density", "degree", "ties-by-scope", "ties-by-kinds", "isolates")


@pytest.mark.parametrize("measure", TIED)
def test_where_no_relation_could_tie_anybody_nothing_is_known(measure: str) -> None:
    assert of(measure, network([presence("a"), presence("b")])) == Reason.NO_SUCH_FACTS


@pytest.mark.parametrize("measure", [*TIED, "organisations"])
def test_where_all_relations_lack_dates_a_year_knows_nothing(measure: str) -> None:
    undated = Relation(
        "p", partnership("a", "b").classes, (Party("a"), Party("b")), is_undated=True
    )
    assert of(measure, network([undated])) == Reason.UNDATED


def test_undated_relations_count_where_no_period_is_named() -> None:
    undated = Relation(
        "p", partnership("a", "b").classes, (Party("a"), Party("b")), is_undated=True
    )
    assert of("ties", network([undated], period=TODAY)) == 1


def test_relations_of_another_time_make_a_true_zero() -> None:
    assert (of("ties", EMPTY), of("organisations", EMPTY)) == (0, 0)


def test_a_part_is_found_by_its_key() -> None:
    figure = measures()["degree"].of(STAR)
    assert (figure.part("hub"), figure.part("nobody")) == (4, None)


@pytest.mark.row("R066")
@pytest.mark.parametrize("measure", measures().values(), ids=measures())
def test_a_measure_says_all_that_must_stand_beside_its_number(measure: object) -> None:
    texts = ("id", "version", "title", "definition", "formula", "source", "unit", "explanation")
    assert all(getattr(measure, name) for name in texts)


def test_measures_come_under_their_ids_with_each_level_among_them() -> None:
    assert {id_ == measure.id for id_, measure in measures().items()} == {True}
    assert {measure.level for measure in measures().values()} == set(Level)


def test_a_measure_does_not_change_its_network() -> None:
    before = repr(STAR)
    for measure in measures().values():
        measure.of(STAR)
    assert repr(STAR) == before


def test_a_part_without_a_number_has_a_reason() -> None:
    found = [
        part
        for measure in measures().values()
        for asked in SMALL.values()
        for part in measure.of(asked).parts
    ]
    assert {part.reason is None for part in found if part.value is None} == {False}
