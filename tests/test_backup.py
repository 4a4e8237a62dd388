"""A backup: one file, the same answers elsewhere, and nothing of a file that is not whole."""

import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from ecograph.errors import BackupError, InputError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import EditionReader, Register
from ecograph.store.editions.backup import backup, restore
from tests.facts import content, organisation

ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
IN_GRAPHS = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    register = Register(tmp_path_factory.mktemp("backed-up") / "register", DEFAULT_BASE)
    register.replace(content("one", organisation("a", "Alpha", "pic:111111111")))
    register.replace(
        content("two", organisation("b", "Beta", "pic:111111111"), organisation("c", "C"))
    )
    return register


@pytest.fixture(scope="module")
def file(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("backup") / "backup.tar.gz"
    backup(register, made)
    return made


def elsewhere(path: Path) -> Register:
    return Register(path / "elsewhere", DEFAULT_BASE)


def test_a_restored_register_answers_the_same(
    register: Register, file: Path, tmp_path: Path
) -> None:
    other = elsewhere(tmp_path)
    restore(other, file)
    ours, theirs = register.current(), other.current()
    assert ours is not None
    assert theirs is not None
    assert theirs.manifest == ours.manifest
    for query in (ALL, IN_GRAPHS):
        for internal in (False, True):
            here, there = (
                EditionReader(each.path).select(query, {}, internal=internal)
                for each in (register, other)
            )
            assert there == here


def test_a_restored_register_can_be_written_to(file: Path, tmp_path: Path) -> None:
    other = elsewhere(tmp_path)
    restore(other, file)
    outcome = other.replace(content("three", organisation("d", "Delta")))
    assert (outcome.changed, outcome.edition.manifest.number) == (True, 3)


def test_all_editions_are_backed_up_with_their_pins(register: Register, tmp_path: Path) -> None:
    file, other = tmp_path / "all.tar.gz", elsewhere(tmp_path)
    first = register.editions()[0]
    first.pin(pinned=True)
    try:
        names = backup(register, file, everything=True)
        assert restore(other, file) == names == tuple(e.id for e in register.editions())
        assert [edition.is_pinned for edition in other.editions()] == [True, False]
        other.rollback(first.id)
        assert [source.name for source in other.sources()] == ["one"]
    finally:
        first.pin(pinned=False)


def test_the_same_editions_give_the_same_bytes(
    register: Register, file: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.tar.gz"
    backup(register, again)
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.9, 0.999])
def test_a_file_with_one_wrong_bit_is_refused(file: Path, tmp_path: Path, place: float) -> None:
    data = bytearray(file.read_bytes())
    data[int(len(data) * place)] ^= 16
    assert_refused(tmp_path, bytes(data))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_refused(file: Path, tmp_path: Path, share: float) -> None:
    data = file.read_bytes()
    assert_refused(tmp_path, data[: int(len(data) * share)])


def test_a_fact_that_was_changed_in_the_file_is_refused(file: Path, tmp_path: Path) -> None:
    whole = gzip.decompress(file.read_bytes())
    assert b"Alpha" in whole
    assert_refused(tmp_path, gzip.compress(whole.replace(b"Alpha", b"Omega")))


def forged(index: object) -> bytes:
    text, output = json.dumps(index).encode(), io.BytesIO()
    with tarfile.open(fileobj=output, mode="w:gz") as archive:
        member = tarfile.TarInfo("ecograph-backup.json")
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text))
    return output.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        gzip.compress(b"no tar", mtime=0),
        forged([]),
        forged({"format": 2, "current": "", "files": {}}),
        forged({"format": 1, "current": "000001-00000000", "files": {"../../x": ["a", 1]}}),
        forged(
            {
                "format": 1,
                "current": "000001-00000000",
                "files": {"editions/000001-00000000/manifest.json": ["a", 1]},
            }
        ),
    ],
)
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    assert_refused(tmp_path, data)


def assert_refused(tmp_path: Path, data: bytes) -> None:
    """Expect a clear refusal, and an empty register after it."""
    file, other = tmp_path / "given.tar.gz", elsewhere(tmp_path)
    file.write_bytes(data)
    with pytest.raises(BackupError, match=r"given\.tar\.gz|of the backup"):
        restore(other, file)
    assert other.current() is None
    assert list((other.path / "editions").iterdir()) == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        restore(elsewhere(tmp_path), tmp_path / "missing.tar.gz")


def test_a_register_that_is_not_empty_is_not_written_over(register: Register, file: Path) -> None:
    with pytest.raises(BackupError, match="not empty"):
        restore(register, file)


def test_a_backup_of_another_base_says_which(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="ECOGRAPH_BASE"):
        restore(Register(tmp_path / "other", "https://example.org/"), file)


def test_a_folder_that_cannot_be_written_keeps_the_backup_that_was_there(
    register: Register, tmp_path: Path
) -> None:
    with pytest.raises(BackupError, match="cannot be written"):
        backup(register, tmp_path / "no" / "such" / "folder.tar.gz")


@pytest.mark.skipif(
    os.geteuid() != 0 and "CI" not in os.environ, reason="only root can mount a small file system"
)
def test_a_full_disk_is_said_and_leaves_nothing(
    register: Register, file: Path, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(small)], check=True)
    try:
        with pytest.raises(BackupError, match="No space left"):
            backup(register, small / "backup.tar.gz")
        assert list(small.iterdir()) == []
        other = elsewhere(small)
        with pytest.raises(Exception, match="space"):
            restore(other, file)
        assert other.current() is None
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_restore_that_is_killed_leaves_nothing_or_all(file: Path, tmp_path: Path) -> None:
    folder = str(tmp_path / "elsewhere")
    script = (
        "from pathlib import Path\n"
        "from ecograph.store import Register\n"
        "from ecograph.store.editions.backup import restore\n"
        "print('go', flush=True)\n"
        f"register = Register(Path({folder!r}), {DEFAULT_BASE!r})\n"
        f"restore(register, Path({str(file)!r}))\n"
    )
    for delay in (0.05, 0.2, 0.4):
        shutil.rmtree(tmp_path / "elsewhere", ignore_errors=True)
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        other = elsewhere(tmp_path)
        if other.current() is None:
            restore(other, file)
        assert [source.name for source in other.sources()] == ["one", "two"]
        assert not list((other.path / "editions").glob(".building*"))
