"""How long the annual review of real consortia takes, by the commands that a user calls.

    python -m benchmarks.reviewing FOLDER

The folder holds the tables of CORDIS (health projects of Horizon 2020); without one, that which
ECOGRAPH_TEST_DATA names is used, and where neither is there, it says so.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

YEAR, BASELINE = "2019", "2016"
_AIM = 60
_COMMAND = (sys.executable, "-c", "from ecograph.cli import main; main()")
_CONSORTIA = "cordis-h2020-health"


@dataclass(frozen=True, slots=True)
class Run:
    """How long a command took by the clock, and how long on a processor."""

    seconds: float
    processor: float


def tell_review(data: Path | None = None) -> None:
    """Print how long loading and reviewing take, or that there are no data to measure with."""
    print(f"## The review of {YEAR} against {BASELINE}, of consortia of CORDIS\n")
    found = data or consortia()
    if found is None or not (found / "organization.csv").is_file():
        where = f"{found} holds no organization.csv" if found else "no folder is named"
        print(f"Not measured: {where}. Give --cordis FOLDER, or set ECOGRAPH_TEST_DATA.\n")
        return
    with tempfile.TemporaryDirectory() as name:
        store, out = f"{name}/store", Path(name) / "review"
        loading = _run("load", str(found), "--store", store)
        years = ("--year", YEAR, "--baseline", BASELINE)
        reviewing = _run("review", *years, "--out", str(out), "--store", store)
        files = [path.stat().st_size for path in out.rglob("*") if path.is_file()]
    _tell(loading, reviewing, files)


def consortia() -> Path | None:
    """Return the folder of consortia among the data that tests use, None where none is named."""
    data = os.environ.get("ECOGRAPH_TEST_DATA")
    return Path(data) / _CONSORTIA if data else None


def _run(*arguments: str) -> Run:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([*_COMMAND, *arguments], check=True, capture_output=True)
    seconds, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, processor)


def _tell(loading: Run, reviewing: Run, files: Sequence[int]) -> None:
    print(f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors. The aim is {_AIM} s.\n")
    print("| | s | s of a processor |")
    print("|---|---|---|")
    for what, run in (("load", loading), ("review", reviewing)):
        print(f"| {what} | {run.seconds:.1f} | {run.processor:.1f} |")
    print(f"\n{len(files)} files, {sum(files) / 1e6:.1f} MB.\n")


if __name__ == "__main__":
    tell_review(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
