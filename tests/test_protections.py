"""Each protection is what stops its attack: with it the attack fails, without it succeeds.

Where two protections stop the same attack, the other one is switched off both times.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from ecograph.errors import EcographError, QueryError, QueryTooLargeError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.people import People, Person, Role
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register, WorkerPool
from ecograph.store.queries.protections import Off, Protection
from ecograph.store.readers.workers import Limits
from ecograph.store.readers.zygote import can_fork
from ecograph.store.writers import jobs
from ecograph.store.writers.updating import Update
from ecograph.writing import Writer, text
from ecograph_api.access.sessions import Session, Sessions
from ecograph_api.app import create_app
from tests.attacked import listener
from tests.conftest import TODAY, Tokens
from tests.facts import SPARQL_PREFIXES, content, organisation

SECRET = "Hidden Partner"
PUBLIC = f"{SPARQL_PREFIXES} SELECT * {{ GRAPH ?g {{ ?o rdfs:label ?name }} }}"
LIMITS = Limits(seconds=30, memory_mb=128, workers=1, readers="memory" if can_fork() else "disk")
# A second of work, and half a gigabyte.
ALL = "?a ?b ?c . ?d ?e ?f FILTER (STRLEN(CONCAT(STR(?a), STR(?f))) > 0)"
LONG = f"SELECT (COUNT(*) AS ?n) {{ SELECT ?a {{ {ALL} }} LIMIT 700000 }}"
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(24))
LARGE = f'SELECT (STRLEN(?x24) AS ?n) {{ BIND("0123456789" AS ?x0) {DOUBLED} }}'
BRACES = "SELECT * " + "{" * 30_000 + "}" * 30_000


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with a public organisation, an internal one, and names enough to count."""
    register = Register(tmp_path_factory.mktemp("protected"), DEFAULT_BASE)
    names = "".join(organisation(f"n{number}", f"Name {number}") for number in range(400))
    register.replace(
        content("members", organisation("a", "Alpha") + names, organisation("h", SECRET))
    )
    return register


@dataclass(frozen=True, slots=True)
class Attack:
    """A way to harm a pool of readers, what stops it, and what else would."""

    succeeds: Callable[[WorkerPool], bool]
    limits: tuple[Limits, Limits] = (LIMITS, LIMITS)
    off: Off = frozenset()
    others: Off = frozenset()


def is_answered(query: str) -> Callable[[WorkerPool], bool]:
    """Return the attack that succeeds when a query is answered."""

    def succeeds(pool: WorkerPool) -> bool:
        try:
            pool.select(query, {}, internal=False)
        except QueryError:
            return False
        return True

    return succeeds


def calls_out(pool: WorkerPool) -> bool:
    """Tell whether a query makes the server call another host."""
    with listener() as waiting:
        query = f"SELECT * {{ SERVICE SILENT <{waiting.address}> {{ ?a ?b ?c }} }}"
        with suppress(EcographError):
            pool.select(query, {}, internal=False)
    return waiting.calls > 0


def costs_a_process(pool: WorkerPool) -> bool:
    """Tell whether a query ends the process that reads it, which is told as a lack of memory."""
    with pytest.raises(QueryTooLargeError) as refused:
        pool.select(BRACES, {}, internal=False)
    return "was stopped" in str(refused.value)


def shows_what_is_hidden(pool: WorkerPool) -> bool:
    """Tell whether the public reads an internal name."""
    table = pool.select(PUBLIC, {}, internal=False)
    return any(SECRET in str(row) for row in table.rows)


ATTACKS = {
    "seccomp": Attack(
        calls_out,
        off=frozenset({Protection.NO_SOCKETS}),
        others=frozenset({Protection.REFUSALS}),
    ),
    "refusal of SERVICE": Attack(
        calls_out,
        off=frozenset({Protection.REFUSALS}),
        others=frozenset({Protection.NO_SOCKETS}),
    ),
    "address-space limit": Attack(
        is_answered(LARGE), (LIMITS, replace(LIMITS, memory_mb=1_000_000))
    ),
    "kill at the deadline": Attack(is_answered(LONG), (replace(LIMITS, seconds=0.2), LIMITS)),
    "caps": Attack(costs_a_process, off=frozenset({Protection.CAPS})),
    "dataset": Attack(shows_what_is_hidden, off=frozenset({Protection.DATASET})),
}


