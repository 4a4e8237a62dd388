"""What a review of the Model Cluster says, as worked out by hand."""

from fractions import Fraction
from pathlib import Path
from typing import TypedDict

import yaml


class More(TypedDict):
    """One partnership more, and by how much it changes which cells."""

    kind: str
    parties: list[str]
    start: str
    end: str
    changed: dict[str, dict[str, str | int]]
    changed_parts: list[str]


class Answers(TypedDict):
    """The file of answers."""

    headlines: dict[str, list[str | int]]
    parts: dict[str, dict[str, list[int]]]
    one_partnership_more: More


ANSWERS: Answers = yaml.safe_load(
    (Path(__file__).parent / "answers" / "model-cluster-review.yaml").read_text("utf-8")
)


def number(text: str | int) -> float:
    """Return a number that may be written as a fraction."""
    return float(Fraction(text))
