"""Load files into the register as one source, and say all that happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode

from ecograph.definitions import shipped_model
from ecograph.errors import InputError
from ecograph.frameworks.computing import computations
from ecograph.holding import held, known_things, register_model
from ecograph.identifiers import fold, slug, source_graph
from ecograph.ingest import Loaded, Progress, read, write_rejects
from ecograph.records import Match, Problem, SourceContent, SourceSummary
from ecograph.resources import folder
from ecograph.store import Edition, EditionReader, Outcome, Register
from ecograph.store.facts import shipped

EXAMPLES = ("documents", "model-cluster")


@dataclass(frozen=True, slots=True)
class Choices:
    """How a load is to be done; without a day given, today is the one of the clock."""

    layout: str = "auto"
    mapping: Path | None = None
    internal: bool = False
    strict: bool = False
    match: bool = True
    keep_examples: bool = False
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What a load did: what it refused, where the refused rows are, and what is good to know."""

    outcome: Outcome | None
    refused: int
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    rejects: Path | None
    summary: str


def load_files(
    register: Register,
    paths: Sequence[Path],
    source: str | None,
    choices: Choices,
    progress: Progress | None = None,
) -> Load:
    """Load files as one source, in place of what the source gave before.

    Good records are loaded and the others written to a folder of rejects, unless the choice is
    strict: then one that is refused keeps everything out.
    """
    name = source or source_name(paths[0])
    leaving = () if choices.keep_examples else _examples(register.sources())
    without = (name, *leaving)
    loaded = _read(register, paths, name, choices, without=without, progress=progress)
    rejects = write_rejects(Path(f"{name}-rejects"), loaded.rejects) if loaded.rejects else None
    if choices.strict and not loaded.is_complete:
        return _refused(loaded, rejects)
    content = replace(loaded.content, match=choices.match)
    if not content.public and not content.internal:
        return _refused(loaded, rejects)
    outcome = register.replace(content, without=tuple(n for n in leaving if n != name))
    remarks = (*loaded.report.remarks, *_remarks(register, name, outcome, leaving))
    return Load(
        outcome,
        loaded.report.refused,
        loaded.report.problems,
        remarks,
        rejects,
        _summary(name, loaded, outcome),
    )


def fill_with_examples(register: Register) -> bool:
    """Load the two examples into a register without sources; tell whether that was done."""
    if register.sources():
        return False
    register.replace(*(_example(register, name) for name in EXAMPLES))
    return True


def refresh_ontology(register: Register) -> bool:
    """Publish an edition with this version's ontology if the current one has another's."""
    now = register.current()
    if now is None or now.manifest.ontology_version == shipped.version():
        return False
    return register.replace().changed


def source_name(path: Path) -> str:
    """Return the name of a source for which none was given: that of its file or folder."""
    name = slug(path.resolve().stem if path.is_file() else path.resolve().name)
    if not name:
        message = f"No name for a source can be made of “{path}”. Give one with --source NAME."
        raise InputError(message)
    return name


def _read(
    register: Register,
    paths: Sequence[Path],
    name: str,
    choices: Choices,
    *,
    without: Sequence[str],
    progress: Progress | None,
) -> Loaded:
    now = register.current()
    holding = replace(held(now, name, without), computations=frozenset(computations()))
    return read(
        paths,
        name=name,
        layout=choices.layout,
        mapping=choices.mapping,
        internal=choices.internal,
        base=register.base,
        model=register_model(now, without),
        known=known_things(now, without),
        held=replace(holding, today=choices.today) if choices.today else holding,
        progress=progress,
    )


def _example(register: Register, name: str) -> SourceContent:
    loaded = read(
        [folder("examples") / name],
        name=name,
        layout="sheets",
        mapping=None,
        internal=False,
        base=register.base,
        model=shipped_model(),
        known=known_things(None),
        progress=None,
    )
    return replace(loaded.content, example=True)


def _examples(sources: tuple[SourceSummary, ...]) -> tuple[str, ...]:
    return tuple(source.name for source in sources if source.example)


def _refused(loaded: Loaded, rejects: Path | None) -> Load:
    report = loaded.report
    return Load(
        None,
        max(report.refused, 1),
        report.problems,
        report.remarks,
        rejects,
        "Nothing was loaded; the register is as it was.",
    )


def _remarks(
    register: Register, name: str, outcome: Outcome, leaving: Sequence[str]
) -> Iterator[str]:
    if leaving:
        yield f"The examples ({', '.join(leaving)}) are out; --keep-examples would have kept them."
    yield from (_match_remark(match) for match in outcome.matches)
    if outcome.conflicts:
        yield (
            f"{outcome.conflicts} values differ from what a source that was loaded earlier says; "
            "the earlier ones stay."
        )
    yield from _same_names(register, name, outcome.edition)


def _match_remark(match: Match) -> str:
    return f"one organisation by {match.scheme} {match.value}: {match.kept} and {match.merged}"


def _same_names(register: Register, name: str, now: Edition) -> Iterator[str]:
    """Say which organisations of a source have the name of another; a name alone merges nobody."""
    query = (folder("queries") / "load" / "same-names.rq").read_text("utf-8")
    reader = EditionReader(register.path)
    found: dict[str, str] = {}
    for internal in (False, True):
        part = source_graph(register.base, name, internal=internal)
        graph = NamedNode(now.manifest.shown(part))
        table = reader.select(query, {"source": graph}, internal=True)
        for _, label, own, other, theirs in table.rows:
            is_same = label and theirs and fold(label.value) == fold(theirs.value)
            if label and own and other and is_same and other.value not in found:
                found[own.value] = f"“{label.value}”: {own.value} and {other.value}"
    if found:
        yield f"{len(found)} organisations have the name of another and stay apart:"
        yield from (f"  {line}" for line in found.values())


def _summary(name: str, loaded: Loaded, outcome: Outcome) -> str:
    counts = ", ".join(
        f"{count.accepted} {sheet}"
        for sheet, count in loaded.report.counts.items()
        if count.accepted
    )
    refused = f", {loaded.report.refused} records refused" if loaded.report.refused else ""
    if not outcome.changed:
        return f"{name}: nothing changed ({counts}{refused}). Edition {outcome.edition.id}."
    return (
        f"{name}: {counts}{refused}; +{outcome.added} −{outcome.removed} facts. "
        f"Edition {outcome.edition.id}."
    )
