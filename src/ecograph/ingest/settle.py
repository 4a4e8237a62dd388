"""Decide which records of a load stand, and who may see them: both pass on along references."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ecograph import resultterms
from ecograph.definitions import Model
from ecograph.ingest.drafts import Draft
from ecograph.ingest.duplicates import duplicates
from ecograph.ingest.held import Held
from ecograph.ingest.meaning import Fault
from ecograph.ingest.questions import CLASSES, IsQuestion, questions_of
from ecograph.ingest.references import References, Target, link_lines
from ecograph.ingest.report import Known
from ecograph.ingest.results import RESULT_FAMILIES, result_problems
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


def settle(drafts: Sequence[Draft], known: Known, model: Model, base: str, held: Held) -> Settled:
    """Refuse every record that is wrong, and every one that refers to a refused one or to nothing.

    What refers to an internal record becomes internal itself, and so does each answer to a survey.
    """
    problems: dict[int, list[Problem]] = {
        number: list(draft.said.problems)
        for number, draft in enumerate(drafts)
        if draft.said.problems
    }
    for number, problem in duplicates(drafts, model):
        problems.setdefault(number, []).append(problem)
    followed = _followed(drafts, References(drafts, known, model, base), problems)
    for number, problem in result_problems(
        drafts, _all_lines(drafts, followed, problems), held, model
    ):
        problems.setdefault(number, []).append(problem)
    referring = _referring(followed)
    refused = spread(problems, referring)
    for number in sorted(refused):
        problems.setdefault(number, []).extend(_inherited(drafts, followed[number], refused))
    stated = {number for number, draft in enumerate(drafts) if draft.internal}
    known_internal = {n for n, links in followed.items() if any(to.internal for _, to in links)}
    answers = _answers(drafts, followed, questions_of(model, known))
    internal = spread(stated | known_internal | answers, referring)
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


def _answers(drafts: Sequence[Draft], followed: _Followed, is_question: IsQuestion) -> set[int]:
    """Return the records that answer a survey question, be it one of this load or not."""
    own = {draft.iri for draft in drafts if not CLASSES.isdisjoint(draft.types)}
    return {
        number
        for number, links in followed.items()
        for link, target in links
        if link.predicate == _INDICATOR and (target.iri in own or is_question(target.iri))
    }


_INDICATOR = f"<{resultterms.INDICATOR.value}>"
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


def _all_lines(
    drafts: Sequence[Draft], followed: _Followed, problems: Mapping[int, Sequence[Problem]]
) -> Mapping[int, tuple[str, ...]]:
    """Return all that is said by each record with which nothing is wrong so far."""
    return {
        number: (
            *draft.said.lines,
            *(line for link, to in followed[number] for line in link_lines(link, to.iri)),
        )
        for number, draft in enumerate(drafts)
        if number not in problems and draft.sheet.family in RESULT_FAMILIES
    }


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
