"""The page on which staff sign in with their token, and out again."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from ecograph.people import People
from ecograph_api.access.rights import check_origin, session_of
from ecograph_api.access.sessions import Sessions
from ecograph_api.http.representations import HTML
from ecograph_api.http.responses import form_of, page
from ecograph_api.site import TheSite
from ecograph_api.sparql.protocol import FORM
from ecograph_api.sparql.updating import whole_body

router = APIRouter(tags=["people"])

_MOST_BYTES = 8_000
_LONGEST = 2_000
_SEE_OTHER = 303
_UNKEPT = {"Cache-Control": "no-store"}
_NOBODYS = "This token is nobody's here, or no longer. Take care to copy all of it."

_LEADS_ON: dict[int | str, dict[str, object]] = {
    200: {"content": {HTML: {}}, "description": "The page."},
    303: {"description": "Done; the next page is in the header Location."},
}


def _body(*names: str) -> dict[str, object]:
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


Next = Annotated[str, Query(alias="next", max_length=_LONGEST)]


async def posted(request: Request) -> Mapping[str, str]:
    """Return the fields of a small form, the first value of each."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, f"A form is sent as {FORM}.")
    body = await whole_body(request, _MOST_BYTES)
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


Fields = Annotated[Mapping[str, str], Depends(posted)]


@router.get("/sign-in", summary="The page to sign in on", responses=_LEADS_ON)
def sign_in_page(request: Request, site: TheSite, after: Next = "/") -> Response:
    """Return the form for a token; to somebody signed in, who that is."""
    form_of(request, site, (HTML,))
    return page(request, site, "sign-in.html", {"after": own(after), "problem": ""})


@router.post(
    "/sign-in",
    summary="Sign in to the pages",
    responses=_LEADS_ON,
    openapi_extra=_body("token", "next"),
)
def sign_in(request: Request, site: TheSite, fields: Fields) -> Response:
    """Begin the session of the person whose token this is."""
    check_origin(request)
    people: People = request.app.state.people
    person = people.by_token(fields.get("token", "").strip())
    after = own(fields.get("next", "/"))
    if person is None:
        values = {"after": after, "problem": _NOBODYS}
        answer = page(request, site, "sign-in.html", values, 401)
        answer.headers["WWW-Authenticate"] = 'Bearer realm="ecograph"'
        return answer
    sessions: Sessions = request.app.state.sessions
    answer = RedirectResponse(after, _SEE_OTHER, _UNKEPT)
    sessions.begin(request, answer, person)
    return answer


@router.post(
    "/sign-out", summary="Sign out", responses=_LEADS_ON, openapi_extra=_body("form_token")
)
def sign_out(request: Request, fields: Fields) -> Response:
    """End the session; only a form of that session does."""
    session = session_of(request)
    answer = RedirectResponse("/", _SEE_OTHER, _UNKEPT)
    if session:
        if not session.vouches_for(fields.get("form_token", "")):
            message = "This form was not given out in your session. Reload the page, then sign out."
            raise HTTPException(403, message)
        sessions: Sessions = request.app.state.sessions
        sessions.end(request, answer, session)
    return answer


def own(address: str) -> str:
    """Return an address if it leads to a page of this server, else the home page."""
    is_path = address.startswith("/") and not address.startswith("//")
    is_plain = address.isprintable() and "\\" not in address and len(address) <= _LONGEST
    return address if is_path and is_plain and not urlsplit(address).netloc else "/"
