"""What is erased is in no file of the register any more, and what is left still answers."""

import gzip
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecograph.errors import NothingToEraseError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import EditionReader, Register
from ecograph.store.editions.erasing import erase_source, erase_thing
from tests.facts import SPARQL_PREFIXES, content, organisation

NAMES = f"{SPARQL_PREFIXES} SELECT ?n WHERE {{ ?o a org:Organization ; rdfs:label ?n }} ORDER BY ?n"
ZEBRA = f"{DEFAULT_BASE}organisation/zebra-key"
DEAL = """rel:deal a eco:Partnership ; eco:involvement rel:share1 , rel:share2 .
rel:share1 a eco:Involvement ; eco:organisation :zebra-key .
rel:share2 a eco:Involvement ; eco:organisation :other-key .
"""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a register with four editions; the third and the fourth no longer hold all of it."""
    register = Register(tmp_path / "register", DEFAULT_BASE)
    register.replace(content("first", organisation("other-key", "Okapi", "pic:111111111")))
    second = register.replace(
        content(
            "zebrasource",
            organisation("zebra-key", "Zebraname", "pic:222222222") + DEAL,
            organisation("hidden-key", "Zebrahidden"),
        )
    )
    second.edition.pin(pinned=True)
    register.replace(content("third", organisation("twin-key", "Twin", "pic:222222222")))
    register.replace(content("zebrasource", organisation("zebra-key", "Zebraname now")))
    return register


def holding(folder: Path, *words: str) -> list[str]:
    """Return the files below a folder that hold one of these, also packed ones."""
    return [path.name for path in files(folder) if any(w.encode() in data(path) for w in words)]


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def data(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def names(register: Register) -> list[str]:
    found = EditionReader(register.path).select(NAMES, {}, internal=True)
    return [row[0].value for row in found.rows if row[0]]


SOURCE_WORDS = ("zebrasource", "Zebraname", "Zebrahidden", "zebra-key", "hidden-key", "zebraname")


def test_an_erased_source_is_in_no_file(register: Register) -> None:
    assert len(holding(register.path, *SOURCE_WORDS)) > 10
    erase_source(register, "zebrasource", "Erna")
    assert holding(register.path, *SOURCE_WORDS) == []
    assert names(register) == ["Okapi", "Twin"]


def test_every_edition_is_still_there_and_answers(register: Register) -> None:
    numbers = [edition.manifest.number for edition in register.editions()]
    erase_source(register, "zebrasource", "Erna")
    assert [edition.manifest.number for edition in register.editions()] == numbers
    assert [edition.is_pinned for edition in register.editions()] == [False, True, False, False]
    for edition, expected in zip(
        register.editions(),
        [["Okapi"], ["Okapi"], ["Okapi", "Twin"], ["Okapi", "Twin"]],
        strict=True,
    ):
        register.rollback(edition.id)
        assert names(register) == expected


def test_the_manifest_says_that_when_and_by_whom_but_not_what(register: Register) -> None:
    first = register.editions()[0]
    erase_source(register, "zebrasource", "Erna")
    untouched, *others = register.editions()
    assert untouched.manifest == first.manifest
    for edition in others:
        ((when, by),) = [(each.when, each.by) for each in edition.manifest.erased]
        assert (by, bool(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00", when))) == ("Erna", True)
        assert edition.id.endswith("-e1")
    assert [edition.manifest.previous for edition in others] == [
        edition.id for edition in register.editions()[:-1]
    ]


def test_an_erased_thing_is_in_no_file_with_its_shares_and_its_twin(register: Register) -> None:
    erase_thing(register, ZEBRA, "Erna")
    # The twin bears the same PIC, so it is the same organisation; the deal keeps its other share.
    words = ("zebra-key", "Zebraname", "share1", "twin-key", "Twin", "222222222")
    assert holding(register.path, *words) == []
    assert names(register) == ["Okapi"]
    assert holding(register.path, "share2", "Zebrahidden")


def test_what_no_edition_holds_cannot_be_erased(register: Register) -> None:
    for erase, what in ((erase_source, "unknown"), (erase_thing, f"{DEFAULT_BASE}organisation/no")):
        with pytest.raises(NothingToEraseError, match="No edition that is kept"):
            erase(register, what, "Erna")


def test_the_source_can_be_loaded_again_after_it_was_erased(register: Register) -> None:
    erase_source(register, "zebrasource", "Erna")
    register.replace(content("zebrasource", organisation("zebra-key", "Zebraname")))
    assert names(register) == ["Okapi", "Twin", "Zebraname"]
    erase_source(register, "zebrasource", "Erna")
    assert holding(register.path, *SOURCE_WORDS) == []


@pytest.mark.parametrize("delay", [0.05, 0.6, 2.0])
def test_an_erasure_that_is_killed_has_happened_or_not(register: Register, delay: float) -> None:
    script = (
        "from pathlib import Path\n"
        "from ecograph.store import Register\n"
        "from ecograph.store.editions.erasing import erase_source\n"
        f"register = Register(Path({str(register.path)!r}), {DEFAULT_BASE!r})\n"
        "print('go', flush=True)\n"
        "erase_source(register, 'zebrasource', 'Erna')\n"
    )
    killed(script, delay)
    with register.writing():
        left = holding(register.path, *SOURCE_WORDS)
    assert names(register) in (["Okapi", "Twin"], OLD)
    assert (left == []) == (names(register) == ["Okapi", "Twin"])
    assert not list((register.path / "editions").glob(".building*"))


OLD = ["Okapi", "Twin", "Zebraname now"]


@pytest.mark.parametrize("step", ["editions.point_to", "shutil.rmtree"])
def test_an_erasure_that_is_killed_at_the_turn_is_ended_by_the_next_writer(
    register: Register, step: str
) -> None:
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from ecograph.store import Register\n"
        "from ecograph.store.editions import replacing\n"
        "from ecograph.store.editions.erasing import erase_source\n"
        f"register = Register(Path({str(register.path)!r}), {DEFAULT_BASE!r})\n"
        "def finish(path):\n"
        f"    replacing.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    whole(path)\n"
        "whole, replacing.finish = replacing.finish, finish\n"
        "erase_source(register, 'zebrasource', 'Erna')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert names(register)
    with register.writing():
        assert holding(register.path, *SOURCE_WORDS) == []
    assert names(register) == ["Okapi", "Twin"]


def killed(script: str, delay: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
