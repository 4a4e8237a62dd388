"""Writing into a service: by updates alone, with a lost answer, beside another writer."""

from collections.abc import Iterator

import pytest

from ecograph.errors import RegisterBusyError, RegisterError
from ecograph.identifiers import DEFAULT_BASE, merge_graph
from ecograph.remote import Address, RemoteRegister, Service, state
from ecograph.remote.probes import check_datasets
from ecograph.remote.retrying import Patience
from tests.facts import content, organisation
from tests.misbehaving import Passing, passing
from tests.servers import MissingServerError, or_skip, oxigraph_server

ONE = content("one", organisation("alpha", "Alpha"), organisation("hidden", "Hidden"))
TWO = content("two", organisation("beta", "Beta"))


@pytest.fixture(scope="module")
def between() -> Iterator[Passing]:
    """Give a way to an Oxigraph server that can be spoiled."""
    try:
        with oxigraph_server() as server, passing(server.query.removesuffix("/query")) as found:
            yield found
    except MissingServerError as missing:
        or_skip(missing)


@pytest.fixture(scope="module")
def address(between: Passing) -> Address:
    """Give its address; it has no Graph Store Protocol."""
    return Address(f"{between.address}/query", f"{between.address}/update")


@pytest.fixture(scope="module")
def service(address: Address) -> Service:
    """Give the service, which is asked once only."""
    return Service(address, 60, Patience(attempts=1))


@pytest.fixture(scope="module")
def register(service: Service) -> RemoteRegister:
    """Give a register there with one source; what the tests try leaves it as it is."""
    made = RemoteRegister(service, DEFAULT_BASE)
    assert made.replace(ONE).changed
    return made


@pytest.fixture
def spoiled(between: Passing) -> Iterator[Passing]:
    """Give what can be spoiled, as good as new for each test."""
    yield between
    between.forgotten, between.lost, between.added, between.meanwhile = (), "", {}, None


def names(register: RemoteRegister) -> list[str]:
    """Return the names of the sources, as another one finds them there."""
    return [source.name for source in register.sources()]


def test_updates_alone_write_a_register_in_bounded_requests(
    register: RemoteRegister, service: Service, between: Passing
) -> None:
    again = RemoteRegister(service, DEFAULT_BASE)
    assert names(again) == ["one"]
    assert again.parts(again.current()) == register.parts(register.current())
    written = [text for text in between.texts if text.startswith("INSERT DATA")]
    assert len(written) > 50
    assert max(text.count("\n") for text in written) <= 502


def test_a_load_whose_last_answer_is_lost_is_done(
    register: RemoteRegister, service: Service, spoiled: Passing
) -> None:
    spoiled.lost = "MOVE GRAPH"
    outcome = register.replace(TWO)
    spoiled.lost = ""
    assert outcome.changed
    assert sum("MOVE GRAPH" in text for text in spoiled.texts) == 2
    assert names(RemoteRegister(service, DEFAULT_BASE)) == ["one", "two"]


def test_of_two_that_write_the_one_that_began_first_changes_nothing(
    register: RemoteRegister, service: Service, spoiled: Passing
) -> None:
    def begin() -> None:
        said = state.read(service, DEFAULT_BASE).said
        other = {**said, state.WRITER: state.writer("another", ())}
        service.update(state.update(DEFAULT_BASE, other))

    before = state.read(service, DEFAULT_BASE)
    spoiled.meanwhile = ("SELECT+%28COUNT", begin)
    with pytest.raises(RegisterBusyError, match="Somebody else began to write"):
        register.replace(content("three", organisation("gamma", "Gamma")))
    after = state.read(service, DEFAULT_BASE)
    assert (after.manifest, after.writer) == (before.manifest, "another")


def test_a_failed_load_takes_away_what_it_wrote_aside(
    register: RemoteRegister, service: Service, spoiled: Passing
) -> None:
    before = state.read(service, DEFAULT_BASE)
    spoiled.lost = "SELECT+%28COUNT"
    with pytest.raises(RegisterError, match="cannot be reached"):
        register.replace(content("three", organisation("gamma", "Gamma")))
    spoiled.lost = ""
    after = state.read(service, DEFAULT_BASE)
    assert (after.manifest, after.writer) == (before.manifest, "")
    staged = f"{DEFAULT_BASE}staging/"
    ask = f'ASK {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{staged}")) }}'
    spoiled.forgotten = ("default-graph-uri", "named-graph-uri")
    assert b"false" in service.ask(ask, "", [])


@pytest.mark.parametrize(
    ("forgotten", "added"),
    [
        (("default-graph-uri",), {}),
        (("named-graph-uri",), {}),
        (("default-graph-uri", "named-graph-uri"), {}),
        (("default-graph-uri", "named-graph-uri"), {"union-default-graph": ""}),
    ],
    ids=["empty", "no-named", "neither", "neither-union"],
)
@pytest.mark.usefixtures("register")
def test_a_service_that_shows_other_graphs_is_not_served(
    service: Service, spoiled: Passing, forgotten: tuple[str, ...], added: dict[str, str]
) -> None:
    check_datasets(service, DEFAULT_BASE)
    spoiled.forgotten, spoiled.added = forgotten, added
    with pytest.raises(RegisterError, match="internal facts could come out"):
        check_datasets(service, DEFAULT_BASE)


@pytest.mark.usefixtures("register")
def test_a_service_that_adds_a_graph_to_those_named_is_not_served(
    service: Service, spoiled: Passing
) -> None:
    spoiled.added = {"named-graph-uri": merge_graph(DEFAULT_BASE, internal=False)}
    with pytest.raises(RegisterError, match="named-graph-uri"):
        check_datasets(service, DEFAULT_BASE)
