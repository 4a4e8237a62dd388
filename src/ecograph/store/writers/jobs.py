"""Start a process for one job of writing, wait for it as long as it may take, and end it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Protocol, TypeVar

from ecograph.errors import EcographError, QueryTimeoutError, QueryTooLargeError
from ecograph.store.writers.updating import Difference

_CHILD = "from ecograph.store.writers.jobchild import main; main()"
_QUIET = {"RUST_BACKTRACE": "0", "RUST_LIB_BACKTRACE": "0"}
_PREPARING_SECONDS = 600

Prepared = TypeVar("Prepared")


class Job(Protocol[Prepared]):
    """Something to do in a process of its own, which imports nothing but what the job needs."""

    def prepare(self) -> Prepared:
        """Return what the job needs, before the limits hold."""

    def run(self, prepared: Prepared) -> Difference:
        """Do it, and return what it changes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a write may run, and how much memory it may take beside the copy it works on."""

    seconds: int = 30
    memory_mb: int = 1024


def done(job: Job[Prepared], limits: Limits) -> Difference:
    """Return the outcome of a job, done in a process of its own; raises the error it ended with."""
    ours, theirs = Pipe()
    number = theirs.fileno()
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(number), str(limits.memory_mb), str(limits.seconds)],
        stdin=subprocess.DEVNULL,
        pass_fds=[number],
        env=os.environ | _QUIET,
    )
    theirs.close()
    try:
        outcome = _outcome(ours, job, limits)
    finally:
        process.kill()
        process.wait()
        ours.close()
    if isinstance(outcome, EcographError):
        raise outcome
    return outcome


def _outcome(pipe: Connection, job: Job[Prepared], limits: Limits) -> Difference | EcographError:
    try:
        pipe.send(job)
        if pipe.poll(_PREPARING_SECONDS):
            pipe.recv()
            if pipe.poll(limits.seconds):
                found: Difference | EcographError = pipe.recv()
                return found
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return QueryTooLargeError(
            f"The write needed more than {limits.memory_mb} MiB of memory, or is nested too "
            "deeply, and was stopped. Nothing was changed. Do less at once."
        )
    return QueryTimeoutError(
        f"The write ran longer than {limits.seconds} seconds and was stopped. Nothing was "
        "changed. Do less at once."
    )