@contextmanager
def pool_of(register: Register, limits: Limits, off: Off) -> Iterator[WorkerPool]:
    """Give a pool with some protections switched off."""
    pool = WorkerPool(register.path, limits, off)
    yield pool
    pool.close()


@pytest.mark.row("R002")
@pytest.mark.parametrize("name", ATTACKS)
def test_a_query_does_harm_only_without_its_protection(register: Register, name: str) -> None:
    attack = ATTACKS[name]
    with pool_of(register, attack.limits[0], attack.others) as pool:
        protected = attack.succeeds(pool)
    with pool_of(register, attack.limits[1], attack.others | attack.off) as pool:
        unprotected = attack.succeeds(pool)
    assert (protected, unprotected) == (False, True)


def loads(update: str, job: Update, *, refused: bool, sandboxed: bool) -> None:
    """Run an update as a writer does, but for the protections that are switched off."""
    with suppress(EcographError, OSError, RuntimeError):
        if refused:
            text.check(update)
        if sandboxed:
            jobs.done(job, jobs.Limits(seconds=10))
        else:
            job.run(job.prepare())


@pytest.mark.parametrize("protection", ["refused", "sandboxed"])
def test_an_update_calls_another_host_only_without_its_protection(
    register: Register, protection: str
) -> None:
    other = {"refused": "sandboxed", "sandboxed": "refused"}[protection]
    called = []
    for protected in (True, False):
        with listener() as waiting:
            update = f"LOAD <{waiting.address}>"
            job = Update(register.path, "", {}, update)
            switches = {protection: protected, other: False}
            loads(update, job, refused=switches["refused"], sandboxed=switches["sandboxed"])
        called.append(waiting.calls > 0)
    assert called == [False, True]


class Credulous(People):
    """People who take everybody for one of them."""

    def by_token(self, token: str) -> Person | None:
        """Return a writer, whatever the token."""
        del token
        return Person("Anybody", Role.WRITER)


class OpenSession(Session):
    """A session that takes every form for its own."""

    def vouches_for(self, form_token: str) -> bool:
        """Tell nothing apart."""
        del form_token
        return True


class OpenSessions(Sessions):
    """Sessions that take every form for their own."""

    def of(self, request: Request) -> Session | None:
        """Return the session of a request, without its form token."""
        found = super().of(request)
        return OpenSession(found.person, found.id, found.form_token) if found else None


def pages(register: Path, tokens: Tokens, people: type[People]) -> TestClient:
    """Return the pages of a register that can be written to, over some people."""
    settings = Settings(store=register, tokens=tokens.path)
    application = create_app(EditionReader(register), settings, lambda: TODAY)
    application.state.people = people.from_file(tokens.path)
    application.state.writer = Writer(Register(register, DEFAULT_BASE))
    return TestClient(application)


@pytest.mark.parametrize(("people", "succeeds"), [(People, False), (Credulous, True)])
def test_only_who_is_known_reads_what_is_internal(
    register: Register, tokens: Tokens, people: type[People], *, succeeds: bool
) -> None:
    site = pages(register.path, tokens, people)
    answer = site.get(
        "/sparql", params={"query": PUBLIC}, headers={"Authorization": "Bearer guessed"}
    )
    assert (SECRET in answer.text) is succeeds


@pytest.mark.parametrize(("sessions", "succeeds"), [(Sessions, False), (OpenSessions, True)])
def test_only_a_form_of_this_site_writes_in_a_session(
    tmp_path: Path, tokens: Tokens, sessions: type[Sessions], *, succeeds: bool
) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("members", organisation("a", "Alpha")))
    site = pages(register.path, tokens, People)
    application_state = site.app.state  # type: ignore[attr-defined]  # it is a FastAPI
    application_state.sessions = sessions(application_state.people, "")
    signed_in = site.post("/sign-in", data={"token": tokens.writer})
    assert signed_in.status_code == 200
    forged = f'{SPARQL_PREFIXES} INSERT DATA {{ :b a org:Organization ; rdfs:label "Forged" }}'
    site.post("/sparql", data={"update": forged})
    names = EditionReader(tmp_path).select(PUBLIC, {}, internal=True)
    assert any("Forged" in str(row) for row in names.rows) is succeeds
