"""The register: replacing and unloading sources, editions, matching, and who sees what."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from ecograph.errors import (
    InputError,
    RegisterBusyError,
    RegisterError,
    UnknownEditionError,
    UnknownSourceError,
)
from ecograph.identifiers import DEFAULT_BASE
from ecograph.periods import period
from ecograph.records import Term
from ecograph.store import EditionReader, Register
from ecograph.store.queries.opened import OpenEdition
from tests.facts import SPARQL_PREFIXES, content, dated, organisation
from tests.periodcases import CASES, Case

XSD_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
NAMES = "SELECT ?name WHERE { ?thing a org:Organization ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register", DEFAULT_BASE)


def names(register: Register, *, internal: bool = False) -> list[str]:
    table = EditionReader(register.path).select(SPARQL_PREFIXES + NAMES, {}, internal=internal)
    return [row[0].value for row in table.rows if row[0]]


def ask(register: Register, query: str, *, internal: bool = False) -> list[tuple[str, ...]]:
    table = EditionReader(register.path).select(SPARQL_PREFIXES + query, {}, internal=internal)
    return [tuple(term.value if term else "" for term in row) for row in table.rows]


def test_a_source_can_be_asked_once_it_is_loaded(register: Register) -> None:
    register.replace(content("members", organisation("a", "Alpha")))
    assert names(register) == ["Alpha"]


def test_loading_the_same_source_again_publishes_no_edition(register: Register) -> None:
    first = register.replace(content("members", organisation("a", "Alpha")))
    second = register.replace(content("members", organisation("a", "Alpha")))
    assert (second.changed, second.edition.id) == (False, first.edition.id)


def test_a_changed_source_takes_the_place_of_what_it_gave_before(register: Register) -> None:
    register.replace(content("members", organisation("a", "Alpha") + organisation("b", "Beta")))
    outcome = register.replace(content("members", organisation("b", "Beta")))
    assert (names(register), outcome.added, outcome.removed) == (["Beta"], 0, 2)


def test_unloading_a_source_takes_its_facts_out_and_leaves_the_others(register: Register) -> None:
    register.replace(content("one", organisation("a", "Alpha")))
    register.replace(content("two", organisation("b", "Beta")))
    register.unload("one")
    assert names(register) == ["Beta"]


def test_an_unknown_source_cannot_be_unloaded(register: Register) -> None:
    register.replace(content("one", organisation("a", "Alpha")))
    with pytest.raises(UnknownSourceError, match="Sources: one"):
        register.unload("other")


@pytest.mark.parametrize("name", ["", "ontology", "a/internal", " a"])
def test_a_name_that_cannot_name_a_source_is_refused(register: Register, name: str) -> None:
    with pytest.raises(InputError, match="--source NAME"):
        register.replace(content(name, organisation("a", "Alpha")))


def test_a_register_can_be_rolled_back_to_an_earlier_edition(register: Register) -> None:
    first = register.replace(content("one", organisation("a", "Alpha"))).edition
    register.replace(content("two", organisation("b", "Beta")))
    register.rollback(first.id)
    assert (names(register), [s.name for s in register.sources()]) == (["Alpha"], ["one"])


def test_rolling_back_to_an_unknown_edition_names_those_there_are(register: Register) -> None:
    first = register.replace(content("one", organisation("a", "Alpha"))).edition
    with pytest.raises(UnknownEditionError, match=first.id):
        register.rollback("000009-none")


def test_the_content_hash_is_the_same_for_the_same_facts_in_another_order(
    tmp_path: Path,
) -> None:
    both = organisation("a", "Alpha"), organisation("b", "Beta")
    hashes = {
        Register(tmp_path / str(i), DEFAULT_BASE)
        .replace(content("members", "".join(order)))
        .edition.manifest.content_hash
        for i, order in enumerate([both, both[::-1]])
    }
    assert len(hashes) == 1


def test_an_edition_tells_which_quads_came_and_went(register: Register) -> None:
    register.replace(content("members", organisation("a", "Alpha")))
    edition = register.replace(content("members", organisation("a", "Alpha Ltd"))).edition
    manifest = edition.manifest
    assert (manifest.added, manifest.removed, manifest.number) == (1, 1, 2)


def test_only_so_many_editions_are_kept(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE, keep=3)
    for number in range(5):
        register.replace(content("members", organisation("a", f"Alpha {number}")))
    assert [edition.manifest.number for edition in register.editions()] == [3, 4, 5]


def test_a_fact_of_two_sources_is_one_row(register: Register) -> None:
    for name in ("one", "two"):
        register.replace(content(name, organisation("a", "Alpha", "pic:111111111")))
    assert names(register) == ["Alpha"]


def test_organisations_with_the_same_pic_are_one_under_the_first_iri(register: Register) -> None:
    register.replace(content("sheet", organisation("eurasante", "Eurasanté", "pic:111111111")))
    outcome = register.replace(
        content("cordis", organisation("pic-111111111", "EURASANTE SAS", "pic:111111111"))
    )
    rows = ask(register, "SELECT ?o ?n ?other WHERE { ?o rdfs:label ?n ; skos:altLabel ?other }")
    assert rows == [(f"{DEFAULT_BASE}organisation/eurasante", "Eurasanté", "EURASANTE SAS")]
    assert [match.scheme for match in outcome.matches] == ["pic"]


def test_withdrawing_a_source_undoes_its_matches(register: Register) -> None:
    register.replace(content("sheet", organisation("a", "Alpha", "pic:111111111")))
    register.replace(content("cordis", organisation("b", "Beta", "pic:111111111")))
    register.unload("sheet")
    assert ask(register, "SELECT ?o WHERE { ?o a org:Organization }") == [
        (f"{DEFAULT_BASE}organisation/b",)
    ]


def test_no_match_keeps_organisations_apart(register: Register) -> None:
    register.replace(content("sheet", organisation("a", "Alpha", "pic:111111111")))
    register.replace(content("cordis", organisation("b", "Beta", "pic:111111111"), match=False))
    assert names(register) == ["Alpha", "Beta"]


def test_a_shared_vat_number_does_not_join_bodies_with_different_pics(register: Register) -> None:
    register.replace(content("one", organisation("a", "Alpha", "pic:111111111", "vat:FR1")))
    register.replace(content("two", organisation("b", "Beta", "pic:222222222", "vat:FR1")))
    assert names(register) == ["Alpha", "Beta"]


def test_an_identifier_that_two_bodies_of_a_source_share_matches_nobody(
    register: Register,
) -> None:
    pair = organisation("a", "Alpha", "vat:FR1") + organisation("b", "Beta", "vat:FR1")
    register.replace(content("one", pair))
    register.replace(content("two", organisation("c", "Gamma", "vat:FR1")))
    assert names(register) == ["Alpha", "Beta", "Gamma"]


def test_agreement_in_name_only_never_merges(register: Register) -> None:
    register.replace(content("one", organisation("a", "Alpha")))
    register.replace(content("two", organisation("b", "Alpha")))
    assert names(register) == ["Alpha", "Alpha"]


def test_loading_a_source_under_a_second_name_changes_no_answer(register: Register) -> None:
    facts = organisation("a", "Alpha", "pic:111111111", "vat:X1") + organisation(
        "b", "Beta", "pic:222222222", "vat:X1"
    )
    register.replace(content("one", facts))
    before = ask(
        register, "SELECT ?s ?p ?o WHERE { ?s ?p ?o . ?s a org:Organization } ORDER BY ?s ?p ?o"
    )
    register.replace(content("two", facts))
    after = ask(
        register, "SELECT ?s ?p ?o WHERE { ?s ?p ?o . ?s a org:Organization } ORDER BY ?s ?p ?o"
    )
    assert before == after


def test_an_internal_fact_is_seen_by_staff_only(register: Register) -> None:
    register.replace(content("one", organisation("a", "Alpha"), organisation("b", "Secret")))
    assert (names(register), names(register, internal=True)) == (["Alpha"], ["Alpha", "Secret"])


def test_an_internal_identifier_makes_no_match_that_the_public_sees(register: Register) -> None:
    secret = ':a org:identifier "111111111"^^id:pic .'
    register.replace(content("one", organisation("a", "Alpha"), secret))
    register.replace(content("two", organisation("b", "Beta", "pic:111111111")))
    assert names(register) == ["Alpha", "Beta"]
    assert names(register, internal=True) == ["Alpha"]


def test_an_internal_source_is_not_named_to_the_public(register: Register) -> None:
    register.replace(content("secret-source", "", organisation("b", "Secret")))
    query = "SELECT ?g WHERE { { GRAPH ?g { ?s ?p ?o } } UNION { ?g a eco:Source } }"
    assert not [row for row in ask(register, query) if "secret" in row[0]]


@pytest.mark.row("R065")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_query_fragment_answers_the_table_of_what_is_in_force(
    tables: EditionReader, case: Case
) -> None:
    query = (
        SPARQL_PREFIXES
        + """
        SELECT ?period_start ?period_end ?undated ?relation WHERE {
          { ?relation eco:inForceFrom ?from ; eco:inForceUntil ?until .
            FILTER (?from <= ?period_end && ?until >= ?period_start) }
          UNION { ?relation eco:undated ?undated } }"""
    )
    as_of = date.fromisoformat(case.as_of) if case.as_of else None
    asked = period(case.year, as_of, date(2024, 6, 15))
    bindings: dict[str, Term] = {
        "period_start": Literal(asked.start.isoformat(), datatype=XSD_DATE),
        "period_end": Literal(asked.end.isoformat(), datatype=XSD_DATE),
        "undated": Literal(not asked.named),
    }
    found = tables.select(query, bindings, internal=False)
    relation = NamedNode(f"{DEFAULT_BASE}relation/case-{CASES.index(case)}")
    assert (relation in [row[3] for row in found.rows]) is case.in_force


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    register = Register(tmp_path_factory.mktemp("cases"), DEFAULT_BASE)
    turtle = dated((f"case-{i}", c.start, c.end, c.status) for i, c in enumerate(CASES))
    register.replace(content("cases", turtle))
    return EditionReader(register.path)


def test_a_programme_has_its_participants_as_parties(register: Register) -> None:
    register.replace(
        content(
            "one",
            organisation("a", "Alpha")
            + """rel:r a eco:Participation ; eco:concerns prog:p ; eco:involvement rel:r1 .
                 rel:r1 a eco:Involvement ; eco:organisation :a . prog:p a eco:Project .""",
        )
    )
    assert ask(register, "SELECT ?o WHERE { prog:p eco:party ?o }") == [
        (f"{DEFAULT_BASE}organisation/a",)
    ]


def test_a_second_writer_waits_and_is_told_so(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.replace(content("one", organisation("a", "Alpha")))
    monkeypatch.setattr("ecograph.store.editions.register._WAIT_SECONDS", 0.1)
    holder = (
        "import sys, filelock, time\n"
        f"lock = filelock.FileLock({str(register.path / 'lock')!r}); lock.acquire()\n"
        "print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(RegisterBusyError, match="Try again"):
            register.replace(content("two", organisation("b", "Beta")))
        process.kill()


def test_a_writer_killed_at_work_leaves_the_register_as_it_was(register: Register) -> None:
    register.replace(content("one", organisation("a", "Alpha")))
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from ecograph.store import Register\n"
        "from ecograph.store.editions import publish\n"
        "from tests.facts import content, organisation\n"
        "publish.point_to = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"register = Register(Path({str(register.path)!r}), {DEFAULT_BASE!r})\n"
        "register.replace(content('two', organisation('b', 'Beta')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], check=False
    )
    assert done.returncode == -9
    assert names(register) == ["Alpha"]
    register.replace(content("three", organisation("c", "Gamma")))
    assert names(register) == ["Alpha", "Gamma"]
    assert [edition.manifest.number for edition in register.editions()] == [1, 2]


def test_what_is_written_again_after_a_rollback_is_an_edition_of_its_own(
    register: Register,
) -> None:
    first = register.replace(content("one", organisation("a", "Alpha"))).edition
    again = content("two", organisation("b", "Beta"))
    second = register.replace(again).edition
    register.rollback(first.id)
    third = register.replace(again).edition
    assert (second.manifest.number, third.manifest.number) == (2, 3)
    assert names(register) == ["Alpha", "Beta"]


def test_a_folder_without_rights_is_named(register: Register) -> None:
    register.path.mkdir()
    register.path.chmod(0o500)
    if os.geteuid() == 0:
        # Root may write anywhere, so another user tries.
        script = (
            "import os; from pathlib import Path\n"
            "from ecograph.store import Register\n"
            "from tests.facts import content, organisation\n"
            "from ecograph.errors import RegisterError\n"
            "os.seteuid(65534)\n"
            f"register = Register(Path({str(register.path)!r}), {DEFAULT_BASE!r})\n"
            "try: register.replace(content('one', organisation('a', 'Alpha')))\n"
            "except RegisterError as error: print(error)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Check the space and the rights" in done.stdout
    else:
        with pytest.raises(RegisterError, match="Check the space and the rights"):
            register.replace(content("one", organisation("a", "Alpha")))


@pytest.mark.skipif(
    os.geteuid() != 0 and "CI" not in os.environ, reason="only root can mount a small file system"
)
def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(tmp_path)], check=True)
    try:
        register = Register(tmp_path / "register", DEFAULT_BASE)
        register.replace(content("one", organisation("a", "Alpha")))
        large = "".join(
            organisation(f"o{i}", f"{i} {os.urandom(200).hex()}") for i in range(30_000)
        )
        with pytest.raises(RegisterError, match="Check the space"):
            register.replace(content("two", large))
        assert names(register) == ["Alpha"]
        assert not list((register.path / "editions").glob(".building*"))
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_damaged_manifest_is_an_error_that_says_what_to_do(register: Register) -> None:
    edition = register.replace(content("one", organisation("a", "Alpha"))).edition
    (edition.path / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(RegisterError, match="Roll back"):
        register.current()


def test_another_base_is_refused(register: Register) -> None:
    register.replace(content("one", organisation("a", "Alpha")))
    other = Register(register.path, "https://example.org/")
    with pytest.raises(RegisterError, match="ECOGRAPH_BASE"):
        other.replace(content("two", organisation("b", "Beta")))


def test_an_empty_register_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="ecograph load"):
        EditionReader(tmp_path).select("SELECT * WHERE { ?s ?p ?o }", {}, internal=False)


def test_a_missing_store_folder_is_an_error_that_says_what_to_do(register: Register) -> None:
    edition = register.replace(content("one", organisation("a", "Alpha"))).edition
    shutil.rmtree(edition.store)
    with pytest.raises(RegisterError, match="Roll back"):
        OpenEdition(edition)
    shutil.rmtree(edition.graphs)
    with pytest.raises(RegisterError, match="Roll back"):
        names(register)
