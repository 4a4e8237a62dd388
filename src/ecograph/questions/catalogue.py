"""The catalogue: what the header of each question file says, and the query under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

import yaml

from ecograph.errors import QuestionFileError
from ecograph.resources import folder

_MARK = "#+"
_TYPES = {
    "boolean",
    "cluster",
    "code",
    "country",
    "decimal",
    "integer",
    "organisation",
    "place",
    "programme",
    "search",
    "source",
    "text",
    "thing",
    "year",
}
_PARAMETER = {"name", "type", "scheme", "required", "default", "example", "label"}
_COLUMN = {"name", "label", "hidden", "many"}
_HEADER = {"title", "answers", "group", "period", "parameters", "columns"}
_ALSO = {"companion", "summary", "totals"}
Header = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question wants to know; the default "profile" is what the profile says."""

    name: str
    type: str
    label: str
    scheme: str | None = None
    required: bool = False
    default: str | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer; a hidden one serves links and traces, one of many holds a list."""

    name: str
    label: str
    hidden: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """A second question whose rows are counted into a remark, a number for each word in `what`."""

    question: str
    remark: str


@dataclass(frozen=True, slots=True)
class Totals:
    """A column that is summed, by the unit that stands in another one."""

    column: str
    unit: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its parameters, its columns and its SPARQL."""

    name: str
    title: str
    answers: str
    group: str
    period: bool
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    summary: str = ""
    companion: Companion | None = None
    totals: Totals | None = None

    @property
    def shown(self) -> tuple[Column, ...]:
        """Return the columns that a reader sees."""
        return tuple(column for column in self.columns if not column.hidden)


@cache
def catalogue() -> Mapping[str, Question]:
    """Return the shipped questions by name; QuestionFileError names a file that is wrong."""
    files = sorted(folder("queries").glob("*.rq"))
    return MappingProxyType({path.stem: question(path) for path in files})


def question(path: Path) -> Question:
    """Return the question of one file."""
    lines = path.read_text("utf-8").splitlines()
    header = _header(path, [line for line in lines if line.startswith(_MARK)])
    query = "\n".join(line for line in lines if not line.startswith(_MARK))
    given = _mapping(path, header.get("companion") or {})
    summed = _mapping(path, header.get("totals") or {})
    return Question(
        name=path.stem,
        title=str(header["title"]),
        answers=str(header["answers"]),
        group=str(header["group"]),
        period=header["period"] is True,
        parameters=tuple(_parameter(path, item) for item in _items(path, header["parameters"])),
        columns=tuple(_column(path, item) for item in _items(path, header["columns"])),
        text=query + "\n",
        summary=str(header.get("summary", "")),
        companion=Companion(str(given["question"]), str(given["remark"])) if given else None,
        totals=Totals(str(summed["column"]), str(summed["unit"])) if summed else None,
    )


def _header(path: Path, lines: list[str]) -> Header:
    try:
        header = yaml.safe_load("\n".join(line[len(_MARK) :] for line in lines))
    except yaml.YAMLError as error:
        raise _wrong(path, f"is no YAML: {error}") from error
    found = _mapping(path, header)
    missing, unknown = _HEADER - set(found), set(found) - _HEADER - _ALSO
    if missing or unknown:
        names = ", ".join(sorted(missing)) or "nothing"
        raise _wrong(path, f"lacks {names} and has the unknown {sorted(unknown) or 'nothing'}")
    return found


def _parameter(path: Path, item: Header) -> Parameter:
    _check_keys(path, item, _PARAMETER)
    name, kind = str(item["name"]), str(item["type"])
    if kind not in _TYPES:
        raise _wrong(path, f"has the parameter type {kind}; types: {', '.join(sorted(_TYPES))}")
    default, example = item.get("default"), item.get("example")
    return Parameter(
        name=name,
        type=kind,
        label=str(item.get("label") or name.replace("_", " ").capitalize()),
        scheme=str(item["scheme"]) if "scheme" in item else None,
        required=item.get("required") is True,
        default=None if default is None else str(default),
        example="" if example is None else str(example),
    )


def _column(path: Path, item: Header) -> Column:
    _check_keys(path, item, _COLUMN)
    hidden, many = item.get("hidden") is True, item.get("many") is True
    return Column(str(item["name"]), str(item["label"]), hidden, many)


def _items(path: Path, value: object) -> list[Header]:
    if not isinstance(value, list):
        raise _wrong(path, "has no list where parameters and columns should be")
    return [_mapping(path, item) for item in value]


def _mapping(path: Path, value: object) -> Header:
    if not isinstance(value, dict):
        raise _wrong(path, f"has {value!r} where names and values should be")
    return cast("Header", value)


def _check_keys(path: Path, item: Header, known: set[str]) -> None:
    if set(item) - known or "name" not in item:
        raise _wrong(path, f"has {dict(item)}; it may have {', '.join(sorted(known))}")


def _wrong(path: Path, what: str) -> QuestionFileError:
    return QuestionFileError(f"The header of the question {path.name} {what}.")
