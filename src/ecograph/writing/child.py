"""The life of a writing process: one job, without sockets, within limits."""

import resource
import signal
import sys
from multiprocessing.connection import Connection

from ecograph.errors import EcographError, QueryTooLargeError
from ecograph.store import sandbox
from ecograph.store.updating import Difference
from ecograph.writing.jobs import Parse, Update


def main() -> None:
    """Do the job that comes through the pipe whose descriptor stands on the command line."""
    descriptor, memory_mb, seconds = map(int, sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe = Connection(descriptor)
    job: Update | Parse = pipe.recv()
    copy = job.prepare()
    sandbox.enter(memory_mb)
    # Whoever started this process may have died: then it ends by itself.
    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + 2 * seconds + 1, resource.RLIM_INFINITY))
    pipe.send(None)
    pipe.send(_outcome(job, copy))
    pipe.close()


def _outcome(job: Update | Parse, copy: object) -> Difference | EcographError:
    try:
        return job.run(copy)  # type: ignore[arg-type]  # it is what the job itself prepared
    except EcographError as error:
        return error
    except MemoryError:
        return QueryTooLargeError("The write needs more memory than one may take. Do less at once.")
