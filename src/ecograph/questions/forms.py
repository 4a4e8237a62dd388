"""An answer as other programs read it: JSON, CSV, and rows of plain text."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

from ecograph.cells import guard
from ecograph.questions.answers import QuestionAnswer
from ecograph.questions.rows import Cells, Value


def as_json(answer: QuestionAnswer) -> str:
    """Return an answer with its period, coverage and remarks; unknown values are null."""
    named = answer.period if answer.period and answer.period.named else None
    document = {
        "question": answer.question.name,
        "title": answer.question.title,
        "period": {"start": named.start.isoformat(), "end": named.end.isoformat()}
        if named
        else None,
        "coverage": asdict(answer.coverage) if answer.coverage else None,
        "summary": answer.summary or None,
        "remarks": list(answer.remarks),
        "columns": {column.name: column.label for column in answer.question.columns},
        "rows": [_plain(row) for row in answer.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_csv(answer: QuestionAnswer) -> str:
    """Return the rows as CSV with the labels as header; a text cannot be read as a formula."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow([column.label for column in answer.columns])
    for row in answer.rows:
        writer.writerow([_cell(row.get(column.name)) for column in answer.columns])
    return output.getvalue()


def texts(answer: QuestionAnswer) -> Iterator[tuple[str, ...]]:
    """Yield each row as plain texts in the columns that are shown; unknown is empty."""
    for row in answer.rows:
        yield tuple(text(row.get(column.name)) for column in answer.columns)


def text(value: Value) -> str:
    """Return a value as a person reads it; unknown is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _cell(value: Value) -> str:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(value) if is_number else guard(text(value))


def _plain(row: Cells) -> dict[str, str | int | float | bool | list[str] | None]:
    return {name: _json_value(value) for name, value in row.items()}


def _json_value(value: Value) -> str | int | float | bool | list[str] | None:
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value
