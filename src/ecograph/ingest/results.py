"""What is wrong with observations and indicators in sheets, each with its row and column."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from ecograph import vocabulary
from ecograph.definitions import Model
from ecograph.ingest.drafts import Draft
from ecograph.ingest.held import Held
from ecograph.ingest.indicators import indicator_objections
from ecograph.ingest.meaning import Fault
from ecograph.ingest.observations import figure_objections, objections
from ecograph.ingest.statements import row_problem
from ecograph.records import Problem
from ecograph.store.facts.claims import Said, claims, first_month, sayings
from ecograph.store.facts.lines import RDF_TYPE, eco, literal_text

RESULT_FAMILIES = frozenset({"observation", "indicator", "framework", "profile"})
_UNIT, _OBSERVATION = eco("unit"), eco("Observation")
NO_UNITS: Mapping[str, str] = MappingProxyType({})
_TAKEN = Fault("is the id of a framework that ships with ecograph.", "Give yours another id.")


def result_problems(
    drafts: Sequence[Draft], lines: Mapping[int, Sequence[str]], held: Held, model: Model
) -> Iterator[tuple[int, Problem]]:
    """Yield what is wrong with records of results, by their number.

    Lines are all that is said by each record that could be read.
    """
    by_family: dict[str, list[int]] = {}
    for number in lines:
        by_family.setdefault(drafts[number].sheet.family, []).append(number)
    for number in by_family.get("framework", ()):
        if vocabulary.FRAMEWORKS + drafts[number].key in model.elements:
            yield number, row_problem(drafts[number].rows[0], "id", drafts[number].key, _TAKEN)
    for number in by_family.get("indicator", ()):
        said = sayings(lines[number])[f"<{drafts[number].iri}>"]
        for predicate, fault in indicator_objections(said, held.computations):
            yield number, _problem(drafts[number], predicate, fault)
    yield from _of_observations(
        drafts, lines, by_family, held, _units(lines, by_family, held, model)
    )


def fact_objections(
    lines: Sequence[str], files: Mapping[str, str], held: Held, units: Mapping[str, str]
) -> Iterator[tuple[str, str, Fault]]:
    """Yield what is wrong with observations among N-Triples lines, by subject and predicate.

    Files tells from which file each subject comes; units are those of shipped indicators.
    """
    every = sayings(lines)
    for subject, said in every.items():
        if _OBSERVATION in said.get(RDF_TYPE, ()):
            yield from ((subject, *found) for found in figure_objections(said, held.today))
    found = list(claims(lines, first_month(lines) or held.first_month or 1).values())

    def place(number: int) -> str:
        return files[found[number].iri]

    known = {**units, **held.units, **units_of(every)}
    for number, predicate, fault in objections(dict(enumerate(found)), held, known, place):
        yield found[number].iri, predicate, fault


def shipped_units(model: Model) -> Mapping[str, str]:
    """Return the unit of each shipped indicator or question, by IRI as N-Triples writes it."""
    return {f"<{iri}>": element.unit for iri, element in model.elements.items()}


def units_of(every: Mapping[str, Said]) -> Mapping[str, str]:
    """Return the unit of each subject that has one."""
    return {
        subject: literal_text(literal)
        for subject, said in every.items()
        for literal in said.get(_UNIT, ())
        if literal.startswith('"')
    }


def _of_observations(
    drafts: Sequence[Draft],
    lines: Mapping[int, Sequence[str]],
    by_family: Mapping[str, Sequence[int]],
    held: Held,
    units: Mapping[str, str],
) -> Iterator[tuple[int, Problem]]:
    month = _month(lines, by_family, held)
    load = {}
    for number in by_family.get("observation", ()):
        node = f"<{drafts[number].iri}>"
        for predicate, fault in figure_objections(sayings(lines[number])[node], held.today):
            yield number, _problem(drafts[number], predicate, fault)
        if claim := claims(lines[number], month).get(node):
            load[number] = claim

    def place(number: int) -> str:
        row = drafts[number].rows[0]
        return f"{row.file}, row {row.line}"

    for number, predicate, fault in objections(load, held, units, place):
        yield number, _problem(drafts[number], predicate, fault)


def _units(
    lines: Mapping[int, Sequence[str]],
    by_family: Mapping[str, Sequence[int]],
    held: Held,
    model: Model,
) -> Mapping[str, str]:
    """Return the unit of each indicator, by IRI: shipped, in the register or in this load."""
    own = [line for number in by_family.get("indicator", ()) for line in lines[number]]
    return {**shipped_units(model), **held.units, **units_of(sayings(own))}


def _month(
    lines: Mapping[int, Sequence[str]], by_family: Mapping[str, Sequence[int]], held: Held
) -> int:
    """Return the first month of the profile of this load, else of the register."""
    own = [line for number in by_family.get("profile", ()) for line in lines[number]]
    return first_month(own) or held.first_month or 1


def _problem(draft: Draft, predicate: str, fault: Fault) -> Problem:
    row = draft.rows[0]
    columns = (each for each in draft.sheet.columns if f"<{each.property_iri}>" == predicate)
    column = next((each.name for each in columns), "")
    return row_problem(row, column, fault.value or row.cells.get(column, "").strip(), fault)
