"""`ecograph measure`, `review` and `export`: what they print where, and what they refuse."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecograph.cli.root import ecograph
from ecograph.errors import BadParameterError, EcographError, RegisterError, UsageError
from ecograph.identifiers import fold
from ecograph.metrics import Level, measures
from ecograph.store import Register
from tests.hidden import given_away, hidden_texts

Run = Callable[..., Result]


@pytest.fixture
def run(model_cluster: Register) -> Run:
    """Give the command over the Model Cluster."""

    def invoke(*arguments: str) -> Result:
        store = ["--store", str(model_cluster.path)]
        return CliRunner().invoke(ecograph, [*arguments, *store], catch_exceptions=True)

    return invoke


def refused(result: Result) -> EcographError:
    """Return the error that a command ended with."""
    assert isinstance(result.exception, EcographError), result.output
    return result.exception


def test_every_figure_is_printed_with_its_coverage(run: Run) -> None:
    result = run("measure", "--year", "2024", "--public")
    assert result.exit_code == 0
    lines = {line.split("  ")[0]: line for line in result.stdout.splitlines()}
    wanted = {name for name, each in measures().items() if each.level is not Level.ORGANISATION}
    assert wanted <= set(lines)
    # Worked out by hand: model-cluster-review.yaml.
    assert "Pairs that work together" in lines["ties"]
    assert " 37 " in lines["ties"]
    assert "27 facts" in lines["ties"]


def test_remarks_say_what_is_measured_by_which_rules_and_what_was_left_out(run: Run) -> None:
    told = run("measure", "--year", "2024", "--public").stderr
    assert "From 2024-01-01 to 2024-12-31. Organisations of Modelregion" in told
    assert "Public facts only." in told
    assert "Rules in force: Who steers whom (4 joint, 4 pairs)" in told
    # p12, p43 and p44; p13 and p14.
    assert "partnership: 3 planned; partnership: 2 undated" in told


def test_the_command_sees_internal_facts_unless_told_otherwise(run: Run) -> None:
    numbers = [
        json.loads(run("measure", "--year", "2024", "--format", "json", *option).stdout)
        for option in ([], ["--public"])
    ]
    ties = [
        next(each["value"] for each in found["measures"] if each["id"] == "ties")
        for found in numbers
    ]
    assert ties == [41, 37]
    assert [found["readers"] for found in numbers] == [
        "Public and internal facts.",
        "Public facts only.",
    ]


def test_csv_and_json_hold_every_measure_with_its_parts(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("measure", "--format", "csv").stdout)))
    document = json.loads(run("measure", "--format", "json").stdout)
    assert list(dict.fromkeys(row["measure"] for row in rows)) == list(measures())
    assert document["changes"] == []
    assert [each["id"] for each in document["measures"]] == list(measures())
    parts = sum(bool(row["part"]) for row in rows)
    assert parts == sum(len(each["parts"]) for each in document["measures"])
    assert all(row["definition"] and row["version"] for row in rows if not row["part"])
    assert document["start"] is None
    assert document["period"].startswith("Today, ")


def test_a_reason_stands_where_there_is_no_number(run: Run) -> None:
    result = run("measure", "--year", "1990", "--public")
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("ties "))
    assert "no such facts in these sources" in line


def test_an_explanation_leads_down_to_the_relations(run: Run) -> None:
    result = run(
        "measure", "--year", "2024", "--public", "--explain", "ties-by-scope", "--part", "country"
    )
    assert "Ties by how far they reach (ties-by-scope, version 1)" in result.stdout
    assert "Hoekman" in result.stdout
    # The one pair of the region with another region of the country is bor-prove.
    relations = [line for line in result.stdout.splitlines() if line.startswith("https://")]
    assert len(relations) == 1
    assert "/relation/mc-r-p29 " in relations[0]
    assert "Borealis University Demo – Prøvestad University Demo" in relations[0]


def test_the_parts_of_a_figure_are_listed_in_the_order_of_names(run: Run) -> None:
    result = run("measure", "--year", "2024", "--public", "--explain", "degree")
    parts = [line for line in result.stdout.splitlines() if "/organisation/" in line]
    names = [re.split(r" {2,}", line)[1] for line in parts]
    assert len(names) == 33
    assert names == sorted(names, key=fold)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_facts_behind_a_figure_are_data_too(run: Run, form: str) -> None:
    text = run("measure", "--year", "2024", "--explain", "partnerships", "--format", form).stdout
    table = csv.DictReader(io.StringIO(text))
    facts = json.loads(text)["facts"] if form == "json" else list(table)
    assert len(facts) == 14
    assert {fact["sources"] for fact in facts} == {"model-cluster"}


@pytest.mark.parametrize(
    ("options", "organisations"),
    [
        ((), 33),
        (("--within", "everywhere"), 47),
        # Gorse and Yarrow are members that lie elsewhere.
        (("--within", "members"), 28),
        (("--without-cluster-organisation",), 32),
        # The five outposts of the region count as parents that lie elsewhere.
        (("--outposts", "parent"), 28),
    ],
)
def test_the_network_can_be_looked_at_from_elsewhere(
    run: Run, options: tuple[str, ...], organisations: int
) -> None:
    result = run("measure", "--year", "2024", "--public", "--format", "csv", *options)
    first = next(csv.DictReader(io.StringIO(result.stdout)))
    assert (first["measure"], first["value"]) == ("organisations", str(organisations))


def test_a_rule_can_be_put_in_force_or_left_out(run: Run) -> None:
    def ties(*options: str) -> int:
        result = run("measure", "--year", "2024", "--public", "--format", "csv", *options)
        rows = csv.DictReader(io.StringIO(result.stdout))
        return next(int(row["value"]) for row in rows if row["measure"] == "ties")

    # Without governance: city-office, bor-office, ap-office and harb-ab go.
    assert ties("--without-rule", "governance") == 33
    assert ties("--with-rule", "shared-cluster-membership") > 37


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("measure", "--year", "2024", "--as-of", "2024-01-01"), UsageError, "not both"),
        (("measure", "--as-of", "0001-01-01"), BadParameterError, "years 1000 to 2200"),
        (("measure", "--explain", "fame"), BadParameterError, "Measures are: organisations"),
        (("measure", "--explain", "ties-by-scope", "--part", "x"), BadParameterError, "Parts are"),
        (("measure", "--cluster", "nowhere"), BadParameterError, "Clusters here"),
        (("measure", "--without-rule", "luck"), BadParameterError, "Rules are"),
    ],
)
def test_wrong_use_is_told_with_what_there_is(
    run: Run, arguments: tuple[str, ...], error: type[EcographError], words: str
) -> None:
    found = refused(run(*arguments))
    assert isinstance(found, error)
    assert words in str(found)


def test_the_review_prints_its_files_and_says_that_it_is_public(run: Run, tmp_path: Path) -> None:
    result = run("review", "--year", "2024", "--out", str(tmp_path))
    written = [str(path) for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(result.stdout.splitlines()) == sorted(written)
    assert result.stderr.startswith("Public facts only. Edition 000001-")


def test_the_review_of_staff_says_so(run: Run, tmp_path: Path) -> None:
    result = run("review", "--year", "2024", "--out", str(tmp_path), "--internal")
    assert result.stderr.startswith("Public and internal facts.")
    text = (tmp_path / "review-2024.json").read_text("utf-8")
    ties = next(row for row in json.loads(text)["headlines"] if row["id"] == "ties")
    # 41 with internal facts, four more than by public ones: too few to be told.
    assert (ties["value"], ties["reason"]) == (None, "too small a group")


def test_a_public_review_tells_nothing_internal(
    run: Run, model_cluster: Register, tmp_path: Path
) -> None:
    run("review", "--year", "2024", "--out", str(tmp_path))
    hidden = hidden_texts(model_cluster)
    assert len(hidden) >= 5
    are_texts = {".csv", ".html", ".json", ".svg", ".ttl"}
    files = [path for path in tmp_path.rglob("*") if path.suffix in are_texts]
    assert {path.suffix for path in files} == are_texts
    texts = [path.read_text("utf-8") for path in files]
    assert given_away(hidden, "".join(texts)) == []


def test_an_export_prints_its_file_and_says_that_it_is_public(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "relations.csv"
    result = run("export", str(path), "--as-of", "2024-05-16")
    assert (result.stdout, result.exit_code) == (f"{path}\n", 0)
    assert result.stderr.startswith("Public facts only. Edition 000001-")
    assert "/mc-r-e24a," in path.read_text("utf-8")


def test_an_empty_register_is_not_exported(tmp_path: Path) -> None:
    arguments = ["export", str(tmp_path / "x.ttl"), "--store", str(tmp_path / "store")]
    error = refused(CliRunner().invoke(ecograph, arguments))
    assert isinstance(error, RegisterError)
    assert "ecograph load" in str(error)
