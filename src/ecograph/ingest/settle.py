"""Decide which records of a load stand, and who may see them: both pass on along references."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ecograph.definitions import Model
from ecograph.ingest.drafts import Draft
from ecograph.ingest.duplicates import duplicates
from ecograph.ingest.meaning import Fault
from ecograph.ingest.references import References, Target, link_lines
from ecograph.ingest.report import Known
from ecograph.ingest.spread import spread
from ecograph.ingest.statements import Link, cell_problem
from ecograph.records import Problem

_Followed = Mapping[int, Sequence[tuple[Link, Target]]]


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the records: lines for the register, and by number what was wrong."""

    public: frozenset[str]
    internal: frozenset[str]
    problems: Mapping[int, Sequence[Problem]]
    made_internal: tuple[int, ...]


def settle(drafts: Sequence[Draft], known: Known, model: Model, base: str) -> Settled:
    """Refuse every record that is wrong, and every one that refers to a refused one or to nothing.

    What refers to an internal record becomes internal itself.
    """
    problems: dict[int, list[Problem]] = {
        number: list(draft.said.problems)
        for number, draft in enumerate(drafts)
        if draft.said.problems
    }
    for number, problem in duplicates(drafts, model):
        problems.setdefault(number, []).append(problem)
    followed = _followed(drafts, References(drafts, known, model, base), problems)
    referring = _referring(followed)
    refused = spread(problems, referring)
    for number in sorted(refused):
        problems.setdefault(number, []).extend(_inherited(drafts, followed[number], refused))
    stated = {number for number, draft in enumerate(drafts) if draft.internal}
    known_internal = {n for n, links in followed.items() if any(to.internal for _, to in links)}
    internal = spread(stated | known_internal, referring)
    public, private = _lines(drafts, followed, refused, internal)
    made_internal = tuple(sorted(internal - stated - refused))
    return Settled(public, private, problems, made_internal)


def _followed(
    drafts: Sequence[Draft], references: References, problems: dict[int, list[Problem]]
) -> _Followed:
    """Return where the links of each record lead; those that lead nowhere become problems."""
    followed: dict[int, list[tuple[Link, Target]]] = {}
    for number, draft in enumerate(drafts):
        links = followed.setdefault(number, [])
        for link in draft.said.links:
            target = references.follow(link)
            if isinstance(target, Target) and target.number == number:
                target = cell_problem(link.cell, _ITSELF)
            if isinstance(target, Problem):
                problems.setdefault(number, []).append(target)
            else:
                links.append((link, target))
    return followed


_ITSELF = Fault("refers to its own row.", "Name another one, or empty the cell.")


def _referring(followed: _Followed) -> Mapping[int, list[int]]:
    """Return for each record those that refer to it."""
    referring: dict[int, list[int]] = {}
    for number, links in followed.items():
        for _, target in links:
            if target.number is not None:
                referring.setdefault(target.number, []).append(number)
    return referring


def _inherited(
    drafts: Sequence[Draft], links: Iterable[tuple[Link, Target]], refused: set[int]
) -> Iterable[Problem]:
    for link, target in links:
        if target.number in refused:
            row = drafts[target.number].rows[0]
            reason = f"refers to a record that is refused ({row.file}, row {row.line})."
            fault = Fault(reason, "Mend that one.", link.reference.target)
            yield cell_problem(link.cell, fault)


def _lines(
    drafts: Sequence[Draft], followed: _Followed, refused: set[int], internal: set[int]
) -> tuple[frozenset[str], frozenset[str]]:
    public: set[str] = set()
    private: set[str] = set()
    for number, draft in enumerate(drafts):
        if number not in refused:
            part = private if number in internal else public
            part.update(draft.said.lines)
            for link, target in followed[number]:
                part.update(link_lines(link, target.iri))
    return frozenset(public), frozenset(private)
