"""The record of a run: what was asked, by which rules and versions; and what hangs on none."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, Triple, parse

from ecograph.exports import as_csv
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.network import Outposts, Within
from ecograph.review import Release, Review, View, releases, workbook
from ecograph.review.entries import entries
from ecograph.review.record.published import published_before
from ecograph.review.record.recording import rule_version, run_json, run_of
from ecograph.review.record.releases import Said
from ecograph.review.record.runs import Run, differences
from ecograph.review.written.cube import as_cube
from ecograph.review.written.documents import review_json
from ecograph.review.written.tables import tables
from ecograph.store import EditionReader, Register
from tests.reviews import review_of


@pytest.fixture(scope="module")
def review(model_cluster: Register) -> Review:
    return review_of(model_cluster.path, 2024)


def facts(turtle: bytes) -> set[Triple]:
    """Return the triples of a cube."""
    return {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}


_LIBRARIES = {"networkx": "3.6"}
_CUBE = Path(__file__).parent / "registers" / "published" / "review-2021.ttl"


def run(
    edition: str = "1",
    asked: Mapping[str, str] | None = None,
    libraries: Mapping[str, str] = _LIBRARIES,
) -> Run:
    """Return a run that was made by hand."""
    return Run(edition, "", asked or {}, libraries)


def test_the_run_is_recorded_for_people_and_programs(review: Review) -> None:
    told = json.loads(run_json(review))
    assert told["edition"] == review.provenance.edition
    assert (told["parameters"]["outposts"], told["parameters"]["baseline"]) == ("outpost", "2019")
    assert {"id": "ties", "version": "1"} in told["measures"]
    (rule,) = (rule for rule in told["rules"] if rule["code"] == "partnership")
    assert f"partnership {rule['version']}" in told["parameters"]["rules in force"]
    assert told["libraries"] == review.libraries
    sheet = load_workbook(BytesIO(workbook(review)))["run"]
    rows = {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["library networkx"] == review.libraries["networkx"]
    assert rows["version of ties"] == "1"


@pytest.mark.row("R007")
def test_under_another_library_only_the_record_of_the_run_differs(review: Review) -> None:
    other = replace(review, libraries={**review.libraries, "networkx": "9.9"})
    assert review_json(other) == review_json(review)
    every = [[as_csv(each) for each in (*tables(one), *entries(one))] for one in (review, other)]
    assert every[0] == every[1]
    assert run_json(other) != run_json(review)
    differing = facts(as_cube(other, DEFAULT_BASE)) ^ facts(as_cube(review, DEFAULT_BASE))
    assert differing
    assert all("/software/networkx-" in f"{each.subject} {each.object}" for each in differing)


@pytest.mark.row("R066")
def test_a_number_that_another_library_gave_is_told_by_its_version(review: Review) -> None:
    other = replace(review, libraries={**review.libraries, "networkx": "9.9"})
    said = Said(Decimal(36), "pairs", "1", "", "")
    before = Release(review.about, 2023, run_of(other), {("ties", "2023"): said})
    (row,) = published_before(replace(review, releases=(before,))).rows
    assert row.differs == (f"networkx 9.9, now {review.libraries['networkx']}",)


def test_runs_are_told_apart_by_edition_libraries_rules_and_ontology() -> None:
    assert list(differences(run(), run())) == []
    assert list(differences(run("1"), run("2"))) == ["edition 1, now 2"]
    assert list(differences(run(libraries={}), run())) == ["libraries were not recorded"]
    assert list(differences(run(), run(libraries={"igraph": "1.0"}))) == [
        "igraph not recorded, now 1.0",
        "networkx 3.6, now not recorded",
    ]
    then, now = {"rules in force": "a 1, b 1"}, {"rules in force": "a 2, b 1", "last review": "7"}
    assert list(differences(run(asked=then), run(asked=now))) == [
        "rule a 1 no longer in force",
        "rule a 2 in force now",
        "last review none, now 7",
    ]


def test_two_runs_are_alike_if_they_look_alike(model_cluster: Register, review: Review) -> None:
    path = model_cluster.path
    # The region is that of the profile, which counts where nothing is given.
    same = review_of(path, 2023, 2021, View(within=Within.REGION, on=frozenset({"partnership"})))
    assert run_of(same).view == run_of(review).view
    for view in (
        View(within=Within.MEMBERS),
        View(outposts=Outposts.PARENT),
        View(off=frozenset({"governance"})),
        View(has_cluster_organisation=False),
    ):
        assert run_of(review_of(path, 2024, view=view)).view != run_of(review).view


def test_a_rule_that_says_something_else_has_another_version(review: Review) -> None:
    rule = review.rules[0].rule
    assert rule_version(replace(rule, weight=0.5)) != rule_version(rule)
    assert rule_version(replace(rule, name="Another name")) == rule_version(rule)


def test_a_number_beyond_all_reckoning_is_passed_over(tmp_path: Path) -> None:
    cube = _CUBE.read_text("utf-8")
    for odd, real in (("1E400", "1.0"), ("-1E999999", "0.5"), ("1" * 400, "6.0")):
        cube = cube.replace(f"eco:value {real} ", f'eco:value "{odd}" ')
    path = tmp_path / "review-2021.ttl"
    path.write_text(cube, "utf-8")
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load_files(register, [path], None, Choices())
    (found,) = releases(EditionReader(register.path), internal=False)
    assert set(found.figures) == {("ties", "2020")}
