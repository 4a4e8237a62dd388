"""Find records that bear one id or one identifier though each may stand only once."""

from collections.abc import Iterator, Sequence

from ecograph import standards, vocabulary
from ecograph.definitions import Model
from ecograph.ingest.drafts import Draft
from ecograph.ingest.meaning import Fault
from ecograph.ingest.statements import row_problem
from ecograph.records import Problem

_IDENTIFIER = f" <{standards.IDENTIFIER.value}> "
_SHOWN = 5
_SCHEMES = "identifier-schemes"
# Ids are unique over these families, because a cell that refers to one names no family.
_THINGS = frozenset({"organisation", "programme", "resource"})
_RESULTS = frozenset({"framework", "element", "indicator"})


def duplicates(drafts: Sequence[Draft], model: Model) -> Iterator[tuple[int, Problem]]:
    """Yield what is wrong with each record that shares its id or an identifier, by its number."""
    identifying = _identifying(model)
    bearers: dict[tuple[str, str], list[int]] = {}
    for number, draft in enumerate(drafts):
        own = {("id", _space(draft))} if draft.key else set()
        for key in own | set(_identifiers(draft, identifying)):
            bearers.setdefault(key, []).append(number)
    for (column, value), numbers in bearers.items():
        if len(numbers) > 1:
            yield from _problems(drafts, numbers, column, value)


def _problems(
    drafts: Sequence[Draft], numbers: Sequence[int], column: str, value: str
) -> Iterator[tuple[int, Problem]]:
    rows = [drafts[number].rows[0] for number in numbers]
    for number, row in zip(numbers, rows, strict=True):
        named = [each for each in rows[: _SHOWN + 1] if each is not row][:_SHOWN]
        others = ", ".join(f"{each.file} row {each.line}" for each in named)
        others += ", …" * (len(rows) - 1 > len(named))
        if column == "id":
            fault = Fault(f"is also the id of {others}.", "Give each thing an id of its own.")
            yield number, row_problem(row, "id", drafts[number].key, fault)
        else:
            remedy = "Keep one row if they are one organisation, or correct the identifier."
            fault = Fault(f"is also an identifier of {others}.", remedy)
            yield number, row_problem(row, "identifiers", value, fault)


def _space(draft: Draft) -> str:
    """Return the id together with the space in which it must be unique."""
    family = draft.sheet.family
    if family in _RESULTS:
        return f"result {draft.key}"
    return draft.iri if family not in _THINGS else f"thing {draft.key}"


def _identifiers(draft: Draft, identifying: frozenset[str]) -> Iterator[tuple[str, str]]:
    for line in draft.said.lines:
        if _IDENTIFIER in line:
            literal = line.split(_IDENTIFIER, 1)[1]
            value, _, scheme = literal.removesuffix("> .").rpartition("^^<")
            if scheme in identifying:
                yield "identifiers", f"{scheme.rsplit('/', 1)[-1]}:{value[1:-1]}"


def _identifying(model: Model) -> frozenset[str]:
    scheme = model.schemes.get(_SCHEMES)
    return frozenset(
        concept.iri
        for concept in (scheme.concepts if scheme else ())
        if any(term.value == "true" for term in concept.properties.get(_IDENTIFYING, ()))
    )


_IDENTIFYING = vocabulary.IDENTIFYING.value
