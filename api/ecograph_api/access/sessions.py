"""The sessions of people who signed in: what their cookie holds, and when it no longer holds."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from fastapi import Request, Response
from itsdangerous import BadSignature, Signer, URLSafeTimedSerializer

from ecograph.people import People, Person

SECONDS = 12 * 60 * 60
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who signed in; the form token stands in each form that changes something."""

    person: Person
    id: str
    form_token: str

    def vouches_for(self, form_token: str) -> bool:
        """Tell whether a form was given out in this session, and not by another site."""
        return hmac.compare_digest(self.form_token.encode(), form_token.encode())


class Sessions:
    """Sessions as signed cookies; nothing is kept of them but those that were ended early."""

    def __init__(self, people: People, secret: str) -> None:
        self._people = people
        key = secret or secrets.token_urlsafe(32)
        signing = {"digest_method": hashlib.sha256}
        self._cookies = URLSafeTimedSerializer(key, "ecograph session", signer_kwargs=signing)
        self._forms = Signer(key, "ecograph form", digest_method=hashlib.sha256)
        self._ended: dict[str, float] = {}
        self._lock = Lock()

    def begin(self, request: Request, response: Response, person: Person) -> None:
        """Give somebody a session of limited life."""
        content = (secrets.token_urlsafe(16), person.name, self._people.fingerprint(person.name))
        response.set_cookie(
            _name(request),
            str(self._cookies.dumps(content)),
            max_age=SECONDS,
            path="/",
            secure=_is_secure(request),
            httponly=True,
            samesite="strict",
        )

    def of(self, request: Request) -> Session | None:
        """Return the session that a request belongs to, None for none that still holds."""
        cookie = request.cookies.get(_name(request), "")
        if not cookie or len(cookie) > _LONGEST:
            return None
        try:
            session, name, fingerprint = self._cookies.loads(cookie, max_age=SECONDS)
        except BadSignature:
            return None
        person = self._people.by_name(name)
        known = self._people.fingerprint(name)
        if person is None or session in self._ended or not hmac.compare_digest(known, fingerprint):
            return None
        return Session(person, session, self._forms.get_signature(session).decode("ascii"))

    def end(self, request: Request, response: Response, session: Session) -> None:
        """End a session: copies of its cookie are worth nothing until the server is restarted."""
        now = monotonic()
        with self._lock:
            self._ended = {each: until for each, until in self._ended.items() if until > now}
            self._ended[session.id] = now + SECONDS
        response.delete_cookie(
            _name(request), secure=_is_secure(request), httponly=True, samesite="strict"
        )


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _name(request: Request) -> str:
    """Return the name of the cookie; behind TLS one that no other host can set."""
    return "__Host-ecograph-session" if _is_secure(request) else "ecograph-session"
