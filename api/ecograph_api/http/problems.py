"""What each deliberate error means over HTTP: its status, a title and what helps."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from ecograph.errors import (
    AmbiguousNameError,
    BadParameterError,
    Candidate,
    EcographError,
    EditionChangedError,
    InputError,
    LockedError,
    NoSpaceError,
    NotAcceptableError,
    NotThereError,
    PeopleError,
    ProtectedGraphError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    RefusedByChecksError,
    RegisterBusyError,
    RegisterError,
    RepeatedRequestError,
    ServiceError,
    StreamBrokenError,
    TooManyQueriesError,
    UnknownEditionError,
    UnknownElementError,
    UnknownGraphError,
    UnknownQuestionError,
    UnknownSourceError,
    UsageError,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as it is told: the fields of RFC 9457, what helps, and what may have been meant.

    Rows are what breaks rules: thing, property, value, and what helps with each.
    """

    status: int
    title: str
    detail: str
    remedy: str
    candidates: tuple[Candidate, ...] = ()
    rows: tuple[tuple[str, str, str, str], ...] = ()

    def fields(self) -> dict[str, object]:
        """Return the fields for programs; candidates only where there are any."""
        return {name: value for name, value in asdict(self).items() if value != ()}


SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "remedy"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "remedy": {"type": "string"},
    },
}
# The first line that fits an error is taken.
_TABLE: tuple[tuple[type[EcographError], int, str, str], ...] = (
    (AmbiguousNameError, 409, "Several things bear this name", "Take the IRI of one of them."),
    (BadParameterError, 400, "A value cannot be used", "Correct the value and ask again."),
    (EditionChangedError, 412, "Another edition came between", "Look at what is there now."),
    (InputError, 400, "The input cannot be read", "Correct it and send it again."),
    (LockedError, 409, "A value is locked", "Leave it as it is, or unlock it first."),
    (NoSpaceError, 507, "The disk of the register is full", "Whoever runs this can make room."),
    (NotAcceptableError, 406, "There is no such form of this answer", "Accept another type."),
    (PeopleError, 503, "Nobody can be told from anybody here", "Whoever runs this can mend it."),
    (NotThereError, 503, "This is not offered here", "Take one of the ready-made questions."),
    (ProtectedGraphError, 403, "This graph is not written to", "Write to one of your own."),
    (QueryRefusedError, 403, "This query is not run here", "Ask with SELECT, ASK or CONSTRUCT."),
    (QuerySyntaxError, 400, "The query cannot be read", "Correct it where the message points."),
    (QueryTimeoutError, 503, "The query took too long", "Ask for less, or add LIMIT."),
    (QueryTooLargeError, 413, "The query or its answer is too large", "Ask for less at a time."),
    (RefusedByChecksError, 422, "What it leads to breaks rules", "Mend the rows that are named."),
    (RegisterBusyError, 503, "The register is busy", "Try again in a few seconds."),
    (RegisterError, 503, "The register cannot be used", "Whoever runs this server can mend it."),
    (RepeatedRequestError, 409, "This request was made before", "Give a new one a new id."),
    (StreamBrokenError, 503, "The answer broke off", "Ask again, or for less at a time."),
    (TooManyQueriesError, 429, "Too many queries at a time", "Wait for those that are under way."),
    (UnknownEditionError, 404, "There is no such edition", "Leave the edition out."),
    (UnknownElementError, 404, "There is no such part", "See /frameworks for those there are."),
    (UnknownGraphError, 404, "There is no such graph", "See the sources on the home page."),
    (UnknownQuestionError, 404, "There is no such question", "See /questions for those there are."),
    (UnknownSourceError, 404, "There is no such source", "See the home page for the sources."),
    (UsageError, 400, "The parts of this request do not fit together", "Change one of them."),
)
_TITLES = {
    401: ("This is not for everybody", "Sign in with your token, or ask for what is public."),
    403: ("You may not do this here", "Ask whoever runs this server, or reload the page."),
    404: ("There is nothing here", "Check the address, or start from the home page."),
    405: ("This address is not used like that", "Use one of the methods in the header Allow."),
    413: ("The request is too large", "Send less at a time."),
    408: ("The request came too slowly", "Send it again, in one go."),
    415: ("This kind of content is not read here", "Send one of the types in the message."),
    429: ("Too many requests", "Wait as long as the header Retry-After says."),
}
_MOST_ROWS = 200
_OTHER = ("The request cannot be answered", "Correct it and try again.")


_ELSEWHERE = (
    "The service that holds the register does not answer as it should. What it said is in the log "
    "of this server."
)


def of_error(error: EcographError) -> Problem:
    """Return what a deliberate error means over HTTP."""
    for kind, status, title, remedy in _TABLE:
        if isinstance(error, kind):
            candidates = error.candidates if isinstance(error, AmbiguousNameError) else ()
            rows = error.rows[:_MOST_ROWS] if isinstance(error, RefusedByChecksError) else ()
            return Problem(status, title, _told(error), remedy, candidates, rows)
    title, remedy = _OTHER
    return Problem(400, title, str(error), remedy)


def _told(error: EcographError) -> str:
    """Return what is told of an error: what is wrong inside concerns those who run the server."""
    if isinstance(error, PeopleError):
        return "The file of tokens cannot be used; the log of this server says why."
    return _ELSEWHERE if isinstance(error, ServiceError) else str(error)


def of_status(status: int, detail: str) -> Problem:
    """Return what a status means that comes from no deliberate error."""
    title, remedy = _TITLES.get(status, _OTHER)
    return Problem(status, title, detail, remedy)


def of_accident(request_id: str) -> Problem:
    """Return what is said when something went wrong that nobody foresaw; it gives nothing away."""
    return Problem(
        500,
        "Something went wrong on this server",
        f"The request could not be answered. The log of the server says why, under {request_id}.",
        "Try again; if it happens again, tell whoever runs this server this number.",
    )


def of_parameters(errors: Sequence[Mapping[str, object]]) -> Problem:
    """Return what is wrong with the parameters of a request, all of them."""
    detail = " ".join(_of_parameter(error) for error in errors)
    return Problem(400, "A parameter cannot be used", detail, "Correct it and ask again.")


def _of_parameter(error: Mapping[str, object]) -> str:
    place = error["loc"]
    name = place[-1] if isinstance(place, tuple) else place
    if error["type"] == "extra_forbidden":
        return f"There is no parameter {name} here."
    return f"{name}: {error['msg']}, not “{error['input']}”."
