"""Who asks, and what they may: by the token in a header, else by the session of the pages."""

import base64
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request

from ecograph.people import ANYBODY, People, Person
from ecograph_api.access.sessions import Session, Sessions
from ecograph_api.http.representations import wants_page

FORM_HEADER = "Ecograph-Form-Token"
VARY = "Accept, Authorization, Cookie"
_EMBEDDED = "/embed/"
_OWN_SITES = {"same-origin", "none"}
_SIGN_IN = "Sign in at /sign-in, or send a token: Authorization: Bearer TOKEN."


def person_of(request: Request) -> Person:
    """Return who sends a request; worked out once.

    Raises HTTPException 401 for a header whose token is nobody's.
    """
    if not hasattr(request.state, "person"):
        # Whatever is raised is answered as to anybody.
        request.state.person, request.state.session = ANYBODY, None
        request.state.person, request.state.session = _found(request)
    person: Person = request.state.person
    return person


def session_of(request: Request) -> Session | None:
    """Return the session of a request, None if its sender has none or came with a header."""
    person_of(request)
    session: Session | None = request.state.session
    return session


def the_reader(request: Request) -> Person:
    """Return the member of staff who sends a request.

    Raises HTTPException 401 for anybody else.
    """
    person = person_of(request)
    if not person.sees_internal:
        raise _unknown(request, "This is for staff.")
    return person


def the_writer(request: Request) -> Person:
    """Return the person who sends a request that changes something.

    A program in a page of our own sends the form token of its session beside its cookie; a page of
    another site sends nothing, though a browser adds a cookie or a password of Basic by itself.
    Raises HTTPException 401 for somebody unknown, 403 for a reader, another site or without token.
    """
    person = person_of(request)
    if not person.sees_internal:
        raise _unknown(request, "Only writers change the register.")
    if not person.may_write:
        message = f"{person.name} may read, not write: `ecograph tokens` gives the role writer."
        raise HTTPException(403, message)
    check_origin(request)
    session = session_of(request)
    if session and not session.vouches_for(request.headers.get(FORM_HEADER, "")):
        message = (
            f"With a session, a change needs the token of its page in {FORM_HEADER}. "
            "Reload the page, or send the Authorization header instead."
        )
        raise HTTPException(403, message)
    return person


TheReader = Annotated[Person, Depends(the_reader)]


def check_origin(request: Request) -> None:
    """Raise HTTPException 403 for what a page of another site sent.

    Browsers say whence a form comes, by one header or the other; who says neither is a program,
    which no other site can make send anything.
    """
    site, origin = (request.headers.get(name, "") for name in ("sec-fetch-site", "origin"))
    is_ours = not origin or urlsplit(origin).netloc == request.headers.get("host", "")
    if site not in _OWN_SITES if site else not is_ours:
        message = (
            f"This comes from another site ({origin or site}). Send it from a page of this server; "
            "behind a proxy, have it pass on the header Host."
        )
        raise HTTPException(403, message)


def challenge(request: Request) -> dict[str, str]:
    """Return the header that says how to sign in; to a browser none that makes it ask itself."""
    bearer = 'Bearer realm="ecograph"'
    if wants_page(request.headers.get("accept", "")) or "sec-fetch-mode" in request.headers:
        return {"WWW-Authenticate": bearer}
    return {"WWW-Authenticate": f'{bearer}, Basic realm="ecograph", charset="UTF-8"'}


def _unknown(request: Request, whose: str) -> HTTPException:
    return HTTPException(401, f"{whose} {_SIGN_IN}", challenge(request))


def _found(request: Request) -> tuple[Person, Session | None]:
    if request.scope["path"].startswith(_EMBEDDED):
        return ANYBODY, None
    people: People = request.app.state.people
    headers = request.headers.getlist("authorization")
    if headers:
        person = people.by_token(_token(headers[0])) if len(headers) == 1 else None
        if person is None:
            raise HTTPException(401, _no_token(people), challenge(request))
        return person, None
    sessions: Sessions = request.app.state.sessions
    session = sessions.of(request)
    return (session.person, session) if session else (ANYBODY, None)


def _token(header: str) -> str:
    """Return the token in a header: after Bearer, or as the password of Basic."""
    scheme, _, credentials = header.strip().partition(" ")
    if scheme.lower() == "basic":
        try:
            decoded = base64.b64decode(credentials.strip(), validate=True).decode("utf-8")
        except ValueError:
            return ""
        return decoded.partition(":")[2]
    return credentials.strip() if scheme.lower() == "bearer" else ""


def _no_token(people: People) -> str:
    if not people.can_sign_in:
        return "This server knows no tokens. Ask without the header Authorization."
    return (
        "The token in the header Authorization is nobody's here, or no longer. Send it as "
        "“Bearer TOKEN”, or as the password of Basic; without the header you ask as the public."
    )
