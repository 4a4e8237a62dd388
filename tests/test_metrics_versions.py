"""A measure whose definition changes gets a new version: published figures stay readable."""

from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from ecograph.metrics import comparisons, measures
from ecograph.metrics.measure import Definition

FILE = Path(__file__).parent / "answers" / "measure-definitions.yaml"


@pytest.mark.row("R066")
def test_a_changed_definition_has_a_new_version() -> None:
    # Who changes a definition or a formula raises its version, and writes both down here.
    each = (*measures().values(), *comparisons().values())
    assert {one.id: f"{one.version} {digest(one)}" for one in each} == yaml.safe_load(
        FILE.read_text("utf-8")
    )


def digest(measure: Definition) -> str:
    """Return a short name of a definition and its formula."""
    return sha256(f"{measure.definition} {measure.formula}".encode()).hexdigest()[:12]
