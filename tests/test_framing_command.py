"""`ecograph frameworks`: what is switched on, what is due, and how fast the command helps."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from ecograph.cli.root import PARTS, commands, ecograph
from ecograph.errors import RegisterError, UnknownElementError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.store import Register
from tests.results import OWN, TODAY, load, register_with, rows, seen, sheets

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a register with our own framework and two values, to be copied."""
    values = rows("a,served,2024-H2,12", "b,kept,2023,80")
    return register_with(tmp_path_factory.mktemp("prepared"), observations=values).path


@pytest.fixture
def register(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Give a register of its own, in a folder where commands write."""
    monkeypatch.chdir(tmp_path)
    return Register(Path(shutil.copytree(prepared, tmp_path / "store")), DEFAULT_BASE)


@pytest.fixture
def run(register: Register) -> Run:
    """Give what runs `ecograph frameworks` over the register."""

    def frameworks(*arguments: str) -> Result:
        store = ["--store", str(register.path)]
        return CliRunner().invoke(ecograph, ["frameworks", *arguments, *store])

    return frameworks


def switched_on(register: Register) -> set[str]:
    """Return the ids of the indicators that are to be measured, as the command lists them."""
    done = CliRunner().invoke(
        ecograph, ["frameworks", "due", "--format", "csv", "--store", str(register.path)]
    )
    return {row["indicator"] for row in csv.DictReader(io.StringIO(done.stdout))}


def reviewed(register: Register) -> set[str]:
    """Return the ids of the indicators in the review of 2024, those without a value too."""
    store = ["--store", str(register.path)]
    arguments = ["review", "--year", "2024", "--out", "review", *store]
    done = CliRunner().invoke(ecograph, arguments, catch_exceptions=False)
    written = map(Path, done.stdout.splitlines())
    (document,) = (path for path in written if path.name == "review-2024.json")
    return {each["id"] for each in json.loads(document.read_text("utf-8"))["indicators"]}


def test_frameworks_are_listed_with_when_each_is_worth_choosing(run: Run) -> None:
    listed = run("list").stdout
    (market,) = (line for line in listed.splitlines() if line.split()[:2] == ["off", "market"])
    assert "0 of 37" in market
    assert "The market is too small" in market
    assert "market/output-1a" not in listed


def test_everything_is_listed_if_asked_for(run: Run) -> None:
    lines = run("list", "--all").stdout.splitlines()
    listed = {tuple(line.split()[:2]) for line in lines}
    assert {("off", "market/output-1a"), ("off", "market/output-1b.1"), ("off", "served")} <= listed


@pytest.mark.row("R084")
def test_switching_a_framework_off_takes_its_indicators_out(run: Run, register: Register) -> None:
    assert switched_on(register) == set()
    done = run("on", "own", "market")
    assert done.stderr.startswith("own, market are on.\nEdition 0000")
    both = switched_on(register)
    assert len(both) == 5 + 37
    assert reviewed(register) == both
    run("off", "market")
    assert switched_on(register) == {"served", "kept", "spent", "growth", "calls"}
    assert reviewed(register) == switched_on(register)


@pytest.mark.row("R084")
def test_an_indicator_that_is_added_as_data_is_on_with_its_framework(
    run: Run, register: Register, tmp_path: Path
) -> None:
    run("on", "own")
    heading = OWN["indicators"].splitlines()[0]
    more = "stays,Visitors who stay,visits,people,increase,reported,1,Who stays.,our plan: 8"
    load(register, tmp_path / "more", indicators=f"{heading}\n{more}\n")
    assert "stays" in switched_on(register)
    assert "Visitors who stay" in run("list", "--all").stdout


def test_a_choice_is_one_edition_and_making_it_again_is_none(run: Run, register: Register) -> None:
    before = len(register.editions())
    run("on", "own")
    again = run("on", "own")
    assert again.stderr.startswith("Nothing changed: own is on.\n")
    assert len(register.editions()) == before + 1
    assert [source.name for source in register.sources()] == ["own", "values", "choices"]


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("served", {"served"}),
        (f"{DEFAULT_BASE}indicator/served", {"served"}),
        ("work", {"served", "spent", "calls"}),
        ("levels/outcome", {"kept"}),
    ],
)
def test_an_indicator_an_element_or_a_level_is_switched_on(
    run: Run, register: Register, name: str, on: set[str]
) -> None:
    assert run("on", name).exit_code == 0
    assert {each for each in switched_on(register) if "/" not in each} == on


def test_a_need_switches_on_what_leads_to_it(run: Run, register: Register) -> None:
    run("on", "needs/market")
    assert {each.partition("/")[0] for each in switched_on(register)} == {"market"}


def test_finer_choices_stay_and_are_told(run: Run, register: Register) -> None:
    run("off", "served")
    done = run("on", "own")
    assert "Chosen otherwise, and staying so: served." in done.stderr
    assert switched_on(register) == {"kept", "spent", "growth", "calls"}
    run("on", "served")
    assert "served" in switched_on(register)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("markt", "Did you mean market, "),
        ("market/output1a", "Did you mean market/output-1a, "),
        ("zzz", "`ecograph frameworks list` shows all."),
    ],
)
def test_an_unknown_id_is_told_with_what_is_like_it(
    run: Run, register: Register, name: str, near: str
) -> None:
    before = register.current()
    done = run("on", "own", name)
    assert isinstance(done.exception, UnknownElementError)
    assert f"There is no framework, element or indicator “{name}”. {near}" in str(done.exception)
    assert register.current() == before


def test_a_sheet_of_choices_keeps_its_intervals_when_the_command_switches(
    run: Run, register: Register, tmp_path: Path
) -> None:
    choices = "id,element,state,interval\none,own,off,two-yearly\ntwo,levels/outcome,,half-yearly\n"
    path = sheets(tmp_path / "choices", choices=choices)
    load_files(register, [path], "choices", Choices(today=TODAY))
    assert switched_on(register) == set()
    run("on", "own")
    due = json.loads(run("due", "--format", "json").stdout)
    assert {each["indicator"]: each["interval"] for each in due} == {
        **dict.fromkeys(("growth", "served", "spent", "calls", "kept"), "two-yearly"),
    }
    assert [each.interval for each in seen(register).choices if each.interval] != []


@pytest.mark.row("R070")
def test_the_due_list_is_that_of_the_last_measurements(run: Run) -> None:
    run("on", "own")
    done = run("due", "--as-of", "2025-06-30", "--format", "csv")
    found = list(csv.reader(io.StringIO(done.stdout)))
    # Never measured: due for 2024, and 181 days late. Kept was last measured for 2023, a year
    # before the end of 2024; served for the second half of 2024, half a year before today.
    assert [[row[0], row[1], row[2], row[5], row[6]] for row in found] == [
        ["due", "overdue", "indicator", "interval", "last_measured"],
        ["2024-12-31", "181", "calls", "half-yearly", ""],
        ["2024-12-31", "181", "growth", "two-yearly", ""],
        ["2024-12-31", "181", "kept", "yearly", "2023"],
        ["2024-12-31", "181", "spent", "half-yearly", ""],
        ["2025-06-30", "0", "served", "half-yearly", "2024-H2"],
    ]
    assert done.stderr == "5 indicators, 4 overdue on 2025-06-30.\n"


def test_the_due_list_is_a_table_for_people(run: Run) -> None:
    run("on", "served")
    lines = run("due", "--as-of", "2025-07-01").stdout.splitlines()
    assert lines[0].split()[:3] == ["due", "overdue", "indicator"]
    assert lines[2].split()[:3] == ["2025-06-30", "1", "served"]


def test_a_setting_reads_the_ambiguous_word_of_the_source(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("on", "growth")
    monkeypatch.setenv("ECOGRAPH_BIANNUAL", "half-yearly")
    assert json.loads(run("due", "--format", "json").stdout)[0]["interval"] == "half-yearly"


def test_the_calendar_is_the_same_for_the_same_edition(run: Run, register: Register) -> None:
    run("on", "own")
    once, again = (run("due", "--as-of", "2025-06-30", "--format", "ics") for _ in range(2))
    assert once.stdout_bytes == again.stdout_bytes
    entries = Calendar.from_ical(once.stdout_bytes).walk("VEVENT")
    assert {str(each["UID"]) for each in entries} == {
        f"{DEFAULT_BASE}indicator/{name}" for name in ("calls", "growth", "kept", "spent", "served")
    }
    edition = register.current()
    assert edition is not None
    (stamp,) = set(re.findall(rb"DTSTAMP:(\S+)", once.stdout_bytes))
    made = datetime.fromisoformat(edition.manifest.created)
    assert stamp.decode() == f"{made:%Y%m%dT%H%M%SZ}"


def test_an_empty_register_is_told_how_to_be_filled(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "nothing")]
    for arguments in (["list"], ["on", "market"], ["due"]):
        done = CliRunner().invoke(ecograph, ["frameworks", *arguments, *store])
        assert isinstance(done.exception, RegisterError)
        assert "Fill it with: ecograph load PATH." in str(done.exception)


@pytest.mark.row("R074")
def test_computed_and_reported_values_stand_apart_in_the_export(
    run: Run, register: Register, tmp_path: Path
) -> None:
    organisations = "id,name,form\nhub,Hub,cluster\nnorth,North,\nsouth,South,\n"
    relations = "id,kind,organisation,start\nr,alliance,north,2024\nr,,south,\n"
    indicators = (
        "id,name,element,unit,way,definition_version,source,computation,of_kind\n"
        "deals,Deals,work,relations,computed,1,our plan,records,partnership\n"
    )
    load(
        register,
        tmp_path / "facts",
        organisations=organisations,
        relations=relations,
        profile="cluster\nhub\n",
        indicators=indicators,
        observations=rows("c,deals,2024,3"),
    )
    run("on", "deals", "kept")
    run("export", str(tmp_path / "out.csv"), "--year", "2024")
    exported = csv.DictReader((tmp_path / "out.csv").read_text("utf-8").splitlines())
    values = {
        (row["indicator"].rpartition("/")[2], row["known_by"]): row["value"]
        for row in exported
        if row["period"] == "2024"
    }
    # One alliance began in 2024; three is what somebody says; nobody says what was kept in 2024.
    assert values == {
        ("deals", "computed"): "1",
        ("deals", "reported"): "3",
        ("kept", "reported"): "",
    }


def test_help_lists_every_command_without_importing_what_it_needs() -> None:
    code = (
        "import sys\nfrom ecograph.cli import main\nsys.argv = ['ecograph', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pyoxigraph', 'fastapi', 'networkx', 'rdflib'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")} >= set(
        PARTS
    )


@pytest.mark.parametrize("name", PARTS)
def test_a_command_is_listed_with_its_own_first_sentence(name: str) -> None:
    command = commands()[name]
    assert command.name == name
    assert " ".join((command.help or "").split("\n\n")[0].split()) == PARTS[name].sentence


def test_an_unknown_command_is_wrong_use() -> None:
    done = CliRunner().invoke(ecograph, ["nothing"])
    assert done.exit_code == 2
    assert "No such command 'nothing'" in done.output
