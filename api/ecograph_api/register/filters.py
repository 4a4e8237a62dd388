"""What a list can be narrowed by: a search, filters with the values in use, and a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pyoxigraph import Literal, NamedNode

from ecograph.errors import BadParameterError
from ecograph.identifiers import fold
from ecograph.records import Term
from ecograph_api.site import Record, Site

_ECO = "https://w3id.org/ecograph/ns#"
_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
_UNKNOWN = "unknown"
_STATUSES = ("planned", "active", "ended", _UNKNOWN)
# These filters are texts in the register; the others are codes of a list there, or classes.
_TEXTS = ("country", "status")
_HEADINGS = {"class": "What it is", "status": "Status today"}
_PAGING = {"page", "size"}

Wanted = Annotated[str, Field(max_length=200)]


class RelationFilters(BaseModel):
    """The filters of the list of relations; "unknown" finds what lacks the property."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    search: Wanted = Field("", description="Words in names, accents and case ignored.")
    class_: Wanted = Field("", alias="class", description="Class, such as Project or Membership.")
    kind: Wanted = Field("", description="Code of a kind; narrower kinds are included.")
    country: Wanted = Field("", description="Two letters of ISO 3166-1, such as DK.")
    status: Wanted = Field("", description="Status today: planned, active, ended or unknown.")
    page: int = Field(1, ge=1, le=1_000_000, description="Which page of the list.")
    size: int = Field(50, ge=1, le=500, description="How many rows a page has.")

    def given(self) -> dict[str, str]:
        """Return the filters by the names that they have in an address, paging left out."""
        return self.model_dump(by_alias=True, exclude=_PAGING)


class ThingFilters(RelationFilters):
    """The filters of the other lists."""

    function: Wanted = Field("", description="Code of a function, such as research.")
    subsector: Wanted = Field("", description="Code of a subsector, such as biotechnology.")
    category: Wanted = Field("", description="Code of an activity category, such as events.")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter and how many rows of the list have it, None where it is not counted."""

    code: str
    iri: str
    label: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as a form shows it."""

    name: str
    heading: str
    chosen: str
    choices: tuple[Choice, ...]


def filters(site: Site, in_list: str, wanted: RelationFilters) -> tuple[Filter, ...]:
    """Return the filters that tell the rows of a list apart, with the values that are in use."""
    found = _choices(site, in_list)
    given = wanted.given()
    return tuple(
        Filter(name, _HEADINGS.get(name, name.capitalize()), given[name], found[name])
        for name in given
        if name in found
    )


def bindings(site: Site, in_list: str, wanted: RelationFilters) -> dict[str, Term]:
    """Return what the queries of a list are bound to for these filters.

    Raises BadParameterError for a code that nothing on the list has, with those that there are.
    """
    given = wanted.given()
    search = given.pop("search").strip()
    first, second, further = _words(search)
    texts = {"search": search, "first_word": first, "second_word": second, "further_words": further}
    bound: dict[str, Term] = {name: Literal(text) for name, text in texts.items()}
    known = _choices(site, in_list) if any(given.values()) else {}
    for name, value in given.items():
        is_text = name in _TEXTS
        bound[f"{name}_wanted"] = Literal(value) if is_text else _concept(known, name, value)
    return bound | {"today": day_literal(site.today())}


def day_literal(day: date) -> Literal:
    """Return a day as a query compares it."""
    return Literal(day.isoformat(), datatype=_DATE)


def _words(search: str) -> tuple[str, str, str]:
    """Return the words that a name must hold, the third and all further ones as one piece."""
    first, second, *further = [*fold(search).split(), "", ""]
    return first, second, " ".join(further).strip()


def _concept(known: Mapping[str, Sequence[Choice]], name: str, code: str) -> NamedNode:
    if code in {"", _UNKNOWN}:
        return NamedNode(_ECO + (code or "any"))
    choices = known.get(name, ())
    for choice in choices:
        if choice.code == code:
            return NamedNode(choice.iri)
    codes = ", ".join(choice.code for choice in choices) or "none"
    message = f"Nothing on this list has the {name} “{code}”. In use here: {codes}."
    raise BadParameterError(message)


def _choices(site: Site, in_list: str) -> dict[str, tuple[Choice, ...]]:
    """Return the values that tell the rows of a list apart, what is not known last."""
    if in_list == "partnerships":
        rows, classes = site.kept_rows("relations-choices"), site.kept_rows("counts-of-relations")
    else:
        rows = site.kept_rows("things-choices", list=Literal(in_list))
        classes = site.kept_rows("things-classes", list=Literal(in_list))
    found = {"class": [_choice(row) for row in classes]}
    for row in rows:
        found.setdefault(row["filter"], []).append(_choice(row))
    found["status"] = [Choice(code, "", code, None) for code in _STATUSES]
    return {
        name: tuple(sorted(choices, key=lambda choice: choice.code == _UNKNOWN))
        for name, choices in found.items()
        if any(choice.code != _UNKNOWN for choice in choices)
    }


def _choice(row: Record) -> Choice:
    label = "not known" if row["code"] == _UNKNOWN else row["label"]
    return Choice(row["code"], row["choice"], label, int(row["number"]))
