"""The sandbox of reader processes: sockets, programs, core dumps and memory are out of reach."""

import platform
import subprocess
import sys

import pytest

LINUX = sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}
ATTACKS = {
    "a socket": "import socket; socket.socket()",
    "a socket by another name": "import socket; socket.socketpair()",
    "a program": "import os; os.execv('/bin/true', ['true'])",
    "another process": "import os; os.kill(os.getppid(), 0)",
}


def run(attack: str, *, sandboxed: bool) -> subprocess.CompletedProcess[str]:
    """Run a line of Python, in the sandbox or without it."""
    enter = "from ecograph.store.readers import sandbox; sandbox.enter(64); " if sandboxed else ""
    return subprocess.run(
        [sys.executable, "-c", f"{enter}{attack}"], capture_output=True, text=True, check=False
    )


@pytest.mark.row("R002")
@pytest.mark.skipif(not LINUX, reason="there is a filter for Linux on two machines")
@pytest.mark.parametrize("attack", ATTACKS)
def test_in_the_sandbox_the_attack_fails_and_without_it_works(attack: str) -> None:
    inside = run(ATTACKS[attack], sandboxed=True)
    outside = run(ATTACKS[attack], sandboxed=False)
    assert (inside.returncode, outside.returncode) == (1, 0)
    assert "PermissionError" in inside.stderr


def test_in_the_sandbox_memory_ends_and_without_it_goes_on() -> None:
    attack = "x = bytearray(200 * 1024 * 1024)"
    assert "MemoryError" in run(attack, sandboxed=True).stderr
    assert run(attack, sandboxed=False).returncode == 0


def test_in_the_sandbox_no_core_is_dumped() -> None:
    shown = run("import resource; print(resource.getrlimit(4))", sandboxed=True)
    assert shown.stdout.strip() == "(0, 0)"


@pytest.mark.skipif(not LINUX, reason="there is a filter for Linux on two machines")
def test_in_the_sandbox_files_and_pipes_that_are_open_still_work() -> None:
    line = "import os; r, w = os.pipe(); os.write(w, b'x'); print(os.read(r, 1), open('/dev/null'))"
    assert "b'x'" in run(line, sandboxed=True).stdout
