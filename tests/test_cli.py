"""The command: what it prints where, its exit codes, and what it does to the register."""

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ecograph.cli import main
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import fill_with_examples
from ecograph.store import Register

ORGANISATIONS = "id,name,kind,country,visibility\n"
RELATIONS = "id,kind,organisation,role,start,end,status\n"


@dataclass(frozen=True, slots=True)
class Done:
    """What a run of the command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the command in an empty folder, over a register of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ECOGRAPH_STORE", str(tmp_path / "store"))

    def ecograph(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["ecograph", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return ecograph


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Give a folder of two organisations and the partnership between them."""
    made = tmp_path / "sheets"
    made.mkdir()
    (made / "organisations.csv").write_text(
        ORGANISATIONS + "alpha,Alpha,university,DE,\nbeta,Beta,biotech-company,FR,\n", "utf-8"
    )
    (made / "relations.csv").write_text(
        RELATIONS + "r1,partnership,alpha,partner,2019,,\n" + "r1,partnership,beta,partner,,,\n",
        "utf-8",
    )
    return made


def test_a_folder_of_sheets_is_loaded_and_asked(run: Run, sheets: Path) -> None:
    loaded = run("load", sheets)
    asked = run("ask", "partners", "--organisation", "Alpha", "--year", "2020", "--format", "json")
    assert (loaded.status, asked.status) == (0, 0)
    assert [row["partner"] for row in json.loads(asked.out)["rows"]] == ["Beta"]


def test_results_go_to_stdout_and_remarks_to_stderr(run: Run, sheets: Path) -> None:
    loaded = run("load", sheets)
    assert (loaded.out, "2 organisations" in loaded.err) == ("", True)


def test_loading_the_same_source_again_changes_nothing(run: Run, sheets: Path) -> None:
    run("load", sheets)
    assert "nothing changed" in run("load", sheets).err


def test_a_csv_answer_has_a_header_and_guards_no_plain_text(run: Run, sheets: Path) -> None:
    run("load", sheets)
    asked = run("ask", "partners", "--organisation", "alpha", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(asked.out)))
    assert [row["Partner"] for row in rows] == ["Beta"]


@pytest.mark.row("R061")
def test_three_bad_rows_are_named_and_the_rest_is_loaded(run: Run, sheets: Path) -> None:
    (sheets / "organisations.csv").write_text(
        ORGANISATIONS
        + "alpha,Alpha,university,DE,\nbeta,Beta,biotech-company,FR,\n"
        + "gamma,Gamma,no-such-kind,DE,\ndelta,,university,DE,\n"
        + "epsilon,Epsilon,university,Utopia,\n",
        "utf-8",
    )
    done = run("load", sheets)
    named = [line for line in done.err.splitlines() if line.startswith("refused:")]
    assert done.status == 1
    assert [f"row {n}" in line for n, line in zip((4, 5, 6), named, strict=True)] == [True] * 3
    assert "2 organisations" in done.err


