"""Writing by SPARQL Update and by whole graphs: one edition with its author, or nothing at all."""

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ecograph.errors import (
    EcographError,
    InputError,
    ProtectedGraphError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    RefusedByChecksError,
    RepeatedRequestError,
    UnknownGraphError,
    UsageError,
)
from ecograph.identifiers import DEFAULT_BASE, source_graph
from ecograph.records import Dataset
from ecograph.store import EditionReader, Register
from ecograph.store.editions import parts, trail
from ecograph.writing import Limits, Request, Writer, Written
from tests.facts import SPARQL_PREFIXES, content, organisation

MEMBERS, HIDDEN = (source_graph(DEFAULT_BASE, "members", internal=i) for i in (False, True))
NEW = f"{DEFAULT_BASE}source/new"
OWN = "http://example.org/mine"
NAMES = f"{SPARQL_PREFIXES} SELECT ?n WHERE {{ ?o a org:Organization ; rdfs:label ?n }} ORDER BY ?n"
ORG = "a org:Organization ; rdfs:label"
ENDLESS = """INSERT { :x :y ?n } WHERE {
  SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }
}"""
LARGE = """INSERT { :x :y ?n } WHERE {
  SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }
}"""
ERNA = Request("Erna", "testing")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a register with one source, to be copied."""
    register = Register(tmp_path_factory.mktemp("prepared") / "register", DEFAULT_BASE)
    amount = "rel:r a eco:Partnership ; eco:amount '02.50'^^xsd:decimal ."
    register.replace(
        content("members", organisation("a", "Alpha"), organisation("h", "Hidden") + amount)
    )
    return register.path


@pytest.fixture
def register(prepared: Path, tmp_path: Path) -> Register:
    return Register(Path(shutil.copytree(prepared, tmp_path / "register")), DEFAULT_BASE)


def update(register: Register, text: str, request_id: str = "") -> Written:
    whole = SPARQL_PREFIXES + text
    return Writer(register).update(whole, Request("Erna", "testing", request_id))


def names(register: Register, *, internal: bool = True) -> list[str]:
    found = EditionReader(register.path).select(NAMES, {}, internal=internal)
    return [row[0].value for row in found.rows if row[0]]


def held(register: Register) -> dict[str, int]:
    """Return how many facts each graph of a source holds, by its name without the base."""
    now = register.current()
    cut = len(f"{DEFAULT_BASE}source/")
    return {g[cut:]: len(said) for g, said in parts.parts(now).items() if "ontology" not in g}


def test_an_update_is_one_edition_with_its_author_and_reason(register: Register) -> None:
    done = update(
        register,
        f'INSERT DATA {{ GRAPH <{MEMBERS}> {{ :b {ORG} "Beta" }} }} ;'
        f'DELETE DATA {{ GRAPH <{MEMBERS}> {{ :a rdfs:label "Alpha" }} }} ;'
        f'INSERT DATA {{ GRAPH <{MEMBERS}> {{ :a rdfs:label "Alpha Ltd" }} }}',
    )
    assert (done.changed, done.added, done.removed) == (True, 3, 1)
    assert names(register, internal=False) == ["Alpha Ltd", "Beta"]
    now = register.current()
    assert now is not None
    assert now.manifest.number == 2
    assert now.manifest.written is not None
    entry = now.manifest.written
    assert (entry.by, entry.reason, entry.kind) == ("Erna", "testing", "update")
    assert (entry.edition, entry.added, entry.removed) == (now.id, 3, 1)
    assert trail.entries(register.path) == (entry,)


def test_a_write_to_the_default_graph_is_an_internal_edit(register: Register) -> None:
    update(register, f'INSERT DATA {{ :b {ORG} "Beta" }}')
    assert held(register) == {"members": 2, "members/internal": 4, "edits/internal": 2}
    assert names(register, internal=False) == ["Alpha"]


def test_an_edit_is_taken_back_with_what_was_worked_out_from_it(register: Register) -> None:
    update(register, f'INSERT DATA {{ :b {ORG} "Beta" }}')
    update(register, "DELETE WHERE { :b ?p ?o }")
    assert held(register) == {"members": 2, "members/internal": 4}


def test_all_that_staff_see_is_read_by_default(register: Register) -> None:
    update(
        register,
        f"INSERT {{ GRAPH <{NEW}> {{ ?o skos:altLabel ?n }} }} WHERE {{ ?o {ORG} ?n }}",
    )
    assert held(register)["new/internal"] == 2


def test_what_is_made_from_the_sources_is_not_written_to(register: Register) -> None:
    for text in (
        'DELETE DATA { :a rdfs:label "Alpha" }',
        "CLEAR ALL",
        "DROP DEFAULT",
        f"DROP GRAPH <{source_graph(DEFAULT_BASE, 'ontology')}>",
        f"INSERT DATA {{ GRAPH <{DEFAULT_BASE}merge/public> {{ :a a org:Organization }} }}",
        f"INSERT DATA {{ GRAPH <{DEFAULT_BASE}matches/all> {{ :a a org:Organization }} }}",
        f"ADD <{MEMBERS}> TO <{DEFAULT_BASE}merge/all>",
        f"MOVE <{MEMBERS}> TO <{source_graph(DEFAULT_BASE, 'ontology', internal=True)}>",
    ):
        assert_refused(register, ProtectedGraphError, text)


def assert_refused(
    register: Register,
    error: type[EcographError] | tuple[type[EcographError], ...],
    text: str,
    limits: Limits | None = None,
) -> None:
    """Expect an update to be refused, and to have left nothing at all."""
    before = sorted(register.path.rglob("*"))
    with pytest.raises(error):
        Writer(register, limits).update(SPARQL_PREFIXES + text, ERNA)
    assert sorted(p for p in register.path.rglob("*") if p.name != "lock") == [
        p for p in before if p.name != "lock"
    ]


def test_no_other_host_is_asked(register: Register) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        there = f"<http://127.0.0.1:{listener.getsockname()[1]}/x>"
        for text in (
            f"LOAD {there}",
            f"LOAD SILENT {there} INTO GRAPH <{NEW}>",
            f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {there} {{ ?s ?p ?o }} }}",
            f"INSERT {{ ?s ?p ?o }} WHERE {{ service silent {there} {{ ?s ?p ?o }} }}",
        ):
            assert_refused(register, QueryRefusedError, text)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_words_in_texts_and_comments_are_no_keywords(register: Register) -> None:
    update(register, f'INSERT DATA {{ :b {ORG} "LOAD SERVICE" }} # LOAD <x>')
    assert "LOAD SERVICE" in names(register)


def test_what_is_no_update_is_refused_with_its_place(register: Register) -> None:
    with pytest.raises(QuerySyntaxError, match=r"\d+:\d+"):
        update(register, "INSERT DATA { :b")
    assert_refused(register, QuerySyntaxError, "SELECT * WHERE { ?s ?p ?o }")


def test_a_bomb_is_stopped_and_leaves_nothing(register: Register) -> None:
    for text, error in (
        (ENDLESS, QueryTimeoutError),
        (LARGE, (QueryTooLargeError, QueryTimeoutError)),
        ("INSERT { ?s ?p ?o } WHERE " + "{" * 20_000 + "}" * 20_000, QueryTooLargeError),
    ):
        assert_refused(register, error, text, Limits(seconds=2, memory_mb=128))
    assert update(register, f'INSERT DATA {{ :b {ORG} "Beta" }}').changed


def test_a_result_that_breaks_rules_is_refused_with_its_rows(register: Register) -> None:
    with pytest.raises(RefusedByChecksError) as refused:
        update(register, f"INSERT DATA {{ GRAPH <{NEW}> {{ :nameless a org:Organization }} }}")
    assert f"{DEFAULT_BASE}organisation/nameless" in {row[0] for row in refused.value.rows}
    assert register.editions()[-1].manifest.number == 1


def test_what_was_wrong_before_keeps_nothing_else_out(register: Register) -> None:
    register.replace(content("wrong", ":nameless a org:Organization ."))
    assert update(register, f'INSERT DATA {{ :b {ORG} "Beta" }}').changed


def test_nothing_for_staff_gets_among_public_facts(register: Register) -> None:
    facts = ('rdfs:comment "Write to anna@example.org"', "rdfs:seeAlso :h", "rdfs:seeAlso <tel:1>")
    for fact in facts:
        text = f"INSERT DATA {{ GRAPH <{MEMBERS}> {{ :a {fact} }} }}"
        assert_refused(register, RefusedByChecksError, text)
    text = f"INSERT DATA {{ GRAPH <{HIDDEN}> {{ :a {' ; '.join(facts)} }} }}"
    assert update(register, text).changed


def test_a_graph_of_ones_own_is_internal_until_it_is_made_public(register: Register) -> None:
    update(register, f'INSERT DATA {{ GRAPH <{OWN}> {{ :b {ORG} "Beta" }} }}')
    # The client goes on to name it as it did.
    update(
        register,
        f"WITH <{OWN}> DELETE {{ :b rdfs:label ?n }} "
        'INSERT { :b rdfs:label "Beta Ltd" } WHERE { :b rdfs:label ?n }',
    )
    assert (names(register), names(register, internal=False)) == (
        ["Alpha", "Beta Ltd", "Hidden"],
        ["Alpha"],
    )
    Writer(register).publish(OWN, ERNA)
    assert names(register, internal=False) == ["Alpha", "Beta Ltd"]
    update(register, f'INSERT DATA {{ GRAPH <{OWN}> {{ :c {ORG} "Gamma" }} }}')
    assert names(register, internal=False) == ["Alpha", "Beta Ltd", "Gamma"]


def test_a_request_that_is_repeated_is_done_once(register: Register) -> None:
    text = f'INSERT DATA {{ :b {ORG} "Beta" }}'
    first = update(register, text, "request-1")
    update(register, "DELETE WHERE { :b ?p ?o }", "request-2")
    again = update(register, text, "request-1")
    assert (again.edition, again.added, again.repeated) == (first.edition, 2, True)
    assert (len(register.editions()), names(register)) == (3, ["Alpha", "Hidden"])
    with pytest.raises(RepeatedRequestError, match="request-1"):
        update(register, "CLEAR GRAPH <urn:x>", "request-1")


def test_an_update_that_changes_nothing_publishes_nothing(register: Register) -> None:
    text = f'INSERT DATA {{ GRAPH <{MEMBERS}> {{ :a rdfs:label "Alpha" }} }}'
    first, again = update(register, text, "r"), update(register, text, "r")
    assert (first.changed, first.repeated, again.repeated) == (False, False, True)
    assert (len(register.editions()), len(trail.entries(register.path))) == (1, 1)


def test_a_number_written_in_another_form_is_found(register: Register) -> None:
    update(register, f"DELETE WHERE {{ GRAPH <{HIDDEN}> {{ rel:r eco:amount ?o }} }}")
    assert held(register)["members/internal"] == 3


def test_the_request_may_say_which_graphs_the_patterns_are_about(register: Register) -> None:
    insert = f"INSERT {{ GRAPH <{NEW}> {{ ?o skos:altLabel ?n }} }}"
    text = f"{SPARQL_PREFIXES} {insert} WHERE {{ ?o {ORG} ?n }}"
    writer = Writer(register)
    writer.update(text, ERNA, using=Dataset((MEMBERS,), ()))
    assert held(register)["new/internal"] == 1
    with pytest.raises(QueryRefusedError, match="USING or WITH"):
        writer.update(f"WITH <{NEW}> " + text, ERNA, using=Dataset((MEMBERS,), ()))


def test_blank_nodes_get_the_same_iris_each_time(register: Register) -> None:
    text = f'INSERT DATA {{ GRAPH <{NEW}> {{ [] {ORG} "Beta" ; rdfs:seeAlso [ {ORG} "Gamma" ] }} }}'
    assert (update(register, text).added, update(register, text).changed) == (5, False)


def test_a_writer_that_is_killed_leaves_nothing_or_all(register: Register) -> None:
    text = f'{SPARQL_PREFIXES} INSERT DATA {{ :b {ORG} "Beta" }}'
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from ecograph.store import Register\n"
        "from ecograph.store.editions import publish, trail\n"
        "from ecograph.writing import Request, Writer\n"
        f"writer = Writer(Register(Path({str(register.path)!r}), {DEFAULT_BASE!r}))\n"
        "KILLED = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"writer.update({text!r}, Request('Erna', 'testing', 'r'))\n"
    )
    # Before the edition has its name, before it is the current one, and before the trail has it.
    for step, found in (
        ("publish.settle", ["Alpha", "Hidden"]),
        ("publish.point_to", ["Alpha", "Hidden"]),
        ("trail.keep_told", ["Alpha", "Beta", "Hidden"]),
    ):
        killed = script.replace("KILLED", step)
        done = subprocess.run([sys.executable, "-c", killed], check=False)
        assert (done.returncode, names(register)) == (-signal.SIGKILL, found)
    again = update_again(register, text)
    assert again.repeated
    assert [e.edition for e in trail.entries(register.path)] == [again.edition]
    assert len(register.editions()) == 2


def update_again(register: Register, text: str) -> Written:
    return Writer(register).update(text, Request("Erna", "testing", "r"))


def turtle(key: str, label: str) -> bytes:
    prefixes = SPARQL_PREFIXES
    return f'{prefixes} :{key} {ORG} "{label}" .'.encode()


def facts_of(register: Register, graph: str, *, internal: bool = True) -> int:
    """Return how many facts staff, or the public, find in a graph."""
    query = f"SELECT (COUNT(*) AS ?facts) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    (row,) = EditionReader(register.path).select(query, {}, internal=internal).rows
    assert row[0]
    return int(row[0].value)


def test_a_graph_is_put_added_to_and_taken_out(register: Register) -> None:
    writer = Writer(register)
    put = writer.put_graph(NEW, turtle("b", "Beta"), "text/turtle", ERNA)
    again = writer.put_graph(NEW, turtle("c", "Gamma"), "text/turtle; charset=utf-8", ERNA)
    post = writer.post_graph(NEW, turtle("d", "Delta"), "text/turtle", ERNA)
    assert (put.created, again.created, post.created) == (True, False, False)
    assert facts_of(register, NEW) == 4
    assert names(register) == ["Alpha", "Delta", "Gamma", "Hidden"]
    assert facts_of(register, NEW, internal=False) == 0
    writer.delete_graph(NEW, ERNA)
    assert facts_of(register, NEW) == 0
    with pytest.raises(UnknownGraphError):
        writer.delete_graph(NEW, ERNA)


@pytest.mark.parametrize(
    ("data", "media_type", "error"),
    [
        (b"<a", "text/turtle", InputError),
        (b"", "text/html", UsageError),
        (
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "a">]><r/>',
            "application/rdf+xml",
            InputError,
        ),
        (b'{"@context": "http://127.0.0.1:9/", "a": 1}', "application/ld+json", InputError),
    ],
)
def test_a_graph_that_cannot_be_read_is_refused(
    register: Register, data: bytes, media_type: str, error: type[EcographError]
) -> None:
    with pytest.raises(error):
        Writer(register).put_graph(NEW, data, media_type, ERNA)
    assert len(register.editions()) == 1


def test_an_empty_register_can_be_written_to(tmp_path: Path) -> None:
    register = Register(tmp_path / "empty", DEFAULT_BASE)
    update(register, f'INSERT DATA {{ :b {ORG} "Beta" }}')
    assert (names(register), names(register, internal=False)) == (["Beta"], [])
