"""A service that misbehaves: waiting, trying again, time limits, and what is said in the end."""

import base64
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from ecograph.errors import EcographError, QueryTimeoutError, RegisterError
from ecograph.remote import Address, Service
from ecograph.remote.asking import Asking
from ecograph.remote.login import Login
from ecograph.remote.retrying import Patience
from tests.misbehaving import ROW, Reply, Script, misbehaving
from tests.servers import free_port

BUSY = Reply(503, b"Overloaded, come back later")
GRAPH = "urn:graph"
QUERY = "SELECT ?s WHERE { ?s ?p ?o }"


class Waits(list[float]):
    """The pauses that a service took, none of which is waited for."""

    def patience(self, attempts: int = 3) -> Patience:
        """Return a patience that notes its pauses here."""
        return Patience(attempts=attempts, first=1.0, wait=self.append)


def service(script: Script, waits: Waits, seconds: float = 5, user: str = "") -> Service:
    """Return the service of a script."""
    return Service(Address.of(script.address, user=user, password=user), seconds, waits.patience())


def failure(there: Service) -> EcographError:
    """Return the error with which a query ends."""
    with pytest.raises(EcographError) as raised:
        there.ask(QUERY, GRAPH, [GRAPH])
    return raised.value


def test_a_busy_service_is_asked_again_after_growing_pauses() -> None:
    waits = Waits()
    with misbehaving(BUSY, BUSY, Reply()) as script:
        assert service(script, waits).ask(QUERY, GRAPH, [GRAPH]) == ROW
    assert 0.5 <= waits[0] <= 1 <= waits[1] <= 2
    assert len(waits) == 2


@pytest.mark.parametrize("status", [429, 503])
def test_a_service_that_says_how_long_to_wait_is_left_alone_so_long(status: int) -> None:
    waits = Waits()
    with misbehaving(Reply(status, b"", {"Retry-After": "7"}), Reply()) as script:
        assert service(script, waits).ask(QUERY, GRAPH, [GRAPH]) == ROW
    assert 7 <= waits[0] <= 8


def test_the_end_of_the_wait_may_be_a_time() -> None:
    waits = Waits()
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    with misbehaving(Reply(503, b"", {"Retry-After": until}), Reply()) as script:
        service(script, waits).ask(QUERY, GRAPH, [GRAPH])
    assert 15 <= waits[0] <= 21


def test_a_service_that_asks_for_an_hour_is_not_waited_for() -> None:
    waits = Waits()
    with misbehaving(Reply(503, b"Closed", {"Retry-After": "3600"})) as script:
        error = failure(service(script, waits))
    assert waits == []
    assert str(error) == (
        f"{script.address} answered 503 Service Unavailable: “Closed”. It asks to wait 3600 "
        "seconds. It is busy or being mended; try again later."
    )


def test_an_answer_that_breaks_off_is_asked_for_again() -> None:
    waits = Waits()
    with misbehaving(Reply(is_cut=True), Reply()) as script:
        assert service(script, waits).ask(QUERY, GRAPH, [GRAPH]) == ROW
    assert len(script.bodies) == 2


def test_an_update_that_must_not_be_done_twice_is_sent_once() -> None:
    waits = Waits()
    with misbehaving(Reply(is_cut=True), Reply()) as script:
        there = service(script, waits)
        with pytest.raises(RegisterError, match="cannot be reached"):
            there.update("MOVE GRAPH <urn:a> TO GRAPH <urn:b>", again=False)
    assert len(script.bodies) == 1


def test_an_update_that_was_turned_away_is_sent_again() -> None:
    with misbehaving(BUSY, Reply()) as script:
        service(script, Waits()).update("MOVE GRAPH <urn:a> TO GRAPH <urn:b>", again=False)
    assert len(script.bodies) == 2


def test_nobody_there_is_said_with_the_address_and_the_remedy() -> None:
    waits = Waits()
    address = f"http://127.0.0.1:{free_port()}/query"
    error = failure(Service(Address.of(address), 5, waits.patience()))
    assert str(error).startswith(f"{address} cannot be reached (3 attempts): ")
    assert str(error).endswith("Check ECOGRAPH_STORE, and that the service runs.")


def test_a_late_answer_is_a_query_that_took_too_long() -> None:
    waits = Waits()
    with misbehaving(Reply(is_silent=True)) as script:
        error = failure(service(script, waits, seconds=0.2))
    assert isinstance(error, QueryTimeoutError)
    assert str(error).startswith(f"{script.address} did not answer in 0.2 seconds.")
    assert waits == []


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (400, "does not take what ecograph asks"),
        (401, "ECOGRAPH_STORE_USER"),
        (403, "ECOGRAPH_STORE_PASSWORD"),
        (404, "Check ECOGRAPH_STORE"),
        (413, "requests that are smaller"),
        (500, "log of the service"),
    ],
)
def test_a_refusal_is_told_with_what_it_says_and_what_helps(status: int, remedy: str) -> None:
    with misbehaving(Reply(status, b"<p>Not\n so</p>")) as script:
        error = str(failure(service(script, Waits())))
    assert f"{script.address} answered {status}" in error
    assert "<p>Not so</p>" in error
    assert remedy in error
    assert len(script.bodies) == 1


def test_a_page_where_rows_should_be_is_refused() -> None:
    with (
        misbehaving(Reply(body=b"<html>Welcome</html>")) as script,
        pytest.raises(RegisterError, match=r"Welcome.*address of a SPARQL 1\.1 service"),
    ):
        Asking(service(script, Waits())).all(QUERY, GRAPH, [GRAPH])


def test_a_password_is_sent_only_when_it_is_asked_for_and_never_told() -> None:
    asks = Reply(401, b"", {"WWW-Authenticate": 'Basic realm="data"'})
    with misbehaving(asks, Reply(), Reply(500, b"No")) as script:
        there = service(script, Waits(), user="secretary")
        there.ask(QUERY, GRAPH, [GRAPH])
        error = str(failure(there))
    shown = "Basic " + base64.b64encode(b"secretary:secretary").decode()
    assert script.credentials == ["", shown, shown]
    assert "secretary" not in error + repr(there.address).replace("user='secretary'", "")


def test_a_password_is_not_sent_over_an_open_line() -> None:
    flow = Login("ada", "secret").auth_flow(httpx2.Request("GET", "http://data.example/query"))
    request = next(flow)
    challenge = {"WWW-Authenticate": "Basic"}
    with pytest.raises(RegisterError, match="https://"):
        flow.send(httpx2.Response(401, headers=challenge, request=request))
