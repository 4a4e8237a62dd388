"""The register in a service: sources in and out, by way of an edition made here."""

from collections.abc import Callable
from datetime import date
from typing import NoReturn

from ecograph.errors import NotThereError
from ecograph.remote import sending
from ecograph.remote.mirror import Mirror
from ecograph.remote.reader import RemoteReader, tried
from ecograph.remote.service import Service
from ecograph.store.editions.edition import Edition
from ecograph.store.editions.register import Change, Outcome, Register

Approve = Callable[[Edition, Edition | None], None]


class RemoteRegister(Register):
    """A register whose newest edition lies in a service; this process holds a copy to work on.

    It has no other editions: nothing is pinned there or rolled back.
    """

    def __init__(self, service: Service, base: str) -> None:
        self._service = service
        self._mirror = Mirror(service, base)
        # What a change is made of must not become another one while it is made.
        self._is_writing = False
        super().__init__(self._mirror.path, base, keep=1)

    @property
    def reader(self) -> RemoteReader:
        """Return a reader of what is there."""
        return RemoteReader(self._service, self.base, self._mirror)

    def current(self) -> Edition | None:
        """Return the edition that is there, once it is copied here."""
        if not self._is_writing:
            self._mirror.refresh()
        return super().current()

    def change(
        self, made: Callable[[Edition | None], Change], approve: Approve | None = None
    ) -> Outcome:
        """Do what is made of the edition that is there, and put the result in its place."""

        def send(new: Edition, now: Edition | None) -> None:
            if approve:
                approve(new, now)
            sending.send(self._service, now, new)

        self._mirror.refresh()
        self._is_writing = True
        try:
            outcome = super().change(made, send)
        finally:
            self._is_writing = False
        if outcome.changed:
            trial = tried(self._service, self._mirror, date.today())  # noqa: DTZ011  # any day does
            sending.judge(self._service, self.base, trial)
        return outcome

    def rollback(self, edition_id: str) -> NoReturn:
        """Refuse: there is one edition only."""
        raise not_there(f"going back to {edition_id}")

    def pin(self, edition_id: str, *, pinned: bool) -> NoReturn:
        """Refuse: there is one edition only."""
        del pinned
        raise not_there(f"keeping {edition_id}")


def not_there(what: str) -> NotThereError:
    """Return why something cannot be had of a service elsewhere, and what helps."""
    return NotThereError(
        f"A SPARQL service elsewhere has no editions, so there is no {what}. Back the service up "
        "by its own means, or keep the register in a folder: --store FOLDER."
    )
