"""A review, and the figures of a network, as one JSON document each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TypeAlias

from ecograph.exports import Cell, DataTable
from ecograph.metrics import Figure, Measure, Part
from ecograph.network import Network
from ecograph.review.content import Review
from ecograph.review.entries import entries
from ecograph.review.explaining import Explanation
from ecograph.review.figures import Figures, any_measure, part_id
from ecograph.review.indicators import indicator_table
from ecograph.review.listing import number, words
from ecograph.review.record.published import published_tables
from ecograph.review.words import omissions, period_words, readers, whose
from ecograph.review.written.tables import about_table, headline_table, parts_table, series_table

Document: TypeAlias = Mapping[str, object]


def review_json(review: Review) -> bytes:
    """Return a review as JSON; unknown is null, with its reason beside it."""
    document = {
        "about": {str(name): value for name, value in about_table(review).rows},
        "headlines": list(_records(headline_table(review))),
        "series": list(_records(series_table(review))),
        "tables": list(_records(parts_table(review))),
        "indicators": list(_records(indicator_table(review.indicators))),
        **{table.name: list(_records(table)) for table in entries(review)},
        **{table.name: list(_records(table)) for table in published_tables(review)},
    }
    return as_bytes(document)


def figures_document(found: Figures) -> Document:
    """Return every figure of a network with its parts, reasons and coverage."""
    figures = [figure_document(name, each) for name, each in found.by_measure.items()]
    changes = [figure_document(name, each) for name, each in found.changes.items()]
    return {**_about(found.network), "measures": figures, "changes": changes}


def explanation_document(found: Explanation) -> Document:
    """Return a figure, the part of it that was asked for, and the relations behind it."""
    return {
        **_about(found.network),
        "measure": figure_document(found.measure.id, found.figure),
        "part": _part(found.part) if found.part else None,
        "previous": number(found.previous.value) if found.previous else None,
        "growth": {part_id(key): number(value) for key, value in found.growth.items()},
        "query": found.query,
        "named": [
            {
                "part": each.part,
                "organisations": [{"id": iri, "name": name} for iri, name in each.organisations],
                "facts": list(each.facts),
            }
            for each in found.named
        ],
        "facts": [asdict(fact) for fact in found.facts],
        "internal": found.internal,
        "left_out_facts": [
            {"why": why, "relations": [asdict(fact) for fact in facts]}
            for why, facts in found.left_out
        ],
    }


def figure_document(name: str, found: Figure) -> Document:
    """Return one figure with all that must stand beside it."""
    measure = any_measure(name)
    return {
        "id": measure.id,
        "version": measure.version,
        "title": measure.title,
        "definition": measure.definition,
        "formula": measure.formula,
        "reference": measure.source,
        "unit": measure.unit,
        "direction": measure.direction.value,
        "level": measure.level.value,
        "explanation": measure.explanation,
        "value": number(found.value),
        "error": number(found.error),
        "caveat": found.caveat or None,
        "target": measure.target if isinstance(measure, Measure) else None,
        "reason": words(found.reason),
        "parts": [_part(part) for part in found.parts],
        "coverage": asdict(found.coverage),
    }


def as_bytes(document: Document) -> bytes:
    """Return a document as JSON in UTF-8 that ends in a line end."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _records(table: DataTable) -> Iterator[Mapping[str, Cell]]:
    for row in table.rows:
        yield dict(zip(table.columns, row, strict=True))


def _about(network: Network) -> Document:
    period = network.period
    return {
        "edition": network.edition,
        "start": period.start.isoformat() if period.named else None,
        "end": period.end.isoformat() if period.named else None,
        "period": period_words(period),
        "organisations": whose(network),
        "readers": readers(internal=network.is_internal),
        "rules": [
            {
                "code": use.rule.code,
                "name": use.rule.name,
                "on": use.is_on,
                "relations": use.relations,
                "undertakings": use.undertakings,
                "pairs": use.ties,
            }
            for use in network.rules
        ],
        "left_out": list(omissions(network.left_out)),
    }


def _part(part: Part) -> Document:
    return {
        "part": part_id(part.key),
        "key": list(part.key),
        "names": list(part.names),
        "value": number(part.value),
        "error": number(part.error),
        "reason": words(part.reason),
    }
