"""The only file that knows python-docx: a review as a report that committees read and mark up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Report
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import _Cell, _Row

from ecograph.exports.dating import dateable, dated
from ecograph.frameworks.words import changed, told
from ecograph.review.comparing import Cell, Compared
from ecograph.review.content import Review
from ecograph.review.indicators import by_framework
from ecograph.review.record.published import published_before
from ecograph.review.record.published import told as told_before
from ecograph.review.words import (
    LISTED,
    REASONS,
    omissions,
    period_words,
    review_readers,
    rules_in_force,
    shown,
    shown_change,
    whose,
)
from ecograph.review.written.sections import (
    PartSection,
    groups,
    known,
    numbered,
    part,
    plots,
    title,
)

Line = Sequence[str]
_STYLE = "Light List Accent 1"
_MARGIN, _PICTURE = Cm(1.8), Cm(8)
# A4, and what is left of its width between the margins.
_PAGE, _WITHIN = (Cm(21), Cm(29.7)), Cm(17.4)
_FIRST, _YEAR, _WORD = Cm(4.2), Cm(1.45), Cm(1.9)
_SMALL = Pt(8.5)
_NUMBER = re.compile(r"[+−±]?\d[\d.,]*(\W?%| points)?")
# A cell that is one with the cell on its left.
_AS_LEFT = "\N{LEFTWARDS ARROW}"
_NARROW = frozenset({"Change", "Since then", "Known by", "Unit", "Period", "Then", "Now"})


def report(review: Review, pictures: Mapping[str, bytes]) -> bytes:
    """Return a review as a Word document, dated to when the register was last loaded.

    Pictures are those of its plots, as PNG, by the names of the plots.
    """
    document = _document(review)
    document.add_heading(title(review), 0)
    lead = (whose(review.network), period_words(review.period))
    document.add_paragraph(" ".join((*lead, review_readers(review.network))))
    _headlines(document, review)
    _plots(document, review, pictures)
    _published(document, review)
    for each in review.tables:
        _part(document, review, part(review, each))
    _indicators(document, review)
    _method(document, review)
    output = BytesIO()
    document.save(output)
    return dated(output.getvalue(), review.provenance.loaded)


def _document(review: Review) -> Report:
    document = Document()
    about = document.core_properties
    about.author, about.title, about.comments = "ecograph", title(review), ""
    about.created = about.modified = dateable(review.provenance.loaded).replace(tzinfo=None)
    for section in document.sections:
        section.page_width, section.page_height = _PAGE
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin = section.bottom_margin = _MARGIN
    return document


def _headlines(document: Report, review: Review) -> None:
    for group in groups(review):
        document.add_heading(group.heading, 1)
        lines = [
            (
                numbered(row),
                *_compared(row.compared, row.headline.measure.unit, review),
                known(row),
            )
            for row in group.rows
        ]
        _table(document, ("Figure", *_years(review), "How well it is known"), lines)


def _plots(document: Report, review: Review, pictures: Mapping[str, bytes]) -> None:
    found = list(plots(review))
    if not found:
        return
    document.add_heading("Over the years", 1)
    grid = document.add_table(rows=0, cols=2)
    for first in range(0, len(found), 2):
        row = grid.add_row()
        _mark(row, "w:cantSplit")
        for cell, plot in zip(row.cells, found[first : first + 2], strict=False):
            cell.paragraphs[0].add_run(plot.title).bold = True
            run = cell.add_paragraph().add_run()
            picture = run.add_picture(BytesIO(pictures[plot.name]), width=_PICTURE)
            picture._inline.docPr.set("descr", plot.told)  # noqa: SLF001  # it has no other door


def _published(document: Report, review: Review) -> None:
    found = published_before(review)
    if not found.rows:
        return
    document.add_heading("As published before", 1)
    columns = ("Figure", "Period", "Then", "Now", "Change", "Published by")
    _table(document, columns, [told_before(each) for each in found.rows])
    for line in found.runs:
        document.add_paragraph(f"What differs from that run: {line}", style="List Bullet")


def _part(document: Report, review: Review, found: PartSection) -> None:
    measure = found.table.measure
    document.add_heading(measure.title, 1)
    document.add_paragraph(measure.explanation)
    if (reason := found.table.total.this.reason) and not found.table.rows:
        document.add_paragraph(f"No number: {REASONS[reason]}.")
        return
    lines = [
        (" – ".join(row.names), *_compared(row.compared, measure.unit, review))
        for row in found.table.rows
    ]
    total = ("All", *_compared(found.table.total, measure.unit, review))
    _table(document, ("Part", *_years(review)), [*lines, total])


def _indicators(document: Report, review: Review) -> None:
    if not review.indicators:
        return
    document.add_heading("Results frameworks", 1)
    years = review.years
    columns = ("Indicator", "Known by", str(years.this), str(years.previous), "Change", "Unit")
    for framework, rows in by_framework(review.indicators).items():
        document.add_heading(framework, 2)
        lines = []
        for row in rows:
            unit, line = row.report.indicator.unit, row.line
            this, before = told(line.this, unit), told(line.previous, unit)
            change = changed(line.change, unit)
            name = row.report.indicator.name
            lines.append((name, row.known_by, this, before, change, unit))
        _table(document, columns, lines)


def _method(document: Report, review: Review) -> None:
    document.add_heading("What is counted, and how", 1)
    rules = rules_in_force(review.rules)
    document.add_paragraph(f"What counts as working together: {rules}.")
    for line in omissions(review.network.left_out):
        document.add_paragraph(f"Left out, {line}", style="List Bullet")
    document.add_paragraph(LISTED)
    for measure in {row.headline.name: row.headline.measure for row in review.rows}.values():
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{measure.title}. ").bold = True
        paragraph.add_run(f"{measure.definition} Formula: {measure.formula}. {measure.source}. ")
        paragraph.add_run(f"Version {measure.version} of “{measure.id}”.")
    whence = review.provenance
    sources = f", from {', '.join(whence.sources)}" if whence.sources else ""
    loaded = whence.loaded.strftime("%Y-%m-%d at %H:%M UTC")
    document.add_paragraph(f"Made from edition {whence.edition}, last loaded on {loaded}{sources}.")


def _years(review: Review) -> tuple[str, ...]:
    years = review.years
    beside = () if years.baseline is None else (str(years.baseline), "Since then")
    return (str(years.this), str(years.previous), "Change", *beside)


def _compared(found: Compared, unit: str, review: Review) -> tuple[str, ...]:
    has_baseline = review.years.baseline is not None
    if silence := found.silence(has_baseline=has_baseline):
        return (REASONS[silence], *[_AS_LEFT] * (4 if has_baseline else 2))
    three = (_cell(found.this, unit), _cell(found.previous, unit), _change(found.change, unit))
    if not has_baseline:
        return three
    return (*three, _cell(found.baseline, unit), _change(found.change_since_baseline, unit))


def _cell(found: Cell, unit: str) -> str:
    return REASONS[found.reason] if found.reason else shown(found.value, unit)


def _change(found: Cell, unit: str) -> str:
    return "" if found.reason else shown_change(found.value, unit)


def _table(document: Report, columns: Line, lines: Iterable[Line]) -> None:
    table = document.add_table(rows=1, cols=len(columns), style=_STYLE)
    table.autofit = False
    widths = _widths(columns)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table.rows[0].cells, columns, widths)
    _mark(table.rows[0], "w:tblHeader")
    for line in lines:
        row = table.add_row()
        _fill(row.cells, line, widths)
        _mark(row, "w:cantSplit")
    document.add_paragraph()


def _widths(columns: Line) -> Sequence[Length]:
    """Return how wide each column is: what is no number shares what the numbers leave."""
    given = [
        _YEAR if each.isdigit() else _WORD if each in _NARROW else None for each in columns[1:]
    ]
    left = _WITHIN - _FIRST - sum(width for width in given if width is not None)
    rest = given.count(None)
    first = _FIRST if rest else Length(_FIRST + left)
    return [first, *(Length(left // rest) if width is None else width for width in given)]


def _fill(cells: Sequence[_Cell], texts: Line, widths: Sequence[Length]) -> None:
    for number, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        cell.width = widths[number]
        if text == _AS_LEFT:
            continue
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text).font.size = _SMALL
        if number and _NUMBER.fullmatch(text):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    joined = [number for number, text in enumerate(texts) if text == _AS_LEFT]
    if joined:
        cells[joined[0] - 1].merge(cells[joined[-1]])


def _mark(row: _Row, name: str) -> None:
    """Let a row stand again on each further page, or stay in one piece."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  # it has no other door
    properties.append(OxmlElement(name, {qn("w:val"): "true"}))
