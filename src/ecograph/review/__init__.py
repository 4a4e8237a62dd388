"""The annual review, and every figure with what it rests on."""

from ecograph.review.annual import annual_review
from ecograph.review.content import Review
from ecograph.review.explaining import (
    Explanation,
    Fact,
    Known,
    explanation,
    facts_table,
    relation_fact,
)
from ecograph.review.figures import (
    Figures,
    any_measure,
    figures,
    measure_called,
    part_called,
    part_id,
)
from ecograph.review.indicators import IndicatorRow, switched_on
from ecograph.review.listing import figures_table
from ecograph.review.record.releases import Release, releases
from ecograph.review.view import View, seen
from ecograph.review.withheld.publicside import PublicSide, public_side
from ecograph.review.written.pack import files, workbook, write

__all__ = [
    "Explanation",
    "Fact",
    "Figures",
    "IndicatorRow",
    "Known",
    "PublicSide",
    "Release",
    "Review",
    "View",
    "annual_review",
    "any_measure",
    "explanation",
    "facts_table",
    "figures",
    "figures_table",
    "files",
    "measure_called",
    "part_called",
    "part_id",
    "public_side",
    "relation_fact",
    "releases",
    "seen",
    "switched_on",
    "workbook",
    "write",
]
