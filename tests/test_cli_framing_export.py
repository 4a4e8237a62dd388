"""`ecograph frameworks export`: five formats, public facts, and no contact in any of them."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, RdfFormat, parse

from ecograph.cli.root import ecograph
from ecograph.errors import InputError, RegisterError, UsageError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.ingest.contacts import contact_in
from ecograph.loading import Choices, load_files
from ecograph.store import Register
from tests.sheetfiles import write
from tests.surveys import surveyed

FORMATS = ("xml", "ttl", "csv", "json", "zip")
Run = Callable[..., Result]
# A job fair that the public sees and one that it does not, each with its visitors.
PROGRAMMES = (
    "id,name,kind,start,attendance,visibility\n"
    "one,Spring fair,job-fair,2024-05-01,40,public\n"
    "two,Board dinner with jane@example.org,job-fair,2024-06-01,3,internal\n"
)
OBSERVATIONS = (
    "id,indicator,period,value,status,note,visibility\n"
    "a,market/impact.1,2024,3.5,,,public\n"
    "b,market/impact.1,2023,2.5,,Ask jane@example.org,internal\n"
    "c,market/impact.1,2022,1.5,draft,,internal\n"
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with a survey, public and internal facts, and two logframes switched on."""
    folder = tmp_path_factory.mktemp("exported")
    register = surveyed(folder)
    facts = folder / "facts"
    facts.mkdir()
    choices = "id,element,state\nm,market,on\nt,talent,on\n"
    write(facts, programmes=PROGRAMMES, observations=OBSERVATIONS, choices=choices)
    done = load_files(register, [facts], None, Choices())
    assert not done.problems, done.problems
    return register


@pytest.fixture(scope="module")
def run(register: Register) -> Run:
    """Give the command over it."""

    def invoke(*arguments: str | Path, store: Path = register.path) -> Result:
        words = ["frameworks", "export", *map(str, arguments), "--store", str(store)]
        return CliRunner().invoke(ecograph, words)

    return invoke


@pytest.fixture(scope="module")
def exported(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the public export of 2024 in each format."""
    folder = tmp_path_factory.mktemp("out")
    for form in FORMATS:
        result = run(folder / f"home.{form}", "--year", "2024")
        assert result.exit_code == 0, result.output
    return folder


def texts(path: Path) -> list[str]:
    """Return every text in an export, one by one."""
    if path.suffix == ".zip":
        with ZipFile(path) as archive:
            archive.extractall(path.with_suffix(""))
        return [text for each in sorted(path.with_suffix("").iterdir()) for text in texts(each)]
    content = path.read_text("utf-8")
    if path.suffix == ".ttl":
        quads = parse(content, RdfFormat.TURTLE)
        return [quad.object.value for quad in quads if isinstance(quad.object, Literal)]
    if path.suffix == ".csv":
        return [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    marks = r'"((?:[^"\\]|\\.)*)"' if path.suffix == ".json" else r'>([^<]+)<|="([^"]*)"'
    return ["".join(found) for found in re.findall(marks, content)]


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by heading."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


@pytest.mark.row("R091")
@pytest.mark.parametrize("form", FORMATS)
def test_no_public_export_holds_a_contact_an_answer_or_a_note(exported: Path, form: str) -> None:
    found = texts(exported / f"home.{form}")
    assert len(found) > 50
    assert not [text for text in found if contact_in(text)]
    for word in ("jane", "1234567", "secret", "Alpha", "robots", "dinner"):
        assert not [text for text in found if word in text]


def test_it_says_on_stderr_whose_facts_it_wrote(run: Run, tmp_path: Path) -> None:
    for option, words in (((), "Public facts"), (("--internal",), "Public and internal facts")):
        result = run(tmp_path / "home.csv", "--year", "2024", *option)
        assert result.stdout == f"{tmp_path / 'home.csv'}\n"
        assert words in result.stderr


@pytest.mark.row("R091")
def test_it_says_how_small_a_group_of_answers_can_be(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path / "home.ttl", "--year", "2024")
    assert "figures of groups of 5 clusters or more" in result.stderr


@pytest.mark.row("R074")
def test_the_table_tells_computed_from_reported_and_public_from_internal(
    run: Run, exported: Path, tmp_path: Path
) -> None:
    run(tmp_path / "staff.csv", "--year", "2024", "--internal")
    for path, reported, people in (
        (exported / "home.csv", {"2024": "3.5"}, "40"),
        (tmp_path / "staff.csv", {"2023": "2.5", "2024": "3.5"}, "43"),
    ):
        rows = table(path)
        shares = [row for row in rows if row["indicator"].endswith("market/impact.1")]
        assert {row["known_by"] for row in shares} == {"reported"}
        # The value of 2022 is a draft, and no draft leaves the house.
        assert {row["period"]: row["value"] for row in shares if row["value"]} == reported
        assert {row["reason"] for row in shares if not row["value"]} == {"not reported"}
        # The visitors of job fairs: 40 in public, and 3 more for staff.
        visitors = [row for row in rows if row["indicator"].endswith("talent/output-2b.1")]
        assert {row["known_by"] for row in visitors} == {"computed"}
        assert [row["value"] for row in visitors if row["period"] == "2024"] == [people]


def test_the_iati_file_tells_what_it_could_not_hold(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path / "home.xml", "--year", "2024")
    assert "Without counterpart in IATI" in result.stderr
    assert (
        "market/activity-1a (Activity) is of a level that IATI has no results of." in result.stderr
    )
    assert "needs/aim (Aim) is told among the objectives" in result.stderr
    # The cluster organisation has an identifier of IATI.
    assert "no identifier that IATI knows" not in result.stderr


def test_the_document_has_both_values_and_comparison(exported: Path) -> None:
    document = json.loads((exported / "home.json").read_text("utf-8"))
    assert document["cluster"] == f"{DEFAULT_BASE}organisation/home"
    assert {"values", "comparison", "edition", "loaded"} <= document.keys()
    (median,) = [
        row["value"]
        for row in document["comparison"]
        if row["question"].endswith("question-18")
        and (row["statistic"], row["period"]) == ("median", "2024")
    ]
    assert median == 400


def test_the_same_edition_gives_the_same_bytes(run: Run, exported: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        run(tmp_path / f"again.{form}", "--year", "2024")
        assert (tmp_path / f"again.{form}").read_bytes() == (exported / f"home.{form}").read_bytes()


def test_without_a_year_it_is_the_one_of_today(run: Run, tmp_path: Path) -> None:
    run(tmp_path / "home.csv")
    rows = table(tmp_path / "home.csv")
    assert max(row["period"] for row in rows) >= "2026"


def test_wrong_use_is_told_with_what_helps(run: Run, tmp_path: Path) -> None:
    wrong = run(tmp_path / "home.pdf").exception
    assert isinstance(wrong, UsageError)
    assert "There are: xml, ttl, csv, json, zip" in str(wrong)
    empty = run(tmp_path / "home.csv", store=tmp_path / "empty").exception
    assert isinstance(empty, RegisterError)
    nowhere = run(tmp_path / "nowhere" / "home.csv", "--year", "2024").exception
    assert isinstance(nowhere, InputError)
