"""Every error that ecograph raises on purpose: its message says what is wrong and what helps."""

from dataclasses import dataclass


class EcographError(Exception):
    """The base of all deliberate errors; its text is meant for the person who caused it."""


class UsageError(EcographError):
    """A call whose parts do not fit together."""


class UnknownQuestionError(EcographError):
    """A question that the catalogue does not hold."""


class QuestionFileError(EcographError):
    """A question file whose header cannot be used."""


class BadParameterError(EcographError):
    """A parameter value that cannot be understood or is not known."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the things that an ambiguous name can stand for."""

    iri: str
    name: str
    place: str


class AmbiguousNameError(EcographError):
    """A name that several things bear."""

    def __init__(self, message: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class QueryError(EcographError):
    """A SPARQL query that got no answer."""


class QuerySyntaxError(QueryError):
    """A text that is not SPARQL."""


class QueryRefusedError(QueryError):
    """A query of a form that this service does not run."""


class QueryTimeoutError(QueryError):
    """A query that ran longer than it may."""


class QueryTooLargeError(QueryError):
    """A query, or an answer, that is larger than it may be."""


class NotAcceptableError(QueryError):
    """An answer format that this kind of query does not have."""


class InputError(EcographError):
    """A file or folder from outside that cannot be read."""


class RegisterError(EcographError):
    """A register that cannot be opened or written."""


class RegisterBusyError(RegisterError):
    """A register that somebody else is writing to."""


class UnknownSourceError(EcographError):
    """A source that the register does not hold."""


class UnknownEditionError(EcographError):
    """An edition that the register does not hold."""


class SettingError(EcographError):
    """An ECOGRAPH_ setting with a value that cannot be used."""
