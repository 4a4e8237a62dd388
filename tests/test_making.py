"""What takes long to make: one at a time, once for all who wait, and not for everybody."""

import threading
import time

import pytest

from ecograph.errors import RegisterBusyError
from ecograph_api.network.making import Making
from ecograph_api.network.readings import Recent


def test_what_several_ask_for_at_once_is_made_once() -> None:
    kept: Recent[str, int] = Recent()
    made: list[int] = []

    def make() -> int:
        time.sleep(0.1)
        made.append(1)
        return len(made)

    threads = [threading.Thread(target=kept.get, args=("map", make)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (kept.get("map", make), made) == (1, [1])


def test_what_cannot_be_made_leaves_the_turn_to_the_next() -> None:
    making = Making(most=1, seconds=1)
    with pytest.raises(ZeroDivisionError), making:
        raise ZeroDivisionError
    with making:
        pass


def test_one_more_than_may_wait_is_told_to_come_again() -> None:
    making = Making(most=0)
    with making, pytest.raises(RegisterBusyError, match="in a minute"), making:
        pass


def test_who_has_waited_long_enough_is_told_to_come_again() -> None:
    making = Making(most=1, seconds=0.01)
    with making, pytest.raises(RegisterBusyError, match="in a minute"), making:
        pass
