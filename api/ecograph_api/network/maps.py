"""The map: the network as a picture, as data, and of public facts inside pages of others."""

from functools import cache
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from ecograph_api.files import MAP_FILES
from ecograph_api.http.representations import HTML, JSON
from ecograph_api.http.responses import bytes_answer, form_of, json_answer, page
from ecograph_api.network.making import OncePerEdition
from ecograph_api.pages import FileAddresses
from ecograph_api.register.addresses import page_of
from ecograph_api.site import Site, TheSite
from ecograph_viz.asking import Wishes, asked
from ecograph_viz.drawing import Drawing
from ecograph_viz.drawn import drawn
from ecograph_viz.page import FOLDER, SCRIPTS, STYLE, Surroundings, figure
from ecograph_viz.page import page as whole_page
from ecograph_viz.seen import told_as_data
from ecograph_viz.sight import Sight, sight

router = APIRouter(tags=["map"])

_FORMS = (HTML, JSON)
_FORMS_OF_MAP: dict[int | str, dict[str, object]] = {
    200: {
        "content": {form: {} for form in _FORMS},
        "description": "The map, in the form asked for.",
    }
}
Text = Annotated[str, Field(max_length=300)]
No: TypeAlias = Literal["", "no"]
Yes: TypeAlias = Literal["", "yes"]


class MapFilters(BaseModel):
    """What is to be seen of the network; the map keeps it in its address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: Text = Field("", description="A reporting year, or all. Without it, today.")
    as_of: Text = Field("", description="One day, as 2018-05-03, instead of a year.")
    kind: list[Text] = Field([], description="Kinds of organisations; without it, all.")
    relation: list[Text] = Field([], description="Rules by which relations are lines.")
    planned: No = Field("", description="no hides what is planned.")
    alone: No = Field("", description="no hides organisations without a line.")
    repeat: Yes = Field("", description="yes shows only pairs that share more than one thing.")
    fold: Yes = Field("", description="yes puts parts and outposts within their wholes.")
    focus: Text = Field("", description="Only the neighbourhood of this organisation.")
    selected: Text = Field("", description="The organisation whose details are shown.")
    search: Text = Field("", description="Words in names, accents and case ignored.")
    colour: Text = Field("", description="kind or need: what the colours stand for.")

    def wishes(self) -> Wishes:
        """Return what is wished for."""
        return Wishes(
            year=self.year,
            as_of=self.as_of,
            kinds=tuple(self.kind),
            relations=tuple(self.relation),
            planned=self.planned != "no",
            alone=self.alone != "no",
            repeat=self.repeat == "yes",
            fold=self.fold == "yes",
            focus=self.focus,
            selected=self.selected,
            search=self.search,
            colour=self.colour,
        )


Drawings: TypeAlias = OncePerEdition[Drawing]


@router.get("/map", summary="The network as a map", responses=_FORMS_OF_MAP)
def whole_map(request: Request, site: TheSite, filters: Annotated[MapFilters, Query()]) -> Response:
    """Return who works with whom, as a picture beside a list, or as nodes and lines."""
    form = form_of(request, site, _FORMS)
    seen = _sight(request, site, filters)
    if form == JSON:
        return json_answer(site, told_as_data(seen))
    data = f"/map.json?{request.url.query}".rstrip("?")
    drawn_part = figure(seen, Surroundings(action="/map", data_address=data))
    values = {
        "style": _address_of(STYLE),
        "scripts": () if seen.is_too_many else [_address_of(name) for name in SCRIPTS],
        "figure": Markup(drawn_part),  # noqa: S704  # its own template escapes what it is given
        "data": data,
    }
    return page(request, site, "map.html", values)


@router.get("/embed/map", summary="The map inside a page of others", response_class=HTMLResponse)
def embedded_map(
    request: Request, site: TheSite, filters: Annotated[MapFilters, Query()]
) -> Response:
    """Return the same map alone, for a frame in a page of others; to staff as to anybody."""
    form_of(request, site, (HTML,))
    whole = f"/map?{request.url.query}".rstrip("?")
    around = Surroundings(action="/embed/map", whole=whole)
    text = whole_page(_sight(request, site, filters), around, _address_of)
    return bytes_answer(site, text.encode("utf-8"), HTML)


def _sight(request: Request, site: Site, filters: MapFilters) -> Sight:
    drawings: Drawings = request.app.state.drawings
    base = site.reader.base

    def made(_edition: str) -> Drawing:
        return drawn(site.reader, lambda iri: page_of(base, iri), internal=site.internal)

    drawing = drawings.get(site, made)
    return sight(drawing, asked(drawing, filters.wishes(), site.today()))


@cache
def _addresses(name: str) -> FileAddresses:
    return FileAddresses(f"{MAP_FILES}/{name}", FOLDER / name)


def _address_of(file: str) -> str:
    """Return the address of a file of the map; it changes when the file does."""
    folder, _, name = file.partition("/")
    return _addresses(folder)(name)
