"""How much memory is free: of the machine, and below the limits of a container or service."""

from pathlib import Path

from ecograph.store.readers.memory import free_bytes

KB = 1024
GROUP = "proc/self/cgroup"


def test_without_limits_what_the_machine_has_free_is_free(tmp_path: Path) -> None:
    assert free_bytes(machine(tmp_path, free_kb=500)) == 500 * KB


def test_a_container_has_what_is_left_below_its_limit(tmp_path: Path) -> None:
    system = machine(tmp_path, free_kb=500)
    limited(system / "sys/fs/cgroup", most=300 * KB, taken=200 * KB)
    # Of what is taken, 50 KB are kept of files and can be given up.
    assert free_bytes(system) == 150 * KB


def test_a_service_is_bound_by_the_limit_of_what_it_is_part_of(tmp_path: Path) -> None:
    system = machine(tmp_path, free_kb=500, group="/all.slice/ecograph.service")
    limited(system / "sys/fs/cgroup/all.slice", most=100 * KB, taken=90 * KB)
    limited(system / "sys/fs/cgroup/all.slice/ecograph.service", most=None, taken=80 * KB)
    assert free_bytes(system) == 60 * KB


def test_beyond_a_limit_nothing_is_free(tmp_path: Path) -> None:
    system = machine(tmp_path, free_kb=500)
    limited(system / "sys/fs/cgroup", most=100 * KB, taken=200 * KB)
    assert free_bytes(system) == 0


def test_a_machine_that_does_not_tell_has_nothing_free(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) == 0


def machine(system: Path, *, free_kb: int, group: str = "/") -> Path:
    """Return a system folder with so much free memory, seen by a process of a control group."""
    (system / "proc/self").mkdir(parents=True)
    (system / "proc/meminfo").write_text(f"MemTotal: 900 kB\nMemAvailable: {free_kb} kB\n")
    (system / GROUP).write_text(f"0::{group}\n")
    return system


def limited(group: Path, *, most: int | None, taken: int) -> None:
    """Make a control group with a limit, or none, in which so many bytes are taken."""
    group.mkdir(parents=True, exist_ok=True)
    (group / "memory.max").write_text("max\n" if most is None else f"{most}\n")
    (group / "memory.current").write_text(f"{taken}\n")
    (group / "memory.stat").write_text(f"anon 1\ninactive_file {50 * KB}\n")
