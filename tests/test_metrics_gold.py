"""Measures equal the values that others have published of well-known networks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np
import pytest

from ecograph.metrics import Number, measures
from ecograph.metrics.brokerage import Role
from ecograph.metrics.diversity import blau
from ecograph.metrics.groupings import HELIX
from ecograph.metrics.groups import agreement
from ecograph.metrics.likeness import assortativity, e_i_index, expected_e_i, mixing
from ecograph.network import Code, Network, engine
from tests.networks import (
    AUTHORITY,
    PHARMA,
    UNIVERSITY,
    network,
    organisation,
    partnership,
    presence,
    relation,
)

FRIENDS = (
    "Andre",
    "Beverley",
    "Carol",
    "Diane",
    "Ed",
    "Fernando",
    "Garth",
    "Heather",
    "Ike",
    "Jane",
)
# Without igraph communities are found by the method of Louvain, which reaches 0.419.
NEEDS_LEIDEN = pytest.mark.skipif(not engine.has_igraph(), reason="igraph is not installed")
CLUBS = {"Mr. Hi": PHARMA, "Officer": UNIVERSITY}


def of_graph(
    graph: "nx.Graph[Any]",
    alone: Iterable[str] = (),
    kinds: Mapping[str, Code] | None = None,
    names: Sequence[str] = (),
) -> Network:
    """Return a network with the ties of a graph, each by a partnership of two."""
    bodies = [organisation(iri, code) for iri, code in (kinds or {}).items()]
    called = dict(zip(graph, names or map(str, graph), strict=True))
    ties = [partnership(called[one], called[other]) for one, other in graph.edges]
    return network([*ties, *map(presence, alone)], bodies)


def of_pairs(pairs: str, kinds: Mapping[str, Code] | None = None) -> Network:
    """Return a network with ties written as two letters each."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((pair[0], pair[1]) for pair in pairs.split())
    return of_graph(graph, kinds=kinds)


def zachary() -> Network:
    """Return the karate club with the faction that each member joined, as Zachary numbers them."""
    graph = nx.relabel_nodes(nx.karate_club_graph(), lambda number: str(number + 1))
    return of_graph(graph, kinds={name: CLUBS[club] for name, club in graph.nodes(data="club")})


ZACHARY = zachary()
KITE = of_graph(nx.krackhardt_kite_graph(), names=FRIENDS)
# Of the sixteen families the Pucci had married into none of the others.
FLORENCE = of_graph(nx.florentine_families_graph(), ["Pucci"])
# Borgatti's example of structural holes.
HOLES = of_pairs("AB AF AG AE EG FG BG BD DG GC")
STAR = of_graph(nx.star_graph(9))


def value(measure: str, asked: Network, *key: str) -> Number | None:
    """Return the number of a figure, or of a part of it."""
    figure = measures()[measure].of(asked)
    return figure.part(*key) if key else figure.value


