"""Readers that have copied much of the edition: kept, and asked first, where memory allows."""

import sys
import time
from collections.abc import Iterator

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.records import SourceContent
from ecograph.store import Register, WorkerPool
from ecograph.store.readers.memory import free_bytes
from ecograph.store.readers.pool import Stock
from ecograph.store.readers.workers import Limits
from ecograph.store.readers.zygote import can_fork

NAME = "<http://www.w3.org/2000/01/rdf-schema#label>"
# To find which of so many pairs are alike takes some 40 MB.
DISTINCT = (
    "SELECT (COUNT(DISTINCT CONCAT(?t, ?t, ?t, ?t, ?t, ?t, ?t, ?t)) AS ?n) "
    "{ SELECT (CONCAT(STR(?a), STR(?o), STR(?b), STR(?r)) AS ?t) "
    "{ ?a ?p ?o . ?b ?q ?r } LIMIT 50000 }"
)

pytestmark = pytest.mark.skipif(not can_fork(), reason="this machine cannot copy processes")


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerPool]:
    """Give a pool over 500 names in memory."""
    register = Register(tmp_path_factory.mktemp("growing"), DEFAULT_BASE)
    facts = frozenset(f'<urn:x:{n}> {NAME} "name {n}" .' for n in range(500))
    register.replace(SourceContent("many", facts, frozenset(), "rdf"))
    pool = WorkerPool(register.path, Limits(seconds=60, readers="memory"))
    until = time.monotonic() + 30
    while pool.in_memory != pool.edition and time.monotonic() < until:
        time.sleep(0.02)
    yield pool
    pool.close()


@pytest.fixture
def stock(pool: WorkerPool) -> Stock:
    """Give the readers of the pool."""
    return pool._stock  # noqa: SLF001  # which are kept has no other door


def test_a_reader_tells_what_it_has_come_to_hold(pool: WorkerPool, stock: Stock) -> None:
    pool.answer(DISTINCT, "text/csv", internal=False)
    used = stock.take()
    stock.put_back(used)
    assert used.own_kb > 16 * 1024


def test_a_reader_that_has_copied_much_is_asked_first(stock: Stock) -> None:
    grown, other = stock.take(), stock.take()
    grown.own_kb = 200 * 1024
    for process in (grown, other):
        process.wait_until_ready()
        stock.put_back(process)
    again = stock.take()
    stock.put_back(again)
    assert again is grown


def test_those_that_are_kept_leave_most_of_the_memory_to_others(stock: Stock) -> None:
    grown = stock.take()
    grown.wait_until_ready()
    grown.own_kb = free_bytes() // 1024
    stock.put_back(grown)
    again = stock.take()
    stock.put_back(again)
    assert again is not grown


def test_where_memory_is_short_none_of_them_is_kept(stock: Stock) -> None:
    grown = stock.take()
    grown.wait_until_ready()
    grown.own_kb = 200 * 1024
    # As where the next edition would need all there is.
    before, stock._needed = stock._needed, sys.maxsize  # noqa: SLF001  # as above
    stock.put_back(grown)
    again = stock.take()
    stock._needed = before  # noqa: SLF001  # as above
    stock.put_back(again)
    assert again is not grown
