"""What each client has used of late, and how it stands with the readers by that."""

import threading
import time
from dataclasses import dataclass
from enum import IntEnum

HOUSE = ""
_HALF_LIFE = 30.0
_ALIKE_SECONDS = 0.5
_DEBT_SECONDS = 5.0
_MANY_CLIENTS = 10_000


class Standing(IntEnum):
    """How a client stands with the readers; a lower one goes first."""

    KNOWN = 0
    NEW = 1
    DEBTOR = 2


@dataclass(frozen=True, slots=True)
class _Account:
    """What a client had used at a time, and whether it has ever been answered."""

    seconds: float = 0.0
    when: float = 0.0
    is_known: bool = False


class Usage:
    """How many seconds of work each client has caused of late; half of it is forgotten in 30 s."""

    def __init__(self) -> None:
        self._accounts: dict[str, _Account] = {}
        self._lock = threading.Lock()

    def of(self, client: str) -> float:
        """Return what a client has used; the house itself never counts."""
        account = self._accounts.get(client, _Account())
        return float(account.seconds * 0.5 ** ((time.monotonic() - account.when) / _HALF_LIFE))

    def rank(self, client: str) -> tuple[Standing, int]:
        """Return the client's place in the order: those of about the same use are equal."""
        return self.standing(client), int(self.of(client) / _ALIKE_SECONDS)

    def standing(self, client: str) -> Standing:
        """Tell whether a client has used too much of late, or has never been answered."""
        if client == HOUSE:
            return Standing.KNOWN
        if self.of(client) > _DEBT_SECONDS:
            return Standing.DEBTOR
        account = self._accounts.get(client)
        return Standing.KNOWN if account and account.is_known else Standing.NEW

    def charge(self, client: str, seconds: float, *, answered: bool = False) -> None:
        """Add to what a client has used, and remember one that got an answer."""
        if client == HOUSE:
            return
        with self._lock:
            if len(self._accounts) > _MANY_CLIENTS:
                self._forget()
            before = self._accounts.get(client, _Account())
            self._accounts[client] = _Account(
                self.of(client) + seconds, time.monotonic(), before.is_known or answered
            )

    def _forget(self) -> None:
        most = sorted(self._accounts, key=self.of)[_MANY_CLIENTS // 2 :]
        self._accounts = {client: self._accounts[client] for client in most}
