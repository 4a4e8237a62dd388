"""The `ecograph` command: parses, calls, prints."""

from ecograph.cli.root import main

__all__ = ["main"]
