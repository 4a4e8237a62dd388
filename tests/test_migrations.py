"""An older register: it is read as it is, says what it needs, and follows in a new edition."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ecograph.cli.root import main
from ecograph.cli.serving import prepare
from ecograph.errors import LockedError, OutdatedRegisterError
from ecograph.identifiers import DEFAULT_BASE, source_graph
from ecograph.loading import refresh_ontology
from ecograph.ontology import shipped_triples
from ecograph.store import Edition, Register
from ecograph.store.editions import edition as editions
from ecograph.store.editions import publish, trail
from ecograph.store.editions.migrations import Migration, pending, shipped_migrations, stated
from ecograph.store.facts.shipped import version
from ecograph.store.queries.opened import OpenEdition
from ecograph.writing.migrating import migrate
from tests.facts import SPARQL_PREFIXES, content, organisation

OWN = "http://example.org/mine"
INDICATOR = f"{DEFAULT_BASE}indicator/served"
# As release 0.1.0 said that a value is locked, and that one is not.
OBSERVED = f"""
<{DEFAULT_BASE}observation/one> a eco:Observation ; eco:indicator <{INDICATOR}> ; eco:locked true .
<{DEFAULT_BASE}observation/two> a eco:Observation ; eco:indicator <{INDICATOR}> ; eco:locked false .
"""
STATUS = "SELECT ?o ?s { ?o eco:observationStatus ?s FILTER (ISIRI(?o)) } ORDER BY ?o"
LOCKED = "SELECT ?o ?s { ?o eco:locked ?s } ORDER BY ?o"


def of_an_older_release(edition: Edition) -> None:
    """Make an edition what release 0.1.0 wrote: its version, and graphs by the names of sources."""
    path = edition.path / "manifest.json"
    said = json.loads(path.read_text("utf-8"))
    del said["names"]
    path.write_text(json.dumps({**said, "ontology_version": "0.1.0+12345678"}), "utf-8")
    shutil.rmtree(edition.store)
    publish.write_store(edition.path, edition.manifest.graphs, {})


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of an older register: observations, and a graph under an IRI of its own."""
    register = Register(tmp_path_factory.mktemp("older") / "register", DEFAULT_BASE)
    mine = content(OWN, organisation("m", "Mine"))
    done = register.replace(content("results", OBSERVED), mine)
    of_an_older_release(done.edition)
    return register.path


@pytest.fixture
def register(prepared: Path, tmp_path: Path) -> Register:
    return Register(Path(shutil.copytree(prepared, tmp_path / "register")), DEFAULT_BASE)


@pytest.fixture
def ecograph(monkeypatch: pytest.MonkeyPatch, register: Register) -> Callable[..., object]:
    """Give the command, called with arguments for the register; it returns its exit code."""

    def run(*arguments: str) -> object:
        store = ["--store", str(register.path)]
        monkeypatch.setattr(sys, "argv", ["ecograph", *arguments, *store])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code

    return run


def rows(edition: Edition, query: str) -> list[tuple[str, ...]]:
    """Return the answer of an edition, each term by the end of its IRI."""
    found = OpenEdition(edition).select(SPARQL_PREFIXES + query, {}, internal=True, rows=100)
    return [tuple(term.value.rpartition("/")[2] for term in row if term) for row in found.rows]


def now(register: Register) -> Edition:
    found = register.current()
    assert found
    return found


def test_an_older_register_is_read_as_it_is_and_takes_nothing_more(register: Register) -> None:
    for write in (register.replace, lambda: refresh_ontology(register)):
        with pytest.raises(OutdatedRegisterError, match=r"0\.1\.0.*ecograph migrate"):
            write()
    assert rows(now(register), LOCKED) == [("one", "true"), ("two", "false")]
    assert len(register.editions()) == 1


def test_serving_and_loading_an_older_register_offer_the_migration(
    register: Register,
    ecograph: Callable[..., object],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepare(register)
    assert "ecograph migrate" in caplog.text
    file = tmp_path / "more.ttl"
    file.write_text(SPARQL_PREFIXES + organisation("x", "X"), "utf-8")
    assert ecograph("load", str(file)) == 1
    assert "ecograph migrate" in capsys.readouterr().err


def test_a_migration_is_one_edition_and_keeps_the_old_one(
    register: Register, ecograph: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    old = now(register)
    assert ecograph("migrate", "--by", "Erna") == 0
    assert "locked" in capsys.readouterr().out
    new = now(register)
    assert (new.manifest.ontology_version, new.manifest.previous) == (version(), old.id)
    assert (rows(new, LOCKED), rows(new, STATUS)) == ([], [("one", "locked")])
    (entry,) = trail.entries(register.path)
    assert (entry.by, entry.kind, entry.edition) == ("Erna", "migrate", new.id)
    kept = editions.find(register.path, old.id)
    assert rows(kept, LOCKED) == [("one", "true"), ("two", "false")]
    # What was locked is so again.
    with pytest.raises(LockedError):
        register.unload("results")
    assert (ecograph("migrate"), now(register)) == (0, new)


def test_a_graph_of_ones_own_is_found_under_its_iri_after_the_migration(
    register: Register,
) -> None:
    old = now(register)
    named = "SELECT ?n {{ GRAPH <{}> {{ ?o rdfs:label ?n }} }}"
    ways = [named.format(graph) for graph in (OWN, source_graph(DEFAULT_BASE, OWN))]
    assert [rows(old, way) for way in ways] == [[], [("Mine",)]]
    assert migrate(register, "Erna").outcome.changed
    assert [rows(now(register), way) for way in ways] == [[("Mine",)], []]


def test_an_older_register_that_uses_no_former_term_needs_no_migration(tmp_path: Path) -> None:
    register = Register(tmp_path / "plain", DEFAULT_BASE)
    of_an_older_release(register.replace(content("plain", organisation("p", "Plain"))).edition)
    assert pending(register.current()) == ()
    assert register.replace(content("more", organisation("q", "Q"))).changed
    assert now(register).manifest.ontology_version == version()


@pytest.mark.parametrize("migration", shipped_migrations(), ids=lambda found: str(found.to))
def test_a_migration_is_for_terms_that_are_gone(migration: Migration) -> None:
    subjects = {str(triple.subject) for triple in shipped_triples()}
    assert migration.former
    assert not {f"<{term}>" for term in migration.former} & subjects
    assert migration.to <= stated(version())
