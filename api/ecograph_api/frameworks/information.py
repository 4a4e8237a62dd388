"""What the register informs of: its facts by category of information and collection practice."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ecograph.frameworks.information import Information, Matrix, information, matrix
from ecograph_api.http.representations import CSV, HTML, JSON
from ecograph_api.http.responses import csv_answer, form_of, json_answer, page
from ecograph_api.network.readings import Recent
from ecograph_api.network.review import style_address
from ecograph_api.site import Site, TheSite

router = APIRouter(tags=["results frameworks"])

Informed = Recent[tuple[str, bool], tuple[Information, Matrix]]
_FORMS = (HTML, JSON, CSV)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The report and the matrix."}
}


@router.get("/information", summary="Information and how it is collected", responses=_ANSWERED)
def all_information(request: Request, site: TheSite) -> Response:
    """Return how many facts the register holds of each category, and by which practice."""
    form = form_of(request, site, _FORMS)
    report, found = _informed(request, site)
    if form == JSON:
        return json_answer(site, _document(report, found))
    if form == CSV:
        columns = (
            "category",
            *(each.code for each in found.practices),
            "without_practice",
            "facts",
        )
        return csv_answer(site, "information", columns, _rows(report, found))
    values = {"report": report, "matrix": found, "figure_style": style_address()}
    return page(request, site, "information.html", values)


def _informed(request: Request, site: Site) -> tuple[Information, Matrix]:
    """Return report and matrix of the current edition, read when they are first asked for."""
    kept: Informed = request.app.state.informed
    reader, internal = site.reader, site.internal
    return kept.get(
        (reader.edition, internal),
        lambda: (information(reader, internal=internal), matrix(reader, internal=internal)),
    )


def _document(report: Information, found: Matrix) -> Mapping[str, object]:
    return {
        "categories": [
            {
                "code": each.listed.code,
                "name": each.listed.name,
                "facts": each.facts,
                "kinds": {kind.name: kind.facts for kind in each.kinds},
                "without_practice": found.without_practice[each.listed.code],
            }
            for each in report.categories
        ],
        "unassigned": {kind.name: kind.facts for kind in report.unassigned},
        "practices": {each.code: each.name for each in found.practices},
        "links": found.links,
        "matrix": [
            {
                "practice": practice,
                "category": category,
                "linked": cell.is_linked,
                "facts": cell.facts,
            }
            for (practice, category), cell in found.cells.items()
        ],
    }


def _rows(report: Information, found: Matrix) -> list[list[str | int]]:
    return [
        [
            each.listed.code,
            *(found.cells[practice.code, each.listed.code].facts for practice in found.practices),
            found.without_practice[each.listed.code],
            each.facts,
        ]
        for each in report.categories
    ]
