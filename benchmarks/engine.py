"""Measure by measure: our engine beside networkx and beside igraph itself, on generated networks.

    python benchmarks/engine.py [--organisations 20000] [--ties 100000] [--limit 300]
    python benchmarks/engine.py --scaling 5000,10000,20000,40000 [--csv FILE]

Needs igraph. The first prints a table: processor seconds of each way, one conversion of the graph
on a line of its own, and the sums over all that every way finishes within the limit. The second
prints the seconds of each measure for several sizes, five ties an organisation, and how they grow:
the slope of time over ties times the logarithm of organisations, both as logarithms.
"""

import argparse
import csv
import multiprocessing
import resource
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log
from pathlib import Path
from time import process_time
from typing import Any

import igraph  # type: ignore[import-untyped] # it has no types
import networkx as nx
import numpy as np

from ecograph.metrics import measures
from ecograph.metrics.walks import EXACT
from ecograph.network import (
    Affiliations,
    Network,
    Organisation,
    Party,
    Relation,
    Rule,
    collaboration_network,
)
from ecograph.network.backend import QuickGraph
from ecograph.periods import EARLIEST, LATEST, Period, Span
from ecograph.vocabulary import CLASS_PARTNERSHIP

_SEED = 1
_PIVOTS = 100
Edges = list[tuple[int, int]]
Drawn = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A measure by three ways: through us, by networkx alone, and by igraph directly."""

    name: str
    function: Callable[..., object]
    asked: Mapping[str, object]
    direct: Callable[[Any], object]


def _effective_size(graph: Any) -> object:  # noqa: ANN401 - igraph has no types
    shares = graph.transitivity_local_undirected(mode="zero")
    return [
        degree - share * (degree - 1) for degree, share in zip(graph.degree(), shares, strict=True)
    ]


def _pivots(graph: Any) -> list[int]:  # noqa: ANN401 - igraph has no types
    drawn = np.random.default_rng(_SEED).choice(graph.vcount(), _PIVOTS, replace=False)
    return [int(number) for number in drawn]


LINES = (
    Line(
        "betweenness from 100 pivots",
        nx.betweenness_centrality,
        {"k": _PIVOTS, "seed": _SEED},
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
        "harmonic closeness",
        nx.harmonic_centrality,
        {},
        lambda graph: graph.harmonic_centrality(),
    ),
    Line(
        "global efficiency",
        nx.global_efficiency,
        {},
        lambda graph: float(np.mean(graph.harmonic_centrality())),
    ),
    Line(
        "betweenness, exact",
        nx.betweenness_centrality,
        {},
        lambda graph: graph.betweenness(directed=False),
    ),
)


def edges(organisations: int, ties: int) -> Edges:
    """Return ties of organisations some of which have many more than others."""
    draw = np.random.default_rng(_SEED)
    popularity = draw.pareto(2.5, organisations) + 1
    popularity /= popularity.sum()
    found: dict[tuple[int, int], None] = {}
    while len(found) < ties:
        pairs = draw.choice(organisations, size=(ties, 2), p=popularity)
        for one, other in pairs.tolist():
            if one != other and len(found) < ties:
                found[min(one, other), max(one, other)] = None
    return list(found)


def seconds(function: Callable[[], object], least: float = 0.2) -> float:
    """Return how long a call takes: the best of as many as fit into a moment, at least one."""
    best, begun = float("inf"), process_time()
    while process_time() - begun < least:
        start = process_time()
        function()
        best = min(best, process_time() - start)
    return best


def within(limit: float, function: Callable[[], object]) -> float | None:
    """Return how long a call takes in a process of its own, None if longer than the limit."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sending.send(seconds(function)))
    process.start()
    found = receiving.recv() if receiving.poll(limit) else None
    process.kill()
    process.join()
    return found


