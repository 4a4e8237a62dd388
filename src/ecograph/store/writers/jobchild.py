"""The life of a process that does one job of writing, without sockets, within limits."""

import resource
import signal
import sys
from multiprocessing.connection import Connection

from ecograph.errors import EcographError, QueryTooLargeError
from ecograph.store.readers import sandbox
from ecograph.store.writers.jobs import Job
from ecograph.store.writers.updating import Difference


def main() -> None:
    """Do the job that comes through the pipe whose descriptor stands on the command line."""
    descriptor, memory_mb, seconds = map(int, sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe = Connection(descriptor)
    job: Job[object] = pipe.recv()
    prepared = job.prepare()
    sandbox.enter(memory_mb)
    # Whoever started this process may have died: then it ends by itself.
    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + 2 * seconds + 1, resource.RLIM_INFINITY))
    pipe.send(None)
    pipe.send(_outcome(job, prepared))
    pipe.close()


def _outcome(job: Job[object], prepared: object) -> Difference | EcographError:
    try:
        return job.run(prepared)
    except EcographError as error:
        return error
    except MemoryError:
        return QueryTooLargeError("The write needs more memory than one may take. Do less at once.")
