"""The annual review, and every figure with what it rests on."""

from ecograph.review.annual import Review, annual_review
from ecograph.review.explaining import (
    Explanation,
    Fact,
    explained_omissions,
    explanation,
    facts_table,
    relation_fact,
)
from ecograph.review.figures import Figures, figures, measure_called, part_called, part_id
from ecograph.review.indicators import IndicatorRow, switched_on
from ecograph.review.listing import figures_table
from ecograph.review.pack import files, workbook, write
from ecograph.review.view import View, seen

__all__ = [
    "Explanation",
    "Fact",
    "Figures",
    "IndicatorRow",
    "Review",
    "View",
    "annual_review",
    "explained_omissions",
    "explanation",
    "facts_table",
    "figures",
    "figures_table",
    "files",
    "measure_called",
    "part_called",
    "part_id",
    "relation_fact",
    "seen",
    "switched_on",
    "workbook",
    "write",
]
