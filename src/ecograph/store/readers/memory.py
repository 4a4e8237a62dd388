"""How much memory may still be taken here: of the machine, and of what limits this process."""

from pathlib import Path

_SYSTEM = Path("/")


def free_bytes(system: Path = _SYSTEM) -> int:
    """Return how much memory is free here; 0 where the system does not tell.

    A container or a service may have less than its machine.
    """
    fields = _fields(system / "proc/meminfo")
    machine = fields.get("MemAvailable:", 0) * 1024
    return min([machine, *_left(system)])


def _left(system: Path) -> list[int]:
    """Return what is left below each limit of the control groups (v2) that this process is in."""
    groups = system / "sys/fs/cgroup"
    found = []
    for line in _text(system / "proc/self/cgroup").splitlines():
        if line.startswith("0::/"):
            own = groups / line.removeprefix("0::/")
            found += [
                _below_limit(each) for each in (own, *own.parents) if each.is_relative_to(groups)
            ]
    return [left for left in found if left is not None]


def _below_limit(group: Path) -> int | None:
    limit = _text(group / "memory.max").strip()
    if not limit.isdecimal():
        return None
    taken = int(_text(group / "memory.current") or 0)
    # What is kept of files can be given up.
    kept = _fields(group / "memory.stat").get("inactive_file", 0)
    return max(int(limit) - taken + kept, 0)


def _fields(file: Path) -> dict[str, int]:
    """Return the whole numbers of a file that has a name and a number on each line."""
    lines = [line.split() for line in _text(file).splitlines()]
    return {line[0]: int(line[1]) for line in lines if len(line) > 1 and line[1].isdecimal()}


def _text(file: Path) -> str:
    try:
        return file.read_text("ascii")
    except OSError:
        return ""
