"""The fields of a question's form: what was filled in, and what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecograph.questions import Parameter, Question, choices
from ecograph_api.site import Site

_LONGEST_SELECT = 80
_DEFAULTS = {"profile": "as the profile says", "this year": "this year"}
_NAMES = {"organisation", "thing"}
_INPUT_MODES = {"year": "numeric", "integer": "numeric", "decimal": "decimal"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a list to choose from where there are options, else text."""

    name: str
    label: str
    hint: str
    value: str
    kind: str = "text"
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    offers_names: bool = False
    input_mode: str = "text"


def fields(site: Site, question: Question, given: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields of a question, the period last."""
    own = [_field(site, parameter, given.get(parameter.name)) for parameter in question.parameters]
    return (*own, *(_period(given) if question.period else ()))


def _field(site: Site, parameter: Parameter, given: str | None) -> Field:
    found = choices(site.reader, parameter, internal=site.internal)
    is_short = 0 < len(found) <= _LONGEST_SELECT
    default = parameter.default or ""
    usual = _DEFAULTS.get(default, "")
    is_filled = default and not usual
    empty = () if is_filled or parameter.required else (("", usual or "any"),)
    chosen = given if given is not None else default if is_filled else ""
    return Field(
        name=parameter.name,
        label=parameter.label,
        hint=_hint(parameter, usual) if not is_short else "",
        value=chosen,
        kind="select" if is_short else "text",
        required=parameter.required,
        options=_with_chosen((*empty, *found), chosen) if is_short else (),
        suggestions=() if is_short else tuple(label for _, label in found),
        offers_names=parameter.type in _NAMES,
        input_mode=_INPUT_MODES.get(parameter.type, "text"),
    )


def _with_chosen(options: tuple[tuple[str, str], ...], chosen: str) -> tuple[tuple[str, str], ...]:
    """Return the options with the chosen one, which somebody may have written by hand."""
    is_known = chosen in [value for value, _ in options] or not chosen
    return options if is_known else (*options, (chosen, chosen))


def _hint(parameter: Parameter, usual: str) -> str:
    if parameter.type in _NAMES:
        return "A name, an identifier or an IRI."
    example = f"Such as {parameter.example}." if parameter.example else ""
    return f"If left empty, {usual}." if usual else example


def _period(given: Mapping[str, str]) -> tuple[Field, Field]:
    hint = "The reporting year. Without year and day: today."
    return (
        Field("year", "Year", hint, given.get("year", ""), input_mode="numeric"),
        Field("as_of", "Day", "Instead of a year.", given.get("as_of", ""), kind="date"),
    )