@pytest.mark.row("R004")
@pytest.mark.parametrize(
    ("asked", "measure", "key", "published"),
    [
        # Zachary 1977, Journal of Anthropological Research 33: 34 members, 78 ties.
        (ZACHARY, "organisations", (), "34"),
        (ZACHARY, "ties", (), "78"),
        (ZACHARY, "density", (), "0.139"),
        # Newman 2010, Networks; KONECT, network ucidata-zachary: clustering coefficient 25.6 %.
        (ZACHARY, "transitivity", (), "0.256"),
        # Girvan and Newman 2002, PNAS 99, and the manual of networkx: betweenness of 1 and 34.
        (ZACHARY, "betweenness", ("1",), "0.438"),
        (ZACHARY, "betweenness", ("34",), "0.304"),
        # The manual of networkx: eigenvector centrality and PageRank.
        (ZACHARY, "eigenvector", ("34",), "0.373"),
        (ZACHARY, "eigenvector", ("1",), "0.355"),
        (ZACHARY, "pagerank", ("34",), "0.101"),
        # The innermost core of the club is a 4-core: Seidman 1983; KONECT.
        (ZACHARY, "deepest-core", (), "4"),
        # Brandes et al. 2008, IEEE TKDE 20: the highest modularity there can be is 0.420.
        pytest.param(ZACHARY, "modularity", (), "0.420", marks=NEEDS_LEIDEN),
        # Krackhardt 1990, Administrative Science Quarterly 35: Diane has most ties, Heather most
        # betweenness, 14 of 36 pairs.
        (KITE, "degree", ("Diane",), "6"),
        (KITE, "betweenness", ("Heather",), "0.389"),
        (KITE, "betweenness", ("Ike",), "0.222"),
        (KITE, "betweenness", ("Diane",), "0.102"),
        # Wasserman and Faust 1994, sections 5.2.1 and 5.2.3: marriages of the families of Florence.
        (FLORENCE, "degree-centralization", (), "0.267"),
        (FLORENCE, "betweenness-centralization", (), "0.383"),
        (FLORENCE, "degree", ("Medici",), "6"),
        # The triad census of the package network: 3 closed triples of 3 * 3 + 38.
        (FLORENCE, "transitivity", (), "0.1914894"),
        # Borgatti 1997, Connections 20: effective size and constraint in his example.
        (HOLES, "effective-size", ("G",), "4.67"),
        (HOLES, "effective-size", ("A",), "2.50"),
        (HOLES, "effective-size", ("C",), "1"),
        (HOLES, "constraint", ("G",), "0.400"),
        (HOLES, "constraint", ("A",), "0.595"),
        (HOLES, "constraint", ("C",), "1"),
        # Freeman 1978, Social Networks 1: a star is as central as can be, by either measure.
        (STAR, "degree-centralization", (), "1"),
        (STAR, "betweenness-centralization", (), "1"),
        # Borgatti and Everett 1999, Social Networks 21: a star is the ideal core and periphery.
        (STAR, "core-periphery-fit", (), "1"),
        # Borgatti 2006: without its hub nobody in a star reaches anybody.
        (STAR, "key-players-holding", (), "1"),
        (STAR, "key-players-reaching", (), "1"),
        # Latora and Marchiori 2001: 9 pairs at one step, 36 at two.
        (STAR, "global-efficiency", (), "0.600"),
    ],
)
def test_a_measure_equals_the_published_value(
    asked: Network, measure: str, key: tuple[str, ...], published: str
) -> None:
    assert value(measure, asked, *key) == pytest.approx(float(published), abs=rounding(published))


def rounding(published: str) -> float:
    """Return how far a number can be from what is written of it, a whole one not at all."""
    decimals = len(published.partition(".")[2])
    return 0.51 * 10**-decimals if decimals else 1e-9


# Jackson 2008, Social and Economic Networks, section 1.2.1: betweenness of the fifteen families.
def test_the_medici_stand_between_half_of_the_families() -> None:
    asked = of_graph(nx.florentine_families_graph())
    found = {name: value("betweenness", asked, name) for name in ("Medici", "Strozzi", "Guadagni")}
    assert found == pytest.approx({"Medici": 0.522, "Strozzi": 0.103, "Guadagni": 0.255}, abs=5e-4)


# Davis, Gardner and Gardner 1941; Breiger 1974, Social Forces 53: the matrix of women by women has
# Evelyn and Laura at 6 events, Evelyn and Theresa at 7, and 139 pairs that met at all.
def test_the_women_of_davis_are_tied_by_the_events_that_they_attended() -> None:
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    seats = [
        relation(f"{name}-{event}", "Participation", [name], [event])
        for name in women
        for event in graph[name]
    ]
    asked = network(seats, things=dict.fromkeys(graph.graph["bottom"], "Project"))
    met = {tie.ends: tie for tie in asked.ties}
    # Each event that both attended is behind their tie by two participations.
    together = [
        len(asked.relations_behind([met[pair]])) // 2
        for pair in [
            ("Evelyn Jefferson", "Laura Mandeville"),
            ("Evelyn Jefferson", "Theresa Anderson"),
        ]
    ]
    assert (len(seats), len(asked.organisations), len(asked.ties), together) == (
        89,
        18,
        139,
        [6, 7],
    )


