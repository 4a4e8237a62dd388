"""A review made from an earlier edition, and one that tells corrections from what happened."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecograph.cli.root import ecograph
from ecograph.errors import UnknownEditionError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.store import Register

SHEETS = Path(__file__).parent / "registers" / "change"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register as it was recorded first, and then as it is known now."""
    register = Register(tmp_path_factory.mktemp("published") / "store", DEFAULT_BASE)
    for state in ("then", "now"):
        load_files(register, [SHEETS / state], "change", Choices())
    return register


def editions(register: Register) -> tuple[str, ...]:
    """Return the names of its editions that hold facts of the sheets, oldest first."""
    return tuple(
        each.id
        for each in register.editions()
        if any(name.endswith("/source/change") for name in each.manifest.graphs)
    )


def review(
    register: Register, out: Path, *options: str
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return the JSON of the review of 2023 that the command writes."""
    arguments = ["review", "--year", "2023", "--out", str(out), "--store", str(register.path)]
    answer = CliRunner().invoke(ecograph, [*arguments, *options])
    assert answer.exit_code == 0, answer.output
    found: Mapping[str, list[Mapping[str, object]]] = json.loads(
        (out / "review-2023.json").read_text("utf-8")
    )
    return found


def changes(found: Mapping[str, list[Mapping[str, object]]]) -> Mapping[object, object]:
    rows = (row for row in found["tables"] if row["measure"] == "tie-changes")
    return {row["part"]: row["value"] for row in rows}


def test_with_the_edition_of_the_last_review_corrections_stand_apart(
    register: Register, tmp_path: Path
) -> None:
    then, _ = editions(register)
    # By hand, as in test_metrics_change.py: BE was dated to 2022 and is of 2023; A had never been a
    # partner of F; AK was recorded late.
    assert changes(review(register, tmp_path, "--published", then)) == {
        "total": -3,
        "formed": 1,
        "joined": 1,
        "dissolved": 0,
        "left": -1,
        "merged": -3,
        "re-dated": -1,
        "corrected": -1,
        "late": 1,
    }


def test_a_number_that_rests_on_the_last_review_leads_to_no_page_that_tells_another(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECOGRAPH_ADDRESS", "https://register.example")
    then, _ = editions(register)
    linked = {
        options: {
            row["part"]: row["explained_at"]
            for row in review(register, tmp_path, *options)["tables"]
            if row["measure"] == "tie-changes"
        }
        for options in ((), ("--published", then))
    }
    assert all(linked[()].values())
    # Those where the page of 2023 tells the same; a part of 0 leads to the page of the whole.
    told = {name for name, address in linked["--published", then].items() if address}
    assert told == {"formed", "joined", "left", "merged"}
    page = (tmp_path / "review-2023.html").read_text("utf-8")
    links = set(re.findall(r"/measures/tie-changes\?[^\"]*part=([a-z-]+)", page))
    assert links == {"formed", "dissolved", "joined", "left", "merged"}
    assert 'href=""' not in page


def test_a_total_with_corrections_makes_no_change_since_one_without(
    register: Register, tmp_path: Path
) -> None:
    then, _ = editions(register)
    given = ("--baseline", "2022")
    names = ("change", "change_since_baseline")
    found = {
        options: {
            row["part"]: tuple(row[name] for name in names)
            for row in review(register, tmp_path, *given, *options)["tables"]
            if row["measure"] == "tie-changes"
        }
        for options in ((), ("--published", then))
    }
    without, beside = found[()], found["--published", then]
    revised = {"re-dated", "corrected", "late"}
    assert {name for name, each in without.items() if each == (None, None)} == revised
    assert {name for name, each in beside.items() if each == (None, None)} == {"total", *revised}
    assert all(beside[name] == without[name] for name in beside if name != "total")


def test_without_it_nothing_is_said_of_corrections(register: Register, tmp_path: Path) -> None:
    found = changes(review(register, tmp_path))
    assert [found[name] for name in ("re-dated", "corrected", "late")] == [None, None, None]


def test_a_review_can_be_made_again_from_an_earlier_edition(
    register: Register, tmp_path: Path
) -> None:
    then, now = editions(register)
    first = {each: review(register, tmp_path / each, "--edition", each) for each in (then, now)}
    ties = {
        each: next(row for row in found["headlines"] if row["id"] == "ties")["previous"]
        for each, found in first.items()
    }
    # 2022 as it was recorded first: the nine pairs of now without AK, and with AF and BE.
    assert ties == {then: 10, now: 9}
    assert first[then] != first[now]
    assert review(register, tmp_path / "again") == first[now]


def test_an_edition_that_is_not_there_is_named_with_those_that_are(
    register: Register, tmp_path: Path
) -> None:
    arguments = ["review", "--year", "2023", "--out", str(tmp_path), "--edition", "000009-none"]
    answer = CliRunner().invoke(ecograph, [*arguments, "--store", str(register.path)])
    assert isinstance(answer.exception, UnknownEditionError)
    assert "There is no edition “000009-none”. Editions here: 000001-" in str(answer.exception)
