"""Measures that we compute ourselves equal those worked out the long way round."""

from collections.abc import Mapping
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from ecograph.metrics import measures
from ecograph.metrics.brokerage import Role
from ecograph.metrics.keyplayers import fragmentation
from ecograph.metrics.walks import EXACT, estimate, exact, walks
from ecograph.network import Network, graph
from ecograph.network.cutting import pairs_left
from ecograph.network.structure import structure
from tests.networks import (
    AUTHORITY,
    EMPTY,
    PARK,
    PATH,
    PHARMA,
    STAR,
    TWO_TRIANGLES,
    UNIVERSITY,
    network,
    organisation,
    partnership,
    presence,
)

LAW = settings(deadline=None, max_examples=25)
NAMES = "abcdefgh"
_KINDS = (PHARMA, PHARMA, PHARMA, UNIVERSITY, UNIVERSITY, AUTHORITY, PARK, PARK)
KINDS = dict(zip(NAMES, _KINDS, strict=True))
ties = st.sets(st.sampled_from([f"{a}{b}" for a, b in combinations(NAMES, 2)]), max_size=16)


def of_ties(of: set[str]) -> Network:
    """Return a network of eight organisations of four kinds, one of them unknown."""
    bodies = [organisation(name, code) for name, code in KINDS.items()]
    return network([*(partnership(*pair) for pair in sorted(of)), *map(presence, NAMES)], bodies)


def role(broker: str, one: str, other: str) -> Role:
    """Return the role in which a broker joins two, by the kinds of all three."""
    kind = {name: code.umbrella_kind for name, code in KINDS.items()}
    if kind[one] == kind[other]:
        return Role.COORDINATOR if kind[broker] == kind[one] else Role.CONSULTANT
    return Role.GATEKEEPER if kind[broker] in {kind[one], kind[other]} else Role.LIAISON


@LAW
@given(ties)
def test_brokers_are_counted_pair_by_pair(of: set[str]) -> None:
    asked = of_ties(of)
    drawn = graph(asked)
    known = [name for name, code in KINDS.items() if code is not PARK]
    expected = {(name, each.value): 0 for name in known for each in Role}
    for broker, one, other in permutations(known, 3):
        if one < other and drawn.has_edge(broker, one) and drawn.has_edge(broker, other):
            expected[broker, role(broker, one, other).value] += not drawn.has_edge(one, other)
    figure = measures()["brokerage-by-kind"].of(asked)
    found = {part.key: part.value for part in figure.parts if part.value is not None}
    assert (found if of else expected) == expected


@LAW
@given(ties)
def test_who_leaves_breaks_as_much_as_counting_the_pieces_says(of: set[str]) -> None:
    drawn = graph(of_ties(of))
    expected = []
    for name in NAMES:
        rest = drawn.copy()
        rest.remove_node(name)
        sizes = map(len, nx.connected_components(rest))
        expected.append(sum(size * (size - 1) for size in sizes))
    assert pairs_left(structure(of_ties(of)).adjacency).tolist() == expected


@LAW
@given(ties)
def test_seen_from_everybody_nothing_is_estimated(of: set[str]) -> None:
    found = structure(of_ties(of))
    one, other = exact(found), estimate(found, range(len(found)))
    assert other.betweenness == pytest.approx(one.betweenness, abs=1e-9)
    assert other.closeness == pytest.approx(one.closeness, abs=1e-9)
    assert (other.efficiency, other.centralization) == pytest.approx(
        (one.efficiency, one.centralization), abs=1e-9
    )
    assert other.estimated is not None
    assert other.estimated.betweenness.max() == other.estimated.efficiency == 0


@LAW
@given(ties)
def test_reach_and_fit_equal_what_networkx_and_numpy_say(of: set[str]) -> None:
    asked = of_ties(of)
    drawn = graph(asked)
    near = {
        name: (len(nx.single_source_shortest_path_length(drawn, name, cutoff=2)) - 1) / 7
        for name in NAMES
    }
    found = {part.key[0]: part.value for part in measures()["reach"].of(asked).parts}
    fit = measures()["core-periphery-fit"].of(asked).value
    assert (found if of else near) == pytest.approx(near)
    assert fit == (pytest.approx(best) if (best := best_fit(drawn)) is not None else None)


def best_fit(drawn: "nx.Graph[str]") -> float | None:
    """Return the best correlation of the ties with a core of those that have most of them."""
    pairs = list(combinations(NAMES, 2))
    tied = [drawn.has_edge(*pair) for pair in pairs]
    fits = []
    for least in set(dict(drawn.degree()).values()):
        ideal = [any(drawn.degree(name) >= least for name in pair) for pair in pairs]
        if len(set(ideal)) == len(set(tied)) == 2:
            fits.append(float(np.corrcoef(tied, ideal)[0, 1]))
    return max(fits, default=None)