def compare(organisations: int, ties: int, limit: float) -> Iterator[str]:
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
    for line in LINES:
        times = (
            within(limit, partial(line.function, quick, **line.asked)),
            within(limit, partial(line.function, plain, **line.asked)),
            within(limit, partial(line.direct, direct)),
        )
        finished = [each for each in times if each is not None]
        if len(finished) == len(times):
            sums += np.array(finished)
        yield _row(line.name, *times)
    yield _row("sum of what all finished", *(float(each) for each in sums))


def _row(name: str, ours: float | None, alone: float | None, theirs: float | None) -> str:
    told = ("over the limit" if each is None else f"{each:.4f}" for each in (ours, alone, theirs))
    faster = f"{alone / ours:.1f}" if alone and ours else "–"
    slower = f"{ours / theirs:.2f}" if ours and theirs else "–"
    return f"| {name} | {' | '.join(told)} | {faster} | {slower} |"


def network(organisations: int, ties: int) -> Network:
    """Return a network of partnerships of two between organisations, as the register gives it."""
    names = [f"organisation/{number:07}" for number in range(organisations)]
    always = Span(EARLIEST, LATEST)
    relations = {
        f"relation/{number:07}": Relation(
            f"relation/{number:07}",
            frozenset({CLASS_PARTNERSHIP.value}),
            (Party(names[one]), Party(names[other])),
            span=always,
        )
        for number, (one, other) in enumerate(edges(organisations, ties))
    }
    known = Affiliations(
        {name: Organisation(name, name, country="DK", span=always) for name in names},
        relations,
        (Rule("partnership", "Partners", CLASS_PARTNERSHIP.value),),
    )
    year = Period(EARLIEST.replace(year=2024), LATEST.replace(year=2024), named=True)
    return collaboration_network(known, year)


def growth(sizes: Sequence[int]) -> Iterator[tuple[int, int, str, float]]:
    """Yield organisations, ties, measure and seconds, each measure on a network of its own."""
    for size in sizes:
        ties = 5 * size
        for name, took in _times(size, ties):
            yield size, ties, name, took


def _times(organisations: int, ties: int) -> Iterator[tuple[str, float]]:
    begun = process_time()
    asked = network(organisations, ties)
    yield "(reading off the network)", process_time() - begun
    for name, measure in measures().items():
        begun = process_time()
        figure = measure.of(asked)
        kind = "" if figure.error is None and organisations <= EXACT else " (above 5,000)"
        is_estimated = "estimated" in measure.definition.lower()
        yield f"{name}{kind if is_estimated else ''}", process_time() - begun


def slopes(rows: Sequence[tuple[int, int, str, float]]) -> Iterator[str]:
    """Yield how the time of each measure grows: 1 is as fast as ties times log organisations."""
    yield "\n| measure | seconds at the largest | slope |\n|---|---|---|"
    for name in dict.fromkeys(row[2] for row in rows):
        points = [
            (log(ties * log(n)), log(max(took, 1e-6)))
            for n, ties, each, took in rows
            if each == name
        ]
        last = [row[3] for row in rows if row[2] == name][-1]
        across, up = np.array(points).T
        slope = f"{np.polyfit(across, up, 1)[0]:.2f}" if len(points) > 1 else "–"
        yield f"| {name} | {last:.3f} | {slope} |"


def main() -> None:
    """Read the arguments, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--organisations", type=int, default=20_000)
    parser.add_argument("--ties", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=300)
    parser.add_argument("--scaling", help="sizes in organisations, as 5000,10000,20000")
    parser.add_argument("--csv", type=Path, help="a file for the points of the plot")
    given = parser.parse_args()
    if not given.scaling:
        for line in compare(given.organisations, given.ties, given.limit):
            print(line, flush=True)
        return
    rows = list(growth([int(size) for size in given.scaling.split(",")]))
    if given.csv:
        with given.csv.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("organisations", "ties", "measure", "seconds"), *rows])
    for line in slopes(rows):
        print(line)
    print(f"\nMost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB")


if __name__ == "__main__":
    main()
