"""What the system knows of a server's processes: who they are and how much memory they take."""

from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that stem from it."""
    yield pid
    for child in _children(pid):
        yield from family(child)


def megabytes(pid: int) -> float:
    """Return the memory of a process and all that stem from it, what is shared counted once."""
    lines = (
        line
        for each in family(pid)
        for line in _text(_PROC / str(each) / "smaps_rollup").splitlines()
    )
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def readers(server: int, folder: Path) -> list[int]:
    """Return the processes that read this edition in memory: copies of the one that holds it."""
    holding = [pid for pid in family(server) if str(folder).encode() in _command(pid)]
    return [child for pid in holding for child in _children(pid)]


def free_megabytes() -> int:
    """Return how much memory programs may still take."""
    lines = _text(_PROC / "meminfo").splitlines()
    return next(int(x.split()[1]) // 1024 for x in lines if x.startswith("MemAvailable:"))


def _children(pid: int) -> Iterator[int]:
    for task in _entries(_PROC / str(pid) / "task"):
        yield from map(int, _text(task / "children").split())


def _command(pid: int) -> list[bytes]:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
