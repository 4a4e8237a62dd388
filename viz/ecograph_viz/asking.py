"""From what an address or a command says to what is to be seen: periods, rules, organisations."""

from dataclasses import dataclass
from datetime import date

from ecograph.errors import AmbiguousNameError, BadParameterError, Candidate
from ecograph.identifiers import fold
from ecograph.periods import Period, period
from ecograph_viz.appearance import BY_KIND, BY_NEED
from ecograph_viz.drawing import Drawing, Organisation
from ecograph_viz.sight import Asked
from ecograph_viz.wanted import EVER, NONE, Wanted, rules_wanted

_EVERY_YEAR = "all"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be seen, as texts: a year or all, or a day; codes of kinds and of relations.

    Focus and selected are organisations, by name, key or IRI.
    """

    year: str = ""
    as_of: str = ""
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    planned: bool = True
    alone: bool = True
    repeat: bool = False
    fold: bool = False
    focus: str = ""
    selected: str = ""
    search: str = ""
    colour: str = ""


def asked(drawing: Drawing, wishes: Wishes, today: date) -> Asked:
    """Return what is asked for; BadParameterError or UsageError for what cannot be understood."""
    focus = organisation_named(drawing, wishes.focus) if wishes.focus else None
    wanted = Wanted(
        period=_period(drawing, wishes, today),
        rules=rules_wanted(drawing, _known_rules(drawing, wishes.relations)),
        kinds=_known_kinds(drawing, wishes.kinds),
        planned=wishes.planned,
        alone=wishes.alone,
        repeat=wishes.repeat,
        fold=wishes.fold,
        focus=focus.iri if focus else "",
    )
    return Asked(
        wanted=wanted,
        today=today,
        year=wishes.year.strip(),
        as_of=wishes.as_of.strip(),
        search=wishes.search.strip(),
        selected=drawing.iri(wishes.selected.strip()),
        colour=_colour(drawing, wishes.colour.strip()),
    )


def organisation_named(drawing: Drawing, text: str) -> Organisation:
    """Return the organisation with this IRI, key, id or name.

    Raises BadParameterError for none, AmbiguousNameError for several.
    """
    text = text.strip()
    for iri in (text, drawing.iri(text), drawing.iri(f"organisation/{text}")):
        if iri in drawing.organisations:
            return drawing.organisations[iri]
    found = [each for each in drawing.organisations.values() if fold(text) in each.names]
    if len(found) > 1:
        candidates = tuple(Candidate(each.iri, each.name, each.place) for each in found)
        iris = ", ".join(each.iri for each in found)
        message = (
            f"“{text}” is the name of {len(found)} organisations. Give the IRI of one: {iris}."
        )
        raise AmbiguousNameError(message, candidates)
    if not found:
        message = f"The map has no organisation “{text}”. Give its name, id or IRI."
        raise BadParameterError(message)
    return found[0]


def _period(drawing: Drawing, wishes: Wishes, today: date) -> Period:
    year, day = wishes.year.strip(), wishes.as_of.strip()
    if year == _EVERY_YEAR and not day:
        return EVER
    if year and year != _EVERY_YEAR and not (year.isascii() and year.isdigit()):
        raise BadParameterError(f"“{year}” is not a year: write 2018, or all for every year.")
    number = 0 if year == _EVERY_YEAR else int(year or 0)
    return period(number if year else None, _day(day), today, drawing.first_month)


def _colour(drawing: Drawing, text: str) -> str:
    if text not in {"", BY_KIND, BY_NEED}:
        message = f"The map cannot be coloured by “{text}”. Colour by {BY_KIND} or {BY_NEED}."
        raise BadParameterError(message)
    if text == BY_NEED and not drawing.needs:
        message = (
            "Nothing in the register serves a need of a results framework. Load a sheet "
            "contributions that says what serves which element."
        )
        raise BadParameterError(message)
    return text or BY_KIND


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"as_of is “{text}”: write a day, as 2018-05-03."
        raise BadParameterError(message) from error


def _known_rules(drawing: Drawing, codes: tuple[str, ...]) -> frozenset[str]:
    known = {rule.code for rule in drawing.rules}
    return _known("relation", frozenset(codes), known)


def _known_kinds(drawing: Drawing, codes: tuple[str, ...]) -> frozenset[str]:
    known = {group.code for group in drawing.groups}
    known |= {each.kind for each in drawing.organisations.values() if each.kind}
    return _known("kind", frozenset(codes), known)


def _known(name: str, codes: frozenset[str], known: set[str]) -> frozenset[str]:
    for code in sorted(codes - known - {NONE}):
        message = f"The map has no {name} “{code}”. It has: {', '.join(sorted(known))}."
        raise BadParameterError(message)
    return codes
