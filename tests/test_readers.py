"""Readers: what a query may be, formats, limits, and following the current edition."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.errors import (
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
)
from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import EditionReader, Register, WorkerPool
from ecograph.store.queries import guards
from ecograph.store.readers.workers import Limits
from tests.facts import content, organisation

ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NAMES = (
    f"SELECT ?n WHERE {{ ?s <{LABEL}> ?n ; a <http://www.w3.org/ns/org#Organization> }} ORDER BY ?n"
)
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"
)
BIG = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    register = Register(tmp_path_factory.mktemp("readers"), DEFAULT_BASE)
    register.replace(content("one", organisation("a", "Alpha")))
    return register


@pytest.fixture(scope="module")
def pool(register: Register) -> Iterator[WorkerPool]:
    pool = WorkerPool(register.path, Limits(seconds=2, memory_mb=256, workers=1))
    yield pool
    pool.close()


def test_the_pool_and_the_reader_in_this_process_give_the_same_answer(
    register: Register, pool: WorkerPool
) -> None:
    here = EditionReader(register.path).select(NAMES, {}, internal=False)
    assert (pool.select(NAMES, {}, internal=False), len(here.rows)) == (here, 1)


@pytest.mark.row("R002")
def test_an_endless_query_is_stopped_with_the_limit_and_a_way_out(pool: WorkerPool) -> None:
    with pytest.raises(QueryTimeoutError, match=r"longer than 2 seconds.*add LIMIT"):
        pool.select(ENDLESS, {}, internal=False)


def test_the_pool_answers_again_after_a_query_was_stopped(pool: WorkerPool) -> None:
    with pytest.raises(QueryTimeoutError):
        pool.select(ENDLESS, {}, internal=False)
    assert len(pool.select(NAMES, {}, internal=False).rows) == 1


def test_a_query_that_takes_too_much_memory_is_stopped(register: Register) -> None:
    pool = WorkerPool(register.path, Limits(seconds=60, memory_mb=64, workers=1))
    try:
        with pytest.raises(QueryTooLargeError, match=r"64 MiB|Add LIMIT"):
            pool.select(BIG, {}, internal=False)
    finally:
        pool.close()


def test_a_reader_shows_a_new_edition_within_two_seconds(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(content("one", organisation("a", "Alpha")))
    pool = WorkerPool(register.path, Limits(workers=1))
    try:
        pool.select(NAMES, {}, internal=False)
        edition = register.replace(content("two", organisation("b", "Beta"))).edition
        start = time.monotonic()
        table = pool.select(NAMES, {}, internal=False)
        assert (len(table.rows), pool.edition) == (2, edition.id)
        assert time.monotonic() - start < 2
    finally:
        pool.close()


@pytest.mark.row("R002")
@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX x: <urn:> DELETE WHERE { ?s ?p ?o }",
        "# SELECT\nLOAD <http://127.0.0.1/>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "clear all",
    ],
)
def test_an_update_is_refused(pool: WorkerPool, update: str) -> None:
    with pytest.raises(QueryRefusedError, match="only reads"):
        pool.answer(update, "", internal=False)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        'SELECT * { ?s ?p "a # b" . SERVICE <http://127.0.0.1/> { ?s ?p ?o } }',
        "SELECT * { ?s <http://a#b> ?o . SERVICE <http://127.0.0.1/> {} }",
    ],
)
def test_a_call_to_another_host_is_refused_before_it_is_parsed(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="another host"):
        guards.check(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?service ?p ?o } # LOAD",
        "PREFIX load: <urn:> SELECT * { ?s load:service ?o }",
        "SELECT * { ?s ?p '''FROM \n it's''' }",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    ],
)
def test_words_in_names_texts_and_comments_are_not_refused(query: str) -> None:
    guards.check(query)
    assert "?s" in query or "?service" in query


def test_a_dataset_clause_asks_for_some_of_what_the_reader_sees(pool: WorkerPool) -> None:
    query = NAMES.replace("WHERE", "FROM <urn:g> WHERE")
    other = pool.select(query, {}, internal=False)
    one = pool.select(query.replace("urn:g", f"{DEFAULT_BASE}source/one"), {}, internal=False)
    assert (len(one.rows), len(other.rows)) == (1, 0)


def test_a_query_that_nests_too_deeply_is_refused() -> None:
    with pytest.raises(QueryTooLargeError, match="nests"):
        guards.check("SELECT * " + "{" * 100 + "}" * 100)


def test_a_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryTooLargeError, match="16,000"):
        guards.check("SELECT * { }" + " " * 16_000)


@given(st.text(max_size=300))
def test_no_text_makes_the_guard_fail_otherwise(text: str) -> None:
    try:
        guards.check(text)
    except (QueryRefusedError, QueryTooLargeError) as refused:
        assert str(refused)  # noqa: PT017  # any text may pass; a refusal explains itself


def test_a_text_that_is_no_sparql_is_told_where(pool: WorkerPool) -> None:
    with pytest.raises(QuerySyntaxError, match="1:"):
        pool.answer("SELEKT *", "", internal=False)


@pytest.mark.row("R002")
@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (ALL, "application/sparql-results+json", "application/sparql-results+json"),
        (ALL, "text/csv;q=0.9, application/json;q=0.5", "text/csv"),
        (ALL, "text/*", "text/csv"),
        (ALL, "", "application/sparql-results+json"),
        ("ASK { ?s ?p ?o }", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle", "text/turtle"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "*/*", "text/turtle"),
        ("DESCRIBE <urn:x>", "application/n-triples", "application/n-triples"),
    ],
)
def test_the_answer_comes_in_the_format_that_the_client_likes_best(
    pool: WorkerPool, query: str, accept: str, media_type: str
) -> None:
    assert pool.answer(query, accept, internal=False).media_type == media_type


def test_a_format_that_the_answer_does_not_have_is_refused_with_those_it_has(
    pool: WorkerPool,
) -> None:
    with pytest.raises(NotAcceptableError, match="text/turtle"):
        pool.answer("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", internal=False)


def test_ask_answers_true_for_a_fact_that_is_there(pool: WorkerPool) -> None:
    answer = pool.answer(f'ASK {{ ?s <{LABEL}> "Alpha" }}', "", internal=False)
    assert json.loads(answer.body)["boolean"] is True


def test_the_sources_are_the_named_graphs(pool: WorkerPool) -> None:
    table = pool.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", {}, internal=False)
    graphs = {row[0].value.removeprefix(DEFAULT_BASE) for row in table.rows if row[0]}
    assert graphs >= {"source/one"}
    assert not {graph for graph in graphs if graph.startswith("merge/")}
