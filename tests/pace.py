"""What keeps the tests quick: which files begin first, and in which of them coverage rests."""

import os
from pathlib import Path

from coverage import Coverage

# Slow files of which each reaches hundreds of lines that no other does.
_COUNTED = (
    *("test_remote", "test_pages", "test_writing", "test_erasing", "test_locking"),
    *("test_api_writing", "test_framing_command", "test_api_editions", "test_exports"),
    *("test_hostile", "test_map_attacks", "test_cli_measuring", "test_clients"),
    *("test_ingest_observations", "test_api_streaming", "test_editor_browser"),
)
# Slow files in which coverage rests, as counting doubles what they take, and nearly all that they
# reach is reached by quicker ones. What only they reach counts as not reached, so the total says
# less than is true, never more.
_UNCOUNTED = (
    *("test_shapes", "test_map_browser", "test_rights_attacks", "test_kills", "test_hostile_fuzz"),
    *("test_review_real_data", "test_network_real_data", "test_real_data", "test_ingest_real_data"),
    *("test_store", "test_api_measures", "test_review", "test_store_pool", "test_questions"),
    *("test_model_cluster", "test_doors", "test_api_indicators", "test_question_files"),
    *("test_frameworks_indicators", "test_api_protocol", "test_api_inventory", "test_readers"),
    *("test_rights", "test_conformance"),
)
# They begin first, so that at the end no process is left alone with a long one.
SLOW = (*_COUNTED, *_UNCOUNTED)
_PLACES = {name: place for place, name in enumerate(SLOW)}
_COVERAGE = Coverage.current()


def place(path: Path) -> int:
    """Return a number by which files of tests are sorted, the slow ones first."""
    return _PLACES.get(path.stem, len(SLOW))


def count_lines(path: Path) -> None:
    """Let coverage count in a file of tests, or rest, also in the processes that it starts."""
    counts = path.stem not in _UNCOUNTED
    if _COVERAGE is None or counts == (Coverage.current() is not None):
        return
    if counts:
        _COVERAGE.start()
    else:
        _COVERAGE.stop()
        del os.environ["COVERAGE_PROCESS_CONFIG"]
