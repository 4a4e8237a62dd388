"""Copies of the Model Cluster with a relation more, to see what it changes."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.resources import folder
from ecograph.store import Register


def with_a_relation(
    path: Path, kind: str, parties: Sequence[str], start: str = "", end: str = "", **more: str
) -> Register:
    """Return a register with the Model Cluster and one relation more, loaded as one source."""
    sheets = path / "model-cluster"
    shutil.copytree(folder("examples") / "model-cluster", sheets)
    with (sheets / "relations.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with (sheets / "relations.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        for party in parties:
            own = {"id": "mc-r-p99", "kind": kind, "organisation": party, "role": "partner"}
            writer.writerow({**own, "start": start, "end": end, **more})
    register = Register(path / "register", DEFAULT_BASE)
    loaded = load_files(register, [sheets], None, Choices(strict=True))
    assert loaded.outcome, loaded.problems
    return register
