"""A published review rests on public facts alone, so that nobody can work out others from it.

Whatever is solved for from its totals, the result is the same without the internal facts, so no
number has to be withheld.
"""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from ecograph.exports import provenance
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.network import affiliations
from ecograph.periods import period
from ecograph.resources import folder
from ecograph.review import View, explanation, seen
from ecograph.review.written.documents import review_json
from ecograph.store import EditionReader, Register
from tests.reviews import review_of

# What says which run it was, and of which edition.
_OF_THE_RUN = {"edition", "last loaded"}


def without_internal_rows(sheet: Path, copy: Path) -> int:
    """Copy a sheet without its records that only staff may see; return how many rows these had."""
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    internal = {row["id"] for row in rows if row.get("id") and row.get("visibility") == "internal"}
    kept = [row for row in rows if row.get("id") not in internal and not _is_internal(row)]
    with copy.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0] if rows else [])
        writer.writeheader()
        writer.writerows(kept)
    return len(rows) - len(kept)


def _is_internal(row: dict[str, str]) -> bool:
    return row.get("visibility") == "internal"


@pytest.fixture(scope="module")
def public_only(tmp_path_factory: pytest.TempPathFactory) -> Register:
    copy = tmp_path_factory.mktemp("public") / "model-cluster"
    copy.mkdir()
    taken = 0
    for sheet in sorted((folder("examples") / "model-cluster").glob("*.csv")):
        taken += without_internal_rows(sheet, copy / sheet.name)
    assert taken
    register = Register(copy.parent / "store", DEFAULT_BASE)
    load_files(register, [copy], None, Choices())
    return register


def test_no_number_of_a_published_review_hangs_on_an_internal_fact(
    model_cluster: Register, public_only: Register
) -> None:
    whole, public = (
        json.loads(review_json(review_of(register.path, 2024)))
        for register in (model_cluster, public_only)
    )
    for document in (whole, public):
        document["about"] = {
            name: value for name, value in document["about"].items() if name not in _OF_THE_RUN
        }
    assert {name for name in whole if whole[name] != public[name]} == set()


def left_out(reader: EditionReader, *, internal: bool) -> dict[str, set[str]]:
    """Return the relations that the pairs of 2024 leave out, by the words of why."""
    known = affiliations(reader, internal=internal)
    network = seen(known, period(2024, None, date(2025, 1, 1)), View())
    found = explanation(known, provenance(reader, internal=internal), network, "ties")
    return {
        why: {fact.relation.rsplit("/", 1)[-1] for fact in facts} for why, facts in found.left_out
    }


def test_an_explanation_names_what_was_left_out_and_why(
    model_cluster_reader: EditionReader,
) -> None:
    found = left_out(model_cluster_reader, internal=False)
    # As worked out in tests/answers/model-cluster-measures.yaml.
    assert found["partnership: 2 undated"] == {"mc-r-p13", "mc-r-p14"}
    # p40 is planned, too, and internal.
    assert found["partnership: 3 planned"] == {"mc-r-p12", "mc-r-p43", "mc-r-p44"}
    assert found["governance: 1 planned"] == {"mc-r-g08"}
    assert not [why for why in found if "another time" in why]


def test_an_explanation_for_the_public_names_nothing_internal(
    model_cluster_reader: EditionReader,
) -> None:
    for_staff = left_out(model_cluster_reader, internal=True)
    for why, relations in left_out(model_cluster_reader, internal=False).items():
        rule = why.partition(":")[0]
        of_staff = (each for other, each in for_staff.items() if other.startswith(rule))
        assert relations <= set().union(*of_staff)
    internal = {"mc-r-p18", "mc-r-p19", "mc-r-p39", "mc-r-p40", "mc-r-p41", "mc-r-w03"}
    public = left_out(model_cluster_reader, internal=False).values()
    assert not internal & set().union(*public)
