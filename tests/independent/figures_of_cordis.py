"""The figures of a year of CORDIS, worked out with networkx alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, combinations_with_replacement

import networkx as nx

from tests.independent.consortia import Consortia, Pair

# What CORDIS calls activity types, and which of ten kinds of organisations each stands for; of a
# private company (PRC) and of others (OTH) it is not known which of the ten.
_KINDS = {"HES": "university", "REC": "research-organisation", "PUB": "authority"}
_HELICES = {"HES": "academia", "REC": "academia", "PUB": "government", "PRC": "industry"}
_ORDER = ("research-organisation", "university", "authority", "unknown")
_MANY = 3


def figures(of: Consortia) -> Mapping[str, float]:
    """Return the figures of who takes part in projects together, by name."""
    graph = of.graph
    degrees = [degree for _, degree in graph.degree]
    pieces = [len(piece) for piece in nx.connected_components(graph)]
    n, m = graph.number_of_nodes(), graph.number_of_edges()
    return {
        "organisations": n,
        "ties": m,
        "undertakings": shared_projects(of),
        "mean-degree": 2 * m / n,
        "density": nx.density(graph),
        "isolates": nx.number_of_isolates(graph) / n,
        "with-partners/1": sum(degree >= 1 for degree in degrees) / n,
        "with-partners/3": sum(degree >= _MANY for degree in degrees) / n,
        "components": len(pieces),
        "giant-component-share": max(pieces) / n,
        # Freeman 1978: 0 where all have equally many partners, 1 for a star.
        "degree-centralization": (n * max(degrees) - sum(degrees)) / ((n - 1) * (n - 2)),
        "e-i-index/helix/index": _e_i(of.pairs, helices(of)),
        "e-i-index/helix/expected": _expected_e_i(of),
        "ties-across-borders/country": _share_apart(of.pairs, countries(of)),
        "cross-kind-share": _share_apart(of.pairs, kinds(of)),
    }


def shape(of: Consortia) -> Mapping[tuple[str, ...], float]:
    """Return further figures of how the pairs lie, by measure and part."""
    return {
        ("transitivity",): nx.transitivity(of.graph),
        ("deepest-core",): max(nx.core_number(of.graph).values()),
        ("assortativity", "helix"): _assortativity(of.graph, helices(of)),
        ("assortativity", "country"): _assortativity(of.graph, countries(of)),
    }


def tables(of: Consortia) -> Mapping[str, float]:
    """Return the pairs by how far they reach and by their kinds, by measure and part."""
    groups = {pic: kind or "unknown" for pic, kind in kinds(of).items()}
    found = Counter(
        " ".join(sorted((groups[one], groups[other]), key=_ORDER.index)) for one, other in of.pairs
    )
    pairs_of_kinds = (" ".join(pair) for pair in combinations_with_replacement(_ORDER, 2))
    abroad = round(_share_apart(of.pairs, countries(of)) * len(of.pairs))
    return {
        "ties-by-kinds/total": len(of.pairs),
        **{f"ties-by-kinds/{part}": found[part] for part in pairs_of_kinds},
        "ties-by-scope/total": len(of.pairs),
        "ties-by-scope/international": abroad,
        # CORDIS names no region, so that within a country nobody knows.
        "ties-by-scope/unknown": len(of.pairs) - abroad,
        "undertakings/total": shared_projects(of),
        "undertakings/shared-project": shared_projects(of),
    }


def shared_projects(of: Consortia) -> int:
    """Return the number of projects in which two or more take part."""
    return sum(len(parties) > 1 for parties in of.projects.values())


def kinds(of: Consortia) -> Mapping[str, str]:
    """Return which of ten kinds each organisation is of, "" where that is not known."""
    return {pic: _KINDS.get(row["activityType"], "") for pic, row in of.newest.items()}


def helices(of: Consortia) -> Mapping[str, str]:
    """Return the helix of each organisation, "" where that is not known."""
    return {pic: _HELICES.get(row["activityType"], "") for pic, row in of.newest.items()}


def countries(of: Consortia) -> Mapping[str, str]:
    """Return the country of each organisation."""
    return {pic: row["country"] for pic, row in of.newest.items()}


def of_unknown(of: Consortia, groups: Mapping[str, str]) -> int:
    """Return the number of pairs of which the group of one or both is not known."""
    return len(of.pairs) - len(_known(of.pairs, groups))


def _known(pairs: Iterable[Pair], groups: Mapping[str, str]) -> list[Pair]:
    """Return the groups of both of each pair, where both are known."""
    return [(groups[one], groups[other]) for one, other in pairs if groups[one] and groups[other]]


def _share_apart(pairs: Iterable[Pair], groups: Mapping[str, str]) -> float:
    """Return the share of pairs of two groups among those of which both groups are known."""
    known = _known(pairs, groups)
    return sum(one != other for one, other in known) / len(known)


def _e_i(pairs: Iterable[Pair], groups: Mapping[str, str]) -> float:
    """Return Krackhardt and Stern's index: pairs of two groups less those of one, of all."""
    return 2 * _share_apart(pairs, groups) - 1


def _assortativity(graph: "nx.Graph[str]", groups: Mapping[str, str]) -> float:
    """Return Newman's coefficient for those of known group."""
    known = graph.subgraph(pic for pic in graph if groups[pic]).copy()
    nx.set_node_attributes(known, groups, "group")
    return float(nx.attribute_assortativity_coefficient(known, "group"))


def _expected_e_i(of: Consortia) -> float:
    """Return what the index is if all pairs of organisations of known helix work together."""
    sizes = Counter(helix for pic, helix in helices(of).items() if pic in of.organisations)
    del sizes[""]
    apart = sum(one * other for one, other in combinations(sizes.values(), 2))
    within = sum(size * (size - 1) // 2 for size in sizes.values())
    return (apart - within) / (apart + within)
