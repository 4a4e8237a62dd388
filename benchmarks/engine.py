"""Measure by measure: our engine beside networkx and beside igraph itself, on generated networks.

    python -m benchmarks.engine [--organisations 20000] [--ties 100000] [--limit 300] [--only NAME]

Needs igraph. It prints a table: processor seconds of each way, one conversion of the graph on a
line of its own, and the sums over all that every way finishes within the limit. Where networkx goes
out from every organisation it first does so from 100, and is spared what that shows to be hopeless.
"""

import argparse
import multiprocessing
import resource
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from time import process_time
from typing import Any

import igraph  # type: ignore[import-untyped] # it has no types
import networkx as nx
import numpy as np

from benchmarks.drawn import SEED, edges
from ecograph.metrics.position import leading
from ecograph.network.backend import QuickGraph

_PIVOTS, _GROUPS = 100, 50
_OVER = "over the limit"


@dataclass(frozen=True, slots=True)
class Line:
    """A measure by three ways: through us, by networkx alone, and by igraph directly.

    Through us it is the same call of networkx, unless it is not networkx that we call. The sample
    is the call of networkx from 100 organisations, where it goes out from all.
    """

    name: str
    function: Callable[..., object] | None
    asked: Mapping[str, object]
    direct: Callable[[Any], object]
    own: Callable[..., object] | None = None
    sample: Callable[["nx.Graph[int]"], object] | None = None


def _effective_size(graph: Any) -> object:  # noqa: ANN401 - igraph has no types
    shares = graph.transitivity_local_undirected(mode="zero")
    return [
        degree - share * (degree - 1) for degree, share in zip(graph.degree(), shares, strict=True)
    ]


def _groups(nodes: int) -> list[set[int]]:
    return [set(range(first, nodes, _GROUPS)) for first in range(_GROUPS)]


def _pivots(graph: Any) -> list[int]:  # noqa: ANN401 - igraph has no types
    drawn = np.random.default_rng(SEED).choice(graph.vcount(), _PIVOTS, replace=False)
    return [int(number) for number in drawn]


LINES = (
    Line(
        "betweenness from 100 pivots",
        nx.betweenness_centrality,
        {"k": _PIVOTS, "seed": SEED},
        lambda graph: graph.betweenness(directed=False, sources=_pivots(graph)),
    ),
    Line("PageRank", nx.pagerank, {"weight": None}, lambda graph: graph.pagerank(directed=False)),
    Line("core number", nx.core_number, {}, lambda graph: graph.coreness()),
    Line(
        "components",
        lambda graph: list(nx.connected_components(graph)),
        {},
        lambda graph: list(graph.connected_components()),
    ),
    Line(
        "transitivity",
        nx.transitivity,
        {},
        lambda graph: graph.transitivity_undirected(mode="zero"),
    ),
    Line(
        "clustering",
        nx.clustering,
        {},
        lambda graph: graph.transitivity_local_undirected(mode="zero"),
    ),
    Line("constraint", nx.constraint, {}, lambda graph: graph.constraint()),
    Line("effective size", nx.effective_size, {}, _effective_size),
    Line(
        "eigenvector",
        nx.eigenvector_centrality,
        {"tol": 1e-10, "max_iter": 1_000},
        lambda graph: graph.eigenvector_centrality(),
        lambda graph, **_asked: leading(graph.matrix(None)),
    ),
    Line(
        "modularity of 50 groups",
        lambda graph: nx.community.modularity(graph, _groups(len(graph)), weight=None),
        {},
        lambda graph: graph.modularity([node % _GROUPS for node in range(graph.vcount())]),
    ),
    Line(
        "communities by Leiden",
        None,
        {},
        lambda graph: list(graph.community_leiden(objective_function="modularity", n_iterations=5)),
        lambda graph: nx.community.leiden_communities(graph, weight=None, seed=SEED),
    ),
    Line(
        "harmonic closeness",
        nx.harmonic_centrality,
        {},
        lambda graph: graph.harmonic_centrality(),
        sample=lambda graph: nx.harmonic_centrality(graph, sources=list(range(_PIVOTS))),
    ),
    Line(
        "global efficiency",
        nx.global_efficiency,
        {},
        lambda graph: float(np.mean(graph.harmonic_centrality())),
        sample=lambda graph: [
            sum(nx.single_source_shortest_path_length(graph, one).values())
            for one in range(_PIVOTS)
        ],
    ),
    Line(
        "betweenness, exact",
        nx.betweenness_centrality,
        {},
        lambda graph: graph.betweenness(directed=False),
        sample=lambda graph: nx.betweenness_centrality(graph, k=_PIVOTS, seed=SEED),
    ),
)