def test_refused_rows_can_be_mended_in_the_rejects_file(run: Run, sheets: Path) -> None:
    with (sheets / "organisations.csv").open("a", encoding="utf-8") as file:
        file.write("gamma,Gamma,no-such-kind,DE,\n")
    run("load", sheets)
    rejected = Path("sheets-rejects/organisations.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(rejected))
    assert (row["id"], "no-such-kind" in row["problem"]) == ("gamma", True)


def test_strict_loads_nothing_if_one_record_is_bad(run: Run, sheets: Path) -> None:
    with (sheets / "organisations.csv").open("a", encoding="utf-8") as file:
        file.write("gamma,Gamma,no-such-kind,DE,\n")
    done = run("load", sheets, "--strict")
    assert (done.status, "Nothing was loaded" in done.err) == (1, True)
    assert "is empty" in run("ask", "members").err


def test_the_first_load_takes_the_examples_out_and_says_so(run: Run, sheets: Path) -> None:
    register = Register(Path("examples-store"), DEFAULT_BASE)
    fill_with_examples(register)
    done = run("load", sheets, "--store", register.path)
    assert "examples (documents, model-cluster) are out" in done.err
    assert [source.name for source in register.sources()] == ["sheets"]


def test_an_unknown_source_cannot_be_unloaded(run: Run, sheets: Path) -> None:
    run("load", sheets)
    done = run("unload", "other")
    assert (done.status, "Sources: sheets" in done.err) == (1, True)


def test_a_source_is_unloaded(run: Run, sheets: Path) -> None:
    run("load", sheets)
    assert "sheets is out" in run("unload", "sheets").err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "no-such-question"), "no-such-question"),
        (("ask", "partners"), "organisation"),
        (("load",), "PATHS"),
        (("load", "no-such-file.csv"), "no-such-file.csv"),
    ],
)
def test_wrong_use_says_what_is_wrong_without_a_traceback(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    done = run(*arguments)
    assert done.status in {1, 2}
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_query_from_a_file_is_answered(run: Run, sheets: Path, tmp_path: Path) -> None:
    run("load", sheets)
    file = tmp_path / "names.rq"
    file.write_text(
        "SELECT ?n { ?o a <http://www.w3.org/ns/org#Organization> ; "
        "<http://www.w3.org/2000/01/rdf-schema#label> ?n } ORDER BY ?n",
        "utf-8",
    )
    assert run("query", file, "--format", "csv").out.split() == ["n", "Alpha", "Beta"]


def test_an_update_is_refused(run: Run, sheets: Path, tmp_path: Path) -> None:
    run("load", sheets)
    file = tmp_path / "update.rq"
    file.write_text("DELETE WHERE { ?s ?p ?o }", "utf-8")
    done = run("query", file)
    assert (done.status, "only reads" in done.err) == (1, True)


def test_editions_are_listed_told_apart_and_rolled_back(run: Run, sheets: Path) -> None:
    run("load", sheets)
    (sheets / "relations.csv").unlink()
    run("load", sheets)
    first, second = (line[2:].split()[0] for line in run("editions", "list").out.splitlines())
    told = json.loads(run("editions", "diff", first, second, "--format", "json").out)
    assert told == json.loads(run("editions", "diff", second, "--format", "json").out)
    # Without the sheet of relations, the partnership and its two shares are gone.
    assert {(row["change"], row["source"]) for row in told} == {("gone", "sheets")}
    assert len({row["thing"] for row in told}) == 3
    run("editions", "pin", first)
    run("editions", "rollback", first)
    listed = run("editions", "list").out.splitlines()
    assert [line[0] for line in listed] == ["*", " "]
    asked = run("ask", "partners", "--organisation", "alpha", "--format", "json")
    assert len(json.loads(asked.out)["rows"]) == 1


def test_a_register_is_written_to_backed_up_erased_from_and_restored(
    run: Run, sheets: Path, tmp_path: Path
) -> None:
    run("load", sheets)
    file = tmp_path / "update.ru"
    thing = f"<{DEFAULT_BASE}organisation/gamma>"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    file.write_text(
        f'INSERT DATA {{ {thing} a <http://www.w3.org/ns/org#Organization> ; {label} "Gamma" }}',
        "utf-8",
    )
    assert run("update", file, "--by", "Erna", "--reason", "a new member").status == 0
    assert "edits  0 public, 2 internal" in run("sources", "list").out
    assert "a new member  by Erna" in run("editions", "list").out
    assert run("editions", "backup", "backup.tar.gz").status == 0
    assert run("erase").status == 2
    assert run("erase", "--source", "edits", "--by", "Erna").status == 0
    assert "edits" not in run("sources", "list").out
    assert run("editions", "restore", "backup.tar.gz").status == 1
    assert run("editions", "restore", "backup.tar.gz", "--store", "other").status == 0
    assert "edits  0 public" in run("sources", "list", "--store", "other").out


def test_the_register_that_was_loaded_passes_its_checks(run: Run, sheets: Path) -> None:
    run("load", sheets)
    done = run("check")
    assert (done.status, done.out) == (0, "")


def test_a_template_is_written_that_loads(run: Run) -> None:
    written = run("template", "mine").out.split()
    assert any(name.endswith("organisations.csv") for name in written)
    assert any(name.endswith(".xlsx") for name in written)


def test_show_sparql_shows_a_query_that_gives_the_same_rows(
    run: Run, sheets: Path, tmp_path: Path
) -> None:
    run("load", sheets)
    shown = run("ask", "partners", "--organisation", "alpha", "--show-sparql").out
    file = tmp_path / "shown.rq"
    file.write_text(shown, "utf-8")
    assert "Beta" in run("query", file, "--format", "csv").out
