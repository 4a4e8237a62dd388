"""Comparisons of surveys, for staff: what groups of clusters answered, and one's own answer."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from pydantic import Field

from ecograph.exports.summaries import summaries
from ecograph.frameworks import Framework, Frameworks, reporting_year
from ecograph.frameworks.questionnaires import questionnaire
from ecograph.frameworks.surveys import SurveyComparison, compared_survey
from ecograph.frameworks.words import SILENCES, plain
from ecograph_api.access.rights import TheReader
from ecograph_api.frameworks.lookups import found_item
from ecograph_api.frameworks.readings import frameworks_of
from ecograph_api.frameworks.yearfilters import YearFilters
from ecograph_api.http.representations import CSV, HTML, JSON
from ecograph_api.http.responses import Cell, csv_answer, form_of, json_answer, page
from ecograph_api.network.filters import Text
from ecograph_api.site import TheSite

router = APIRouter(tags=["results frameworks"])

_FORMS = (HTML, JSON, CSV)
_QUESTIONNAIRE = "Questionnaire"
_COLUMNS = (
    *("area", "question", "question_name", "statistic", "option", "answered_in"),
    *("value", "unit", "reason"),
)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The comparison."},
    401: {"description": "Only staff see comparisons; the message says how to sign in."},
}


class SurveyFilters(YearFilters):
    """Of which questionnaire and year the answers are."""

    questionnaire: Text = Field("", description="The id of a questionnaire; without it the first.")


@router.get("/surveys", summary="Comparisons of surveys, for staff", responses=_ANSWERED)
def surveys(
    request: Request, site: TheSite, _: TheReader, wanted: Annotated[SurveyFilters, Query()]
) -> Response:
    """Return what the clusters that answered say, for groups that are large enough."""
    form = form_of(request, site, _FORMS)
    reading = frameworks_of(request, site)
    known = reading.frameworks
    year = wanted.years(reading, site.today()).this
    asked = questionnaire(site.reader, known, _framework(known, wanted.questionnaire))
    found = compared_survey(known, asked, reporting_year(known, year), has_own=True)
    if form == HTML:
        values = {
            "found": found,
            "year": year,
            "asked": {each.id: each.name for each in _questionnaires(known)},
            "silences": SILENCES,
            "plain": plain,
            "wanted": wanted,
        }
        return page(request, site, "surveys.html", values)
    rows = list(_rows(found))
    if form == CSV:
        return csv_answer(
            site, "surveys", _COLUMNS, ([row[name] for name in _COLUMNS] for row in rows)
        )
    about = {"questionnaire": asked.framework.id, "year": year, "minimum_group": found.minimum}
    return json_answer(site, {**about, "clusters": found.clusters, "figures": rows})


def _questionnaires(known: Frameworks) -> list[Framework]:
    return [each for each in known.frameworks.values() if each.type == _QUESTIONNAIRE]


def _framework(known: Frameworks, key: str) -> Framework:
    found = {each.iri: each for each in _questionnaires(known)}
    if key:
        return found_item(found, key, "questionnaire")
    if not found:
        raise HTTPException(
            404, "The register holds no questionnaire. Load one with ecograph load."
        )
    return next(iter(found.values()))


def _rows(found: SurveyComparison) -> Iterator[Mapping[str, Cell]]:
    for each in summaries(found):
        yield {
            "area": each.area.name,
            "question": each.question.code,
            "question_name": each.question.name,
            "statistic": each.statistic,
            "option": each.option_name,
            "answered_in": each.answered_in,
            "value": _number(each.value),
            "unit": each.unit,
            "reason": SILENCES[each.reason] if each.reason else "",
        }


def _number(value: Decimal | None) -> int | float | None:
    return value if value is None else int(value) if value == int(value) else float(value)