def seconds(function: Callable[[], object], least: float = 0.5) -> float:
    """Return how long a call takes: the mean of as many as fill a moment, at least one."""
    begun, calls = process_time(), 0
    while process_time() - begun < least:
        function()
        calls += 1
    return (process_time() - begun) / calls


def within(limit: float, function: Callable[[], object]) -> float | None:
    """Return how long a call takes in a process of its own, None if longer than the limit."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_limited, args=(limit, function, sending))
    process.start()
    sending.close()
    try:
        found: float | None = receiving.recv()
    except EOFError:
        found = None
    process.join()
    return found


def _limited(limit: float, function: Callable[[], object], sending: Connection) -> None:
    used = int(process_time() + limit) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used, used))
    sending.send(seconds(function))


def compare(organisations: int, ties: int, limit: float, only: str = "") -> Iterator[str]:
    """Yield the table of three ways, a line a measure."""
    drawn = edges(organisations, ties)
    plain: nx.Graph[int] = nx.Graph(drawn)
    plain.add_nodes_from(range(organisations))
    quick: Any = QuickGraph(range(organisations), drawn)
    direct = igraph.Graph(n=organisations, edges=drawn)
    yield f"{organisations:,} organisations, {ties:,} ties; seconds of processor time;"
    yield f"networkx {nx.__version__}, igraph {igraph.__version__}, at most {limit:g} s each.\n"
    yield "| measure | ours | networkx | igraph | networkx/ours | ours/igraph |"
    yield "|---|---|---|---|---|---|"
    sums = np.zeros(3)
    ours = seconds(lambda: QuickGraph(range(organisations), drawn))
    theirs = seconds(lambda: igraph.Graph(n=organisations, edges=drawn))
    yield f"| conversion, once | {ours:.4f} | – | {theirs:.4f} | – | {ours / theirs:.2f} |"
    for line in (line for line in LINES if only in line.name):
        own = line.own or line.function
        alone, promised = _alone(line, plain, limit)
        times = (
            own and within(limit, partial(own, quick, **line.asked)),
            alone,
            within(limit, partial(line.direct, direct)),
        )
        finished = [each for each in times if each is not None]
        if len(finished) == len(times):
            sums += np.array(finished)
        yield _row(line.name, *times, promised)
    ours, alone, theirs = sums.tolist()
    yield _row("sum of what all finished", ours, alone, theirs)


def _alone(line: Line, plain: "nx.Graph[int]", limit: float) -> tuple[float | None, str]:
    """Return how long networkx takes, or None and what is told instead."""
    if line.function is None:
        return None, "has none"
    if line.sample is not None:
        promised = within(limit, partial(line.sample, plain))
        whole = (promised or limit) * len(plain) / _PIVOTS
        if whole > 2 * limit:
            return None, f"over the limit (about {whole:,.0f})"
    return within(limit, partial(line.function, plain, **line.asked)), _OVER


def _row(
    name: str, ours: float | None, alone: float | None, theirs: float | None, instead: str = ""
) -> str:
    told = [_OVER if each is None else f"{each:.4f}" for each in (ours, alone, theirs)]
    told[1] = instead if alone is None else told[1]
    faster = f"{alone / ours:.1f}" if alone and ours else "–"
    slower = f"{ours / theirs:.2f}" if ours and theirs else "–"
    return f"| {name} | {' | '.join(told)} | {faster} | {slower} |"


def main() -> None:
    """Read the arguments, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--organisations", type=int, default=20_000)
    parser.add_argument("--ties", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=300, help="processor seconds of each")
    parser.add_argument("--only", help="measures of which the name contains this")
    given = parser.parse_args()
    for line in compare(given.organisations, given.ties, given.limit, given.only or ""):
        print(line, flush=True)


if __name__ == "__main__":
    main()
