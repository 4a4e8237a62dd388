"""Every error that ecograph raises on purpose: its message says what is wrong and what helps."""

from dataclasses import dataclass


class EcographError(Exception):
    """The base of all deliberate errors; its text is meant for the person who caused it."""


class UsageError(EcographError):
    """A call whose parts do not fit together."""


class UnknownQuestionError(EcographError):
    """A question that the catalogue does not hold."""


class UnknownElementError(EcographError):
    """The id of a results framework or of an element that is not there."""


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


class TooManyQueriesError(QueryError):
    """A query of somebody who has as many waiting as one may have."""


class StreamBrokenError(QueryError):
    """An answer that ended before it was complete, after some of it had been given out."""


class NotAcceptableError(QueryError):
    """An answer format that this kind of query does not have."""


class InputError(EcographError):
    """A file or folder from outside that cannot be read."""


class RegisterError(EcographError):
    """A register that cannot be opened or written."""


class LockedError(EcographError):
    """A change that would touch an observation whose value is locked."""


class RegisterBusyError(RegisterError):
    """A register that somebody else is writing to."""


class NoSpaceError(RegisterError):
    """A register on a disk that is full."""


class OutdatedRegisterError(RegisterError):
    """A register whose facts use terms that the ontology no longer has."""


class EditionChangedError(EcographError):
    """A write that was meant for an edition that is no longer the current one."""


class BackupError(EcographError):
    """A backup that cannot be written, or a file that is none or is damaged."""


class NothingToEraseError(EcographError):
    """Something to be erased that no edition holds."""


class ServiceError(RegisterError):
    """A service elsewhere that does not answer as it should; where it is concerns its owner."""


class ServiceTimeoutError(ServiceError, QueryTimeoutError):
    """A service elsewhere that takes longer than it may."""


class NotThereError(EcographError):
    """Something that cannot be had of a register in a service elsewhere."""


class UnknownSourceError(EcographError):
    """A source that the register does not hold."""


class UnknownGraphError(EcographError):
    """A graph that the register does not hold."""


class ProtectedGraphError(EcographError):
    """A graph that nobody can write to, or a fact that stands in another one."""


class RepeatedRequestError(EcographError):
    """A request id that was given to another request before."""


class RefusedByChecksError(EcographError):
    """A write whose result breaks rules: thing, property, value and what helps, row by row."""

    def __init__(self, message: str, rows: tuple[tuple[str, str, str, str], ...]) -> None:
        super().__init__(message)
        self.rows = rows

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error pass from one process to another."""
        return type(self), (str(self), self.rows)


class UnknownEditionError(EcographError):
    """An edition that the register does not hold."""


class SettingError(EcographError):
    """An ECOGRAPH_ setting with a value that cannot be used."""


class PeopleError(EcographError):
    """A file of people and their tokens that cannot be used, or a change to it that cannot be."""
