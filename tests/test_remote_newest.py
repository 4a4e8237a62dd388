"""What is looked up elsewhere, while the looking takes long or fails."""

from collections.abc import Callable, Iterator
from threading import Event, Thread
from time import sleep

import pytest

from ecograph.errors import ServiceError
from ecograph.remote.newest import Newest

SOON = 10


def looking(*answers: Callable[[], str]) -> Newest[str]:
    """Give a newest whose lookings are these, one after the other, and which never keeps one."""
    following: Iterator[Callable[[], str]] = iter(answers)

    def look() -> str:
        answer = next(following)
        return answer()

    return Newest(look, seconds=0)


def test_who_asks_while_another_looks_gets_what_was_known() -> None:
    begun, may_end, found = Event(), Event(), list[str]()

    def late() -> str:
        begun.set()
        assert may_end.wait(SOON)
        return "second"

    newest = looking(lambda: "first", late)
    assert newest() == "first"
    looker = Thread(target=lambda: found.append(newest()))
    looker.start()
    assert begun.wait(SOON)
    assert newest() == "first"
    assert not found
    may_end.set()
    looker.join(SOON)
    assert found == ["second"]


def test_while_nothing_is_known_everybody_waits_for_the_one_who_looks() -> None:
    begun, may_end, found = Event(), Event(), list[str]()

    def late() -> str:
        begun.set()
        assert may_end.wait(SOON)
        return "first"

    newest = looking(late, lambda: "second")
    askers = [Thread(target=lambda: found.append(newest())) for _ in range(2)]
    for asker in askers:
        asker.start()
    assert begun.wait(SOON)
    assert not found
    may_end.set()
    for asker in askers:
        asker.join(SOON)
    assert sorted(found) == ["first", "second"]


def test_who_waited_for_a_look_that_failed_hears_of_its_error_and_does_not_look_again() -> None:
    begun, may_end, heard = Event(), Event(), list[str]()

    def away() -> str:
        begun.set()
        assert may_end.wait(SOON)
        message = "It cannot be reached."
        raise ServiceError(message)

    def ask() -> None:
        try:
            heard.append(newest())
        except ServiceError as error:
            heard.append(str(error))

    newest = looking(away)
    askers = [Thread(target=ask) for _ in range(5)]
    for asker in askers:
        asker.start()
    assert begun.wait(SOON)
    sleep(0.3)
    may_end.set()
    for asker in askers:
        asker.join(SOON)
    assert heard == ["It cannot be reached."] * 5


def test_who_looks_hears_of_the_error_and_the_next_one_looks_again() -> None:
    def away() -> str:
        message = "It cannot be reached."
        raise ServiceError(message)

    newest = looking(away, lambda: "first", away, lambda: "second")
    with pytest.raises(ServiceError):
        newest()
    assert newest() == "first"
    with pytest.raises(ServiceError):
        newest()
    assert newest() == "second"


def test_what_is_young_is_not_looked_up_again() -> None:
    answers = iter(["first", "second"])
    newest = Newest(lambda: next(answers), seconds=3600)
    assert [newest(), newest()] == ["first", "first"]
