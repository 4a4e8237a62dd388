"""Read files of any layout as one source: what is good for the register, and what is not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ecograph.definitions import Model
from ecograph.errors import UsageError
from ecograph.ingest.bundle import read_bundle
from ecograph.ingest.cordis import read_cordis
from ecograph.ingest.drafts import Draft, Drafter
from ecograph.ingest.held import Held, keeping_locked
from ecograph.ingest.layout import ReadRows, expanded, layout_of
from ecograph.ingest.mapping import read_mapped
from ecograph.ingest.questions import questions_of
from ecograph.ingest.rdf import read_rdf
from ecograph.ingest.rejects import rejects
from ecograph.ingest.report import Known, Loaded, LoadReport, Progress, SheetCount
from ecograph.ingest.results import shipped_units
from ecograph.ingest.settle import Settled, settle
from ecograph.ingest.sheets import read_sheets
from ecograph.ingest.survey import read_survey
from ecograph.records import Problem, SourceContent

_STEP = 500
_SHOWN = 5


def read(
    paths: Iterable[Path],
    *,
    name: str,
    layout: str,
    mapping: Path | None,
    internal: bool,
    base: str,
    model: Model,
    known: Known,
    progress: Progress | None,
    held: Held | None = None,
) -> Loaded:
    """Return what files say, as the content of a source of this name, with a report.

    The layout is sheets, cordis, survey, bundle, rdf or auto; with a mapping file it is what that
    describes. Observations are judged by what the register holds. Raises InputError for what
    cannot be read at all; what is wrong with single records stands in the report.
    """
    files = expanded(paths)
    held = held or Held()
    if mapping and layout not in {"auto", "mapping"}:
        message = f"--mapping and --layout {layout} were both given: leave one of them out."
        raise UsageError(message)
    chosen = "mapping" if mapping else layout if layout != "auto" else layout_of(files, model)
    if chosen == "rdf":
        return read_rdf(
            files,
            name=name,
            internal=internal,
            base=base,
            is_question=questions_of(model, known),
            progress=progress,
            held=held,
            units=shipped_units(model),
        )
    rows = (
        read_mapped(files, mapping, model) if mapping else _rows(files, chosen, model, known, base)
    )
    drafter = Drafter(model, base, rows.unreadable, internal=internal)
    drafts = list(_watched(drafter.drafts(rows.rows), len(rows.rows), progress))
    settled = settle(drafts, known, model, base, held)
    content = SourceContent(name, settled.public, settled.internal, chosen)
    refused = (f"<{drafts[number].iri}>" for number in sorted(settled.problems))
    return keeping_locked(_loaded(content, rows, drafts, settled), held, refused)


def _rows(files: Sequence[Path], layout: str, model: Model, known: Known, base: str) -> ReadRows:
    if layout == "cordis":
        return read_cordis(files, model)
    if layout == "survey":
        return read_survey(files, model, known, base)
    if layout == "bundle":
        return read_bundle(files, known, base)
    return read_sheets(files, model)


def _watched(drafts: Iterator[Draft], total: int, progress: Progress | None) -> Iterator[Draft]:
    done = shown = 0
    for draft in drafts:
        yield draft
        done += len(draft.rows)
        if progress and (done - shown >= _STEP or done == total):
            progress(done, total)
            shown = done


def _loaded(
    content: SourceContent, rows: ReadRows, drafts: Sequence[Draft], settled: Settled
) -> Loaded:
    found: list[Problem] = []
    by_place: dict[tuple[str, int], list[Problem]] = {}
    for number in sorted(settled.problems):
        own = list(_in_own_words(rows, drafts[number].sheet.name, settled.problems[number]))
        found += own
        for problem in [*own, *_going_with(drafts[number], own)]:
            by_place.setdefault((problem.file, problem.line), []).append(problem)
    problems = tuple(dict.fromkeys([*rows.problems, *found]))
    remarks = (*rows.remarks, *_made_internal(drafts, settled.made_internal))
    report = LoadReport(_counts(drafts, settled.problems), problems, remarks)
    return Loaded(content, report, rejects(rows.tables, by_place))


def _in_own_words(rows: ReadRows, sheet: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems with the heading that a column has in the table from which it was made."""
    for problem in problems:
        heading = rows.headings.get((problem.file, sheet, problem.column), problem.column)
        yield replace(problem, column=heading)


def _going_with(draft: Draft, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield for each good row of a refused record that it is refused with the others."""
    wrong = {(problem.file, problem.line) for problem in problems}
    for row in draft.rows:
        if (row.file, row.line) not in wrong:
            reason = f"is refused with row {problems[0].line} of the same {draft.sheet.family}."
            yield Problem(row.file, row.line, "", draft.key, reason, "")


def _counts(
    drafts: Sequence[Draft], refused: Mapping[int, Sequence[Problem]]
) -> Mapping[str, SheetCount]:
    accepted: dict[str, int] = {}
    bad: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        counted = bad if number in refused else accepted
        counted[draft.sheet.name] = counted.get(draft.sheet.name, 0) + 1
    sheets = dict.fromkeys(draft.sheet.name for draft in drafts)
    return {name: SheetCount(accepted.get(name, 0), bad.get(name, 0)) for name in sheets}


def _made_internal(drafts: Sequence[Draft], numbers: Sequence[int]) -> Iterator[str]:
    if numbers:
        shown = ", ".join(drafts[number].key for number in numbers[:_SHOWN])
        more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
        yield (
            f"{len(numbers)} records became internal, because they refer to what is internal or "
            f"answer a survey: {shown}{more}."
        )
