"""The lines of the log: as text or as JSON, each with the id of the request that it belongs to."""

import json
import logging
import re
import secrets
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime

FORMATS = ("text", "json")
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
# What asyncio and uvicorn say at the level info is of no use to anybody but their authors.
_QUIET = ("asyncio", "uvicorn.access", "uvicorn.error")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def configure(log_format: str) -> None:
    """Write the log of this process to standard error, in one of the formats."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def begin_request(given: str) -> str:
    """Return the id of the request that this task works on from now on: the given one if sane."""
    chosen = given if _SANE.fullmatch(given) else secrets.token_hex(8)
    _request_id.set(chosen)
    return chosen


class TextLines(logging.Formatter):
    """Lines for people: time, level, message, and the id of the request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and a traceback below it where there is one."""
        number = _request_id.get()
        head = f"{_time(record)} {record.levelname.lower()} {_one_line(record.getMessage())}"
        line = f"{head} [{number}]" if number else head
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """Lines for programs: an object each, with the fields of what is told."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line of JSON."""
        fields: Mapping[str, object] = getattr(record, "fields", {})
        line: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage().strip(),
            "request_id": _request_id.get(),
            **fields,
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in line.items() if value != ""})


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _one_line(message: str) -> str:
    """Return a message in which nothing can pass for a line of its own."""
    return " ".join(message.split())
