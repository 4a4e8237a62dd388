"""The sheets of the documents example as plain rows, and the lines that they cite."""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ecograph.identifiers import fold

Row = Mapping[str, str]
Sheets = Mapping[str, Sequence[Row]]
Documents = Mapping[str, Sequence[str]]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "documents"
SOURCES = Path(os.environ.get("ECOGRAPH_TEST_DATA", ROOT.parent / "shared" / "data")).parent
SOURCES = SOURCES / "sources"
THINGS = ("organisations", "outposts", "programmes", "resources")
FACTS = (*THINGS, "relations", "observations")


def sheets() -> Sheets:
    """Return the rows of every sheet of the example."""
    found = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def documents(ids: Iterable[str]) -> Documents:
    """Return the lines of the documents with these ids, the first line first."""
    paths = {key: next(SOURCES.glob(f"{key}_*.txt")) for key in ids}
    return {key: path.read_text(encoding="utf-8").split("\n") for key, path in paths.items()}


def items(cell: str) -> list[str]:
    """Return the values of a list cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def words(text: str) -> list[str]:
    """Return the words of a text without accents, case and punctuation."""
    return re.findall(r"[a-z0-9]+", fold(text))


def names(thing: Row) -> list[str]:
    """Return the name of a thing and its other names."""
    return [thing["name"], *items(thing["other_names"])]


def records(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each id, so that a relation stands with all its parties."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row)
    return found


def heads(found: Sheets) -> Iterator[tuple[str, Row]]:
    """Yield each fact once: its sheet and the row that carries its evidence."""
    for sheet in FACTS:
        for rows in records(found[sheet]).values():
            yield sheet, rows[0]


def cited(row: Row, texts: Documents) -> str:
    """Return the text of the lines that a row cites."""
    places = [place.split(":") for place in items(row["evidence"])]
    return " ".join(texts[document][int(line) - 1] for document, line in places)
