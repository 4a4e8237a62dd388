"""Turn an answer into an HTTP response: its body in the form asked for, its edition as ETag."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import TypeAlias

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from ecograph.cells import guard
from ecograph_api.access.rights import VARY, session_of
from ecograph_api.http.problems import Problem
from ecograph_api.http.representations import CSV, HTML, JSON, SUFFIXES, chosen, wants_page
from ecograph_api.site import Site
from ecograph_api.surroundings import Surroundings, surroundings, surroundings_if_any

Cell: TypeAlias = str | int | float | bool | None

_NAMES = {media_type: suffix for suffix, media_type in SUFFIXES.items()}
PROBLEM = "application/problem+json"
_DONE = 200
_BARE = frozenset({429, 500})
_LONGEST_QUERY = 1_000
_UNKEPT = {"Cache-Control": "no-store", "Vary": VARY}


class UnchangedError(Exception):
    """A client that already holds the answer; tag is its ETag."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def form_of(request: Request, site: Site, offered: Sequence[str]) -> str:
    """Return the media type to answer in; UnchangedError if the client's copy still holds."""
    form = chosen(request.headers.get("accept", ""), offered)
    check_unchanged(request, _page_tag(request, site) if form == HTML else _tag(site, form))
    return form


def check_unchanged(request: Request, tag: str) -> None:
    """Raise UnchangedError if the request says that its sender holds the answer with this tag.

    Only who gets an answer can hold it already, not who posts a query.
    """
    if request.method != "GET":
        return
    held = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    if "*" in held or tag in [part.removeprefix("W/") for part in held]:
        raise UnchangedError(tag)


def caching(site: Site, tag: str) -> dict[str, str]:
    """Return the headers that let a client keep an answer but ask whether it still holds.

    What internal facts are in is kept by nobody between client and server.
    """
    kept = "private, no-cache" if site.internal else "no-cache"
    return {"ETag": tag, "Cache-Control": kept, "Vary": VARY}


def keeping(site: Site, tag: str) -> dict[str, str]:
    """Return the headers of an answer: nobody keeps it if its edition was replaced meanwhile.

    Its tag would stand for what the next edition answers.
    """
    return caching(site, tag) if site.is_current else dict(_UNKEPT)


def for_asker(site: Site) -> str:
    """Return what an ETag says of whom the answer is for: nothing for the public."""
    return "internal-" if site.internal else ""


def page(
    request: Request, site: Site, template: str, values: Mapping[str, object], status: int = 200
) -> Response:
    """Return a page for people."""
    text = _text(request, site, template, surroundings(site), values)
    kept = keeping(site, _page_tag(request, site)) if status == _DONE else _UNKEPT
    return HTMLResponse(text, status, kept)


def json_answer(site: Site, content: Mapping[str, object]) -> Response:
    """Return an answer for programs, with the edition that it was made from.

    One that holds internal facts says so.
    """
    mark = {"internal": True} if site.internal else {}
    body = json.dumps({"edition": site.edition, **mark, **content}, ensure_ascii=False)
    return bytes_answer(site, body.encode("utf-8"), JSON)


def csv_answer(
    site: Site, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Response:
    """Return an answer as a spreadsheet, in which no text is taken for a formula.

    The name of a file with internal facts says so.
    """
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    answer = bytes_answer(site, output.getvalue().encode("utf-8"), CSV)
    mark = "-internal" if site.internal else ""
    answer.headers["Content-Disposition"] = f'inline; filename="{name}{mark}.csv"'
    return answer


def bytes_answer(site: Site, body: bytes, form: str) -> Response:
    """Return an answer that is serialised already."""
    kept = keeping(site, _tag(site, form))
    return Response(body, 200, {**kept, "Content-Type": with_charset(form)})


def with_charset(form: str) -> str:
    """Return the header Content-Type of a media type."""
    return f"{form}; charset=utf-8" if form.startswith("text/") else form


def problem_answer(
    request: Request, site: Site, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """Return what went wrong: a page for people, else problem details (RFC 9457)."""
    sent = {**_UNKEPT, **(headers or {})}
    if wants_page(request.headers.get("accept", "")):
        # Whatever broke may be what would be asked here; and a refusal is to cost little.
        around = Surroundings() if problem.status in _BARE else surroundings_if_any(site)
        text = _text(request, site, "problem.html", around, {"problem": problem})
        return HTMLResponse(text, problem.status, sent)
    body = json.dumps({"type": "about:blank", **problem.fields()}, ensure_ascii=False)
    return Response(body, problem.status, sent, media_type=PROBLEM)


def _text(
    request: Request,
    site: Site,
    template: str,
    around: Surroundings,
    values: Mapping[str, object],
) -> str:
    session = session_of(request)
    return site.pages.get_template(template).render(
        path=request.url.path,
        this_page=_here(request),
        around=around,
        release=version("ecograph"),
        person=site.person,
        session=session,
        can_sign_in=request.app.state.people.can_sign_in,
        **values,
    )


def _here(request: Request) -> str:
    """Return the address of a page with its query, unless that is long."""
    path, query = request.url.path, request.url.query
    return f"{path}?{query}" if 0 < len(query) <= _LONGEST_QUERY else path


def _cell(value: Cell) -> str | int | float:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guard(value) if isinstance(value, str) else "" if value is None else value


def _page_tag(request: Request, site: Site) -> str:
    """Return the ETag of a page, which names who is signed in, and holds the session's token."""
    session = session_of(request)
    if not site.internal:
        return _tag(site, HTML)
    seal = f"{site.person.name} {session.form_token if session else ''}"
    return _tag(site, HTML, hashlib.sha256(seal.encode("utf-8")).hexdigest()[:16])


def _tag(site: Site, form: str, seal: str = "") -> str:
    """Return the ETag: the edition, for whom, the form, the day and release that pages hang on."""
    parts = (site.edition, _NAMES[form], site.today().isoformat(), version("ecograph"), seal)
    return f'"{for_asker(site)}{"-".join(part for part in parts if part)}"'