# Zachary 1977 and the factions after the split: 11 of the 78 ties lie between the two.
def test_the_factions_of_the_karate_club_keep_to_themselves() -> None:
    found = mixing(ZACHARY, HELIX)
    assert (found.ties, found.within) == (78, 67)
    assert value("e-i-index", ZACHARY, "helix", "index") == pytest.approx((11 - 67) / 78)
    # 17 in each: 289 pairs between and 272 within.
    assert value("e-i-index", ZACHARY, "helix", "expected") == pytest.approx((289 - 272) / 561)


# Krackhardt and Stern 1988: from -1 to 1; by chance, four groups of equal size tend to a half.
def test_the_e_i_index_runs_from_all_within_to_all_between() -> None:
    assert (e_i_index(0, 5), e_i_index(5, 0), e_i_index(0, 0)) == (-1, 1, None)
    assert expected_e_i(np.full(4, 1e6)) == pytest.approx(0.5, abs=1e-5)


# Newman 2003, Physical Review E 67, table I: couples by ethnicity have r = 0.621, worked out
# before the shares were rounded to three digits.
def test_the_couples_of_newman_choose_their_like() -> None:
    couples = [
        [0.258, 0.016, 0.035, 0.013],
        [0.012, 0.157, 0.058, 0.019],
        [0.013, 0.023, 0.306, 0.035],
        [0.005, 0.007, 0.024, 0.016],
    ]
    assert assortativity(np.array(couples)) == pytest.approx(0.621, abs=2.5e-3)


# Hubert and Arabie 1985, Journal of Classification 2: identical partitions agree by 1; Scikit-learn
# gives 0.571 for the classes 0 0 1 1 against 0 0 1 2.
def test_partitions_agree_as_far_as_the_adjusted_rand_index_says() -> None:
    one = [frozenset("ab"), frozenset("cd")]
    other = [frozenset("ab"), frozenset("c"), frozenset("d")]
    assert agreement(one, one) == 1
    assert agreement(one, other) == pytest.approx(0.571, abs=5e-4)


# Blau 1977: evenly spread over k groups the index is 1 - 1/k.
@pytest.mark.row("R077")
@pytest.mark.parametrize(
    ("sizes", "expected"), [([5, 5], 0.5), ([2] * 4, 0.75), ([7], 0), ([], None)]
)
def test_the_index_of_blau(sizes: list[int], expected: float | None) -> None:
    assert blau(sizes) == expected


# Gould and Fernandez 1989, Sociological Methodology 19, figure 1: the roles of b in a - b - c.
@pytest.mark.parametrize(
    ("kinds", "role"),
    [
        ((PHARMA, PHARMA, PHARMA), Role.COORDINATOR),
        ((PHARMA, UNIVERSITY, PHARMA), Role.CONSULTANT),
        ((PHARMA, PHARMA, UNIVERSITY), Role.GATEKEEPER),
        ((UNIVERSITY, PHARMA, PHARMA), Role.GATEKEEPER),
        ((PHARMA, UNIVERSITY, AUTHORITY), Role.LIAISON),
    ],
)
def test_the_roles_of_a_broker(kinds: tuple[Code, Code, Code], role: Role) -> None:
    asked = of_pairs("ab bc", dict(zip("abc", kinds, strict=True)))
    found = {each: value("brokerage-by-kind", asked, "b", each.value) for each in Role}
    assert found == {each: int(each is role) for each in Role}


# KONECT, network ucidata-zachary: 528 pairs of partners of one member, 45 triangles of three each.
def test_who_is_tied_to_two_that_are_not_is_in_one_role_for_each_such_pair() -> None:
    for grouping in ("kind", "helix"):
        figure = measures()[f"brokerage-by-{grouping}"].of(ZACHARY)
        assert sum(part.value or 0 for part in figure.parts) == 528 - 3 * 45
