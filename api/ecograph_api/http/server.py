"""Run the application: its connections bounded, and stopped in good order by a signal."""

import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence

import uvicorn
from anyio import to_thread
from starlette.types import ASGIApp

from ecograph_api.http.connections import BoundedConnection

# What is under way may end by itself for so long; then its query is ended, and it says so.
_GRACE_SECONDS = 3
STOPPING_SECONDS = 7
_BACKLOG = 512
# A request that waits for its turn among the readers holds a thread: as many as may wait, and more.
_THREADS = 400
# A thread that computes, such as one that makes a map, lets others go on after so long. With the
# usual 5 ms a short answer took 86 ms beside it, with this 18 ms, and 9 ms alone.
_SWITCH_SECONDS = 0.0005


class Server(uvicorn.Server):
    """A server that a signal stops: short requests end by themselves, long queries are ended."""

    def __init__(
        self,
        application: ASGIApp,
        host: str,
        port: int,
        proxies: Sequence[str],
        end_queries: Callable[[], None],
    ) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                host=host,
                port=port,
                http=BoundedConnection,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                backlog=_BACKLOG,
                # The application itself reads their headers; a connection of theirs is not bounded.
                proxy_headers=False,
                forwarded_allow_ips=list(proxies),
                timeout_graceful_shutdown=STOPPING_SECONDS,
            )
        )
        self._end_queries = end_queries

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until a signal comes, and return then.

        uvicorn raises the signal again when it is done; it meets what was there before, which
        would end this process before its reader processes are.
        """
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self.handle_exit)
        super().run(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, with threads enough for all who may wait, and quick changes between them."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, and end those that there are."""
        ending = threading.Timer(_GRACE_SECONDS, self._end_queries)
        ending.start()
        try:
            await super().shutdown(sockets)
        finally:
            ending.cancel()
