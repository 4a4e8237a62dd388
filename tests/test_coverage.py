"""What an answer says of missing dates: how many of its facts hang on one, how many it left out."""

from datetime import date

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.periods import period
from ecograph.questions.coverage import Coverage, coverage
from ecograph.questions.live import Asker
from ecograph.store import EditionReader, Register
from tests.facts import content, dated

# Key, start, end, status of what is asked about.
RELATIONS = (
    ("whole", "2018", "2020", "active"),
    ("open", "2019", "", "active"),
    ("later", "2022", "", "active"),
    ("gone", "2017", "", "ended"),
    ("until", "", "2023", "active"),
    ("past", "", "2016", "active"),
    ("undated", "", "", "active"),
)


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    register = Register(tmp_path_factory.mktemp("coverage"), DEFAULT_BASE)
    register.replace(content("one", dated(RELATIONS)))
    return Asker(EditionReader(register.path), internal=False)


def test_what_might_be_in_force_if_its_date_were_known_is_counted_as_left_out(
    asker: Asker,
) -> None:
    # In 2019 “whole” and “open” count. “gone” may have lasted, “until” may have begun and
    # “undated” may be any time; “later” begins after it and “past” ended before it.
    everything = frozenset(f"{DEFAULT_BASE}relation/{key}" for key, *_ in RELATIONS)
    counted = frozenset(f"{DEFAULT_BASE}relation/{key}" for key in ("whole", "open"))
    asked = period(2019, None, date(2025, 1, 1))
    assert coverage(asker, asked, counted, everything) == Coverage(2, 1, 3)
