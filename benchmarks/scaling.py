"""How the time of each measure grows with the network, and what a large network takes.

    python -m benchmarks.scaling [--sizes 2500,5000,10000,20000,40000] [--csv FILE] [--svg FILE]
    python -m benchmarks.scaling --once 100000,1000000
    python -m benchmarks.scaling --drawn FILE.csv --svg FILE

The first takes five ties an organisation, and prints for each measure its processor seconds and the
slope of time over ties times the logarithm of organisations, both as logarithms. The second works
out all measures of one network, and prints seconds and memory. The third draws a plot anew.
"""

import argparse
import csv
import resource
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from math import log
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.drawn import network
from benchmarks.growth import growth_plot
from ecograph.metrics import measures
from ecograph.metrics.walks import EXACT
from ecograph.network.structure import structure

_TIES_EACH = 5
_READING, _CONVERSION = "(network from relations)", "(network as numbers)"


@dataclass(frozen=True, slots=True)
class Point:
    """How many processor seconds a measure of a network of some size took."""

    organisations: int
    ties: int
    measure: str
    seconds: float
    is_estimated: bool = False

    @property
    def work(self) -> float:
        """Return ties times the logarithm of organisations."""
        return self.ties * log(self.organisations)


def points(organisations: int, ties: int) -> Iterator[Point]:
    """Yield what each measure takes, one after the other on one network.

    What several need, the first of them works out: shortest paths, communities, relations behind.
    """
    begun = process_time()
    asked = network(organisations, ties)
    yield Point(organisations, ties, _READING, process_time() - begun)
    begun = process_time()
    numbers = structure(asked)
    numbers.graph, numbers.adjacency, numbers.degrees  # noqa: B018 - worked out when first asked
    yield Point(organisations, ties, _CONVERSION, process_time() - begun)
    for name, measure in measures().items():
        begun = process_time()
        figure = measure.of(asked)
        took = process_time() - begun
        has_error = figure.error is not None or any(part.error for part in figure.parts)
        yield Point(organisations, ties, name, took, has_error and organisations > EXACT)


def slope(of: Sequence[Point]) -> float | None:
    """Return how time grows: 1 is as fast as ties times the logarithm of organisations."""
    if len(of) < 2:
        return None
    across = [log(point.work) for point in of]
    up = [log(max(point.seconds, 1e-6)) for point in of]
    return float(np.polyfit(across, up, 1)[0])


def lines(found: Sequence[Point]) -> dict[tuple[str, bool], list[Point]]:
    """Return the points of each measure, those that are estimated apart."""
    keys = dict.fromkeys((point.measure, point.is_estimated) for point in found)
    return {key: [p for p in found if (p.measure, p.is_estimated) == key] for key in keys}


def table(found: Sequence[Point]) -> Iterator[str]:
    """Yield the seconds of each measure at the largest size, and the slope of its time."""
    yield "| measure | seconds at the largest | slope |\n|---|---|---|"
    for (name, is_estimated), of in lines(found).items():
        if of[-1].organisations == found[-1].organisations:
            kind = ", estimated" if is_estimated else ""
            grows = slope(of)
            yield (
                f"| {name}{kind} | {of[-1].seconds:.3f} | {grows:.2f} |"
                if grows
                else (f"| {name}{kind} | {of[-1].seconds:.3f} | – |")
            )


def once(organisations: int, ties: int) -> Iterator[str]:
    """Yield what each measure of one network takes, and the memory of it all."""
    yield f"{organisations:,} organisations, {ties:,} ties\n\n| | seconds | GB |\n|---|---|---|"
    total = 0.0
    for point in points(organisations, ties):
        total += point.seconds
        kind = ", estimated" if point.is_estimated else ""
        yield f"| {point.measure}{kind} | {point.seconds:.2f} | {_gigabytes():.2f} |"
    yield f"| in all | {total:.0f} | {_gigabytes():.2f} |"


def _gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _written(found: Sequence[Point], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Point)])
        rounded = (replace(point, seconds=round(point.seconds, 6)) for point in found)
        writer.writerows(astuple(point) for point in rounded)


def _read(path: Path) -> list[Point]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [
        Point(int(n), int(m), name, float(took), estimated == "True")
        for n, m, name, took, estimated in rows
    ]


def _plot(found: Sequence[Point]) -> str:
    exact, estimated = (
        {
            name: [(point.work, point.seconds) for point in of]
            for (name, is_estimated), of in lines(found).items()
            if is_estimated is wanted
        }
        for wanted in (False, True)
    )
    return growth_plot(exact, estimated, "Seconds of each measure by size")


def main() -> None:
    """Read the arguments, measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--sizes", default="2500,5000,10000,20000,40000")
    parser.add_argument("--once", help="organisations and ties of one network")
    parser.add_argument("--drawn", type=Path, help="the points of an earlier run")
    parser.add_argument("--csv", type=Path, help="a file for the points")
    parser.add_argument("--svg", type=Path, help="a file for the plot")
    given = parser.parse_args()
    if given.once:
        for line in once(*map(int, given.once.split(","))):
            print(line, flush=True)
        return
    sizes = [int(size) for size in given.sizes.split(",")]
    found = (
        _read(given.drawn)
        if given.drawn
        else [point for size in sizes for point in points(size, _TIES_EACH * size)]
    )
    if given.csv:
        _written(found, given.csv)
    if given.svg:
        given.svg.write_text(_plot(found), "utf-8")
    for line in table(found):
        print(line)


if __name__ == "__main__":
    main()
