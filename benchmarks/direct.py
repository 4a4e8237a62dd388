"""The floor: the same questions put to pyoxigraph in one process, without a server."""

import multiprocessing
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from benchmarks.eight import Question


def ask_directly(
    triples: Path, asked: Sequence[Question], seconds: float, most: int
) -> list[tuple[float, ...]]:
    """Return how long each answer took, by question, in a process that holds the triples."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found: list[tuple[float, ...]] = pool.apply(_ask_all, (triples, asked, seconds, most))
        return found


def _ask_all(
    triples: Path, asked: Sequence[Question], seconds: float, most: int
) -> list[tuple[float, ...]]:
    store = Store()
    # What a thread allocates that has ended lies apart from what queries allocate.
    loading = threading.Thread(target=_load, args=(store, triples))
    loading.start()
    loading.join()
    return [_ask(store, question.text, seconds, most) for question in asked]


def _load(store: Store, triples: Path) -> None:
    store.bulk_load(path=str(triples), format=RdfFormat.N_TRIPLES)


def _ask(store: Store, text: str, seconds: float, most: int) -> tuple[float, ...]:
    times: list[float] = []
    until = time.perf_counter() + seconds
    while not times or (len(times) < most and time.perf_counter() < until):
        start = time.perf_counter()
        found = store.query(text)
        if isinstance(found, QueryTriples):
            found.serialize(format=RdfFormat.N_TRIPLES)
        else:
            found.serialize(format=QueryResultsFormat.JSON)
        times.append(time.perf_counter() - start)
    return tuple(times)
