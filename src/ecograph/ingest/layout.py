"""Find out how files from outside are laid out: as sheets, CORDIS, answers, a bundle, or RDF."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ecograph.definitions import Model
from ecograph.errors import InputError
from ecograph.ingest import tables, workbook
from ecograph.ingest.bundleform import is_bundle
from ecograph.ingest.tables import InputTable, read_header, unreadable
from ecograph.questionnaire import by_heading, folded_heading
from ecograph.records import Problem, Row

RDF_SUFFIXES = (".ttl", ".trig", ".nq", ".nt", ".jsonld", ".rdf", ".xml")
CORDIS_COLUMNS = frozenset({"projectID", "organisationID"})


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows of one source in terms of sheets, and the tables from which they were made.

    Rows that could not be read are among them, as far as their id is known, and are told by their
    problem. Other problems are those of headings, which belong to no row. Where columns are called
    otherwise than in the sheets, headings says how: by file, sheet and column.
    """

    rows: Sequence[Row]
    tables: Sequence[InputTable]
    unreadable: Mapping[tuple[str, int], Problem] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    remarks: Sequence[str] = ()
    headings: Mapping[tuple[str, str, str], str] = field(default_factory=dict)


def expanded(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files of these paths, those of a folder in its place; raises InputError."""
    files: list[Path] = []
    for path in paths:
        try:
            found = [path]
            if path.is_dir():
                found = sorted(each for each in path.iterdir() if each.is_file())
                found = [each for each in found if not each.name.startswith(".")]
            elif not path.exists():
                raise unreadable(path, FileNotFoundError())
        except OSError as error:
            raise unreadable(path, error) from error
        if not found:
            message = f"{path} holds no files. Name the folder that holds the tables."
            raise InputError(message)
        files += found
    return tuple(dict.fromkeys(files))


def layout_of(files: Sequence[Path], model: Model) -> str:
    """Return the name of a layout; raises InputError where none or more than one of them fits."""
    fitting = {
        "sheets": any(is_sheet(file, model) for file in files),
        "bundle": any(is_bundle(file) for file in files),
        "rdf": any(is_rdf(file) and not is_bundle(file) for file in files),
    }
    if not fitting["sheets"] and not fitting["bundle"]:
        fitting["survey"] = any(is_survey(file, model) for file in files)
        fitting["cordis"] = any(_has_participations(files))
    found = [name for name, fits in fitting.items() if fits]
    if len(found) == 1:
        return found[0]
    names = ", ".join(str(file) for file in files[:3]) + ", …" * (len(files) > 3)
    if found:
        raise InputError(
            f"{names}: files of two layouts, {' and '.join(found)}. "
            "Load them one after the other, or say which is meant with --layout."
        )
    raise InputError(
        f"{names}: no layout that is understood. There are: sheets (a folder of CSV files, or one "
        f"XLSX file with sheets, called {', '.join(model.sheets)}); CORDIS (organization.csv with "
        "the columns projectID and organisationID, and a project table beside it); answers to a "
        "survey (a table with the column cluster and a column a question, such as q18); the "
        "bundle of another cluster, or a file out of it; RDF "
        f"({' '.join(RDF_SUFFIXES)}). Any other table: describe it in a mapping file and give "
        "that with --mapping."
    )


def is_sheet(file: Path, model: Model) -> bool:
    """Tell whether a file is a workbook, or a table with the name of a sheet."""
    if file.suffix.lower() == workbook.SUFFIX:
        return True
    return file.suffix.lower() in tables.SUFFIXES and file.stem.strip().lower() in model.sheets


def is_rdf(file: Path) -> bool:
    """Tell whether a file is one of RDF by its suffix."""
    return file.suffix.lower() in RDF_SUFFIXES


def is_survey(file: Path, model: Model) -> bool:
    """Tell whether a file is a table with a row a cluster and a column a question."""
    if file.suffix.lower() not in tables.SUFFIXES or is_sheet(file, model):
        return False
    try:
        header = {folded_heading(heading) for heading in read_header(file)}
    except InputError:
        # What is no table is no survey; whoever else it may belong to says what is wrong with it.
        return False
    return "cluster" in header and not header.isdisjoint(by_heading(model.questions.values()))


def is_participations(file: Path) -> bool:
    """Tell whether a file is a CORDIS table of participations; raises InputError for no table."""
    return file.suffix.lower() in tables.SUFFIXES and set(read_header(file)) >= CORDIS_COLUMNS


def _has_participations(files: Sequence[Path]) -> Iterable[bool]:
    for file in files:
        try:
            yield is_participations(file)
        except InputError:
            # A file that is no table is nobody's; only if nothing else is there, it is the reason.
            if len(files) == 1:
                raise
            yield False
