"""Hold observations against their indicators, against each other and against the register."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from ecograph import vocabulary
from ecograph.countries import is_currency
from ecograph.errors import BadParameterError
from ecograph.ingest.held import Held
from ecograph.ingest.meaning import Fault
from ecograph.periods import date_span
from ecograph.store.facts.claims import Claim, Said, conflicts, successors
from ecograph.store.facts.lines import eco, literal_text

_HUNDRED = Decimal(100)
_PERCENT, _MONEY = "percent", "money"
_ANSWER, _DATE, _PERIOD = eco("answer"), eco("date"), eco("period")
_MEASURE, _SUPERSEDES = eco("measure"), eco("supersedes")
_UNIT, _VALUE = eco("unit"), eco("value")
_TARGET = f"<{vocabulary.concept('value-kinds', 'target').value}>"
_SHARE = f"<{vocabulary.concept('measures', 'reported-share').value}>"
_NO_FORM = "Write it as 2024, 2024-H1, 2024-Q3, 2024-03 or 2023-07/2024-06."

# The number of a record, the predicate that is wrong, and what is wrong with it.
Objection = tuple[int, str, Fault]


def figure_objections(said: Said, today: date) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with an observation of any kind, by predicate."""
    for literal in said.get(_DATE, ()):
        if _first_day(literal) > today:
            yield _DATE, Fault(f"is after today, {today}.", "Correct the date.")
    if _SHARE in said.get(_MEASURE, ()):
        yield from _outside_percent(said)


def objections(
    load: Mapping[int, Claim],
    held: Held,
    units: Mapping[str, str],
    place: Callable[[int], str],
) -> Iterator[Objection]:
    """Yield what is wrong with values of indicators, by the number of their record.

    Place tells where the record of a number stands, as it is said to people.
    """
    wrong: set[int] = set()
    for number, claim in load.items():
        for predicate, fault in _by_itself(claim, held, units.get(claim.indicator, "")):
            wrong.add(number)
            yield number, predicate, fault
    standing = {number: claim for number, claim in load.items() if number not in wrong}
    numbers = {claim.iri: number for number, claim in standing.items()}
    every = {**held.claims, **{claim.iri: claim for claim in standing.values()}}
    passed_over = {claim.iri for claim in load.values()} - set(numbers)
    for number, claim in standing.items():
        for fault in _wrong_succession(claim, every, passed_over):
            yield number, _SUPERSEDES, fault
    for one, other in conflicts(every):
        for claim, against in ((one, other), (other, one)):
            if claim.iri in numbers and not _is_as_locked(claim, held):
                there = place(numbers[against.iri]) if against.iri in numbers else ""
                yield numbers[claim.iri], _PERIOD, _conflict(against, there)


def _by_itself(claim: Claim, held: Held, unit: str) -> Iterator[tuple[str, Fault]]:
    locked = held.claims.get(claim.iri)
    if locked and locked.is_locked and locked.said != claim.said:
        yield _changed(claim, locked)
        return
    yield from _time(claim, held.today)
    if not claim.said.keys() & {_VALUE, _ANSWER}:
        remedy = "Fill in value or answer, or leave the row out."
        yield _VALUE, Fault("is missing, and so is answer.", remedy)
    yield from _unit(claim.said, unit)
    if unit == _PERCENT:
        yield from _outside_percent(claim.said)


def _time(claim: Claim, today: date) -> Iterator[tuple[str, Fault]]:
    if _PERIOD not in claim.said:
        remedy = "Write the period that it is of, such as 2024 or 2024-H1."
        yield _PERIOD, Fault("is missing.", remedy)
    elif claim.span is None:
        yield _PERIOD, Fault("is not a period.", _NO_FORM)
    elif claim.span.end > today and claim.kind != _TARGET:
        remedy = "Wait until the period is over, or write target in value_kind."
        yield _PERIOD, Fault(f"ends after today, {today}.", remedy)


def _unit(said: Said, wanted: str) -> Iterator[tuple[str, Fault]]:
    own = _text(said, _UNIT)
    if wanted == _MONEY:
        if not own and _VALUE in said:
            reason = "is missing: the indicator is in money."
            yield _UNIT, Fault(reason, "Write the three letters of the currency, such as EUR.")
        elif own and not is_currency(own):
            reason = "is not a currency, and the indicator is in money."
            yield _UNIT, Fault(reason, "Write the three letters of the currency, such as EUR.")
    elif wanted and own and own != wanted:
        remedy = f"Write the value in {wanted}, or correct unit or indicator."
        yield _UNIT, Fault(f"is not the unit of the indicator, {wanted}.", remedy)


def _outside_percent(said: Said) -> Iterator[tuple[str, Fault]]:
    for literal in said.get(_VALUE, ()):
        value = Decimal(literal_text(literal))
        if not 0 <= value <= _HUNDRED:
            reason = "is more than 100 percent." if value > 0 else "is less than 0 percent."
            yield _VALUE, Fault(reason, "Write a share between 0 and 100.")


def _changed(claim: Claim, locked: Claim) -> tuple[str, Fault]:
    """Return what is wrong with a row that says otherwise than it did when it was locked."""
    predicates = sorted(
        claim.said.keys() | locked.said.keys(), key=lambda each: (each != _VALUE, each)
    )
    other = next(each for each in predicates if claim.said.get(each) != locked.said.get(each))
    was = ", ".join(sorted(_shown(term) for term in locked.said.get(other, ()))) or "nothing"
    remedy = (
        f"Put it back, and give the correction a row of its own with {name_of(locked.iri)} in "
        "supersedes."
    )
    return other, Fault(f"is locked: it says {was}.", remedy)


def _wrong_succession(
    claim: Claim, every: Mapping[str, Claim], passed_over: set[str]
) -> Iterator[Fault]:
    for iri in sorted(claim.supersedes - passed_over):
        other = every.get(iri)
        if other is None or not claim.is_of_the_same(other):
            reason = "is of another indicator, thing, group, kind or time than this row."
            remedy = "Name the value that this row corrects, or empty the cell."
            yield Fault(reason, remedy, name_of(iri))
    if claim.iri in successors(every, claim.iri):
        remedy = "Empty supersedes in the oldest of these rows."
        yield Fault("leads back to this row.", remedy)


def _conflict(against: Claim, place: str) -> Fault:
    name = name_of(against.iri)
    where = f" ({place})" if place else ", which the register holds"
    if against.is_locked:
        remedy = f"If this row corrects it, write {name} in supersedes; otherwise leave it out."
        return Fault(f"is of a time whose value is locked: {name}{where}.", remedy)
    remedy = f"Keep one of the two, or write {name} in supersedes if this row corrects it."
    return Fault(f"overlaps the period of {name}{where}, a value of the same.", remedy)


def _is_as_locked(claim: Claim, held: Held) -> bool:
    locked = held.claims.get(claim.iri)
    return bool(locked and locked.is_locked)


def name_of(iri: str) -> str:
    """Return how a sheet names an observation: by its id, or by its IRI if it is not of a sheet."""
    return iri[1:-1].partition("/observation/")[2] or iri[1:-1]


def _shown(term: str) -> str:
    return literal_text(term) if term.startswith('"') else term[1:-1].rpartition("/")[2]


def _text(said: Said, predicate: str) -> str:
    return next((literal_text(term) for term in sorted(said.get(predicate, ()))), "")


def _first_day(literal: str) -> date:
    try:
        return date_span(literal_text(literal)).start
    except BadParameterError:  # said of the cell already
        return date.min
