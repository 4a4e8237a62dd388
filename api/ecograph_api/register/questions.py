"""The ready-made questions: the list of them, and each as a form with its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from ecograph.errors import AmbiguousNameError, EcographError, UnknownQuestionError, UsageError
from ecograph.questions import Question, as_csv, as_json
from ecograph_api.http import problems
from ecograph_api.http.representations import CSV, HTML, JSON
from ecograph_api.http.responses import bytes_answer, form_of, json_answer, page
from ecograph_api.register.answers import shown
from ecograph_api.register.forms import fields
from ecograph_api.site import Site, TheSite

router = APIRouter(tags=["questions"])

_FORMS = (HTML, JSON, CSV)
_SEVERAL = 300
# Groups that a file names beside these come after them.
_ORDER = (
    "partners",
    "partnerships",
    "members",
    "organisations",
    "outposts",
    "programmes",
    "governance",
    "evidence",
)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"description": "The answer, in the form asked for.", "content": {f: {} for f in _FORMS}},
    300: {"description": "A name that several things bear, with the candidates as links."},
    404: {"description": "There is no such question."},
    409: {"description": "The same as 300, for programs."},
}
_PERIOD_AND_MORE = [
    {
        "name": "year",
        "in": "query",
        "schema": {"type": "integer"},
        "description": "The reporting year that the answer is about; without year and day, today.",
    },
    {
        "name": "as_of",
        "in": "query",
        "schema": {"type": "string", "format": "date"},
        "description": "The day that the answer is about.",
    },
    {
        "name": "parameters",
        "in": "query",
        "style": "form",
        "explode": True,
        "schema": {"type": "object", "additionalProperties": {"type": "string"}},
        "description": "The parameters of the question, by the names in /questions.json.",
    },
]

Name = Annotated[str, Path(description="The name of a question, such as outposts.")]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one thing."""

    name: str
    questions: tuple[Question, ...]


def grouped(site: Site) -> tuple[Group, ...]:
    """Return the questions by group, in the order of their titles."""
    groups = {question.group for question in site.questions.values()}
    names = [*(name for name in _ORDER if name in groups), *sorted(groups - {*_ORDER})]
    ordered = sorted(site.questions.values(), key=lambda question: question.title)
    return tuple(Group(name, tuple(q for q in ordered if q.group == name)) for name in names)


@router.get("/questions", summary="All questions")
def questions(request: Request, site: TheSite) -> Response:
    """Return the questions with what they answer and their parameters."""
    if form_of(request, site, (HTML, JSON)) == HTML:
        return page(request, site, "questions.html", {"groups": grouped(site)})
    return json_answer(site, {"questions": [_described(q) for q in site.questions.values()]})


@router.get(
    "/questions/{name}",
    summary="Ask a question",
    responses=_ANSWERED,
    openapi_extra={"parameters": _PERIOD_AND_MORE},
)
def question(request: Request, site: TheSite, name: Name) -> Response:
    """Return the answer to a question; to a browser with its form and its query."""
    asked = _question(site, name)
    form = form_of(request, site, _FORMS)
    given = _given(request.query_params.multi_items())
    if form == HTML:
        return _page(request, site, asked, given)
    answer = site.ask(asked, given)
    text = as_csv(answer) if form == CSV else as_json(answer)
    return bytes_answer(site, text.encode("utf-8"), form)


def _question(site: Site, name: str) -> Question:
    if name not in site.questions:
        message = f"There is no question “{name}”. There are: {', '.join(site.questions)}."
        raise UnknownQuestionError(message)
    return site.questions[name]


def _given(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return the values that were filled in; a field left empty counts as not given."""
    given = [(name, value.strip()) for name, value in pairs if value.strip()]
    names = [name for name, _ in given]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{name} is given {names.count(name)} times: give it once.")
    return dict(given)


def _page(request: Request, site: Site, asked: Question, given: Mapping[str, str]) -> Response:
    answer, problem = None, None
    missing = [p.label for p in asked.parameters if p.required and not given.get(p.name)]
    if not missing:
        try:
            answer = shown(site, site.ask(asked, given), given)
        except AmbiguousNameError as error:
            return _candidates(request, site, asked, given, error)
        except EcographError as error:
            problem = problems.of_error(error)
    values = {
        "question": asked,
        "fields": fields(site, asked, given),
        "missing": missing if given else [],
        "answer": answer,
        "problem": problem,
    }
    return page(request, site, "question.html", values, problem.status if problem else 200)


def _candidates(
    request: Request,
    site: Site,
    asked: Question,
    given: Mapping[str, str],
    error: AmbiguousNameError,
) -> Response:
    """Return the things that a name can stand for, each as a link to the answer about it."""
    name = next(name for name, value in given.items() if f"“{value}”" in str(error))
    links = [
        (candidate, f"/questions/{asked.name}?{urlencode({**given, name: candidate.iri})}")
        for candidate in error.candidates
    ]
    values = {"question": asked, "problem": problems.of_error(error), "links": links}
    return page(request, site, "candidates.html", values, _SEVERAL)


def _described(asked: Question) -> Mapping[str, object]:
    return {
        "name": asked.name,
        "title": asked.title,
        "answers": asked.answers,
        "group": asked.group,
        "period": asked.period,
        "url": f"/questions/{asked.name}",
        "parameters": [
            {
                "name": parameter.name,
                "label": parameter.label,
                "type": parameter.type,
                "list": parameter.scheme,
                "required": parameter.required,
                "default": parameter.default,
                "example": parameter.example,
            }
            for parameter in asked.parameters
        ],
        "columns": {column.name: column.label for column in asked.columns},
    }
