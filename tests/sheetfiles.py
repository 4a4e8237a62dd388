"""Write small sheets by hand and read them as a load would."""

import re
from collections.abc import Mapping
from pathlib import Path

from ecograph.definitions import Model, shipped_model
from ecograph.identifiers import DEFAULT_BASE
from ecograph.ingest import KnownThing, Loaded, read

BASE = DEFAULT_BASE
ORGANISATIONS = "id,name,country\nnorth,North Bio,DE\nsouth,South Care,FR\n"
RELATIONS = "id,kind,organisation,role\ndeal,partnership,north,partner\ndeal,,south,partner\n"


def write(folder: Path, **files: str) -> Path:
    """Write texts into a folder as CSV files in UTF-8, named as they are given."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def load(
    *paths: Path,
    layout: str = "auto",
    mapping: Path | None = None,
    internal: bool = False,
    known: Mapping[str, KnownThing] | None = None,
    model: Model | None = None,
) -> Loaded:
    """Read files as the source `test`."""
    return read(
        paths,
        name="test",
        layout=layout,
        mapping=mapping,
        internal=internal,
        base=BASE,
        model=model or shipped_model(),
        known=(known or {}).get,
        progress=None,
    )


def said(loaded: Loaded) -> list[str]:
    """Return the problems of a load as a person reads them, files by name only."""
    return [re.sub(r"[^\s(]*/", "", str(problem)) for problem in loaded.report.problems]


def subjects(loaded: Loaded) -> set[str]:
    """Return what was loaded, public and internal: IRIs without their base."""
    lines = loaded.content.public | loaded.content.internal
    return {line.split(" ", 1)[0][1:-1].removeprefix(BASE) for line in lines}


def values(loaded: Loaded, key: str, term: str) -> set[str]:
    """Return what is said of one thing by the property with this last part of its IRI."""
    found = set()
    for line in loaded.content.public | loaded.content.internal:
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        if subject == f"<{BASE}{key}>" and predicate.endswith((f"#{term}>", f"/{term}>")):
            found.add(value)
    return found