def large() -> Network:
    """Return a ring with chords, so large that what shortest paths say of it is estimated."""
    names = [f"n{number:04}" for number in range(EXACT + 1_000)]
    ring = zip(names, [*names[1:], names[0]], strict=True)
    across = [(31 * number * number + 17) % len(names) for number in range(len(names))]
    chords = (
        (names[number], names[other]) for number, other in enumerate(across) if number != other
    )
    return network([partnership(*pair) for pair in (*ring, *chords)])


LARGE = large()


@pytest.mark.parametrize("measure", ["global-efficiency", "betweenness-centralization"])
def test_estimates_of_large_networks_bear_their_errors(measure: str) -> None:
    figure = measures()[measure].of(LARGE)
    assert figure.error is not None
    assert figure.value is not None
    assert 0 < figure.error < figure.value
    assert "standard error" in figure.caveat


@pytest.mark.parametrize("measure", ["betweenness", "harmonic-closeness"])
def test_estimates_of_each_organisation_bear_their_errors(measure: str) -> None:
    figure = measures()[measure].of(LARGE)
    assert all(part.error is not None for part in figure.parts)


def test_an_estimate_lies_as_near_to_the_exact_value_as_its_error_says() -> None:
    found = structure(LARGE)
    others = np.random.default_rng(2).choice(len(found), size=400, replace=False)
    few, many = walks(LARGE), estimate(found, others.tolist())
    assert few.estimated is not None
    assert abs(few.efficiency - many.efficiency) < 5 * few.estimated.efficiency
    far = abs(few.closeness - many.closeness) > 5 * few.estimated.closeness
    assert far.mean() < 0.01


def test_sets_and_losses_of_large_networks_are_estimated_too() -> None:
    reaching = measures()["key-players-reaching"].of(LARGE)
    losses = measures()["loss-by-leaving"].of(LARGE)
    assert reaching.error is not None
    assert reaching.error > 0
    assert {part.error is not None for part in losses.parts} == {True}


# The path a-b-c-d: without b or c one pair of three is left; then nobody reaches anybody.
def test_without_key_players_a_path_falls_apart() -> None:
    asked = network([partnership(*pair) for pair in ("ab", "bc", "cd", "de", "ef", "fg")])
    figure = measures()["key-players-holding"].of(asked)
    # d leaves abc and efg; b leaves a and c; f leaves e and g.
    assert (figure.value, [part.key[0] for part in figure.parts]) == (1, ["b", "d", "f"])


def test_three_who_reach_most_of_a_star_with_arms() -> None:
    asked = network([partnership(*pair) for pair in ("ha", "hb", "hc", "ax", "xy", "yz")])
    figure = measures()["key-players-reaching"].of(asked)
    # From a two steps lead to h, b, c, x, y; z is reached from x, of the first that do.
    assert figure.value == 1


def test_the_loss_when_the_most_central_leave() -> None:
    figure = measures()["loss-by-leaving"].of(STAR)
    # Of the star of five a leaf is left to itself when the hub has left, with two more, too.
    assert {part.key[0]: part.value for part in figure.parts} == {
        "1": pytest.approx(4 / 5),
        "3": pytest.approx(4 / 5),
        "5": None,
    }


@pytest.mark.parametrize(
    ("sizes", "expected"), [([4], 0), ([2, 2], 2 / 3), ([1, 1, 1], 1), ([3, 1], 1 / 2)]
)
def test_fragmentation_is_the_share_of_pairs_apart(sizes: list[int], expected: float) -> None:
    assert fragmentation(sizes) == pytest.approx(expected)


def test_communities_are_numbered_from_the_largest() -> None:
    asked = network([*(partnership(*pair) for pair in ("ab", "bc", "ac", "de")), presence("f")])
    found = {part.key[0]: part.value for part in measures()["community"].of(asked).parts}
    assert found == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": None}


def test_two_triangles_are_two_communities_whatever_the_seed() -> None:
    values: Mapping[str, object] = {
        name: measures()[name].of(TWO_TRIANGLES).value
        for name in ("modularity", "community-stability")
    }
    assert values == {"modularity": pytest.approx(0.5), "community-stability": 1}


def test_nothing_is_cut_from_nobody() -> None:
    assert pairs_left(sparse.csr_array((0, 0))).tolist() == []
    assert structure(EMPTY).sizes.tolist() == []
    assert structure(PATH).ties == 3
