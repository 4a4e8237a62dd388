"""What the result of a write must keep: the checks, and nothing for staff among public facts."""

from collections.abc import Iterable, Iterator

from ecograph.errors import RefusedByChecksError
from ecograph.identifiers import merge_graph
from ecograph.ingest.contacts import contact_in
from ecograph.ingest.questions import CLASSES
from ecograph.shapes import check_names, check_text
from ecograph.store.editions import parts
from ecograph.store.editions.edition import Edition
from ecograph.store.editions.parts import Parts
from ecograph.store.facts.lines import RDF_TYPE, XSD, eco, facts, literal_text
from ecograph.store.queries.opened import OpenEdition

# Thing, property, value, and what helps.
Row = tuple[str, str, str, str]
_MOST = 1000
_SHOWN = 5
_WORDS = (f"<{XSD}string>",)
_ADDRESS, _INDICATOR = eco("address"), eco("indicator")
_CONTACT = (
    "E-mail addresses and telephone numbers may not be public: write it to an internal graph."
)
_HIDDEN = "This is internal, so a public fact may not point to it: write it to an internal graph."
_ANSWER = "Answers to a survey are internal: write it to an internal graph."


def check_public(before: Parts, after: Parts) -> None:
    """Raise RefusedByChecksError for new public facts with what is for staff only."""
    public = set(parts.facts(after, internal=False))
    new = public - set(parts.facts(before, internal=False))
    rows = sorted(_objections(new, public, set(parts.facts(after, internal=True))))
    _refuse(rows, "would make public what is for staff only")


def check_rules(made: Edition, now: Edition | None) -> None:
    """Raise RefusedByChecksError if an edition breaks rules that the one before it keeps.

    Whoever sees the same facts as before sees no new breach.
    """
    merged = {merge_graph(made.manifest.base, internal=i): i for i in (False, True)}
    found: set[Row] = set()
    for graph, internal in merged.items():
        if _file(made, graph) != _file(now, graph) and _file(made, graph):
            found |= _broken(made, internal=internal)
    if found and now:
        for internal in merged.values():
            found -= _broken(now, internal=internal)
    _refuse(sorted(found), "breaks rules")


def _refuse(rows: list[Row], what: str) -> None:
    if rows:
        shown = " ".join(f"{row[0]} {row[1]}: {row[3]}" for row in rows[:_SHOWN])
        more = f" And {len(rows) - _SHOWN} more." if len(rows) > _SHOWN else ""
        message = f"The result {what}; nothing was changed. {shown}{more}"
        raise RefusedByChecksError(message, tuple(rows))


def _objections(new: Iterable[str], public: set[str], every: set[str]) -> Iterator[Row]:
    shown = {subject for subject, _, _ in facts(public)}
    hidden = {subject for subject, _, _ in facts(every - public)} - shown
    questions = {
        subject for subject, kind, value in facts(every) if kind == RDF_TYPE and _asks(value)
    }
    for subject, predicate, value in facts(new):
        row = subject[1:-1], predicate[1:-1], value
        if value in hidden:
            yield *row, _HIDDEN
        elif predicate == _INDICATOR and value in questions:
            yield *row, _ANSWER
        elif _contact(predicate, value):
            yield *row, _CONTACT


def _asks(value: str) -> bool:
    return value[1:-1] in CLASSES


def _contact(predicate: str, value: str) -> str:
    if value.startswith("<"):
        return value if value.startswith(("<mailto:", "<tel:")) else ""
    is_words = value.endswith('"') or value[value.rindex('"') + 1] == "@"
    return contact_in(literal_text(value), address=predicate == _ADDRESS) if is_words else ""


def _file(edition: Edition | None, graph: str) -> str:
    found = edition.manifest.graphs.get(graph) if edition else None
    return found.file if found else ""


def _broken(edition: Edition, *, internal: bool) -> set[Row]:
    opened = OpenEdition.of_merge(edition, internal=internal)
    found: set[Row] = set()
    for name in check_names():
        table = opened.select(check_text(name), {}, internal=internal, rows=_MOST)
        for row in table.rows:
            focus, path, value, message = ("" if term is None else term.value for term in row)
            found.add((focus, path, value, message))
    return found
