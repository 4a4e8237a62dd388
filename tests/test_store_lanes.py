"""Who goes first among clients, and how a table goes through the pipe of a reader process."""

import threading
import time

import pytest
from pyoxigraph import BaseDirection, Literal, NamedNode

from ecograph.errors import RegisterBusyError, TooManyQueriesError
from ecograph.records import Table
from ecograph.store.readers.lanes import Lane, Room
from ecograph.store.readers.packed import packed
from ecograph.store.readers.usage import HOUSE, Usage


def test_who_has_used_least_is_called_first() -> None:
    usage = Usage()
    usage.charge("greedy", 100)
    lane = Lane(usage, Room(1, each=1, waiting=9, waiting_each=9))
    lane.enter("first", 0)
    order: list[str] = []

    def wait(client: str) -> None:
        lane.enter(client, 5)
        order.append(client)
        lane.leave(client)

    threads = [threading.Thread(target=wait, args=(name,)) for name in ("greedy", "modest")]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    lane.leave("first")
    for thread in threads:
        thread.join()
    assert order == ["modest", "greedy"]


def test_a_client_that_has_enough_waiting_is_told_so() -> None:
    lane = Lane(Usage(), Room(1, each=1, waiting=9, waiting_each=0))
    lane.enter("a", 0)
    with pytest.raises(TooManyQueriesError, match="your queries wait"):
        lane.enter("a", 0)


def test_who_was_answered_goes_before_a_newcomer_and_that_one_before_a_debtor() -> None:
    usage = Usage()
    usage.charge("known", 1, answered=True)
    usage.charge("debtor", 100, answered=True)
    clients = ["debtor", "new", "known", HOUSE]
    assert sorted(clients, key=usage.rank) == [HOUSE, "known", "new", "debtor"]


@pytest.mark.parametrize("client", ["newcomer", "debtor"])
def test_newcomers_and_debtors_leave_places_to_the_others(client: str) -> None:
    usage = Usage()
    usage.charge("debtor", 100)
    usage.charge("known", 0, answered=True)
    lane = Lane(usage, Room(3, each=3, waiting=9, waiting_each=9, new=1, debtors=1))
    entered = [lane.try_enter(each) for each in (client, client, "known", "known", "known")]
    assert entered == [True, False, True, True, False]


def test_a_full_waiting_room_refuses_who_has_used_most() -> None:
    usage = Usage()
    usage.charge("greedy", 100)
    lane = Lane(usage, Room(1, each=1, waiting=1, waiting_each=9))
    lane.enter("first", 0)
    refused: list[str] = []

    def wait(client: str) -> None:
        try:
            lane.enter(client, 5)
        except RegisterBusyError:
            refused.append(client)

    threads = [threading.Thread(target=wait, args=(name,)) for name in ("greedy", "modest")]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    lane.leave("first")
    for thread in threads:
        thread.join()
    assert refused == ["greedy"]


def test_a_pool_that_is_closed_refuses_who_waits() -> None:
    lane = Lane(Usage(), Room(1, each=1, waiting=9, waiting_each=9))
    lane.enter("first", 0)
    closing = threading.Timer(0.1, lane.close)
    closing.start()
    with pytest.raises(RegisterBusyError):
        lane.enter("second", 30)
    closing.join()


TERMS = (
    NamedNode("urn:x"),
    Literal("x"),
    Literal("x", language="en"),
    Literal("x", language="ar", direction=BaseDirection.RTL),
    Literal("1", datatype=NamedNode("urn:type")),
    Literal(1),
    None,
)


def test_a_table_is_the_same_after_the_pipe() -> None:
    rows = tuple((first, second) for first in TERMS for second in TERMS) * 300
    table = Table(("a", "b"), rows, truncated=True)
    assert packed(table).table() == table
